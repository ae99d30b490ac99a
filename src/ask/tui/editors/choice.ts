import { safe } from '../../safe.ts';
import { optionsOf } from '../../words.ts';
import { EMPTY, textOfEdit, type } from '../edit.ts';
import { listPart } from '../fit.ts';
import { type Line, line, span } from '../line.ts';
import { markOf } from '../marks.ts';
import { slice } from '../slice.ts';
import { moved, NEW_DESK } from '../state.ts';
import { cell, columnOf, type Editor, editSpan, pointer, type Question } from './editor.ts';

const FILTER_FROM = 9;

/** Choosing one of a few options, yes or no, or one of a long list that letters filter. */
export const choiceEditor: Editor = {
  open: (question) => ({ ...NEW_DESK, cursor: Math.max(0, indexOf(question)) }),

  press: (question, desk, press) => {
    const options = shown(question, textOfEdit(desk.edit));
    if (press.key === 'enter') {
      const option = options[desk.cursor];
      return option && { answer: option.raw };
    }
    const cursor = moved(desk.cursor, press, options.length);
    if (cursor !== undefined) return { desk: { ...desk, cursor } };
    if (!filters(question)) return undefined;
    if (press.key === 'escape' && textOfEdit(desk.edit) !== '') return { desk: { ...desk, edit: EMPTY, cursor: 0 } };
    const edit = press.key === 'left' || press.key === 'right' ? undefined : type(desk.edit, press);
    return edit && { desk: { ...desk, edit, cursor: 0 } };
  },

  paste: (question, desk, text) =>
    filters(question) ? { ...desk, edit: type(desk.edit, { key: 'char', text }) ?? desk.edit, cursor: 0 } : desk,

  under: (question, desk) => shown(question, textOfEdit(desk.edit))[desk.cursor]?.raw,

  draw: (question, desk) => {
    const { signs } = question.setting;
    const options = shown(question, textOfEdit(desk.edit));
    const names = columnOf(
      options.map((option) => option.label),
      question.columns,
    );
    const lines = options.map((option, row): Line => {
      const mark = markOf(question, option.raw, option.risk);
      return [
        pointer(signs, row === desk.cursor, isFiltering(question, desk.edit)),
        span(cell(option.label, names)),
        span('  '),
        ...mark,
      ];
    });
    const rows = lines.length > 0 ? lines : [line('   Nothing matches. Backspace widens the search')];
    const filter = filters(question) ? [filterLine(question, desk.edit)] : [];
    return [{ giveWay: 4, lines: filter }, listPart(rows, (height) => slice(rows, desk.cursor, height, signs))];
  },
};

type Edit = typeof EMPTY;
const filters = (question: Question): boolean => optionsOf(question.kind).length >= FILTER_FROM;
const isFiltering = (question: Question, edit: Edit): boolean => filters(question) && textOfEdit(edit) !== '';

const filterLine = (question: Question, edit: Edit): Line =>
  textOfEdit(edit) === ''
    ? line(span('   Type to filter', 'dim'))
    : [span('   Filter  '), editSpan(edit, question.columns - 14)];

function shown(question: Question, filter: string): ReturnType<typeof optionsOf> {
  const options = optionsOf(question.kind);
  const wanted = filter.trim().toLowerCase();
  return wanted === ''
    ? options
    : options.filter((one) => `${safe(one.label)} ${String(one.raw)}`.toLowerCase().includes(wanted));
}

function indexOf(question: Question): number {
  const present = question.given ? question.given.value : question.recommended;
  return optionsOf(question.kind).findIndex((option) => option.raw === present);
}
