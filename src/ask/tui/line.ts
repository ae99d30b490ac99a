import { clip, safe, width } from '../safe.ts';

/**
 * How a span is drawn. Signs carry colour, words keep the terminal's own; `dim` is for what is also said elsewhere, `strong`
 * for the question. There is no blue and no yellow: both are unreadable on one of the common backgrounds.
 */
export type Tone = 'plain' | 'pass' | 'warn' | 'fail' | 'running' | 'cursor' | 'strong' | 'dim';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
  /** The terminal's cursor stands at this column of the span: input methods and screen readers follow it. */
  readonly caret?: number;
}

/** One line of the screen, left to right. */
export type Line = readonly Span[];

export const BLANK: Line = [];

/** A span of any text, made safe for the terminal here and nowhere else. */
export const span = (text: string, tone: Tone = 'plain'): Span => ({ text: safe(text), tone });

/** A line of plain texts and spans. */
export const line = (...parts: readonly (string | Span)[]): Line =>
  parts.map((part) => (typeof part === 'string' ? span(part) : part));

export const lineWidth = (one: Line): number => one.reduce((sum, part) => sum + width(part.text), 0);

export const textOf = (one: Line): string => one.map((part) => part.text).join('');

/** The line in at most `columns` columns. */
export function clipLine(one: Line, columns: number, ellipsis = '…'): Line {
  if (lineWidth(one) <= columns) return one;
  const kept: Span[] = [];
  let left = columns;
  for (const part of one) {
    const whole = width(part.text);
    if (whole < left) {
      kept.push(part);
      left -= whole;
      continue;
    }
    kept.push({ ...part, text: clip(`${part.text} `, left, ellipsis) });
    break;
  }
  return kept;
}

/** `left` at the left edge, `right` at the right one; where both do not fit, `right` gives way. */
export function justify(left: Line, right: Line, columns: number): Line {
  const gap = columns - lineWidth(left) - lineWidth(right);
  return gap < 2 ? clipLine(left, columns) : [...left, span(' '.repeat(gap)), ...right];
}
