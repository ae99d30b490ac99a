import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../src/commands/emission.ts';
import type { AnyDecision } from '../../src/core/decision.ts';
import { answerOf, type Resolved } from '../../src/core/resolve.ts';
import { judge } from '../../src/core/rule.ts';
import { diffPlans } from '../../src/plan/diff.ts';
import { engine } from '../../steps/index.ts';
import { resolvedOf } from '../helpers/steps.ts';

/** The worlds of answers in which options are tried: the first in which the decision is due. */
const BASES: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { 'vn.enable': true },
  { 'net.ipam': 'pod-subnet' },
  {
    'api.exposure': 'public-ranges',
    'api.authorizedRanges': ['20.50.0.0/24', 'cluster-egress'],
    'net.vnet': 'managed',
  },
  { 'jb.enable': 'build', 'jb.distribution': 'managed-image' },
  { 'jb.enable': 'build', 'jb.topology': 'build-only' },
];

const optionsOf = ({ kind }: AnyDecision): readonly unknown[] =>
  kind.tag === 'toggle' ? [true, false] : kind.tag === 'choice' ? kind.options.map((option) => option.value) : [];
const isComplete = (resolved: Resolved): boolean =>
  engine.decisions.every((decision) => ['given', 'absent'].includes(resolved.get(decision.id)?.is ?? ''));

const tried = engine.decisions.filter((decision) => optionsOf(decision).length > 1);

describe('each option changes the plan as reviewed', () => {
  test.each(tried.map((decision) => [decision.id, decision] as const))('%s', async (id, decision) => {
    const base = BASES.find((one) => resolvedOf(one)?.get(id)?.is === 'given');
    expect(base, `${id} is due in no base of this test: add one`).toBeDefined();
    const before = resolvedOf(base ?? {});
    const text = optionsOf(decision).flatMap((option) => [
      '',
      `## ${id} = ${String(option)}${answerOf(before, id) === option ? ' (as in the base)' : ''}`,
      ...effectOf(before, base ?? {}, id, option),
    ]);
    await expect(
      `${[`# against ${JSON.stringify(base)} with all defaults`, ...text].join('\n')}\n`,
    ).toMatchFileSnapshot(join(import.meta.dirname, `${id}.txt`));
  });
});

function effectOf(
  before: Resolved,
  base: Readonly<Record<string, unknown>>,
  id: string,
  option: unknown,
): readonly string[] {
  const after = resolvedOf({ ...base, [id]: option });
  const broken = engine.rules
    .filter((rule) => rule.severity === 'block' && judge(rule, engine.byId, after).is === 'broken')
    .map((rule) => rule.id);
  const open = engine.decisions
    .filter((decision) => after.get(decision.id)?.is === 'open')
    .map((decision) => decision.id);
  if (open.length > 0) return [`asks ${open.join(', ')}`];
  if (broken.length > 0) return [`forbidden by ${broken.join(', ')}`];
  return isComplete(after) ? diffPlans(planOf(before), planOf(after)) : [];
}
