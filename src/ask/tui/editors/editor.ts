import type { AnyDecision } from '../../../core/decision.ts';
import type { Shape } from '../../../core/kind.ts';
import type { Fault } from '../../../core/parse.ts';
import type { Origin } from '../../../core/resolve.ts';
import type { Session } from '../../../core/session.ts';
import { clip, pad, safe, width } from '../../safe.ts';
import type { Signs } from '../../signs.ts';
import { nameOfId } from '../../words.ts';
import { type Edit, show } from '../edit.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, type Span, span } from '../line.ts';
import type { Suggestion, Suggestions } from '../port.ts';
import type { Desk, Setting } from '../state.ts';

/** What an editor knows about its question. */
export interface Question {
  readonly setting: Setting;
  readonly session: Session;
  readonly decision: AnyDecision;
  readonly kind: Shape;
  /** The answer there is, of whatever origin. */
  readonly given: { readonly value: unknown; readonly origin: Origin } | undefined;
  readonly recommended: unknown;
  /** Incomplete records to begin with, where nothing is recommended. */
  readonly sketch: readonly object[];
  readonly suggestions: Suggestions | undefined;
  readonly columns: number;
}

/** A press either changes the desk or answers the question. `undefined`: the press means nothing here. */
export type Move = { readonly desk: Desk } | { readonly answer: unknown };

/** How one kind of answer is edited. Pure: from press to desk, from desk to lines. */
export interface Editor {
  readonly open: (question: Question) => Desk;
  readonly press: (question: Question, desk: Desk, press: Press) => Move | undefined;
  readonly paste: (question: Question, desk: Desk, text: string) => Desk;
  readonly draw: (question: Question, desk: Desk) => Part[];
  /** The raw value that the cursor stands on, where that is one: its effects are told. */
  readonly under?: (question: Question, desk: Desk) => unknown;
  /** The look-up that the focused field wants, with the record so far. */
  readonly lookup?: (
    question: Question,
    desk: Desk,
  ) => { readonly name: string; readonly record?: Readonly<Record<string, unknown>> } | undefined;
}

/** The cursor's sign, or the space it takes. The caret stands on it where nothing is typed. */
export const pointer = (signs: Signs, here: boolean, typed = false): Span =>
  here ? { ...span(` ${signs.cursor} `, 'cursor'), ...(typed ? {} : { caret: 1 }) } : span('   ');

/** The line being typed, in `columns` columns, with the caret in it. */
export function editSpan(edit: Edit, columns: number): Span {
  const shown = show(edit, columns);
  return { ...span(shown.text), caret: shown.caret };
}

/** What is wrong with what was typed, and what Tab would make of it. */
export function faultLine(fault: Fault, signs: Signs, shownValue = ''): Line {
  const instead = fault.instead === undefined ? '' : `   Tab takes ${textOf(fault.instead)}`;
  return line(
    '     ',
    span(signs.fail, 'fail'),
    ` ${shownValue}${shownValue === '' ? '' : ' '}${fault.says}`,
    span(instead, 'plain'),
  );
}

export const hintLine = (instead: unknown): Line => line(span(`     Tab takes ${textOf(instead)}`, 'dim'));

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : nameOfId(String(value)));

/** Suggestions that contain what was typed; those that cannot serve stand last. */
export function matching(suggestions: Suggestions | undefined, typed: string): readonly Suggestion[] {
  if (suggestions?.is !== 'found') return [];
  const items = suggestions.items.toSorted((a, b) => Number(a.unfit !== undefined) - Number(b.unfit !== undefined));
  const wanted = typed.trim().toLowerCase();
  if (wanted === '' || items.some((one) => one.value.toLowerCase() === wanted)) return items;
  return items.filter((one) => `${one.value} ${one.note}`.toLowerCase().includes(wanted));
}

/** One line about the look-up itself: running, or why it could not run. */
export function lookupLines(name: string | undefined, suggestions: Suggestions | undefined, signs: Signs): Line[] {
  if (name === undefined) return [];
  if (!suggestions) return [line('   ', span(signs.running, 'running'), ` looking up ${name}; you can type meanwhile`)];
  if (suggestions.is === 'not-run')
    return [line('   ', span(signs.notRun), ` not looked up: ${suggestions.why}. Type the value`)];
  return suggestions.items.length === 0 ? [line(`   No ${name} found. Type the value`)] : [];
}

export const suggestionLine = (one: Suggestion, here: boolean, names: number, signs: Signs): Line => [
  pointer(signs, here),
  span(pad(safe(nameOfId(one.value)), names)),
  ...unfitSpans(one, signs),
  span(one.note === '' ? '' : `  ${one.note}`),
];

/** Why a suggestion cannot serve here; nothing where it can. */
export const unfitSpans = (one: Suggestion, signs: Signs): readonly Span[] =>
  one.unfit === undefined ? [] : [span('  '), span(signs.warn, 'warn'), span(` ${one.unfit}`)];

/** The width of a column of names: the longest, but at most a share of the screen. */
export const columnOf = (names: readonly string[], columns: number, share = 0.5): number =>
  Math.min(Math.floor(columns * share), Math.max(1, ...names.map((name) => width(safe(name)))));

export const cell = (text: string, columns: number): string => pad(clip(safe(text), columns), columns);
