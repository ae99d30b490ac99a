import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { line, type Span, span } from '../line.ts';
import { pop, type Setting, type State, TABS, topOf, withReview } from '../state.ts';
import { pressMenu } from './menu.ts';
import { drawProblems, problemRows } from './problems.ts';
import { back } from './question.ts';
import { decisionRows, drawDecisions } from './review-decisions.ts';
import { pressText, textPart } from './review-text.ts';
import { drawWrite, pressWrite } from './review-write.ts';

export function pressReview(setting: Setting, state: State, press: Press): State {
  const { tab, writing } = state.review;
  if (writing) return state; // what is being written stays what was seen
  if (press.key === 'escape') return topOf(state)?.is === 'review' ? pop(state) : back(setting, state);
  if (press.key === 'tab' || press.key === 'backtab') return turn(state, press.key === 'tab' ? 1 : -1);
  if (tab === 'Script' || tab === 'Bicep') return pressText(state, press);
  if (tab === 'Write') return pressWrite(setting, state, press);
  const rows = tab === 'Problems' ? problemRows(setting, state) : decisionRows(setting, state).map(({ row }) => row);
  const cursor = Math.min(state.review.cursor, Math.max(0, rows.length - 1));
  return pressMenu(state, rows, cursor, press, (to) => withReview(state, { cursor: to })) ?? state;
}

function turn(state: State, by: number): State {
  const index = (TABS.indexOf(state.review.tab) + by + TABS.length) % TABS.length;
  return withReview(state, { tab: TABS[index] ?? 'Decisions', cursor: 0, top: 0, left: 0, refused: undefined });
}

export function drawReview(setting: Setting, state: State): Part[] {
  const { tab } = state.review;
  const tabs = TABS.flatMap((one): Span[] => [span('  '), one === tab ? span(`[${one}]`, 'strong') : span(` ${one} `)]);
  const head: Part = { giveWay: 0, lines: [[...tabs]] };
  switch (tab) {
    case 'Decisions':
      return [head, { giveWay: 8, lines: [line('')] }, ...drawDecisions(setting, state)];
    case 'Script':
    case 'Bicep':
      return [head, { giveWay: 8, lines: [line('')] }, textPart(setting, state)];
    case 'Problems':
      return [head, ...drawProblems(setting, state, state.review.cursor)];
    case 'Write':
      return [head, { giveWay: 8, lines: [line('')] }, ...drawWrite(setting, state)];
  }
}
