import type { Signs } from '../signs.ts';
import { type Line, line, span } from './line.ts';

/**
 * The part of a long list that fits into `height` lines and contains `cursor`. What is left out is counted in the first or last
 * line (`↓ 12 more`), so that nobody takes the part for the whole.
 */
export function slice(lines: readonly Line[], cursor: number, height: number, signs: Signs): Line[] {
  if (lines.length <= height) return [...lines];
  if (height < 3) return lines.slice(Math.min(cursor, lines.length - height)).slice(0, height);
  const { first, last } = windowOf(lines.length, cursor, height);
  return [
    ...(first > 0 ? [mark(signs.above, first)] : []),
    ...lines.slice(first, last),
    ...(last < lines.length ? [mark(signs.below, lines.length - last)] : []),
  ];
}

/** Near an end one line of the height goes to a mark, in the middle two. */
function windowOf(count: number, cursor: number, height: number): { readonly first: number; readonly last: number } {
  const room = height - 1;
  if (cursor < room) return { first: 0, last: room };
  if (cursor >= count - room) return { first: count - room, last: count };
  const first = cursor - Math.floor((height - 2) / 2);
  return { first, last: first + height - 2 };
}

const mark = (sign: string, count: number): Line => line(span(`   ${sign} ${count} more`, 'dim'));
