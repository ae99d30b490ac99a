import { charactersOf, safe, width } from '../safe.ts';
import type { Press } from './keyboard.ts';

/** One line being typed: what stands before the cursor and what stands after it. */
export interface Edit {
  readonly before: string;
  readonly after: string;
}

export const EMPTY: Edit = { before: '', after: '' };

export const editOf = (text: string): Edit => ({ before: text, after: '' });

export const textOfEdit = (edit: Edit): string => edit.before + edit.after;

const withoutLast = (text: string): string => charactersOf(text).slice(0, -1).join('');
const withoutFirst = (text: string): string => charactersOf(text).slice(1).join('');
const withoutLastWord = (text: string): string => text.replace(/[^\s/,.:-]*[\s/,.:-]*$/u, '');

/** Text as it may enter a field: one line, no control characters (nobody types them on purpose). */
export const oneLine = (text: string): string =>
  text
    .replace(/[\r\n]+$/u, '')
    .replaceAll(/[\t\r\n]+/gu, ' ')
    .replaceAll(/\p{Cc}/gu, '');

export const insert = (edit: Edit, text: string): Edit => ({ ...edit, before: edit.before + oneLine(text) });

/** The line after a press; undefined if the press does not edit. */
export function type(edit: Edit, press: Press): Edit | undefined {
  const { before, after } = edit;
  switch (press.key) {
    case 'char':
      return insert(edit, press.text);
    case 'backspace':
      return { before: withoutLast(before), after };
    case 'delete':
      return { before, after: withoutFirst(after) };
    case 'left':
      return { before: withoutLast(before), after: (charactersOf(before).at(-1) ?? '') + after };
    case 'right':
      return { before: before + (charactersOf(after)[0] ?? ''), after: withoutFirst(after) };
    case 'home':
      return { before: '', after: before + after };
    case 'end':
      return { before: before + after, after: '' };
    case 'ctrl':
      return control(edit, press.letter);
    default:
      return undefined;
  }
}

function control({ before, after }: Edit, letter: string): Edit | undefined {
  switch (letter) {
    case 'a':
      return { before: '', after: before + after };
    case 'e':
      return { before: before + after, after: '' };
    case 'w':
      return { before: withoutLastWord(before), after };
    case 'u':
      return { before: '', after };
    case 'k':
      return { before, after: '' };
    default:
      return undefined;
  }
}

/** The visible stretch of the line in `columns` columns, and the column of the cursor in it; the cursor is always inside. */
export function show(edit: Edit, columns: number): { readonly text: string; readonly caret: number } {
  const room = Math.max(1, columns - 1);
  let start = charactersOf(safe(edit.before));
  while (width(start.join('')) > room) start = start.slice(Math.max(1, Math.floor(start.length / 8)));
  const caret = width(start.join(''));
  let text = start.join('');
  let used = caret;
  for (const character of charactersOf(safe(edit.after))) {
    used += width(character);
    if (used > room) break;
    text += character;
  }
  return { text, caret };
}
