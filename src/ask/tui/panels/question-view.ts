import { type AnyDecision, permanenceOf } from '../../../core/decision.ts';
import type { Finding } from '../../../core/finding.ts';
import type { Shape } from '../../../core/kind.ts';
import { outlookOf } from '../../outlook.ts';
import { wrap } from '../../safe.ts';
import { laterInWords, optionsOf, placeInArea, questionsLeft, subjectOf } from '../../words.ts';
import type { Question } from '../editors/editor.ts';
import { editorFor } from '../editors/index.ts';
import { isMulti } from '../editors/multi.ts';
import type { Part } from '../fit.ts';
import { type Line, line, span } from '../line.ts';
import { slice } from '../slice.ts';
import { type Setting, type State, topOf, viewOf } from '../state.ts';
import { findingInWords, findingSign, ruleProblemsOf } from './problems.ts';
import { deskOf, questionFor } from './question.ts';

const EXPLAINED_LINES = 4;

export function drawQuestion(setting: Setting, state: State, decision: AnyDecision): Part[] {
  const question = questionFor(setting, state, decision);
  const desk = deskOf(state, question);
  const columns = state.size.columns - 4;
  const editor = editorFor(decision.kind);
  const under = editor.under?.(question, desk);
  const effect = effectLines(question, under, columns);
  const checks = checkLines(setting, state, decision);
  return [
    { giveWay: 6, lines: [placeLine(setting, state, decision)] },
    { giveWay: 9, lines: [line('')] },
    { giveWay: 0, lines: wrap(decision.question, columns).map((text) => line(' ', span(text, 'strong'))) },
    { giveWay: 8, lines: [line('')] },
    ...editor.draw(question, desk),
    { giveWay: 5, lines: effect, folded: effect.slice(0, 2) },
    { giveWay: 3, lines: foldLines(question, under) },
    { giveWay: 7, lines: explainLines(setting, decision, columns) },
    { giveWay: 10, lines: unsureLines(state, question) },
    { giveWay: 9, lines: checks.length > 0 ? [line('')] : [] },
    {
      giveWay: 4,
      least: Math.min(2, checks.length),
      lines: checks,
      shrink: (height) => slice(checks, 0, height, setting.signs),
    },
  ];
}

function placeLine(setting: Setting, state: State, decision: AnyDecision): Line {
  const view = viewOf(setting, state);
  const place = placeInArea(setting.engine, view, state.session.trail, decision);
  const isVisit = topOf(state)?.is === 'visit';
  const rest = isVisit ? 'Esc returns to where you were' : questionsLeft(view);
  return line(span(` ${place} ${setting.signs.dot} ${rest}`, 'dim'));
}

function explainLines(setting: Setting, decision: AnyDecision, columns: number): Line[] {
  const all = wrap(decision.explain, columns);
  const shown = all.slice(0, EXPLAINED_LINES).map((text) => line(` ${text}`));
  const more = all.length > EXPLAINED_LINES ? [line(span(` ${setting.signs.ellipsis} ^O shows the rest`, 'dim'))] : [];
  return [line(''), ...shown, ...more];
}

/** One sentence: what the option under the cursor changes. */
function effectLines(question: Question, under: unknown, columns: number): Line[] {
  const effect = optionsOf(question.kind).find((option) => option.raw === under)?.effect;
  return effect === undefined ? [] : [line(''), ...wrap(effect, columns).map((text) => line(` ${text}`))];
}

/** Typed values change with every key: what they add is seen in the script. */
const isChosen = (kind: Shape): boolean => optionsOf(kind).length > 0 || isMulti(kind);

/** What the value under the cursor adds, asks, drops and warns of, and whether it can be changed later. */
export function consequencesOf(question: Question, under: unknown): (readonly [string, readonly string[]])[] {
  const { engine, adds } = question.setting;
  const { decision, session } = question;
  const later = permanenceOf(decision, under);
  const outlook = under === undefined ? undefined : outlookOf(engine, session, decision.id, under);
  const parts: (readonly [string, readonly string[]])[] = [
    ['adds', outlook && isChosen(question.kind) ? adds(session, decision.id, under) : []],
    ['asks', outlook?.asks ?? []],
    ['drops', outlook?.drops ?? []],
    ['warns', (outlook?.warns ?? []).map((rule) => `${rule.id}: ${rule.says}`)],
    ['later', later === 'none' ? [] : [laterInWords(later)]],
  ];
  return parts.filter(([, what]) => what.length > 0);
}

/** All of it on one line; ^O unfolds it. */
function foldLines(question: Question, under: unknown): Line[] {
  const told = consequencesOf(question, under).map(([name, what]) =>
    name === 'later' ? what[0] : `${name} ${what.map((one) => inWords(question, one)).join(', ')}`,
  );
  return told.length === 0 ? [] : [line(''), line(` ${told.join(` ${question.setting.signs.dot} `)}`)];
}

/** A decision by what it is about; what is none stays. */
function inWords({ setting: { engine } }: Question, text: string): string {
  const node = engine.byId.get(text);
  return node?.form === 'decision' ? subjectOf(engine, node) : text;
}

const FIRST_QUESTIONS = 3;

function unsureLines(state: State, question: Question): Line[] {
  const isAnswered = question.given !== undefined && question.given.origin !== 'default';
  if (isAnswered || question.recommended === undefined || state.session.trail.length >= FIRST_QUESTIONS) return [];
  return [line(''), line(span(' Unsure? Enter takes the recommended answer; ^O shows why.', 'dim'))];
}

const RANK: Readonly<Record<Finding['result'], number>> = { fail: 0, warn: 1, 'not-run': 3, pass: 4 };
const RUNNING_RANK = 2;
/** More passes than this are counted, so that what failed stands out. */
const MOST_PASSES = 3;

/** What is wrong with this answer and what was looked at for it, the worst first. */
function checkLines(setting: Setting, state: State, decision: AnyDecision): Line[] {
  const { signs } = setting;
  const concerns = (one: { readonly decisions: readonly string[] }): boolean => one.decisions.includes(decision.id);
  const rules = ruleProblemsOf(setting, state).filter(concerns);
  const findings = state.findings.filter(concerns);
  const passed = findings.filter((one) => one.result === 'pass');
  const told = passed.length > MOST_PASSES ? findings.filter((one) => one.result !== 'pass') : findings;
  const ranked = [
    ...told.map((one) => ({
      rank: RANK[one.result],
      text: line(' ', findingSign(one, signs), ` ${findingInWords(one)}`),
    })),
    ...state.running.filter(concerns).map((one) => ({
      rank: RUNNING_RANK,
      text: line(' ', span(signs.running, 'running'), ` ${one.title}`),
    })),
  ];
  return [
    ...rules.map((one) => line(' ', one.sign, ` ${one.says}  ${one.id}`)),
    ...ranked.toSorted((a, b) => a.rank - b.rank).map(({ text }) => text),
    ...(told.length < findings.length ? [line(' ', span(signs.pass, 'pass'), ` ${passed.length} checks passed`)] : []),
  ];
}
