import type { Shape } from '../../../core/kind.ts';
import { type Fault, parse } from '../../../core/parse.ts';
import { count, pairOf, rawOfText, textOfValue } from '../../words.ts';
import { editOf, insert, textOfEdit, type } from '../edit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import { slice } from '../slice.ts';
import { type Desk, moved, NEW_DESK } from '../state.ts';
import {
  cell,
  columnOf,
  type Editor,
  editSpan,
  faultLine,
  hintLine,
  lookupLines,
  type Move,
  matching,
  pointer,
  type Question,
} from './editor.ts';
import { formOf, lookupName } from './field.ts';

/**
 * A list of typed values, or a map. One line an entry, edited in place; then a row that adds one, then *Done*. A map with fixed keys
 * has one row a key and none to add. Emptying a row deletes it.
 */
export const rowsEditor: Editor = {
  open: (question) => {
    const present = question.given?.value ?? question.recommended;
    const items = itemsOf(question.kind, present);
    const isComplete = present !== undefined && 'value' in parse(question.kind, rawOf(question.kind, items));
    return at({ ...NEW_DESK, items }, isComplete ? doneRow(question.kind, items) : 0);
  },

  press: (question, desk, press) => {
    const done = doneRow(question.kind, desk.items);
    if (press.key === 'enter' && desk.cursor === done) return finish(question, desk);
    if (press.key === 'enter') return { desk: at(desk, nextRow(question.kind, desk)) };
    if (press.key === 'tab') return { desk: completed(question, desk) };
    if (press.key === 'home' || press.key === 'end') return edited(question, desk, press) ?? { desk };
    const cursor = moved(desk.cursor, press, done + 1);
    if (cursor !== undefined) return { desk: leaving(question.kind, desk, cursor) };
    return edited(question, desk, press);
  },

  paste: (question, desk, text) => {
    const parts = text
      .split(/[\r\n,]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length === 0 || desk.cursor === doneRow(question.kind, desk.items)) return desk;
    if (keysOf(question.kind)) return withText(desk, insert(desk.edit, parts[0] ?? ''));
    const isRow = desk.cursor < desk.items.length;
    const first = isRow ? textOfEdit(insert(desk.edit, parts[0] ?? '')) : parts[0];
    const items = [
      ...desk.items.slice(0, desk.cursor),
      first ?? '',
      ...parts.slice(1),
      ...desk.items.slice(desk.cursor + (isRow ? 1 : 0)),
    ];
    return at({ ...desk, items }, desk.cursor + parts.length - 1);
  },

  under: (question, desk) => rawOf(question.kind, desk.items),

  lookup: ({ kind }) => {
    const name = kind.tag === 'list' ? lookupName(kind.of) : kind.tag === 'map' ? lookupName(kind.value) : undefined;
    return name === undefined ? undefined : { name };
  },

  draw: (question, desk) => {
    const { signs } = question.setting;
    const faults = faultsByRow(question, desk);
    const drawn = desk.items.map((_, row) => rowLines(question, desk, row, faults.get(row)));
    const before = drawn.slice(0, desk.cursor).reduce((sum, lines) => sum + lines.length, 0);
    const rows = [...drawn.flat(), ...addLines(question, desk)];
    const done = doneRow(question.kind, desk.items);
    const entries = desk.items.filter((item) => item !== '').length;
    const whole = faults.get(-1);
    return [
      {
        giveWay: 1,
        least: Math.min(3, rows.length),
        lines: rows,
        shrink: (height) => slice(rows, Math.min(before, rows.length - 1), height, signs),
      },
      {
        giveWay: 0,
        lines: [
          line(
            pointer(signs, desk.cursor === done),
            entries === 0 ? 'Done, none' : `Done, ${count(entries, 'entry', 'entries')}`,
          ),
          ...(whole ? [faultLine(whole, signs)] : []),
        ],
      },
      {
        giveWay: 3,
        lines: [
          ...lookupLines(rowsEditor.lookup?.(question, desk)?.name, question.suggestions, signs),
          ...suggestionLines(question, desk),
        ],
      },
    ];
  },
};

const keysOf = (kind: Shape) => (kind.tag === 'map' ? kind.keys : undefined);

/** The row *Done*: after the entries and, where entries can be added, after the row that adds one. */
const doneRow = (kind: Shape, items: readonly string[]): number => items.length + (keysOf(kind) ? 0 : 1);

const isAddRow = (kind: Shape, desk: Desk): boolean => !keysOf(kind) && desk.cursor === desk.items.length;

const at = (desk: Desk, cursor: number): Desk => ({ ...desk, cursor, edit: editOf(desk.items[cursor] ?? '') });

const withText = (desk: Desk, edit: Desk['edit']): Desk => ({
  ...desk,
  edit,
  items: desk.items.map((item, row) => (row === desk.cursor ? textOfEdit(edit) : item)),
});

/** Moving away from an emptied row deletes it. */
function leaving(kind: Shape, desk: Desk, to: number): Desk {
  const isGone = !keysOf(kind) && to !== desk.cursor && desk.items[desk.cursor]?.trim() === '';
  if (!isGone) return at(desk, to);
  return at({ ...desk, items: desk.items.filter((_, row) => row !== desk.cursor) }, to > desk.cursor ? to - 1 : to);
}

function nextRow(kind: Shape, desk: Desk): number {
  return isAddRow(kind, desk) ? desk.cursor + 1 : desk.cursor + 1;
}

function edited(question: Question, desk: Desk, press: Press): Move | undefined {
  if (desk.cursor === doneRow(question.kind, desk.items)) return undefined;
  const edit = type(desk.edit, press);
  if (!edit) return undefined;
  if (!isAddRow(question.kind, desk)) return { desk: { ...withText(desk, edit), touched: false } };
  return textOfEdit(edit) === ''
    ? { desk }
    : { desk: { ...desk, items: [...desk.items, textOfEdit(edit)], edit, touched: false } };
}

function finish(question: Question, desk: Desk): Move {
  const items = keysOf(question.kind) ? desk.items : desk.items.filter((item) => item.trim() !== '');
  const parsed = parse(question.kind, rawOf(question.kind, items));
  if ('value' in parsed) return { answer: parsed.value };
  const next = { ...desk, items, touched: true };
  const row = [...faultsByRow(question, next).keys()].find((one) => one >= 0);
  return { desk: at(next, row ?? doneRow(question.kind, items)) };
}

function completed(question: Question, desk: Desk): Desk {
  const fault = faultsByRow(question, { ...desk, touched: true }).get(desk.cursor);
  const instead = fault?.instead ?? suggestionsFor(question, desk)[0]?.value;
  if (instead === undefined) return desk;
  const edit = editOf(textOfValue(instead));
  return isAddRow(question.kind, desk)
    ? { ...desk, items: [...desk.items, textOfEdit(edit)], edit }
    : withText(desk, edit);
}

function suggestionsFor(question: Question, desk: Desk) {
  if (desk.cursor === doneRow(question.kind, desk.items)) return [];
  const words = question.kind.tag === 'list' && question.kind.of.tag === 'range' ? question.kind.of.words : [];
  const own = words.map((word) => ({ value: word.value, note: word.label }));
  const found = question.suggestions?.is === 'found' ? question.suggestions.items : [];
  return matching({ is: 'found', items: [...own, ...found] }, textOfEdit(desk.edit)).filter(
    (one) => !desk.items.includes(one.value),
  );
}

function itemsOf(kind: Shape, value: unknown): readonly string[] {
  if (kind.tag !== 'map') return Array.isArray(value) ? value.map(textOfValue) : [];
  const entries = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  if (kind.keys) return kind.keys.map((key) => textOfValue(entries[key.value]));
  return Object.entries(entries).map(([key, one]) => `${key}=${textOfValue(one)}`);
}

function rawOf(kind: Shape, items: readonly string[]): unknown {
  if (kind.tag === 'list') return items.filter((item) => item.trim() !== '').map((item) => rawOfText(kind.of, item));
  if (kind.tag !== 'map') return undefined;
  const pairs = kind.keys
    ? kind.keys
        .map((key, row): [string, string] => [key.value, (items[row] ?? '').trim()])
        .filter(([, one]) => one !== '')
    : items.filter((item) => item.trim() !== '').map(pairOf);
  return Object.fromEntries(pairs);
}

/** Faults by row; those of the whole list under -1. An unfinished word is not scolded: only Enter on *Done* tells all. */
function faultsByRow(question: Question, desk: Desk): Map<number, Fault> {
  const parsed = parse(question.kind, rawOf(question.kind, desk.items));
  const found = new Map<number, Fault>();
  for (const fault of 'faults' in parsed ? parsed.faults : []) {
    const row = rowOfFault(question.kind, desk.items, fault);
    if (!found.has(row) && (desk.touched || (fault.instead !== undefined && row >= 0))) found.set(row, fault);
  }
  return found;
}

function rowOfFault(kind: Shape, items: readonly string[], fault: Fault): number {
  const [first] = fault.at;
  if (first === undefined) return -1;
  if (kind.tag === 'list') {
    const filled = items.flatMap((item, row) => (item.trim() === '' ? [] : [row]));
    return filled[Number(first)] ?? -1;
  }
  const keys = keysOf(kind)?.map((key) => key.value) ?? items.map((item) => pairOf(item)[0]);
  return keys.indexOf(String(first));
}

function rowLines(question: Question, desk: Desk, row: number, fault: Fault | undefined): Line[] {
  const { signs } = question.setting;
  const here = row === desk.cursor;
  const item = desk.items[row] ?? '';
  const label = keysOf(question.kind)?.[row];
  const names = columnOf(
    (keysOf(question.kind) ?? []).map((key) => key.label),
    question.columns,
    0.4,
  );
  const start = label ? [span(`${cell(label.label, names)}  `)] : [];
  const room = question.columns - 8 - (label ? names + 2 : 0);
  const word = wordOf(question.kind, item);
  const note = word === undefined ? [] : [span(`   ${word}`, 'dim')];
  const text = here ? [editSpan(desk.edit, room)] : item === '' && label ? [span('-', 'dim')] : [span(item)];
  const told = fault && (desk.touched ? faultLine(fault, signs, '') : hintLine(fault.instead));
  return [[pointer(signs, here, true), ...start, ...text, ...note], ...(told ? [told] : [])];
}

const wordOf = (kind: Shape, item: string): string | undefined =>
  kind.tag === 'list' && kind.of.tag === 'range' ? kind.of.words.find((word) => word.value === item)?.label : undefined;

function addLines(question: Question, desk: Desk): Line[] {
  if (keysOf(question.kind)) return [];
  const { signs } = question.setting;
  const here = isAddRow(question.kind, desk);
  const form = question.kind.tag === 'list' ? formOf(question.kind.of) : 'name=value';
  const caret = here ? [{ ...span(''), caret: 0 }] : [];
  return [
    [
      pointer(signs, here, true),
      ...caret,
      span(`${signs.more} type or paste another`),
      span(here ? `   ${form}` : '', 'dim'),
    ],
  ];
}

function suggestionLines(question: Question, desk: Desk): Line[] {
  return suggestionsFor(question, desk)
    .slice(0, 5)
    .map((one, index) =>
      line(
        span(`     ${index === 0 ? 'Tab takes ' : '          '}`, 'dim'),
        one.value,
        span(one.note === '' ? '' : `   ${one.note}`, 'dim'),
      ),
    );
}
