import { type BrokenRule, brokenRules, isBlocking, isWarning } from './acknowledge.ts';
import type { AnyDecision, Handle } from './decision.ts';
import { type Engine, judgeAll, resolveWith, takeAll, type Verdicts } from './engine.ts';
import type { Option, Shape } from './kind.ts';
import { type Place, type Problem, problem } from './problem.ts';
import { type Repair, repairsOf } from './repair.ts';
import { type Answers, answerOf, type Given, known, type Resolved, reader } from './resolve.ts';
import type { Acknowledgement } from './session.ts';

/** An answer that a profile lacks. */
export interface Missing {
  readonly id: string;
  readonly question: string;
  readonly options: readonly unknown[];
  readonly recommended: unknown;
}

export interface RuleReport extends BrokenRule {
  readonly blocking: boolean;
  readonly warning: boolean;
  readonly says: string;
  readonly repairs: readonly Repair[];
  readonly at: Place | undefined;
}

/** What a profile comes to: everything that is wrong with it at once, in graph order. */
export interface Evaluation {
  readonly answers: Answers;
  readonly resolved: Resolved;
  readonly verdicts: Verdicts;
  readonly missing: readonly Missing[];
  /** Answers that are not due among the others. */
  readonly problems: readonly Problem[];
  readonly rules: readonly RuleReport[];
}

export interface Evaluating {
  readonly answers: Answers;
  readonly acknowledged: readonly Acknowledgement[];
  readonly places: ReadonlyMap<string, Place>;
  /** Answers given by `--set`: one that is not due there is refused without a line. */
  readonly acceptDefaults: boolean;
  /** ISO date of `--as-of`. */
  readonly asOf: string | undefined;
  /** Some answers could not be read: whether another is due is then told only where those that decide it were. */
  readonly partial?: boolean;
}

/** Judges a profile as it stands: frozen defaults bind, nothing is guessed, everything is told. */
export function evaluate(engine: Engine, what: Evaluating): Evaluation {
  const how = { takes: takeAll, asOf: what.asOf ?? engine.factsRead };
  const resolved = resolveWith(engine, what.answers, how);
  const verdicts = judgeAll(engine, resolved);
  const missing = engine.decisions.flatMap((decision) => missingOf(decision, resolved, what));
  const rules = brokenRules(engine, resolved, verdicts, what.acknowledged, what.asOf).map((broken): RuleReport => {
    const blocking = isBlocking(broken);
    return {
      ...broken,
      blocking,
      warning: isWarning(broken),
      says: broken.rule.says,
      repairs: blocking || isWarning(broken) ? repairsOf(engine, what.answers, broken.rule, how) : [],
      at: placeOf(broken.conflict, what.places),
    };
  });
  return {
    answers: what.answers,
    resolved,
    verdicts,
    missing,
    problems: notDue(engine, resolved, what),
    rules: inGraphOrder(engine, rules),
  };
}

function missingOf(decision: AnyDecision, resolved: Resolved, what: Evaluating): readonly Missing[] {
  const state = resolved.get(decision.id);
  const open = state?.is === 'open';
  const taken = state?.is === 'given' && state.origin === 'default';
  if (!open && !(taken && !what.acceptDefaults)) return [];
  return [
    {
      id: decision.id,
      question: decision.question,
      options: optionsOf(decision.kind),
      recommended: taken ? state.value : undefined,
    },
  ];
}

/** The values that can be named beforehand; empty where any text of a form will do. */
function optionsOf(kind: Shape): readonly unknown[] {
  switch (kind.tag) {
    case 'choice':
      return kind.options.map((option: Option) => option.value);
    case 'toggle':
      return [true, false];
    case 'list':
      return optionsOf(kind.of);
    default:
      return [];
  }
}

function notDue(engine: Engine, resolved: Resolved, what: Evaluating): readonly Problem[] {
  return [...what.answers].flatMap(([id, given]) => {
    const decision = engine.byId.get(id);
    if (decision?.form !== 'decision' || resolved.get(id)?.is !== 'absent') return [];
    const deciding = decidersOf(engine, decision, resolved);
    if (what.partial && !deciding.every((one) => what.answers.has(one))) return [];
    const why = inWords(deciding, resolved);
    return [problem(id, `is not asked${why === '' ? '' : ` with ${why}`}`, removal(given, why), what.places.get(id))];
  });
}

const removal = (given: Given, why: string): string =>
  `Remove it${given.origin === 'frozen' ? ' from defaults' : ''}${why === '' ? '' : `, or change ${why.split(' = ')[0]}`}`;

/** The decisions that were read to find out whether a question is due. */
function decidersOf(engine: Engine, decision: AnyDecision, resolved: Resolved): readonly string[] {
  const touched = new Set<string>();
  const trace = (handle: Handle): unknown => {
    const node = engine.byId.get(handle.id);
    if (node?.form === 'derived') return node.compute(trace as never);
    touched.add(handle.id);
    return reader(resolved)(handle);
  };
  known(() => decision.when?.(trace as never));
  return [...touched];
}

const inWords = (ids: readonly string[], resolved: Resolved): string =>
  ids
    .map((id) => `${id} = ${JSON.stringify(answerOf(resolved, id))?.replace(/^"(.*)"$/, '$1') ?? 'not asked'}`)
    .join(', ');

const placeOf = (conflict: readonly string[], places: ReadonlyMap<string, Place>): Place | undefined =>
  conflict.map((id) => places.get(id)).find((place) => place !== undefined);

function inGraphOrder(engine: Engine, rules: readonly RuleReport[]): readonly RuleReport[] {
  const rank = new Map(engine.decisions.map((decision, i) => [decision.id, i]));
  const first = (rule: RuleReport) => Math.min(...rule.conflict.map((id) => rank.get(id) ?? Number.MAX_SAFE_INTEGER));
  return rules.toSorted((a, b) => first(a) - first(b) || (a.rule.id < b.rule.id ? -1 : 1));
}
