import type { AnyDecision } from '../../../core/decision.ts';
import { recommendedFor } from '../../../core/resolve.ts';
import { update } from '../../../core/session.ts';
import { outlookOf } from '../../outlook.ts';
import { wrap } from '../../safe.ts';
import { laterInWords, optionsOf, placeInArea, questionsLeft } from '../../words.ts';
import type { Question } from '../editors/editor.ts';
import { editorFor } from '../editors/index.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import type { Suggestions } from '../port.ts';
import { type Desk, FIRST, pop, type Setting, type State, topOf, viewOf } from '../state.ts';
import { answerWith } from './answer.ts';
import { findingInWords, findingSign, problemsOf } from './problems.ts';

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
    suggestions: undefined,
    columns: state.size.columns,
  };
  return { ...base, suggestions: suggestionsFor(state, base) };
}

function suggestionsFor(state: State, question: Question): Suggestions | undefined {
  const wanted = lookupOf(state, question);
  return wanted && state.suggestions.get(wanted.key);
}

/** The look-up that the question on screen wants, and the key under which its result is kept. */
export function lookupOf(state: State, question: Question) {
  const editor = editorFor(question.kind);
  const lookup = editor.lookup?.(question, deskOf(state, question));
  return lookup && { ...lookup, key: `${lookup.name} ${question.decision.id} ${contextOf(state, question)}` };
}

/** A result holds while the answers that the decision reads are the same. */
const contextOf = (state: State, question: Question): string =>
  JSON.stringify([state.account.is, question.decision.needs.map((need) => state.session.answers.get(need.id)?.value)]);

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
  return session === state.session ? { ...state, first: FIRST } : { ...state, session, more: false };
}

export function drawQuestion(setting: Setting, state: State, decision: AnyDecision): Part[] {
  const question = questionFor(setting, state, decision);
  const desk = deskOf(state, question);
  const columns = state.size.columns - 4;
  const under = editorFor(decision.kind).under?.(question, desk);
  const explain = wrap(decision.explain, columns);
  return [
    { giveWay: 6, lines: [placeLine(setting, state, decision)] },
    { giveWay: 9, lines: [line('')] },
    { giveWay: 0, lines: wrap(decision.question, columns).map((text) => line(' ', span(text, 'strong'))) },
    { giveWay: 8, lines: [line('')] },
    ...editorFor(decision.kind).draw(question, desk),
    {
      giveWay: 5,
      lines: effectLines(question, under, columns),
      folded: effectLines(question, under, columns).slice(0, 2),
    },
    { giveWay: 3, lines: foldLines(question, state, under, columns) },
    { giveWay: 7, lines: [line(''), ...(state.more ? explain : explain.slice(0, 4)).map((text) => line(` ${text}`))] },
    { giveWay: 10, lines: unsureLines(setting, state, question) },
    {
      giveWay: 4,
      lines: checkLines(setting, state, decision),
      folded: checkLines(setting, state, decision).slice(0, 2),
    },
  ];
}

function placeLine(setting: Setting, state: State, decision: AnyDecision): Line {
  const view = viewOf(setting, state);
  const place = placeInArea(setting.engine, view, state.session.trail, decision);
  const isVisit = topOf(state)?.is === 'visit';
  return line(
    span(` ${place} ${setting.signs.dot} ${isVisit ? 'Esc returns to where you were' : questionsLeft(view)}`, 'dim'),
  );
}

/** One sentence: what the option under the cursor changes. */
function effectLines(question: Question, under: unknown, columns: number): Line[] {
  const effect = optionsOf(question.kind).find((option) => option.raw === under)?.effect;
  return effect === undefined ? [] : [line(''), ...wrap(effect, columns).map((text) => line(` ${text}`))];
}

/** What choosing it adds, asks, drops, and whether it can be changed later: one line, or all of it after ^O. */
function foldLines(question: Question, state: State, under: unknown, columns: number): Line[] {
  if (under === undefined) return [];
  const { engine, adds } = question.setting;
  const outlook = outlookOf(engine, question.session, question.decision.id, under);
  const parts: (readonly [string, readonly string[]])[] = [
    ['adds', adds(question.session, question.decision.id, under)],
    ['asks', outlook.asks],
    ['drops', outlook.drops],
    ['warns', outlook.warns.map((rule) => `${rule.id}: ${rule.says}`)],
    ['later', [laterInWords(question.decision.permanence)]],
  ];
  const told = parts.filter(([, what]) => what.length > 0);
  if (!state.more)
    return [
      line(''),
      line(
        span(
          ` ${told.map(([name, what]) => (name === 'later' ? what[0] : `${name} ${what.join(', ')}`)).join(` ${question.setting.signs.dot} `)}`,
        ),
      ),
    ];
  const sources = question.decision.sources.map((source) => `${source.title}, read ${source.read}  ${source.url}`);
  const unverified = question.decision.unverified === undefined ? [] : [question.decision.unverified];
  const all = [...told, ['source', sources] as const, ['not verified', unverified] as const].filter(
    ([, what]) => what.length > 0,
  );
  return [
    line(''),
    ...all.flatMap(([name, what]) =>
      what.flatMap((one, index) =>
        wrap(one, columns - 15).map((text, row) => line(` ${(index + row === 0 ? name : '').padEnd(14)}${text}`)),
      ),
    ),
  ];
}

const FIRST_QUESTIONS = 3;

function unsureLines(_setting: Setting, state: State, question: Question): Line[] {
  if (question.recommended === undefined || state.session.trail.length >= FIRST_QUESTIONS) return [];
  return [line(''), line(span(' Unsure? Enter takes the recommended answer; ^O shows why.', 'dim'))];
}

/** What is wrong with this answer and what was looked at for it. */
function checkLines(setting: Setting, state: State, decision: AnyDecision): Line[] {
  const { signs } = setting;
  const rules = problemsOf(setting, state).filter(
    (one) => one.decisions.includes(decision.id) && setting.engine.rules.some((rule) => rule.id === one.id),
  );
  const findings = [...state.session.found.values()].filter((one) => one.decisions.includes(decision.id));
  const running = state.running.filter((one) => one.decisions.includes(decision.id));
  const lines = [
    ...rules.map((one) => line(' ', one.sign, ` ${one.says}  ${one.id}`)),
    ...findings.map((one) => line(' ', findingSign(one, signs), ` ${findingInWords(one)}`)),
    ...running.map((one) => line(' ', span(signs.running, 'running'), ` ${one.title}`)),
  ];
  return lines.length === 0 ? [] : [line(''), ...lines];
}
