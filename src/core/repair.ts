import type { AnyDecision } from './decision.ts';
import { type Engine, resolveWith } from './engine.ts';
import { parse } from './parse.ts';
import { type Answers, known, type Origin, type Resolved, type Resolving, reader, recommendedFor } from './resolve.ts';
import { type Example, judge, type Rule, type Severity } from './rule.ts';

/** A legal change that mends a broken rule, with what follows from it. */
export interface Repair {
  readonly set: Example;
  /** Questions that it opens, answers that it makes unnecessary, warnings that it brings. */
  readonly asks: readonly string[];
  readonly drops: readonly string[];
  readonly warns: readonly string[];
}

interface Candidate extends Repair {
  readonly cost: readonly number[];
}

const WEIGHT: Record<Origin, number> = { person: 100, preset: 10, frozen: 2, default: 1, derived: 0 };

/**
 * The legal changes nearest to what was chosen: single answers first, pairs only where no single one helps. None breaks
 * another rule. Cheapest first: what a person chose weighs more than presets, presets more than defaults; then new
 * warnings, then new questions, then the order of the options. Each decision of the conflict is among them if changing it helps.
 */
export function repairsOf(
  engine: Engine,
  answers: Answers,
  broken: Rule,
  how: Partial<Resolving> = {},
  most = 4,
): readonly Repair[] {
  const before = resolveWith(engine, answers, how);
  const verdict = judge(broken, engine.byId, before);
  if (verdict.is !== 'broken') return [];
  const own = broken.repairs ? (known(() => broken.repairs?.(reader(before)))?.value ?? []) : [];
  const single = distinct([...own, ...verdict.conflict.flatMap((id) => alternatives(engine, id, before))]);
  const attempt = (sets: readonly Example[]) =>
    sets.flatMap((set, order) => tryOut(engine, answers, how, before, broken, set, order));
  const found = attempt(single);
  const all = found.length > 0 ? found : attempt(pairsOf(single));
  return nearest(all, most).map(({ set, asks, drops, warns }) => ({ set, asks, drops, warns }));
}

/** The cheapest, but of each decision its cheapest first: a way out that changes the other side is not crowded out. */
function nearest(all: readonly Candidate[], most: number): readonly Candidate[] {
  const sorted = all.toSorted((a, b) => compare(a.cost, b.cost));
  const isFirst = (one: Candidate, at: number) => sorted.findIndex((other) => keys(other.set) === keys(one.set)) === at;
  const firsts = sorted.filter(isFirst);
  const chosen = new Set([...firsts, ...sorted.filter((one) => !firsts.includes(one))].slice(0, most));
  return sorted.filter((one) => chosen.has(one));
}

const keys = (set: Example): string => Object.keys(set).join();

/** A repair that a rule names itself is often also an alternative value. */
function distinct(sets: readonly Example[]): readonly Example[] {
  return [...new Map(sets.toReversed().map((set) => [JSON.stringify(set), set])).values()].toReversed();
}

function pairsOf(single: readonly Example[]): readonly Example[] {
  return single.flatMap((a, i) =>
    single
      .slice(i + 1)
      .filter((b) => keys(a) !== keys(b))
      .map((b) => ({ ...a, ...b })),
  );
}

function alternatives(engine: Engine, id: string, now: Resolved): readonly Example[] {
  const decision = engine.byId.get(id);
  const state = now.get(id);
  if (decision?.form !== 'decision' || state?.is !== 'given') return [];
  const same = JSON.stringify(state.value);
  return [...valuesOf(decision), recommendedFor(decision, now)]
    .filter((value, i, all) => value !== undefined && JSON.stringify(value) !== same && all.indexOf(value) === i)
    .map((value) => ({ [id]: value }));
}

function valuesOf(decision: AnyDecision): readonly unknown[] {
  switch (decision.kind.tag) {
    case 'choice':
      return decision.kind.options.map((option) => option.value);
    case 'toggle':
      return [true, false];
    case 'list':
      return decision.kind.min === 0 ? [[]] : [];
    default:
      return [];
  }
}

function tryOut(
  engine: Engine,
  answers: Answers,
  how: Partial<Resolving>,
  before: Resolved,
  broken: Rule,
  set: Example,
  order: number,
): readonly Candidate[] {
  const next = new Map(answers);
  for (const [id, value] of Object.entries(set)) {
    const decision = engine.byId.get(id);
    if (decision?.form !== 'decision' || 'faults' in parse(decision.kind, value)) return [];
    next.set(id, { value, origin: 'person' });
  }
  const after = resolveWith(engine, next, how);
  if (Object.keys(set).some((id) => after.get(id)?.is === 'absent')) return [];
  if (judge(broken, engine.byId, after).is !== 'fine') return [];
  const worse = newlyBroken(engine, before, after);
  if (worse.some(({ severity }) => severity === 'block' || severity === 'retired')) return [];
  const warns = worse.filter(({ severity }) => severity === 'warn').map(({ id }) => id);
  const effects = consequences(before, after);
  const cost = [costOf(before, after, set), warns.length, effects.asks.length, order];
  return [{ set, ...effects, warns, cost }];
}

function newlyBroken(engine: Engine, before: Resolved, after: Resolved): readonly { id: string; severity: Severity }[] {
  return engine.rules.filter(
    (rule) => judge(rule, engine.byId, after).is === 'broken' && judge(rule, engine.byId, before).is !== 'broken',
  );
}

/** What a change opens and drops, in graph order. */
export function consequences(before: Resolved, after: Resolved): Pick<Repair, 'asks' | 'drops'> {
  const ids = [...after.keys()];
  const is = (resolved: Resolved, id: string) => resolved.get(id)?.is;
  return {
    asks: ids.filter((id) => is(after, id) === 'open' && is(before, id) !== 'open'),
    drops: ids.filter((id) => is(before, id) === 'given' && is(after, id) === 'absent'),
  };
}

function costOf(before: Resolved, after: Resolved, set: Example): number {
  let cost = 0;
  for (const [id, was] of before) {
    const is = after.get(id)?.is;
    if (was.is === 'given' && (is === 'absent' || Object.hasOwn(set, id))) cost += WEIGHT[was.origin];
  }
  return cost;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
