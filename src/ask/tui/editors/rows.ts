import type { Shape } from '../../../core/kind.ts';
import { parse } from '../../../core/parse.ts';
import { count, textOfValue } from '../../words.ts';
import { editOf, insert, textOfEdit, type } from '../edit.ts';
import { listPart } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { line } from '../line.ts';
import { slice } from '../slice.ts';
import { type Desk, moved, NEW_DESK } from '../state.ts';
import { type Editor, faultLine, lookupLines, type Move, pointer, type Question } from './editor.ts';
import { lookupName } from './field.ts';
import {
  at,
  doneRow,
  faultsByRow,
  isAddRow,
  itemsOf,
  keysOf,
  rawOf,
  shownFor,
  suggestionsFor,
  withText,
} from './rows-model.ts';
import { addLines, rowLines, suggestionLines } from './rows-view.ts';

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
    const shown = shownFor(question, desk);
    const picked = shown[desk.pick - 1];
    if (press.key === 'enter' && picked) return { desk: withValue(question, desk, picked.value) };
    if (press.key === 'enter') return { desk: at(desk, desk.cursor + 1) };
    if (press.key === 'tab') return { desk: completed(question, desk) };
    if (press.key === 'home' || press.key === 'end') return edited(question, desk, press) ?? { desk };
    if (press.key === 'down' && desk.pick < shown.length) return { desk: { ...desk, pick: desk.pick + 1 } };
    if (press.key === 'up' && desk.pick > 0) return { desk: { ...desk, pick: desk.pick - 1 } };
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
      listPart(rows, (height) => slice(rows, Math.min(before, rows.length - 1), height, signs)),
      {
        giveWay: 3,
        lines: [
          ...lookupLines(rowsEditor.lookup?.(question, desk)?.name, question.suggestions, signs),
          ...suggestionLines(question, desk),
        ],
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
    ];
  },
};

/** Moving away from an emptied row deletes it. */
function leaving(kind: Shape, desk: Desk, to: number): Desk {
  const isGone = !keysOf(kind) && to !== desk.cursor && desk.items[desk.cursor]?.trim() === '';
  if (!isGone) return at(desk, to);
  return at({ ...desk, items: desk.items.filter((_, row) => row !== desk.cursor) }, to > desk.cursor ? to - 1 : to);
}

function edited(question: Question, desk: Desk, press: Press): Move | undefined {
  if (desk.cursor === doneRow(question.kind, desk.items)) return undefined;
  const edit = type(desk.edit, press);
  if (!edit) return undefined;
  if (!isAddRow(question.kind, desk)) return { desk: { ...withText(desk, edit), touched: false } };
  return textOfEdit(edit) === ''
    ? { desk }
    : { desk: { ...desk, items: [...desk.items, textOfEdit(edit)], edit, pick: 0, touched: false } };
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
  const found = suggestionsFor(question, desk);
  const instead = found[desk.pick - 1]?.value ?? fault?.instead ?? found[0]?.value;
  return instead === undefined ? desk : withValue(question, desk, textOfValue(instead));
}

/** The line being typed with this value in it; on the row that adds one, as a new entry. */
function withValue(question: Question, desk: Desk, value: string): Desk {
  const edit = editOf(value);
  return isAddRow(question.kind, desk)
    ? { ...desk, items: [...desk.items, textOfEdit(edit)], edit, pick: 0 }
    : withText(desk, edit);
}
