import { nameOfId } from '../../words.ts';
import { type Line, line, span } from '../line.ts';
import type { Suggestion } from '../port.ts';
import type { Desk, Form } from '../state.ts';
import { matching, pointer, type Question, unfitSpans } from './editor.ts';
import { lookupName } from './field.ts';
import { type FieldState, kindOf, recordOf } from './record.ts';

const MOST_SHOWN = 6;
const EMPTY_ROW: Suggestion = { value: '', note: 'leave it empty' };

interface Found {
  /** The rows under the field, in order. */
  readonly shown: readonly Suggestion[];
  readonly more: number;
  /** What Enter takes while nothing is typed and no row is chosen. */
  readonly proposed: Suggestion | undefined;
}

const NOTHING: Found = { shown: [], more: 0, proposed: undefined };

/** What a look-up found for the field being typed: what fits first, then what cannot serve or another record has. */
export function foundFor(question: Question, desk: Desk, form: Form, field: FieldState | undefined): Found {
  if (!field || lookupName(field.field.kind) === undefined) return NOTHING;
  const others = desk.rows.filter((_, index) => index !== form.index).map((row) => row[field.field.name]);
  const marked = matching(question.suggestions, field.text).map((one) =>
    one.unfit === undefined && others.includes(one.value) ? { ...one, unfit: 'another row has it' } : one,
  );
  const found = matching({ is: 'found', items: marked }, '');
  const proposed = isProposing(question, desk, form, field) && found[0]?.unfit === undefined ? found[0] : undefined;
  const shown = found.slice(0, MOST_SHOWN);
  return { shown: proposed ? [...shown, EMPTY_ROW] : shown, more: found.length - shown.length, proposed };
}

/** A row that was proposed incomplete wants a value here: what stands first is one key away. */
const isProposing = (question: Question, desk: Desk, form: Form, { text, field }: FieldState): boolean =>
  text === '' &&
  field.optional &&
  question.sketch.length > 0 &&
  recordOf(kindOf(question), desk.rows[form.index] ?? {})
    .fields.slice(form.cursor)
    .some((one) => one.isMissing);

export function suggestionRows(question: Question, desk: Desk, found: Found): Line[] {
  const { signs } = question.setting;
  const key = found.proposed ? 'Enter takes ' : 'Tab takes ';
  const rows = found.shown.map((one, index) =>
    line(
      pointer(signs, desk.pick === index + 1),
      span(index === 0 && desk.pick === 0 ? key : ' '.repeat(key.length), 'dim'),
      one.value === '' ? one.note : nameOfId(one.value),
      ...unfitSpans(one, signs),
      span(one.value === '' ? '' : `  ${one.note}`, 'dim'),
    ),
  );
  return found.more > 0 ? [...rows, line(span(`   ${found.more} more: type a part of the name`, 'dim'))] : rows;
}
