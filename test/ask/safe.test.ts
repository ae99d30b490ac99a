import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, pad, safe, width, wrap } from '../../src/ask/safe.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('safe', () => {
  test.each([
    ['a control character', 'a\x07b', 'a\\u{7}b'],
    ['an escape sequence', '\x1b[31mred', '\\u{1b}[31mred'],
    ['an operating system command', '\x1b]0;title\x07', '\\u{1b}]0;title\\u{7}'],
    ['a C1 control', 'a\x9b31m', 'a\\u{9b}31m'],
    ['a direction override', 'a\u202eb', 'a\\u{202e}b'],
    ['a direction isolate', 'a\u2066b', 'a\\u{2066}b'],
    ['a zero-width space', 'prod\u200bweu', 'prod\\u{200b}weu'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a line feed', 'a\nb', 'a\\u{a}b'],
    ['a no-break space', 'a\u00a0b', 'a\\u{a0}b'],
    ['an emoji', 'go 🚀', 'go \\u{1f680}'],
    ['a family joined by ZWJ', '👩‍👧', '\\u{1f469}\\u{200d}\\u{1f467}'],
    ['a variation selector', '✔\ufe0f', '\\u{2714}\\u{fe0f}'],
    ['a flag', '🇪🇺', '\\u{1f1ea}\\u{1f1fa}'],
    ['a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
    ['a mark with nothing to stand on', '\u0301a', '\\u{301}a'],
    ['a fourth mark on one letter', 'a\u0301\u0301\u0301\u0301', 'a\u0301\u0301\u0301\\u{301}'],
  ])('shows %s as its code point', (_what, text, shown) => {
    expect(safe(text)).toBe(shown);
  });

  test.each(['prod-weu', 'Grüße', 'подсеть', '日本語', 'naïve', 'e\u0301', '© 2026', '✓ ✗ ❯ ─ … ·', 'مرحبا'])(
    'leaves %s as it is',
    (text) => {
      expect(safe(text)).toBe(text);
    },
  );

  test('never lets a control, format or separator character through', () => {
    fc.assert(fc.property(anyText, (text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u.test(safe(text))));
  });

  test('is the identity on what it made', () => {
    fc.assert(fc.property(anyText, (text) => safe(safe(text)) === safe(text)));
  });
});

describe('width', () => {
  test('is never less than what a terminal takes, for every character that safe lets through', async () => {
    const characters = Array.from({ length: 0x2fa20 - 0x20 }, (_, i) => String.fromCodePoint(i + 0x20)).filter(
      (one) => safe(one) === one,
    );
    const batch = 500;
    const terminal = new headless.Terminal({ cols: 20, rows: batch, allowProposedApi: true });
    const wider: string[] = [];
    for (let from = 0; from < characters.length; from += batch) {
      const some = characters.slice(from, from + batch);
      await new Promise<void>((done) =>
        terminal.write(some.map((one, row) => `\x1b[${row + 1};1H\x1b[2K${one}|`).join(''), done),
      );
      some.forEach((one, row) => {
        const line = terminal.buffer.active.getLine(row);
        const taken = [0, 1, 2, 3, 4].find((column) => line?.getCell(column)?.getChars() === '|') ?? 5;
        if (one !== '|' && taken > width(one))
          wider.push(`U+${one.codePointAt(0)?.toString(16)} counted ${width(one)}, taken ${taken}`);
      });
    }
    terminal.dispose();
    expect(wider).toEqual([]);
  });
});

test('the short way agrees with the long one', () => {
  for (let code = 0x20; code < 0x2800; code++) {
    const character = String.fromCodePoint(code);
    const alone = safe(character);
    // U+65E5 makes the text take the long way.
    expect(width(`${alone}日`) - 2, code.toString(16)).toBe(width(alone));
    expect(safe(`日${character}`).slice(1) === alone || /\p{M}/u.test(character), code.toString(16)).toBe(true);
  }
});

describe('clip, pad and wrap', () => {
  test('clip marks what it cut', () => {
    expect(clip('virtual nodes', 8)).toBe('virtual…');
    expect(clip('virtual', 7)).toBe('virtual');
    expect(clip('日本語', 5)).toBe('日本…');
    expect(clip('日本語', 4)).toBe('日…');
  });

  test('no clipped or padded text is wider than asked, and padding fills all of it', () => {
    fc.assert(
      fc.property(anyText.map(safe), fc.integer({ min: 0, max: 40 }), (text, columns) => {
        expect(width(clip(text, columns))).toBeLessThanOrEqual(columns);
        expect(width(pad(text, columns))).toBe(columns);
      }),
    );
  });

  test('wrap breaks at spaces', () => {
    expect(wrap('No public endpoint. The API server gets an internal address.', 22)).toEqual([
      'No public endpoint.',
      'The API server gets an',
      'internal address.',
    ]);
  });

  test('wrap keeps every character but spaces, in lines that fit', () => {
    fc.assert(
      fc.property(anyText.map(safe), fc.integer({ min: 2, max: 30 }), (text, columns) => {
        const lines = wrap(text, columns);
        for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  test('wrap breaks inside a word only where the word alone is too long', () => {
    expect(wrap('a /subscriptions/0123456789', 10)).toEqual(['a', '/subscript', 'ions/01234', '56789']);
  });
});
