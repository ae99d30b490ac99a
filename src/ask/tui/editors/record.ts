import type { Field, Shape } from '../../../core/kind.ts';
import { type Fault, parse } from '../../../core/parse.ts';
import { NONE, nameOfId, rawOfText, textOfValue } from '../../words.ts';
import type { Desk, Texts } from '../state.ts';
import type { Question } from './editor.ts';

export type Records = Extract<Shape, { tag: 'records' }>;

export const kindOf = (question: Question): Records => question.kind as Records;

export interface FieldState {
  readonly field: Field;
  readonly text: string;
  readonly fault: Fault | undefined;
  /** Nothing is typed, and nothing is taken instead. */
  readonly isMissing: boolean;
  /** What it will be when left empty. */
  readonly fallback: unknown;
}

/** The record that the texts make, and the fields due in it; each field sees those before it. */
export function recordOf(
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
      const isMissing = fallback === undefined && !field.optional;
      const fault = isMissing ? { at: [], says: 'needs an answer' } : undefined;
      fields.push({ field, text, fallback, isMissing, fault });
      continue;
    }
    raw[field.name] = rawOfText(field.kind, text);
    const parsed = parse(field.kind, raw[field.name]);
    if ('value' in parsed) seen[field.name] = parsed.value;
    fields.push({ field, text, fallback, isMissing: false, fault: 'faults' in parsed ? parsed.faults[0] : undefined });
  }
  return { raw, fields };
}

/** An empty list is an answer too, and another one than the fallback: it is typed as a word. */
const typedText = (value: unknown): string =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? NONE : textOfValue(value);

export const textsOf = (kind: Records, record: unknown): Texts => {
  const given = record as Record<string, unknown>;
  return Object.fromEntries(kind.fields.map((field) => [field.name, typedText(given[field.name])]));
};

/** The raw list that the rows of a desk make. */
export const rawRecords = (kind: Records, desk: Pick<Desk, 'rows'>): unknown[] =>
  desk.rows.map((row) => recordOf(kind, row).raw);

export const nounOf = (kind: Records): string => kind.noun.replace(/^an? /, '');

/** Whether a person still has to fill in a field of the row. */
export const isIncomplete = (kind: Records, row: Texts): boolean =>
  recordOf(kind, row).fields.some((field) => field.isMissing);

/** The first fields of a record, the key first: enough to tell one from another. Of an incomplete one what is typed. */
export function cellsOf(kind: Records, row: Texts): string[] {
  const { fields } = recordOf(kind, row);
  if (isIncomplete(kind, row)) return [row[kind.key] || '-'];
  const shown = fields.map((one) => (one.text === '' ? textOfValue(one.fallback) : one.text));
  const key = fields.findIndex((one) => one.field.name === kind.key);
  return [shown[key] ?? '', ...shown.filter((_, index) => index !== key)]
    .slice(0, 5)
    .map((one) => (one === '' ? '-' : nameOfId(one)));
}
