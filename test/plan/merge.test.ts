import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge, type Writers } from '../../src/plan/merge.ts';
import { type Body, keyed, leavesOf, setOf, type Value } from '../../src/plan/value.ts';

const mergeAll = (bodies: readonly Body[]): Value => {
  const writers: Writers = new Map();
  return bodies.reduce<Value>((all, body, i) => merge(all, body, 'x', writers, `part ${i}`), {});
};

const leaf = fc.constantFrom('a', 'b');
const pieces: fc.Arbitrary<Body> = fc.oneof(
  fc
    .record({ key: fc.constantFrom('p', 'q'), inner: fc.constantFrom('r', 's'), value: leaf })
    .map(({ key, inner, value }): Body => ({ [key]: { [inner]: `${key}${inner}`, [`${inner}${value}`]: value } })),
  leaf.map((value): Body => ({ list: setOf(value) })),
  leaf.map((value): Body => ({ pools: keyed('name', { [value]: { count: value === 'a' ? 1 : 2 } }) })),
);

describe('merging what contributions say of one body', () => {
  test('gives the same in every order', () => {
    fc.assert(
      fc.property(
        fc
          .array(pieces, { minLength: 1, maxLength: 6 })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(JSON.stringify(mergeAll(shuffled))).toBe(JSON.stringify(mergeAll(all)));
        },
      ),
    );
  });

  test('unites sets and merges keyed lists by key', () => {
    expect(mergeAll([{ list: setOf('b') }, { list: setOf('a', 'b') }])).toEqual({ list: setOf('a', 'b') });
    expect(
      mergeAll([{ p: keyed('name', { a: { count: 1 } }) }, { p: keyed('name', { a: { size: 's' }, b: {} }) }]),
    ).toEqual({ p: keyed('name', { a: { count: 1, size: 's' }, b: {} }) });
  });

  test('a contradiction names the path and both contributions', () => {
    expect(() => mergeAll([{ p: { q: 1 } }, { p: { q: 2 } }])).toThrow('x.p.q: part 0 wants 1, part 1 wants 2');
  });

  test('leaves are addressed by key in keyed lists', () => {
    expect(leavesOf({ pools: keyed('name', { system: { count: 3 } }), list: [{ a: 1 }], tags: {} })).toEqual([
      { path: 'pools[system].name', value: 'system' },
      { path: 'pools[system].count', value: 3 },
      { path: 'list[0].a', value: 1 },
      { path: 'tags', value: {} },
    ]);
  });
});
