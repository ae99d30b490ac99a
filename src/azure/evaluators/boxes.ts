import { count, intersect, type NumberSet, without } from './intervals.ts';

/** A set of packets of one protocol: the product of source and destination addresses and ports. */
export interface Box {
  readonly source: NumberSet;
  readonly destination: NumberSet;
  readonly sourcePorts: NumberSet;
  readonly destinationPorts: NumberSet;
}

const SIDES = ['source', 'destination', 'sourcePorts', 'destinationPorts'] as const;

export const isEmpty = (box: Box): boolean => SIDES.some((side) => box[side].length === 0);

/** How many packets, as a floating-point number: only ever used for shares. */
export const volume = (box: Box): number => SIDES.reduce((product, side) => product * count(box[side]), 1);

export const meet = (a: Box, b: Box): Box => ({
  source: intersect(a.source, b.source),
  destination: intersect(a.destination, b.destination),
  sourcePorts: intersect(a.sourcePorts, b.sourcePorts),
  destinationPorts: intersect(a.destinationPorts, b.destinationPorts),
});

/** What is left of `box` outside `taken`, as at most four disjoint boxes. */
export function cutOut(box: Box, taken: Box): readonly Box[] {
  if (isEmpty(meet(box, taken))) return [box];
  const left: Box[] = [];
  let rest = box;
  for (const side of SIDES) {
    left.push({ ...rest, [side]: without(rest[side], taken[side]) });
    rest = { ...rest, [side]: intersect(rest[side], taken[side]) };
  }
  return left.filter((piece) => !isEmpty(piece));
}
