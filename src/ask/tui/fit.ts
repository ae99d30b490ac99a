import { BLANK, type Line } from './line.ts';

/**
 * A part of a screen and how it gives way when rows are short. Parts with the larger number give way first: they fold to
 * `folded` (nothing, if absent); a part with `shrink` gets smaller line by line, down to `least`. Zero never gives way.
 */
export interface Part {
  readonly giveWay: number;
  readonly lines: readonly Line[];
  readonly folded?: readonly Line[];
  readonly least?: number;
  readonly shrink?: (height: number) => readonly Line[];
}

const smallest = (part: Part): number => {
  if (part.giveWay === 0) return part.lines.length;
  if (part.shrink) return Math.min(part.lines.length, part.least ?? 1);
  return Math.min(part.lines.length, part.folded?.length ?? 0);
};

/** Exactly `rows` lines. Yoga cannot do this: it shrinks what is large, not what matters least. */
export function fitParts(parts: readonly Part[], rows: number): Line[] {
  const heights = heightsOf(parts, rows);
  const lines = parts.flatMap((part, index) => linesAt(part, heights[index] ?? 0));
  return Array.from({ length: rows }, (_, index) => lines[index] ?? BLANK);
}

function heightsOf(parts: readonly Part[], rows: number): number[] {
  const heights = parts.map((part) => part.lines.length);
  let over = heights.reduce((sum, one) => sum + one, 0) - rows;
  const order = parts.map((part, index) => ({ part, index })).sort((a, b) => b.part.giveWay - a.part.giveWay);
  for (const { part, index } of order) {
    if (over <= 0) break;
    const spare = part.lines.length - smallest(part);
    const given = part.shrink ? Math.min(spare, over) : spare;
    heights[index] = part.lines.length - given;
    over -= given;
  }
  for (const { part, index } of order) {
    if (over <= 0) break;
    if (!part.shrink) continue;
    const given = Math.min(over, (heights[index] ?? 0) - 1);
    heights[index] = (heights[index] ?? 0) - given;
    over -= given;
  }
  return heights;
}

function linesAt(part: Part, height: number): readonly Line[] {
  if (height >= part.lines.length) return part.lines;
  return part.shrink ? part.shrink(height) : (part.folded ?? []).slice(0, height);
}
