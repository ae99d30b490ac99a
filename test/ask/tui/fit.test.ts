import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNICODE } from '../../../src/ask/signs.ts';
import { fitParts, type Part } from '../../../src/ask/tui/fit.ts';
import { clipLine, justify, type Line, line, lineWidth, span, textOf } from '../../../src/ask/tui/line.ts';
import { slice } from '../../../src/ask/tui/slice.ts';

const numbered = (name: string, count: number): Line[] => Array.from({ length: count }, (_, i) => line(`${name}${i}`));
const shown = (lines: readonly Line[]): string[] => lines.map(textOf);

describe('fitting parts', () => {
  const head: Part = { giveWay: 0, lines: numbered('head', 2) };
  const why: Part = { giveWay: 5, lines: numbered('why', 4), folded: [line('why...')] };
  const sources: Part = { giveWay: 9, lines: numbered('source', 2) };
  const options: Part = {
    giveWay: 2,
    lines: numbered('option', 6),
    least: 3,
    shrink: (h) => slice(numbered('option', 6), 0, h, UNICODE),
  };

  test('fills up with blank lines', () => {
    expect(shown(fitParts([head], 4))).toEqual(['head0', 'head1', '', '']);
  });

  test('lets the largest number give way first', () => {
    expect(shown(fitParts([head, why, sources], 6))).toEqual(['head0', 'head1', 'why0', 'why1', 'why2', 'why3']);
    expect(shown(fitParts([head, why, sources], 5))).toEqual(['head0', 'head1', 'why...', '', '']);
  });

  test('shrinks a list only as far as needed, after the rest has folded', () => {
    expect(shown(fitParts([head, options, why, sources], 8))).toEqual([
      'head0',
      'head1',
      'option0',
      'option1',
      'option2',
      'option3',
      '   ↓ 2 more',
      'why...',
    ]);
  });

  test('a long list gives up what it has above enough before anything else, and takes back what folding freed', () => {
    const long = numbered('row', 100);
    const list: Part = { giveWay: 1, least: 3, enough: 4, lines: long, shrink: (h) => slice(long, 0, h, UNICODE) };
    expect(shown(fitParts([head, list, why], 10)).slice(2)).toEqual([
      ...['row0', 'row1', 'row2', '   ↓ 97 more'],
      ...['why0', 'why1', 'why2', 'why3'],
    ]);
    expect(shown(fitParts([head, list, why], 9)).slice(2)).toEqual([
      ...['row0', 'row1', 'row2', 'row3', 'row4', '   ↓ 95 more'],
      'why...',
    ]);
  });

  test('always makes exactly the rows that there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        (rows) => fitParts([head, options, why, sources], rows).length === rows,
      ),
    );
  });
});

describe('slice', () => {
  test('shows a whole list that fits', () => {
    expect(shown(slice(numbered('r', 3), 1, 3, UNICODE))).toEqual(['r0', 'r1', 'r2']);
  });

  test('always shows the cursor, in exactly the height, and counts what it left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 20 }), fc.nat(), (count, height, at) => {
        const cursor = at % count;
        const lines = shown(slice(numbered('r', count), cursor, height, UNICODE));
        expect(lines.length).toBe(Math.min(count, height));
        expect(lines).toContain(`r${cursor}`);
        const left = lines.map((one) => Number(/ (\d+) more$/.exec(one)?.[1] ?? 0)).reduce((a, b) => a + b, 0);
        if (height >= 3) expect(lines.filter((one) => one.startsWith('r')).length + left).toBe(count);
      }),
    );
  });
});

describe('lines', () => {
  test('are made safe where they are made', () => {
    expect(textOf(line('a\x1b[2J', span('b\n', 'dim')))).toBe('a\\u{1b}[2Jb\\u{a}');
  });

  test('are clipped across spans', () => {
    const one = line('abc', span('def', 'dim'), 'ghi');
    expect(textOf(clipLine(one, 5))).toBe('abcd…');
    expect(textOf(clipLine(one, 9))).toBe('abcdefghi');
    for (let columns = 0; columns < 12; columns++)
      expect(lineWidth(clipLine(one, columns))).toBeLessThanOrEqual(columns);
  });

  test('give up the right side before the left', () => {
    expect(textOf(justify(line('left'), line('right'), 12))).toBe('left   right');
    expect(textOf(justify(line('left'), line('right'), 9))).toBe('left');
  });
});
