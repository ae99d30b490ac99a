import type { Shape } from '../../../core/kind.ts';
import type { Fault } from '../../../core/parse.ts';
import { nameOfId } from '../../words.ts';
import { type Line, line, span } from '../line.ts';
import type { Suggestions } from '../port.ts';
import type { Desk } from '../state.ts';
import { cell, columnOf, editSpan, faultLine, hintLine, pointer, type Question, unfitSpans } from './editor.ts';
import { formOf } from './field.ts';
import { isAddRow, keysOf, shownFor } from './rows-model.ts';

export function rowLines(question: Question, desk: Desk, row: number, fault: Fault | undefined): Line[] {
  const { signs } = question.setting;
  const here = row === desk.cursor && desk.pick === 0;
  const item = desk.items[row] ?? '';
  const label = keysOf(question.kind)?.[row];
  const names = columnOf(
    (keysOf(question.kind) ?? []).map((key) => key.label),
    question.columns,
    0.4,
  );
  const start = label ? [span(`${cell(label.label, names)}  `)] : [];
  const room = question.columns - 8 - (label ? names + 2 : 0);
  const word = wordOf(question.kind, item) ?? noteOf(question.suggestions, item);
  const note = word === undefined ? [] : [span(`   ${word}`, 'dim')];
  const text = here ? [editSpan(desk.edit, room)] : item === '' && label ? [span('-', 'dim')] : [span(item)];
  const told = fault && (desk.touched ? faultLine(fault, signs, '') : hintLine(fault.instead));
  return [[pointer(signs, here, true), ...start, ...text, ...note], ...(told ? [told] : [])];
}

/** What a look-up says of a value that stands in the list: the name of a group beside its id. */
const noteOf = (suggestions: Suggestions | undefined, item: string): string | undefined =>
  suggestions?.is === 'found' ? suggestions.items.find((one) => one.value === item)?.note : undefined;

const wordOf = (kind: Shape, item: string): string | undefined =>
  kind.tag === 'list' && kind.of.tag === 'range' ? kind.of.words.find((word) => word.value === item)?.label : undefined;

export function addLines(question: Question, desk: Desk): Line[] {
  if (keysOf(question.kind)) return [];
  const { signs } = question.setting;
  const here = isAddRow(question.kind, desk) && desk.pick === 0;
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

export function suggestionLines(question: Question, desk: Desk): Line[] {
  const { signs } = question.setting;
  return shownFor(question, desk).map((one, index) =>
    line(
      pointer(signs, desk.pick === index + 1),
      span(index === 0 && desk.pick === 0 ? '  Tab takes ' : '            ', 'dim'),
      nameOfId(one.value),
      ...unfitSpans(one, signs),
      span(one.note === '' ? '' : `   ${one.note}`, 'dim'),
    ),
  );
}
