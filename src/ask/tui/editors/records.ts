import { parse } from '../../../core/parse.ts';
import { count } from '../../words.ts';
import { EMPTY, insert } from '../edit.ts';
import { listPart, type Part } from '../fit.ts';
import type { Press } from '../keyboard.ts';
import { type Line, line, span } from '../line.ts';
import { slice } from '../slice.ts';
import { type Desk, moved, NEW_DESK, type Texts } from '../state.ts';
import { cell, columnOf, type Editor, faultLine, type Move, pointer, type Question } from './editor.ts';
import { lookupName } from './field.ts';
import { cellsOf, isIncomplete, kindOf, nounOf, rawRecords, recordOf, textsOf } from './record.ts';
import { drawForm, focus, focused, isTyped, pressForm, typed } from './record-form.ts';

/** A list of records: a row each; Enter opens one as a form, a field a line. Every field is kept as typed, so nothing is lost. */
export const recordsEditor: Editor = {
  open: (question) => {
    const present = question.given?.value ?? question.recommended ?? question.sketch;
    const rows = Array.isArray(present) ? present.map((one) => textsOf(kindOf(question), one)) : [];
    const isComplete = rows.length > 0 && 'value' in parse(question.kind, rawRecords(kindOf(question), { rows }));
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

  under: (question, desk) => rawRecords(kindOf(question), desk),

  lookup: (question, desk) => {
    const field = desk.form && focused(question, desk, desk.form);
    const name = field && lookupName(field.field.kind);
    if (name === undefined || !desk.form) return undefined;
    const { raw, fields } = recordOf(kindOf(question), desk.rows[desk.form.index] ?? {});
    const before = fields.slice(0, desk.form.cursor).map((one) => [one.field.name, raw[one.field.name]] as const);
    return { name, record: Object.fromEntries(before.filter(([, value]) => value !== undefined)) };
  },

  draw: (question, desk) => (desk.form ? drawForm(question, desk, desk.form) : drawList(question, desk)),
};

function pressList(question: Question, desk: Desk, press: Press): Move | undefined {
  const done = desk.rows.length + 1;
  if (press.key === 'enter' && desk.cursor === done) return finish(question, desk);
  if (press.key === 'enter') return { desk: opened(question, desk, desk.cursor) };
  const cursor = moved(desk.cursor, press, done + 1);
  return cursor === undefined ? undefined : { desk: { ...desk, cursor } };
}

function finish(question: Question, desk: Desk): Move {
  const kind = kindOf(question);
  const parsed = parse(kind, rawRecords(kind, desk));
  if ('value' in parsed) return { answer: parsed.value };
  const row = parsed.faults.map((fault) => fault.at[0]).find((first) => typeof first === 'number');
  return { desk: { ...desk, touched: true, cursor: typeof row === 'number' ? row : desk.cursor } };
}

function opened(question: Question, desk: Desk, index: number): Desk {
  const rows = index < desk.rows.length ? desk.rows : [...desk.rows, {}];
  const form = { index, cursor: 0, edit: EMPTY, touched: false };
  return focus(question, { ...desk, rows, cursor: index, form }, firstToFill(question, rows[index] ?? {}));
}

/** In a row that was proposed incomplete, the field after those that are filled in. */
function firstToFill(question: Question, row: Texts): number {
  const { fields } = recordOf(kindOf(question), row);
  const isProposed = isIncomplete(kindOf(question), row) && fields[0]?.text !== '';
  return isProposed
    ? Math.max(
        0,
        fields.findIndex((field) => field.text === '' && field.fallback === undefined),
      )
    : 0;
}

function drawList(question: Question, desk: Desk): Part[] {
  const { signs } = question.setting;
  const kind = kindOf(question);
  const parsed = parse(kind, rawRecords(kind, desk));
  const faults = 'faults' in parsed ? parsed.faults : [];
  const table = withoutEmpty(desk.rows.map((row) => cellsOf(kind, row)));
  const widths = [0, 1, 2, 3, 4].map((column) =>
    columnOf(
      table.map((cells) => cells[column] ?? ''),
      question.columns,
      table.every((cells) => cells.length < 3) ? 0.55 : 0.3,
    ),
  );
  const rows = table.flatMap((cells, row): Line[] => {
    const fault = faults.find((one) => one.at[0] === row);
    const toFill = isIncomplete(kind, desk.rows[row] ?? {});
    const sign = toFill ? span(signs.warn, 'warn') : fault ? span(signs.fail, 'fail') : span(' ');
    const text = `${cells.map((one, column) => cell(one, widths[column] ?? 10)).join('  ')}${toFill ? '  to fill in' : ''}`;
    const told =
      fault && desk.touched
        ? [line('     ', span(signs.fail, 'fail'), ` ${fault.at.slice(1).join('.')} ${fault.says}`)]
        : [];
    return [line(pointer(signs, row === desk.cursor), sign, ` ${text}`), ...told];
  });
  const whole = desk.touched ? faults.find((one) => one.at.length === 0) : undefined;
  const last = [
    line(pointer(signs, desk.cursor === desk.rows.length), `  ${signs.more} add ${kind.noun}`),
    line(pointer(signs, desk.cursor === desk.rows.length + 1), `  ${doneText(kind, desk)}`),
    ...(whole ? [faultLine(whole, signs)] : []),
  ];
  return [
    listPart(rows, (height) => slice(rows, Math.min(desk.cursor, rows.length - 1), height, signs)),
    { giveWay: 0, lines: last },
  ];
}

/** `Done, 3 pools`, or which rows keep it from being done. */
function doneText(kind: ReturnType<typeof kindOf>, { rows }: Desk): string {
  const left = rows.filter((row) => isIncomplete(kind, row)).map((row) => row[kind.key] || `a ${nounOf(kind)}`);
  return left.length === 0 ? `Done, ${count(rows.length, nounOf(kind))}` : `Done, still to fill in: ${left.join(', ')}`;
}

/** Without the columns in which no row has anything. */
const withoutEmpty = (table: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  table.map((cells) => cells.filter((_, column) => table.some((row) => (row[column] ?? '-') !== '-')));
