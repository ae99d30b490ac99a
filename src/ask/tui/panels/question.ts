import type { AnyDecision } from '../../../core/decision.ts';
import { recommendedFor, sketchFor } from '../../../core/resolve.ts';
import { update } from '../../../core/session.ts';
import type { Question } from '../editors/editor.ts';
import { editorFor } from '../editors/index.ts';
import type { Press } from '../keyboard.ts';
import type { Suggestions } from '../port.ts';
import { type Desk, FIRST, pop, type Setting, type State, topOf, viewOf } from '../state.ts';
import { answerWith } from './answer.ts';

/** What the editor of a decision is given. */
export function questionFor(setting: Setting, state: State, decision: AnyDecision): Question {
  const { resolved } = viewOf(setting, state);
  const now = resolved.get(decision.id);
  const base = {
    setting,
    session: state.session,
    decision,
    kind: decision.kind,
    given: now?.is === 'given' ? { value: now.value, origin: now.origin } : undefined,
    recommended: recommendedFor(decision, resolved),
    sketch: sketchFor(decision, resolved),
    suggestions: undefined,
    columns: state.size.columns,
  };
  return { ...base, suggestions: suggestionsFor(state, base) };
}

/** What was found for the answers as they are now; after another answer it is looked up anew. */
export function suggestionsFor(state: State, question: Question): Suggestions | undefined {
  const wanted = lookupOf(state, question);
  const known = wanted && state.suggestions.get(wanted.key);
  return known?.answers === state.session.answers ? known.suggestions : undefined;
}

/** The look-up that the question on screen wants, and the key under which its result is kept. */
export function lookupOf(state: State, question: Question) {
  const editor = editorFor(question.kind);
  const lookup = editor.lookup?.(question, deskOf(state, question));
  return (
    lookup && {
      ...lookup,
      key: [lookup.name, question.decision.id, state.account.is, JSON.stringify(lookup.record)].join(' '),
    }
  );
}

export const deskOf = (state: State, question: Question): Desk =>
  state.desks.get(question.decision.id) ?? editorFor(question.kind).open(question);

const withDesk = (state: State, id: string, desk: Desk): State => ({
  ...state,
  desks: new Map([...state.desks, [id, desk]]),
});

export function pressQuestion(setting: Setting, state: State, decision: AnyDecision, press: Press): State {
  const question = questionFor(setting, state, decision);
  const move = editorFor(decision.kind).press(question, deskOf(state, question), press);
  if (move && 'answer' in move) return answerWith(setting, state, { id: decision.id, raw: move.answer });
  if (move) return withDesk(state, decision.id, move.desk);
  return press.key === 'escape' ? back(setting, state) : state;
}

export function pasteQuestion(setting: Setting, state: State, decision: AnyDecision, text: string): State {
  const question = questionFor(setting, state, decision);
  return withDesk(state, decision.id, editorFor(decision.kind).paste(question, deskOf(state, question), text));
}

/** One step back on the trail; from the first question to the first screen. */
export function back(setting: Setting, state: State): State {
  if (topOf(state)?.is === 'visit') return pop(state);
  const session = update(setting.engine, state.session, { kind: 'back' });
  return session === state.session ? { ...state, first: FIRST } : { ...state, session };
}
