import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contains,
  cut,
  hostBits,
  lengthFor,
  overlaps,
  parseAddress,
  parseRange,
  printAddress,
  printRange,
  sizeOf,
} from '../../src/core/cidr.ts';

const addresses = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const ranges = fc.record({ address: addresses, length: fc.integer({ min: 0, max: 32 }) }).map(({ address, length }) => {
  const size = 2 ** (32 - length);
  return { first: Math.floor(address / size) * size, length };
});

describe('address arithmetic', () => {
  test('what is printed is parsed again', () => {
    fc.assert(fc.property(addresses, (address) => parseAddress(printAddress(address)) === address));
    fc.assert(fc.property(ranges, (range) => void expect(parseRange(printRange(range))).toEqual(range)));
  });

  test.each(['10.0.0', '10.0.0.0.0', '256.0.0.1', '010.0.0.1', '10.0.0.1 ', '::1', '', '1e1.0.0.0'])(
    '%j is no address',
    (text) => {
      expect(parseAddress(text)).toBeUndefined();
    },
  );

  test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/08', '/8', '10.0.0.0/-1', 'fd00::/8'])(
    '%j is no range',
    (text) => {
      expect(parseRange(text)).toBeUndefined();
    },
  );

  test('a host inside its range is told from the range', () => {
    expect(hostBits('10.0.0.1/16')).toBe(true);
    expect(hostBits('10.0.0.0/16')).toBe(false);
  });

  test('two ranges overlap exactly when one holds the other', () => {
    fc.assert(fc.property(ranges, ranges, (a, b) => overlaps(a, b) === (contains(a, b) || contains(b, a))));
  });

  test('a prefix length holds at least the addresses asked for, and the next longer one does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2 ** 24 }), (wanted) => {
        const length = lengthFor(wanted);
        expect(2 ** (32 - length)).toBeGreaterThanOrEqual(wanted);
        expect(2 ** (31 - length)).toBeLessThan(wanted);
      }),
    );
  });

  test('pieces cut from a block are aligned, inside it, and clear of each other and of what is taken', () => {
    const cases = fc.record({
      block: ranges.filter((range) => range.length <= 24),
      lengths: fc.array(fc.integer({ min: 20, max: 30 }), { maxLength: 6 }),
      taken: fc.array(
        ranges.filter((range) => range.length >= 16),
        { maxLength: 4 },
      ),
    });
    fc.assert(
      fc.property(cases, ({ block, lengths, taken }) => {
        const pieces = cut(block, lengths, taken).flatMap((piece) => piece ?? []);
        for (const [i, piece] of pieces.entries()) {
          expect(piece.first % sizeOf(piece)).toBe(0);
          expect(contains(block, piece)).toBe(true);
          for (const other of [...pieces.slice(0, i), ...taken]) expect(overlaps(piece, other)).toBe(false);
        }
      }),
    );
  });

  test('a piece that does not fit is left out, and the others stay', () => {
    const block = parseRange('10.0.0.0/24');
    expect(block && cut(block, [25, 24, 25]).map((piece) => piece && printRange(piece))).toEqual([
      '10.0.0.0/25',
      undefined,
      '10.0.0.128/25',
    ]);
  });
});
