import type { AnyDecision, AnyRead, Handle, Node } from './decision.ts';
import { parse } from './parse.ts';

/** Where an answer came from: a person, a picked preset, the defaults of a loaded profile, or the recommendation of this version. */
export type Origin = 'person' | 'preset' | 'frozen' | 'default' | 'derived';

export interface Given {
  readonly value: unknown;
  readonly origin: Origin;
  /** Of a frozen default: what its needs were when it was taken. While they are the same it stays, else it is made anew. */
  readonly basis?: string;
}

export type State =
  | { readonly is: 'given'; readonly value: unknown; readonly origin: Origin }
  /** Not due. */
  | { readonly is: 'absent' }
  /** Due, without an answer. */
  | { readonly is: 'open' }
  /** It is not yet known whether it is due, or what it depends on is open. */
  | { readonly is: 'unsure' };

export type Answers = ReadonlyMap<string, Given>;
export type Resolved = ReadonlyMap<string, State>;

export interface Resolving {
  /** Whose recommended value is taken when there is no answer. */
  readonly takes: (decision: AnyDecision) => boolean;
  /** ISO date on which dated facts are judged. */
  readonly asOf: string;
}

const OPEN = Symbol('an answer that is still open was read');
const ABSENT: State = { is: 'absent' };
const IS_OPEN: State = { is: 'open' };
const UNSURE: State = { is: 'unsure' };

/** Reads resolved answers. An open one ends the evaluation: `known` turns that into `undefined`. */
export function reader(resolved: Resolved): AnyRead {
  return ((handle: Handle) => {
    const state = resolved.get(handle.id);
    if (!state || state.is === 'open' || state.is === 'unsure') throw OPEN;
    return state.is === 'given' ? state.value : undefined;
  }) as AnyRead;
}

/** Ends an evaluation that needs an answer nobody has given, for readers other than `reader`. */
export function throwOpen(): never {
  throw OPEN;
}

/** The value of an evaluation, or `undefined` where it met an open answer. Other errors pass. */
export function known<Value>(run: () => Value): { readonly value: Value } | undefined {
  try {
    return { value: run() };
  } catch (thrown) {
    if (thrown === OPEN) return undefined;
    throw thrown;
  }
}

/**
 * Everything the program knows about due, open and default, in one pass in list order. Nothing else is remembered but
 * the answers, so nothing is ever invalidated.
 */
export function resolve(nodes: readonly Node[], answers: Answers, how: Resolving): Resolved {
  const resolved = new Map<string, State>([['asOf', { is: 'given', value: how.asOf, origin: 'derived' }]]);
  const read = reader(resolved);
  for (const node of nodes) resolved.set(node.id, stateOf(node, read, answers, how, resolved));
  return resolved;
}

function stateOf(node: Node, read: AnyRead, answers: Answers, how: Resolving, resolved: Resolved): State {
  if (node.form === 'derived') {
    const computed = known(() => node.compute(read));
    return computed ? { is: 'given', value: computed.value, origin: 'derived' } : UNSURE;
  }
  const due = node.when ? known(() => node.when?.(read)) : { value: true };
  if (!due) return UNSURE;
  if (!due.value) return ABSENT;
  const given = answers.get(node.id);
  if (given && stillBinds(given, node, resolved)) return { is: 'given', value: given.value, origin: given.origin };
  const taken = how.takes(node) && node.recommended ? known(() => node.recommended?.(read)) : undefined;
  return taken?.value === undefined ? IS_OPEN : { is: 'given', value: asParsed(node, taken.value), origin: 'default' };
}

/** A recommended list of records as reading it from a profile gives it, fields in their order: same answers, same bytes. */
function asParsed({ kind }: AnyDecision, value: unknown): unknown {
  const parsed = kind.tag === 'records' ? parse(kind, value) : undefined;
  return parsed && 'value' in parsed ? parsed.value : value;
}

const stillBinds = (given: Given, node: Node, resolved: Resolved): boolean =>
  given.basis === undefined || given.basis === basisOf(node, resolved);

/** What a default was made from: the present answers of the decision's needs, as text. */
export function basisOf(node: Node, resolved: Resolved): string {
  return JSON.stringify(node.needs.map((need) => [need.id, answerOf(resolved, need.id)]));
}

/** The value given for an id, or `undefined` where it is open or not due. */
export function answerOf(resolved: Resolved, id: string): unknown {
  const state = resolved.get(id);
  return state?.is === 'given' ? state.value : undefined;
}

/** The recommended value of a decision among these answers, or `undefined` where there is none or what it needs is open. */
export function recommendedFor(decision: AnyDecision, resolved: Resolved): unknown {
  const taken = decision.recommended ? known(() => decision.recommended?.(reader(resolved))) : undefined;
  return taken && asParsed(decision, taken.value);
}

/** The incomplete rows that a decision without a recommended value proposes; none where what they need is open. */
export function sketchFor(decision: AnyDecision, resolved: Resolved): readonly object[] {
  return (decision.sketch && known(() => decision.sketch?.(reader(resolved)))?.value) ?? [];
}
