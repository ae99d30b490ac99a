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
  matching,
  pointer,
  type Question,
  unfitSpans,
} from './editor.ts';
import { formOf, lookupName } from './field.ts';
import { type FieldState, kindOf, nounOf, recordOf } from './record.ts';

const fieldsIn = (question: Question, desk: Desk, form: Form): readonly FieldState[] =>
  recordOf(kindOf(question), desk.rows[form.index] ?? {}).fields;

export const focused = (question: Question, desk: Desk, form: Form): FieldState | undefined =>
  fieldsIn(question, desk, form)[form.cursor];

export const isTyped = (shape: Shape): boolean => optionsOf(shape).length === 0;

export function focus(question: Question, desk: Desk, cursor: number): Desk {
  if (!desk.form) return desk;
  const text = fieldsIn(question, desk, desk.form)[cursor]?.text ?? '';
  return { ...desk, form: { ...desk.form, cursor, edit: editOf(text) } };
}

export function typed(desk: Desk, form: Form, field: Field, edit: Form['edit']): Desk {
  const rows = desk.rows.map((row, index) => (index === form.index ? { ...row, [field.name]: textOfEdit(edit) } : row));
  return { ...desk, rows, form: { ...form, edit } };
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
      return { desk: form.cursor > keep ? removed(desk, form) : focus(question, desk, form.cursor + 1) };
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
  const cursor = moved(form.cursor, press, keep + 2);
  return cursor === undefined ? undefined : { desk: focus(question, desk, cursor) };
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
  const found = matching(question.suggestions, field.text);
  const instead = field.fault?.instead ?? (found.some((one) => one.value === field.text) ? undefined : found[0]?.value);
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
  return { ...desk, form: undefined, cursor: desk.rows.length + 1 };
}

export function drawForm(question: Question, desk: Desk, form: Form): Part[] {
  const { signs } = question.setting;
  const fields = fieldsIn(question, desk, form);
  const names = columnOf(
    fields.map((one) => one.field.question),
    question.columns,
    0.45,
  );
  const drawn = fields.map((one, row) => fieldLines(question, form, one, row === form.cursor, names));
  const before = drawn.slice(0, form.cursor).reduce((sum, lines) => sum + lines.length, 0);
  const noun = nounOf(kindOf(question));
  const rows = [
    ...drawn.flat(),
    line(pointer(signs, form.cursor === fields.length), 'Keep'),
    line(pointer(signs, form.cursor === fields.length + 1), `Remove this ${noun}`),
  ];
  const here = fields[form.cursor];
  const name = here && lookupName(here.field.kind);
  const help = here ? [line(''), ...lookupLines(name, question.suggestions, signs), ...helpLines(question, here)] : [];
  return [
    listPart(rows, (height) =>
      slice(rows, Math.min(before + Math.max(0, form.cursor - fields.length), rows.length - 1), height, signs),
    ),
    { giveWay: 6, lines: help },
  ];
}

function fieldLines(question: Question, form: Form, one: FieldState, here: boolean, names: number): Line[] {
  const { signs } = question.setting;
  const start = [pointer(signs, here, true), span(`${cell(one.field.question, names)}  `)];
  const room = question.columns - names - 8;
  const isDefault = one.text === '';
  const value =
    here && isTyped(one.field.kind) && !isDefault
      ? editSpan(form.edit, room)
      : {
          ...span(isDefault ? emptyText(one) : one.text, isDefault ? 'dim' : 'plain'),
          ...(here ? { caret: 0 } : {}),
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

function helpLines(question: Question, one: FieldState): Line[] {
  const { signs } = question.setting;
  const options = optionsOf(one.field.kind);
  if (options.length > 0) {
    const now = one.text === '' ? textOfValue(one.fallback) : one.text;
    const effect = options.find((option) => String(option.raw) === now)?.effect ?? '';
    return [
      line(span(`   left and right: ${options.map((option) => String(option.raw)).join(', ')}`, 'dim')),
      line(`   ${safe(effect)}`),
    ];
  }
  const found = matching(question.suggestions, one.text).slice(0, 6);
  return [
    line(span(`   ${formOf(one.field.kind)}${one.field.optional ? '; may stay empty' : ''}`, 'dim')),
    ...found.map((suggestion, index) =>
      line(
        span(index === 0 ? '   Tab takes ' : '             ', 'dim'),
        nameOfId(suggestion.value),
        ...unfitSpans(suggestion, signs),
        span(`  ${suggestion.note}`, 'dim'),
      ),
    ),
  ];
}
