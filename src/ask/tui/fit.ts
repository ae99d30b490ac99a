import { BLANK, type Line } from './line.ts';

/**
 * A part of a screen and how it gives way when rows are short. Parts with the larger number give way first: they fold to
 * `folded` (nothing, if absent); a part with `shrink` gets smaller line by line, down to `least`. Zero never gives way.
 * What a part has above `enough` lines gives way before anything else: two hundred rows must not drive out the explanation.
 */
export interface Part {
  readonly giveWay: number;
  readonly lines: readonly Line[];
  readonly folded?: readonly Line[];
  readonly least?: number;
  readonly enough?: number;
  readonly shrink?: (height: number) => readonly Line[];
}

/** A list of `lines` that shrinks around its cursor. */
export const listPart = (lines: readonly Line[], shrink: (height: number) => readonly Line[]): Part => ({
  giveWay: 1,
  least: Math.min(3, lines.length),
  enough: ENOUGH_ROWS,
  lines,
  shrink,
});

const ENOUGH_ROWS = 8;

/** Exactly `rows` lines. Yoga cannot do this: it shrinks what is large, not what matters least. */
export function fitParts(parts: readonly Part[], rows: number): Line[] {
  const heights = heightsOf(parts, rows);
  const lines = parts.flatMap((part, index) => linesAt(part, heights[index] ?? 0));
  return Array.from({ length: rows }, (_, index) => lines[index] ?? BLANK);
}

function heightsOf(parts: readonly Part[], rows: number): number[] {
  const order = parts.map((part, index) => ({ part, index })).sort((a, b) => b.part.giveWay - a.part.giveWay);
  const heights = parts.map((part) => part.lines.length);
  const over = (): number => heights.reduce((sum, one) => sum + one, 0) - rows;
  const shrinkTo = (least: (part: Part) => number): void => {
    for (const { part, index } of order) {
      const spare = Math.max(0, (heights[index] ?? 0) - least(part));
      if (part.shrink) heights[index] = (heights[index] ?? 0) - Math.max(0, Math.min(spare, over()));
    }
  };
  shrinkTo((part) => part.enough ?? part.lines.length);
  for (const { part, index } of order) {
    if (over() <= 0) break;
    if (part.giveWay > 0) heights[index] = smallerHeight(part, heights[index] ?? 0, over());
  }
  shrinkTo(() => 1);
  // Folding goes in steps: what it freed too much, the lists take back.
  for (const { part, index } of order.toReversed()) {
    if (part.shrink) heights[index] = Math.min(part.lines.length, (heights[index] ?? 0) + Math.max(0, -over()));
  }
  return heights;
}

function smallerHeight(part: Part, height: number, over: number): number {
  if (!part.shrink) return Math.min(height, part.folded?.length ?? 0);
  return Math.max(Math.min(height, part.least ?? 1), height - over);
}

function linesAt(part: Part, height: number): readonly Line[] {
  if (height >= part.lines.length) return part.lines;
  return part.shrink ? part.shrink(height) : (part.folded ?? []).slice(0, height);
}
