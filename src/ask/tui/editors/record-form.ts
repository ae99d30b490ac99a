import type { Field, Shape } from '../../../core/kind.ts';
import { safe } from '../../safe.ts';
import { NONE, nameOfId, optionsOf, textOfValue } from '../../words.ts';
import { editOf, textOfEdit, type } from '../edit.ts';
import { listPart, type Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import { slice } from '../slice.ts';
import { type Desk, type Form, moved } from '../state.ts';
import {
  cell,
  columnOf,
  editSpan,
  faultLine,
  hintLine,
  lookupLines,
  type Move,
  pointer,
  type Question,
} from './editor.ts';
import { formOf, lookupName, NAME_OR_ID } from './field.ts';
import { foundFor, suggestionRows } from './form-suggestions.ts';
import { type FieldState, isIncomplete, kindOf, nounOf, recordOf } from './record.ts';

const fieldsIn = (question: Question, desk: Desk, form: Form): readonly FieldState[] =>
  recordOf(kindOf(question), desk.rows[form.index] ?? {}).fields;

export const focused = (question: Question, desk: Desk, form: Form): FieldState | undefined =>
  fieldsIn(question, desk, form)[form.cursor];

export const isTyped = (shape: Shape): boolean => optionsOf(shape).length === 0;

export function focus(question: Question, desk: Desk, cursor: number): Desk {
  if (!desk.form) return desk;
  const text = fieldsIn(question, desk, desk.form)[cursor]?.text ?? '';
  return { ...desk, pick: 0, form: { ...desk.form, cursor, edit: editOf(text) } };
}

export function typed(desk: Desk, form: Form, field: Field, edit: Form['edit']): Desk {
  const rows = desk.rows.map((row, index) => (index === form.index ? { ...row, [field.name]: textOfEdit(edit) } : row));
  return { ...desk, rows, pick: 0, form: { ...form, edit } };
}

export function pressForm(question: Question, desk: Desk, form: Form, press: Press): Move | undefined {
  const fields = fieldsIn(question, desk, form);
  const field = fields[form.cursor];
  const keep = fields.length;
  switch (press.key) {
    case 'escape':
      return { desk: closed(desk, form) };
    case 'enter':
      if (form.cursor === keep) return { desk: kept(question, desk, form) };
      return { desk: form.cursor > keep ? removed(desk, form) : entered(question, desk, form, field) };
    case 'tab':
      return { desk: completed(question, desk, form, field) ?? focus(question, desk, Math.min(keep, form.cursor + 1)) };
    case 'backtab':
      return { desk: focus(question, desk, Math.max(0, form.cursor - 1)) };
    default:
      return within(question, desk, form, field, press, keep);
  }
}

function within(
  question: Question,
  desk: Desk,
  form: Form,
  field: FieldState | undefined,
  press: Press,
  keep: number,
): Move | undefined {
  if (field && !isTyped(field.field.kind)) {
    const next = turned(field, press);
    if (next !== undefined) return { desk: typed(desk, form, field.field, editOf(next)) };
  } else if (field) {
    const edit = type(form.edit, press);
    if (edit) return { desk: typed(desk, form, field.field, edit) };
  }
  const picked = pickedBy(desk, press, foundFor(question, desk, form, field).shown.length);
  if (picked !== undefined) return { desk: { ...desk, pick: picked } };
  const cursor = moved(form.cursor, press, keep + 2);
  return cursor === undefined ? undefined : { desk: focus(question, desk, cursor) };
}

/** The suggestions stand between a field and the next: up and down go through them. */
function pickedBy({ pick }: Desk, { key }: Press, shown: number): number | undefined {
  if (key === 'down' && pick < shown) return pick + 1;
  return key === 'up' && pick > 0 ? pick - 1 : undefined;
}

/** Enter on a field: what the cursor stands on, or what is proposed, goes into it; then the next field. */
function entered(question: Question, desk: Desk, form: Form, field: FieldState | undefined): Desk {
  const { shown, proposed } = foundFor(question, desk, form, field);
  const taken = desk.pick > 0 ? shown[desk.pick - 1] : proposed;
  const filled = taken && field ? typed(desk, form, field.field, editOf(taken.value)) : desk;
  return focus(question, filled, form.cursor + 1);
}

/** A field of few options: left, right and Space go through them, a letter goes to the next that starts with it. */
function turned(field: FieldState, press: Press): string | undefined {
  const values = optionsOf(field.field.kind).map((option) => String(option.raw));
  const now = values.indexOf(field.text === '' ? textOfValue(field.fallback) : field.text);
  const step = (by: number): string | undefined => values.at((now < 0 && by < 0 ? by : now + by) % values.length);
  if (press.key === 'left') return step(-1);
  if (press.key === 'right' || (press.key === 'char' && press.text === ' ')) return step(1);
  if (press.key !== 'char') return undefined;
  const after = [...values.slice(now + 1), ...values.slice(0, now + 1)];
  return after.find((value) => value.toLowerCase().startsWith(press.text.toLowerCase())) ?? field.text;
}

function completed(question: Question, desk: Desk, form: Form, field: FieldState | undefined): Desk | undefined {
  if (!field || !isTyped(field.field.kind) || (field.text === '' && !question.suggestions)) return undefined;
  const found = foundFor(question, desk, form, field).shown;
  const first = found[Math.max(0, desk.pick - 1)]?.value;
  const instead =
    desk.pick > 0
      ? first
      : (field.fault?.instead ?? (found.some((one) => one.value === field.text) ? undefined : first));
  return instead === undefined ? undefined : typed(desk, form, field.field, editOf(textOfValue(instead)));
}

/** Esc keeps what was typed; only a new record in which nothing was typed disappears. */
function closed(desk: Desk, form: Form): Desk {
  const isEmpty = Object.values(desk.rows[form.index] ?? {}).every((text) => text.trim() === '');
  return isEmpty ? removed(desk, form) : { ...desk, form: undefined, cursor: form.index };
}

const removed = (desk: Desk, form: Form): Desk => ({
  ...desk,
  rows: desk.rows.filter((_, index) => index !== form.index),
  form: undefined,
  cursor: Math.min(form.index, desk.rows.length - 1),
});

function kept(question: Question, desk: Desk, form: Form): Desk {
  const faulty = fieldsIn(question, desk, form).findIndex((field) => field.fault !== undefined);
  if (faulty >= 0) return focus(question, { ...desk, form: { ...form, touched: true } }, faulty);
  const next = desk.rows.findIndex((row) => isIncomplete(kindOf(question), row));
  return { ...desk, form: undefined, cursor: next >= 0 ? next : desk.rows.length + 1 };
}

export function drawForm(question: Question, desk: Desk, form: Form): Part[] {
  const { signs } = question.setting;
  const fields = fieldsIn(question, desk, form);
  const names = columnOf(
    fields.map((one) => one.field.question),
    question.columns,
    0.45,
  );
  const drawn = fields.map((one, row) => fieldLines(question, desk, form, one, row === form.cursor, names));
  const before = drawn.slice(0, form.cursor).reduce((sum, lines) => sum + lines.length, 0);
  const noun = nounOf(kindOf(question));
  const rows = [
    ...drawn.flat(),
    line(pointer(signs, form.cursor === fields.length), 'Keep'),
    line(pointer(signs, form.cursor === fields.length + 1), `Remove this ${noun}`),
  ];
  const here = fields[form.cursor];
  const name = here && lookupName(here.field.kind);
  const help = here
    ? [line(''), ...lookupLines(name, question.suggestions, signs), ...helpLines(question, desk, form, here)]
    : [];
  return [
    listPart(rows, (height) =>
      slice(rows, Math.min(before + Math.max(0, form.cursor - fields.length), rows.length - 1), height, signs),
    ),
    { giveWay: 6, lines: help },
  ];
}

function fieldLines(question: Question, desk: Desk, form: Form, one: FieldState, here: boolean, names: number): Line[] {
  const { signs } = question.setting;
  const start = [pointer(signs, here && desk.pick === 0, true), span(`${cell(one.field.question, names)}  `)];
  const room = question.columns - names - 8;
  const isDefault = one.text === '';
  const value =
    here && desk.pick === 0 && isTyped(one.field.kind) && !isDefault
      ? editSpan(form.edit, room)
      : {
          ...span(isDefault ? emptyText(one) : nameOfId(one.text), isDefault ? 'dim' : 'plain'),
          ...(here && desk.pick === 0 ? { caret: 0 } : {}),
        };
  const told =
    !one.fault || (isDefault && !form.touched)
      ? []
      : form.touched || !here
        ? [faultLine(one.fault, signs)]
        : one.fault.instead === undefined
          ? []
          : [hintLine(one.fault.instead)];
  return [[...start, value], ...told];
}

/** What stands in an empty field: what it will be, or that it may stay empty. */
function emptyText({ field, fallback }: FieldState): string {
  if (fallback !== undefined) return textOfValue(fallback) || NONE;
  return field.optional ? NONE : isTyped(field.kind) ? '' : 'choose with left and right';
}

function helpLines(question: Question, desk: Desk, form: Form, one: FieldState): Line[] {
  const options = optionsOf(one.field.kind);
  if (options.length > 0) {
    const now = one.text === '' ? textOfValue(one.fallback) : one.text;
    const effect = options.find((option) => String(option.raw) === now)?.effect ?? '';
    return [
      line(span(`   left and right: ${options.map((option) => String(option.raw)).join(', ')}`, 'dim')),
      line(`   ${safe(effect)}`),
    ];
  }
  const found = foundFor(question, desk, form, one);
  const typing = found.shown.length > 0 && one.field.kind.tag === 'resource-id' ? NAME_OR_ID : formOf(one.field.kind);
  return [
    line(span(`   ${typing}${one.field.optional ? '; may stay empty' : ''}`, 'dim')),
    ...suggestionRows(question, desk, found),
  ];
}
