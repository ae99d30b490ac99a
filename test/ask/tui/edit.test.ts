import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charactersOf, width } from '../../../src/ask/safe.ts';
import { type Edit, EMPTY, insert, show, textOfEdit, type } from '../../../src/ask/tui/edit.ts';
import type { Named, Press } from '../../../src/ask/tui/keyboard.ts';

const char = (text: string): Press => ({ key: 'char', text });
const ctrl = (letter: string): Press => ({ key: 'ctrl', letter });
const run = (edit: Edit, ...presses: readonly (Press | Named)[]): string => {
  const end = presses.reduce(
    (now, press) => type(now, typeof press === 'string' ? ({ key: press } as Press) : press) ?? now,
    edit,
  );
  return `${end.before}|${end.after}`;
};

describe('the editor', () => {
  test('types at the cursor', () => {
    expect(run(EMPTY, char('prod'), 'left', char('X'))).toBe('proX|d');
  });

  test('moves and deletes whole user-visible characters', () => {
    expect(run(EMPTY, char('ae\u0301'), 'backspace')).toBe('a|');
    expect(run(EMPTY, char('e\u0301b'), 'home', 'delete')).toBe('|b');
    expect(run(EMPTY, char('👩‍👧x'), 'left', 'left')).toBe('|👩‍👧x');
  });

  test('knows the editing keys', () => {
    const edit = { before: 'rg-aks ', after: 'prod' };
    expect(run(edit, ctrl('a'))).toBe('|rg-aks prod');
    expect(run(edit, ctrl('e'))).toBe('rg-aks prod|');
    expect(run(edit, ctrl('u'))).toBe('|prod');
    expect(run(edit, ctrl('k'))).toBe('rg-aks |');
    expect(run(edit, ctrl('w'))).toBe('rg-|prod');
    expect(run({ before: '10.0.0.0/24', after: '' }, ctrl('w'))).toBe('10.0.0.0/|');
  });

  test('leaves every other press to whoever asked', () => {
    expect(type(EMPTY, { key: 'enter' })).toBeUndefined();
    expect(type(EMPTY, { key: 'tab' })).toBeUndefined();
    expect(type(EMPTY, ctrl('f'))).toBeUndefined();
  });

  test('a paste stays one line and brings no control character', () => {
    expect(textOfEdit(insert(EMPTY, 'a\r\nb\tc\x1b[31m\r\n'))).toBe('a b c[31m');
  });

  test('the cursor is always inside the visible stretch', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 3, max: 40 }), (before, after, columns) => {
        const shown = show({ before, after }, columns);
        expect(width(shown.text)).toBeLessThanOrEqual(columns);
        expect(shown.caret).toBeGreaterThanOrEqual(0);
        expect(shown.caret).toBeLessThan(columns);
      }),
    );
  });

  test('left then right is where it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), (text) => {
        expect(run({ before: text, after: '' }, 'left', 'right')).toBe(`${text}|`);
        expect(charactersOf(text).length).toBeGreaterThan(0);
      }),
    );
  });
});
