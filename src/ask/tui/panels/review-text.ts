import { safe } from '../../safe.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, span } from '../line.ts';
import { ask, moved, type Setting, type State, withReview } from '../state.ts';
import { statusLine } from './menu.ts';

/** Whether the texts of the outputs are wanted for what is on screen now. */
export const wantsOutputs = (state: State): boolean =>
  (state.review.tab === 'Script' || state.review.tab === 'Bicep') && state.outputs?.session !== state.session;

function textOf(state: State): string | undefined {
  const made = state.outputs?.session === state.session ? state.outputs.outputs : undefined;
  if (made?.is !== 'made') return undefined;
  return state.review.tab === 'Script' ? made.script : made.bicep;
}

const pageOf = (state: State): number => Math.max(1, state.size.rows - 8);

export function pressText(state: State, press: Press): State {
  const text = textOf(state);
  if (text === undefined) return state;
  if (press.key === 'enter') return ask(state, { kind: 'page', text });
  if (press.key === 'left' || press.key === 'right') {
    return withReview(state, { left: Math.max(0, state.review.left + (press.key === 'right' ? 20 : -20)) });
  }
  const last = Math.max(1, text.split('\n').length - pageOf(state) + 1);
  const top = moved(state.review.top, press, last, pageOf(state));
  return top === undefined ? state : withReview(state, { top });
}

export function textPart(setting: Setting, state: State): Part {
  const text = textOf(state);
  const made = state.outputs?.session === state.session ? state.outputs.outputs : undefined;
  const { signs } = setting;
  if (made?.is === 'not-made') return { giveWay: 0, lines: [statusLine(span(signs.notRun), ` Not made: ${made.why}`)] };
  if (text === undefined) return { giveWay: 0, lines: [statusLine(span(signs.running, 'running'), ' making it')] };
  const all = text.split('\n');
  const { top, left } = state.review;
  const shown = all
    .slice(top, top + state.size.rows)
    .map((one, row): Line => [{ ...span(cutLeft(one, left)), ...(row === 0 ? { caret: 0 } : {}) }]);
  return { giveWay: 1, lines: shown, least: 1, shrink: (height) => shown.slice(0, height) };
}

const cutLeft = (text: string, columns: number): string =>
  [...safe(text.replaceAll('\t', '  '))].slice(columns).join('');
