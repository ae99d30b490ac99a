/** A set of whole numbers as sorted, disjoint, inclusive intervals: IPv4 addresses or ports. */
export type Interval = readonly [first: number, last: number];
export type NumberSet = readonly Interval[];

export const NOTHING: NumberSet = [];
export const ALL_ADDRESSES: NumberSet = [[0, 2 ** 32 - 1]];
export const ALL_PORTS: NumberSet = [[0, 65_535]];

/** Sorts and joins what overlaps or touches. */
export function union(...sets: readonly NumberSet[]): NumberSet {
  const sorted = sets.flat().sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [first, last] of sorted) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

export function intersect(a: NumberSet, b: NumberSet): NumberSet {
  const shared: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] as Interval, b[j] as Interval];
    const first = Math.max(left[0], right[0]);
    const last = Math.min(left[1], right[1]);
    if (first <= last) shared.push([first, last]);
    if (left[1] < right[1]) i += 1;
    else j += 1;
  }
  return shared;
}

export function without(a: NumberSet, b: NumberSet): NumberSet {
  const left: Interval[] = [];
  for (const [first, last] of a) {
    let from = first;
    for (const [start, end] of b) {
      if (end < from) continue;
      if (start > last) break;
      if (start > from) left.push([from, start - 1]);
      from = end + 1;
    }
    if (from <= last) left.push([from, last]);
  }
  return left;
}

export const count = (set: NumberSet): number => set.reduce((sum, [first, last]) => sum + last - first + 1, 0);

export const includes = (set: NumberSet, value: number): boolean =>
  set.some(([first, last]) => first <= value && value <= last);
