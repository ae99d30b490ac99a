import type { Shape } from '../../../core/kind.ts';
import { parse } from '../../../core/parse.ts';
import { nameOfId, rawOfText, textOfValue } from '../../words.ts';
import { type Edit, editOf, insert, textOfEdit, type } from '../edit.ts';
import { listPart } from '../fit.ts';
import { type Line, line, span } from '../line.ts';
import type { Suggestion, Suggestions } from '../port.ts';
import { slice } from '../slice.ts';
import { moved, NEW_DESK } from '../state.ts';
import {
  columnOf,
  type Editor,
  editSpan,
  faultLine,
  hintLine,
  lookupLines,
  matching,
  pointer,
  type Question,
  suggestionLine,
} from './editor.ts';

/** One typed value: text, number, range, address, id. The field is the first row; what was looked up stands below it. */
export const fieldEditor: Editor = {
  open: ({ given }) => ({
    ...NEW_DESK,
    edit: given && given.origin !== 'default' ? editOf(textOfValue(given.value)) : NEW_DESK.edit,
  }),

  press: (question, desk, press) => {
    const found = suggested(question, desk.edit);
    if (press.key === 'enter') return take(question, desk, found[desk.cursor - 1]);
    if (press.key === 'tab')
      return {
        desk: { ...desk, edit: completed(question, desk.edit, found[Math.max(0, desk.cursor - 1)]), cursor: 0 },
      };
    if (press.key === 'home' || press.key === 'end')
      return { desk: { ...desk, edit: type(desk.edit, press) ?? desk.edit } };
    const cursor = moved(desk.cursor, press, found.length + 1);
    if (cursor !== undefined) return { desk: { ...desk, cursor } };
    const edit = type(desk.edit, press);
    return edit && { desk: { ...desk, edit, cursor: 0, touched: false } };
  },

  paste: (_question, desk, text) => ({ ...desk, edit: insert(desk.edit, text), cursor: 0 }),

  under: (question, desk) => {
    const taken = suggested(question, desk.edit)[desk.cursor - 1]?.value ?? textOfEdit(desk.edit);
    if (taken === '') return question.recommended;
    return isUnfinished(question, taken) ? undefined : rawOfText(question.kind, taken);
  },

  lookup: ({ kind }) => {
    const name = lookupName(kind);
    return name === undefined ? undefined : { name };
  },

  draw: (question, desk) => {
    const { signs } = question.setting;
    const found = suggested(question, desk.edit);
    const names = columnOf(
      found.map((one) => nameOfId(one.value)),
      question.columns,
      0.6,
    );
    const rows = found.map((one, row) => suggestionLine(one, desk.cursor === row + 1, names, signs));
    const status = lookupLines(lookupName(question.kind), question.suggestions, signs);
    return [
      { giveWay: 0, lines: [fieldLine(question, desk.edit, desk.cursor === 0)] },
      { giveWay: 0, lines: adviceLines(question, desk.edit, desk.touched, found.length > 0) },
      { giveWay: 3, lines: status },
      {
        ...listPart(rows, (height) => slice(rows, Math.max(0, desk.cursor - 1), height, signs)),
        giveWay: 2,
      },
    ];
  },
};

/** What was looked up has this in it, and is not it: more is to come. */
const isUnfinished = ({ suggestions }: Question, typed: string): boolean =>
  suggestions?.is === 'found' &&
  !suggestions.items.some((one) => one.value === typed) &&
  suggestions.items.some((one) => one.value.includes(typed));

export const lookupName = (shape: Shape): string | undefined => ('suggest' in shape ? shape.suggest : undefined);

/** The words that the kind itself knows, then what was looked up. */
function suggested(question: Question, edit: Edit): readonly Suggestion[] {
  const words =
    question.kind.tag === 'range' ? question.kind.words.map((word) => ({ value: word.value, note: word.label })) : [];
  const known: Suggestions = {
    is: 'found',
    items: [...words, ...(question.suggestions?.is === 'found' ? question.suggestions.items : [])],
  };
  const typed = textOfEdit(edit);
  return matching(known, typed === textOfValue(question.given?.value) ? '' : typed);
}

function take(
  question: Question,
  desk: ReturnType<Editor['open']>,
  chosen: Suggestion | undefined,
): ReturnType<Editor['press']> {
  const typed = chosen?.value ?? textOfEdit(desk.edit);
  if (typed === '' && question.recommended !== undefined) return { answer: question.recommended };
  const parsed = parse(question.kind, rawOfText(question.kind, typed));
  return 'value' in parsed
    ? { answer: parsed.value }
    : { desk: { ...desk, edit: editOf(typed), cursor: 0, touched: true } };
}

/** Tab: the value that is meant, else the suggestion, else the proposal where nothing is typed. */
function completed(question: Question, edit: Edit, chosen: Suggestion | undefined): Edit {
  const typed = textOfEdit(edit);
  if (typed === '' && question.recommended !== undefined) return editOf(textOfValue(question.recommended));
  const parsed = parse(question.kind, rawOfText(question.kind, typed));
  const instead = 'faults' in parsed && typed !== '' ? parsed.faults[0]?.instead : undefined;
  if (instead !== undefined) return editOf(textOfValue(instead));
  return chosen ? editOf(chosen.value) : edit;
}

function fieldLine(question: Question, edit: Edit, here: boolean): Line {
  const { signs } = question.setting;
  const room = question.columns - 6;
  if (textOfEdit(edit) === '' && question.recommended !== undefined) {
    const caret = here ? [{ ...span(''), caret: 0 }] : [];
    return [
      pointer(signs, here, true),
      ...caret,
      span(textOfValue(question.recommended), 'dim'),
      span('   proposed: Enter takes it'),
    ];
  }
  return [pointer(signs, here, true), here ? editSpan(edit, room) : span(textOfEdit(edit))];
}

function adviceLines(question: Question, edit: Edit, touched: boolean, found: boolean): Line[] {
  const typed = textOfEdit(edit);
  const parsed = parse(question.kind, rawOfText(question.kind, typed));
  if ('value' in parsed) return [];
  const fault = parsed.faults[0];
  if (!fault) return [];
  if (touched)
    return [
      typed === ''
        ? line(
            '     ',
            span(question.setting.signs.fail, 'fail'),
            ` needs an answer${found ? ': type it, or move down to one of these' : ''}`,
          )
        : faultLine(fault, question.setting.signs),
    ];
  if (typed === '') {
    const form = found && question.kind.tag === 'resource-id' ? NAME_OR_ID : formOf(question.kind);
    return [line(span(`     ${form}${found ? '; or move down' : ''}`, 'dim'))];
  }
  return fault.instead === undefined ? [] : [hintLine(fault.instead)];
}

/** What to type where a look-up knows the names. */
export const NAME_OR_ID = 'a part of its name, or its full id';

/** What to type, before anything is typed. */
export function formOf(shape: Shape): string {
  switch (shape.tag) {
    case 'text':
      return shape.hint;
    case 'number':
      return `${shape.min} to ${shape.max} ${shape.unit}`;
    case 'range':
      return `an IPv4 range, /${shape.shortest} to /${shape.longest}, such as 10.0.0.0/${Math.min(shape.longest, Math.max(shape.shortest, 16))}`;
    case 'address':
      return 'an IPv4 address, such as 10.0.1.4';
    case 'guid':
      return `the id of ${shape.names}: a GUID`;
    case 'resource-id':
      return `the full id of a ${shape.type}`;
    case 'list':
      return `separated by commas; each ${formOf(shape.of)}`;
    case 'map':
      return 'name=value, separated by commas';
    case 'toggle':
      return 'true or false';
    case 'choice':
      return shape.options.map((option) => option.value).join(', ');
    case 'records':
      return '';
  }
}
