import { brokenRules, isBlocking } from '../../../core/acknowledge.ts';
import { type Session, type SessionEvent, update, view } from '../../../core/session.ts';
import { outlookOf } from '../../outlook.ts';
import { type Layer, pop, push, type Setting, type State, type Trial, topOf } from '../state.ts';

/**
 * Answers a question. A forbidden option is refused first, with ways out; answers of a person that would go are listed first; and a
 * conflict that arises takes the question's place.
 */
export function answerWith(setting: Setting, state: State, trial: Trial): State {
  const node = setting.engine.byId.get(trial.id);
  if (node?.form !== 'decision') return state;
  const outlook = outlookOf(setting.engine, state.session, trial.id, trial.raw);
  const isChoice = node.kind.tag === 'choice' || node.kind.tag === 'toggle';
  if (isChoice && outlook.forbidden)
    return push(state, { is: 'conflict', rule: outlook.forbidden.rule.id, trial, cursor: 0 });
  if (outlook.dropsChosen.length > 0) return push(state, { is: 'drops', trial, cursor: 0 });
  return give(setting, state, trial);
}

/** Answers without asking again: the person has seen what follows. */
export function give(setting: Setting, state: State, trial: Trial): State {
  const event: SessionEvent = { kind: 'answered', id: trial.id, raw: trial.raw, origin: 'person' };
  const top = topOf(state);
  const here = top?.is === 'visit' && top.id === trial.id ? pop(state) : state;
  return settle(setting, { ...here, desks: without(here.desks, [trial.id]) }, event);
}

/** Takes a repair: several answers at once. Where the person stands stays the same. */
export const giveAll = (setting: Setting, state: State, values: Readonly<Record<string, unknown>>): State =>
  settle(
    setting,
    { ...state, desks: without(state.desks, Object.keys(values)) },
    { kind: 'set', values, origin: 'person' },
  );

/** The state after a session event, with every conflict that arose by it on top. */
function settle(setting: Setting, state: State, event: SessionEvent): State {
  const session = update(setting.engine, state.session, event);
  const before = new Set(blockingIn(setting, state.session));
  const arisen = blockingIn(setting, session).filter((id) => !before.has(id));
  const layers = state.layers.filter((layer) => !isSolved(setting, session, layer));
  return arisen
    .toReversed()
    .reduce<State>((now, rule) => push(now, { is: 'conflict', rule, cursor: 0 }), { ...state, session, layers });
}

/** A conflict panel whose rule is no longer broken has nothing left to say. */
const isSolved = (setting: Setting, session: Session, layer: Layer): boolean =>
  layer.is === 'conflict' && !layer.trial && view(setting.engine, session).verdicts.get(layer.rule)?.is !== 'broken';

/** The ids of the rules that keep outputs from being written. */
export function blockingIn(setting: Setting, session: Session): readonly string[] {
  const { resolved, verdicts } = view(setting.engine, session);
  return brokenRules(setting.engine, resolved, verdicts, session.acknowledged, session.asOf ?? setting.engine.factsRead)
    .filter(isBlocking)
    .map((broken) => broken.rule.id);
}

const without = <Value>(map: ReadonlyMap<string, Value>, keys: readonly string[]): ReadonlyMap<string, Value> =>
  new Map([...map].filter(([key]) => !keys.includes(key)));
