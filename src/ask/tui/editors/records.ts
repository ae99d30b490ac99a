import type { Field, Shape } from '../../../core/kind.ts';
import { type Fault, parse } from '../../../core/parse.ts';
import { safe } from '../../safe.ts';
import { count, optionsOf, rawOfText, textOfValue } from '../../words.ts';
import { EMPTY, editOf, insert, textOfEdit, type } from '../edit.ts';
import type { Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import { slice } from '../slice.ts';
import { type Desk, type Form, moved, NEW_DESK, type Texts } from '../state.ts';
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

type Records = Extract<Shape, { tag: 'records' }>;

/** A list of records: a row each; Enter opens one as a form, a field a line. Every field is kept as typed, so nothing is lost. */
export const recordsEditor: Editor = {
  open: (question) => {
    const present = question.given?.value ?? question.recommended;
    const rows = Array.isArray(present) ? present.map((one) => textsOf(kindOf(question), one)) : [];
    const isComplete =
      rows.length > 0 &&
      'value' in
        parse(
          question.kind,
          rows.map((row) => recordOf(kindOf(question), row).raw),
        );
    return { ...NEW_DESK, rows, cursor: isComplete ? rows.length + 1 : 0 };
  },

  press: (question, desk, press) =>
    desk.form ? pressForm(question, desk, desk.form, press) : pressList(question, desk, press),

  paste: (question, desk, text) => {
    const field = desk.form && focused(question, desk, desk.form);
    return desk.form && field && isTyped(field.field.kind)
      ? typed(desk, desk.form, field.field, insert(desk.form.edit, text))
      : desk;
  },

  under: (question, desk) => desk.rows.map((row) => recordOf(kindOf(question), row).raw),

  lookup: (question, desk) => {
    const field = desk.form && focused(question, desk, desk.form);
    const name = field && lookupName(field.field.kind);
    return name === undefined || !desk.form
      ? undefined
      : { name, record: recordOf(kindOf(question), desk.rows[desk.form.index] ?? {}).raw };
  },

  draw: (question, desk) => (desk.form ? drawForm(question, desk, desk.form) : drawList(question, desk)),
};

const kindOf = (question: Question): Records => question.kind as Records;

interface FieldState {
  readonly field: Field;
  readonly text: string;
  readonly fault: Fault | undefined;
  /** What it will be when left empty. */
  readonly fallback: unknown;
}

/** The record that the texts make, and the fields due in it; each field sees those before it. */
function recordOf(
  kind: Records,
  texts: Texts,
): { readonly raw: Record<string, unknown>; readonly fields: readonly FieldState[] } {
  const raw: Record<string, unknown> = {};
  const seen: Record<string, unknown> = {};
  const fields: FieldState[] = [];
  for (const field of kind.fields) {
    if (field.when && !field.when(seen)) continue;
    const text = texts[field.name] ?? '';
    const fallback = field.fallback?.(seen);
    if (text.trim() === '') {
      if (fallback !== undefined) seen[field.name] = fallback;
      fields.push({
        field,
        text,
        fallback,
        fault: fallback === undefined ? { at: [], says: 'needs an answer' } : undefined,
      });
      continue;
    }
    raw[field.name] = rawOfText(field.kind, text);
    const parsed = parse(field.kind, raw[field.name]);
    if ('value' in parsed) seen[field.name] = parsed.value;
    fields.push({ field, text, fallback, fault: 'faults' in parsed ? parsed.faults[0] : undefined });
  }
  return { raw, fields };
}

const textsOf = (kind: Records, record: unknown): Texts => {
  const given = record as Record<string, unknown>;
  return Object.fromEntries(kind.fields.map((field) => [field.name, textOfValue(given[field.name])]));
};

// ---- the list

function pressList(question: Question, desk: Desk, press: Press): Move | undefined {
  const done = desk.rows.length + 1;
  if (press.key === 'enter' && desk.cursor === done) return finish(question, desk);
  if (press.key === 'enter') return { desk: opened(question, desk, desk.cursor) };
  const cursor = moved(desk.cursor, press, done + 1);
  return cursor === undefined ? undefined : { desk: { ...desk, cursor } };
}

function finish(question: Question, desk: Desk): Move {
  const kind = kindOf(question);
  const parsed = parse(
    kind,
    desk.rows.map((row) => recordOf(kind, row).raw),
  );
  if ('value' in parsed) return { answer: parsed.value };
  const row = parsed.faults.map((fault) => fault.at[0]).find((first) => typeof first === 'number');
  return { desk: { ...desk, touched: true, cursor: typeof row === 'number' ? row : desk.cursor } };
}

function opened(question: Question, desk: Desk, index: number): Desk {
  const rows = index < desk.rows.length ? desk.rows : [...desk.rows, {}];
  return focus(question, { ...desk, rows, cursor: index, form: { index, cursor: 0, edit: EMPTY, touched: false } }, 0);
}

function drawList(question: Question, desk: Desk): Part[] {
  const { signs } = question.setting;
  const kind = kindOf(question);
  const parsed = parse(
    kind,
    desk.rows.map((row) => recordOf(kind, row).raw),
  );
  const faults = 'faults' in parsed ? parsed.faults : [];
  const table = desk.rows.map((row) => cellsOf(kind, row));
  const widths = [0, 1, 2, 3, 4].map((column) =>
    columnOf(
      table.map((cells) => cells[column] ?? ''),
      question.columns,
      0.3,
    ),
  );
  const rows = table.flatMap((cells, row): Line[] => {
    const fault = faults.find((one) => one.at[0] === row);
    const sign = fault ? span(signs.fail, 'fail') : span(' ');
    const text = cells.map((one, column) => cell(one, widths[column] ?? 10)).join('  ');
    const told =
      fault && desk.touched
        ? [line('     ', span(signs.fail, 'fail'), ` ${fault.at.slice(1).join('.')} ${fault.says}`)]
        : [];
    return [line(pointer(signs, row === desk.cursor), sign, ` ${text}`), ...told];
  });
  const whole = desk.touched ? faults.find((one) => one.at.length === 0) : undefined;
  const last = [
    line(pointer(signs, desk.cursor === desk.rows.length), `  ${signs.more} add ${kind.noun}`),
    line(pointer(signs, desk.cursor === desk.rows.length + 1), `  Done, ${count(desk.rows.length, nounOf(kind))}`),
    ...(whole ? [faultLine(whole, signs)] : []),
  ];
  return [
    {
      giveWay: 1,
      least: Math.min(3, rows.length),
      lines: rows,
      shrink: (height) => slice(rows, Math.min(desk.cursor, rows.length - 1), height, signs),
    },
    { giveWay: 0, lines: last },
  ];
}

const nounOf = (kind: Records): string => kind.noun.replace(/^an? /, '');

/** The first fields of a record, the key first: enough to tell one from another. */
function cellsOf(kind: Records, row: Texts): string[] {
  const { fields } = recordOf(kind, row);
  const shown = fields.map((one) => (one.text === '' ? textOfValue(one.fallback) : one.text));
  const key = fields.findIndex((one) => one.field.name === kind.key);
  return [shown[key] ?? '', ...shown.filter((_, index) => index !== key)]
    .slice(0, 5)
    .map((one) => (one === '' ? '-' : one));
}

// ---- the form

const fieldsIn = (question: Question, desk: Desk, form: Form): readonly FieldState[] =>
  recordOf(kindOf(question), desk.rows[form.index] ?? {}).fields;

const focused = (question: Question, desk: Desk, form: Form): FieldState | undefined =>
  fieldsIn(question, desk, form)[form.cursor];

const isTyped = (shape: Shape): boolean => optionsOf(shape).length === 0;

function focus(question: Question, desk: Desk, cursor: number): Desk {
  if (!desk.form) return desk;
  const text = fieldsIn(question, desk, desk.form)[cursor]?.text ?? '';
  return { ...desk, form: { ...desk.form, cursor, edit: editOf(text) } };
}

function typed(desk: Desk, form: Form, field: Field, edit: Form['edit']): Desk {
  const rows = desk.rows.map((row, index) => (index === form.index ? { ...row, [field.name]: textOfEdit(edit) } : row));
  return { ...desk, rows, form: { ...form, edit } };
}

function pressForm(question: Question, desk: Desk, form: Form, press: Press): Move | undefined {
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
  const step = (by: number): string | undefined => values[(now + by + values.length) % values.length];
  if (press.key === 'left') return step(-1);
  if (press.key === 'right' || (press.key === 'char' && press.text === ' ')) return step(1);
  if (press.key !== 'char') return undefined;
  const after = [...values.slice(now + 1), ...values.slice(0, now + 1)];
  return after.find((value) => value.toLowerCase().startsWith(press.text.toLowerCase())) ?? field.text;
}

function completed(question: Question, desk: Desk, form: Form, field: FieldState | undefined): Desk | undefined {
  if (!field || !isTyped(field.field.kind) || field.text === '') return undefined;
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

function drawForm(question: Question, desk: Desk, form: Form): Part[] {
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
    {
      giveWay: 1,
      least: Math.min(4, rows.length),
      lines: rows,
      shrink: (height) =>
        slice(rows, Math.min(before + Math.max(0, form.cursor - fields.length), rows.length - 1), height, signs),
    },
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
          ...span(isDefault ? textOfValue(one.fallback) : one.text, isDefault ? 'dim' : 'plain'),
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

function helpLines(question: Question, one: FieldState): Line[] {
  const options = optionsOf(one.field.kind);
  if (options.length > 0) {
    const now = one.text === '' ? textOfValue(one.fallback) : one.text;
    const effect = options.find((option) => String(option.raw) === now)?.effect ?? '';
    return [
      line(span(`   left and right: ${options.map((option) => String(option.raw)).join(', ')}`, 'dim')),
      line(`   ${safe(effect)}`),
    ];
  }
  const found = one.text === '' ? [] : matching(question.suggestions, one.text).slice(0, 4);
  return [
    line(span(`   ${formOf(one.field.kind)}`, 'dim')),
    ...found.map((suggestion, index) =>
      line(
        span(index === 0 ? '   Tab takes ' : '             ', 'dim'),
        suggestion.value,
        span(`  ${suggestion.note}`, 'dim'),
      ),
    ),
  ];
}
