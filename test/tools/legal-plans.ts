import fc from 'fast-check';
import { emissionOf } from '../../src/commands/emission.ts';
import type { AnyDecision } from '../../src/core/decision.ts';
import { resolveWith } from '../../src/core/engine.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import type { Shape } from '../../src/core/kind.ts';
import type { Given } from '../../src/core/resolve.ts';
import { judge } from '../../src/core/rule.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { engine } from '../../steps/index.ts';
import { BASE } from '../helpers/steps.ts';

/** A full id of the type, in a group and subscription of its own. */
function idOf(type: string): string {
  const [namespace = '', ...types] = type.split('/');
  const place = '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-given/providers';
  return `${place}/${namespace}/${types.map((one) => `${one}/given-${one.toLowerCase()}`).join('/')}`;
}

/** Values that a question takes, where they can be told from its kind. */
function valuesOf(kind: Shape): readonly unknown[] {
  switch (kind.tag) {
    case 'toggle':
      return [true, false];
    case 'choice':
      return kind.options.map((option) => option.value);
    case 'resource-id':
      return [idOf(kind.type)];
    case 'address':
      return ['10.0.1.4'];
    default:
      return [];
  }
}

const TEAMS = { network: 'Net Ops', dns: 'Net Ops', roles: 'IAM', firewall: 'Fire', subscription: 'Subs' };

/** A few answers to anything; the rest as recommended. */
const someAnswers = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...engine.decisions.filter((one) => valuesOf(one.kind).length > 0)), {
      maxLength: 6,
    }),
    fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    fc.subarray(Object.keys(TEAMS) as (keyof typeof TEAMS)[]),
    fc.constantFrom(true, false),
  )
  .map(([decisions, picks, teams, virtual]) => ({
    'vn.enable': virtual,
    'base.owners': Object.fromEntries(teams.map((team) => [team, TEAMS[team]])),
    ...Object.fromEntries(decisions.map((one, i) => [one.id, pick(one, picks[i] ?? 0)])),
  }));

const pick = (decision: AnyDecision, at: number): unknown => {
  const values = valuesOf(decision.kind);
  return values[at % values.length];
};

/** What answers come to over the base, or `undefined` where something is missing or a rule refuses. */
export function emissionFor(values: Readonly<Record<string, unknown>>): Emission | undefined {
  const all = { ...BASE, ...values };
  if (isRefused(all)) return undefined;
  const answers = new Map(Object.entries(all).map(([id, value]): [string, Given] => [id, { value, origin: 'person' }]));
  const evaluation = evaluate(engine, {
    answers,
    acknowledged: [],
    places: new Map(),
    acceptDefaults: true,
    asOf: undefined,
  });
  return emissionOf(evaluation, [], undefined);
}

/** Without the ways out, which cost more than all the rest. */
function isRefused(values: Readonly<Record<string, unknown>>): boolean {
  const answers = new Map(
    Object.entries(values).map(([id, value]): [string, Given] => [id, { value, origin: 'person' }]),
  );
  const resolved = resolveWith(engine, answers, {});
  return (
    [...resolved.values()].some((state) => state.is === 'open' || state.is === 'unsure') ||
    engine.rules.some(
      (rule) =>
        (rule.severity === 'block' || rule.severity === 'retired') &&
        judge(rule, engine.byId, resolved).is === 'broken',
    )
  );
}

export interface LegalPlan {
  readonly answers: string;
  readonly emission: Emission;
}

/** Plans of random legal answers, the same ones in every run. */
export function legalPlans(count: number): readonly LegalPlan[] {
  const found = new Map<string, LegalPlan>();
  for (const values of fc.sample(someAnswers, { seed: 20261125, numRuns: 40 * count })) {
    if (found.size === count) break;
    const emission = emissionFor(values);
    const key = emission && JSON.stringify(emission.plan);
    if (emission && key !== undefined && !found.has(key)) found.set(key, { answers: JSON.stringify(values), emission });
  }
  return [...found.values()];
}
