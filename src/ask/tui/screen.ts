import { answerOf } from '../../core/resolve.ts';
import { width } from '../safe.ts';
import { ASCII, asciiOnly } from '../signs.ts';
import { fitParts, type Part } from './fit.ts';
import { clipLine, justify, type Line, line, type Span, span } from './line.ts';
import { drawAbout } from './panels/about.ts';
import { drawConflict } from './panels/conflict.ts';
import { drawDrops } from './panels/drops.ts';
import { drawFirst } from './panels/first.ts';
import { drawKeys, drawLeave } from './panels/keys.ts';
import { drawFinding, drawProblems, problemsOf } from './panels/problems.ts';
import { drawQuestion } from './panels/question-view.ts';
import { drawReview } from './panels/review.ts';
import { questionOf, type Setting, type State, topOf, viewOf } from './state.ts';

export interface Screen {
  /** Exactly as many as the terminal has rows, none wider than its columns. */
  readonly lines: readonly Line[];
  readonly caret: { readonly x: number; readonly y: number } | undefined;
}

const SMALLEST = { columns: 40, rows: 10 };
const ROOMY = { columns: 50, rows: 14 };

/** The whole screen for a state. Pure: the same state gives the same lines. */
export function screen(setting: Setting, state: State): Screen {
  const { columns, rows } = state.size;
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) return finish(tooSmall(state), state, setting);
  const isRoomy = columns >= ROOMY.columns && rows >= ROOMY.rows;
  const head = isRoomy ? [headLine(setting, state), ruleLine(setting, columns)] : [];
  const foot = isRoomy ? [ruleLine(setting, columns), footLine(setting, state)] : [keyLine(setting)];
  const body = fitParts([unsavedPart(setting, state), ...bodyParts(setting, state)], rows - head.length - foot.length);
  return finish([...head, ...body, ...foot], state, setting);
}

function finish(lines: readonly Line[], state: State, setting: Setting): Screen {
  const drawable =
    setting.signs === ASCII ? lines.map((one) => one.map((part) => ({ ...part, text: asciiOnly(part.text) }))) : lines;
  const clipped = drawable.map((one) => clipLine(one, state.size.columns, setting.signs.ellipsis));
  return { lines: clipped, caret: caretIn(clipped) };
}

function caretIn(lines: readonly Line[]): Screen['caret'] {
  for (const [y, one] of lines.entries()) {
    let x = 0;
    for (const part of one) {
      if (part.caret !== undefined) return { x: x + part.caret, y };
      x += width(part.text);
    }
  }
  return undefined;
}

const unsavedPart = ({ signs }: Setting, { unsaved }: State): Part => ({
  giveWay: 0,
  lines: unsaved === undefined ? [] : [line(' ', span(signs.fail, 'fail'), ` The draft could not be kept: ${unsaved}`)],
});

function bodyParts(setting: Setting, state: State): readonly Part[] {
  const top = topOf(state);
  switch (top?.is) {
    case 'conflict':
      return drawConflict(setting, state, top);
    case 'drops':
      return drawDrops(setting, state, top);
    case 'problems':
      return [
        { giveWay: 2, lines: [line(' ', span('Problems', 'strong'))] },
        ...drawProblems(setting, state, top.cursor),
      ];
    case 'finding':
      return drawFinding(setting, state, top);
    case 'about':
      return drawAbout(setting, state, top);
    case 'keys':
      return drawKeys(setting, state, top);
    case 'leave':
      return drawLeave(setting, state, top);
    default:
      return baseParts(setting, state);
  }
}

function baseParts(setting: Setting, state: State): readonly Part[] {
  if (state.first) return drawFirst(setting, state, state.first);
  const question = questionOf(setting, state);
  return question ? drawQuestion(setting, state, question) : drawReview(setting, state);
}

function headLine(setting: Setting, state: State): Line {
  if (state.first) return justify(line(' aks-setup'), line('Nothing is changed in Azure.  '), state.size.columns);
  const { resolved } = viewOf(setting, state);
  const name = answerOf(resolved, 'base.clusterName');
  const location = answerOf(resolved, 'base.location');
  const where = [
    ...(state.account.is === 'sample' ? ['SAMPLE'] : []),
    ...(typeof location === 'string' ? [location] : []),
  ].join(' ');
  const left = line(` aks-setup${typeof name === 'string' ? `  ${name}` : ''}`);
  const counts = countSpans(setting, state);
  return justify(left, [span(where), ...counts, span('  ')], state.size.columns);
}

function countSpans(setting: Setting, state: State): Span[] {
  const { signs } = setting;
  const problems = problemsOf(setting, state);
  const of = (weight: string): number => problems.filter((one) => one.weight === weight).length;
  const shown: (readonly [Span, number, string])[] = [
    [span(signs.fail, 'fail'), of('fails'), 'fails'],
    [span(signs.warn, 'warn'), of('warns'), 'warn'],
    [span(signs.notRun), of('not-run'), 'not run'],
    [span(signs.running, 'running'), state.running.length, 'running'],
  ];
  return shown.filter(([, n]) => n > 0).flatMap(([sign, n, word]) => [span('  '), sign, span(` ${n} ${word}`)]);
}

const ruleLine = (setting: Setting, columns: number): Line =>
  line(' ', span(setting.signs.rule.repeat(Math.max(0, columns - 2)), 'dim'));

const footLine = (setting: Setting, state: State): Line => {
  const { signs } = setting;
  const top = topOf(state);
  const isReview = !state.first && !questionOf(setting, state) && (!top || top.is === 'review');
  const keys = [
    `${signs.move} move`,
    `${signs.enter} take`,
    ...(isReview ? ['Tab next page'] : []),
    'Esc back',
    ...(state.first ? [] : ['^P problems', ...(isReview ? [] : ['^R review'])]),
    '^G keys',
    '^C leave',
  ];
  const text = ` ${keys.join('  ')}`;
  return line(width(text) < state.size.columns ? text : ` ${keys.slice(0, 3).join('  ')}  ^G keys  ^C leave`);
};

const keyLine = ({ signs }: Setting): Line => line(` ${signs.move}  ${signs.enter}  Esc  ^G keys  ^C leave`);

function tooSmall(state: State): Line[] {
  const says = line('Make the window at least 40x10.');
  return Array.from({ length: state.size.rows }, (_, row) => (row === 0 ? says : []));
}
