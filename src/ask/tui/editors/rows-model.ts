import type { Option, Shape } from '../../../core/kind.ts';
import { type Fault, parse } from '../../../core/parse.ts';
import { pairOf, rawOfText, textOfValue } from '../../words.ts';
import { editOf, textOfEdit } from '../edit.ts';
import type { Suggestion } from '../port.ts';
import type { Desk } from '../state.ts';
import { matching, type Question } from './editor.ts';

export const keysOf = (kind: Shape): readonly Option[] | undefined => (kind.tag === 'map' ? kind.keys : undefined);

/** The row *Done*: after the entries and, where entries can be added, after the row that adds one. */
export const doneRow = (kind: Shape, items: readonly string[]): number => items.length + (keysOf(kind) ? 0 : 1);

export const isAddRow = (kind: Shape, desk: Desk): boolean => !keysOf(kind) && desk.cursor === desk.items.length;

export const at = (desk: Desk, cursor: number): Desk => ({
  ...desk,
  cursor,
  pick: 0,
  edit: editOf(desk.items[cursor] ?? ''),
});

export const withText = (desk: Desk, edit: Desk['edit']): Desk => ({
  ...desk,
  edit,
  pick: 0,
  items: desk.items.map((item, row) => (row === desk.cursor ? textOfEdit(edit) : item)),
});

const MOST_SHOWN = 5;

export function suggestionsFor(question: Question, desk: Desk): readonly Suggestion[] {
  if (desk.cursor === doneRow(question.kind, desk.items)) return [];
  const words = question.kind.tag === 'list' && question.kind.of.tag === 'range' ? question.kind.of.words : [];
  const own = words.map((word) => ({ value: word.value, note: word.label }));
  const found = question.suggestions?.is === 'found' ? question.suggestions.items : [];
  return matching({ is: 'found', items: [...own, ...found] }, textOfEdit(desk.edit)).filter(
    (one) => !desk.items.includes(one.value),
  );
}

/** The suggestions that stand under the line being typed; those of a finished value are only for Tab. */
export function shownFor(question: Question, desk: Desk): readonly Suggestion[] {
  const typed = textOfEdit(desk.edit);
  const isFinished = typed !== '' && !faultsByRow(question, { ...desk, touched: true }).has(desk.cursor);
  return isFinished ? [] : suggestionsFor(question, desk).slice(0, MOST_SHOWN);
}

export function itemsOf(kind: Shape, value: unknown): readonly string[] {
  if (kind.tag !== 'map') return Array.isArray(value) ? value.map(textOfValue) : [];
  const entries = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  if (kind.keys) return kind.keys.map((key) => textOfValue(entries[key.value]));
  return Object.entries(entries).map(([key, one]) => `${key}=${textOfValue(one)}`);
}

export function rawOf(kind: Shape, items: readonly string[]): unknown {
  if (kind.tag === 'list') return items.filter((item) => item.trim() !== '').map((item) => rawOfText(kind.of, item));
  if (kind.tag !== 'map') return undefined;
  const pairs = kind.keys
    ? kind.keys
        .map((key, row): [string, string] => [key.value, (items[row] ?? '').trim()])
        .filter(([, one]) => one !== '')
    : items.filter((item) => item.trim() !== '').map(pairOf);
  return Object.fromEntries(pairs);
}

/** Faults by row; those of the whole list under -1. An unfinished word is not scolded: only Enter on *Done* tells all. */
export function faultsByRow(question: Question, desk: Desk): Map<number, Fault> {
  const parsed = parse(question.kind, rawOf(question.kind, desk.items));
  const found = new Map<number, Fault>();
  for (const fault of 'faults' in parsed ? parsed.faults : []) {
    const row = rowOfFault(question.kind, desk.items, fault);
    if (!found.has(row) && (desk.touched || (fault.instead !== undefined && row >= 0))) found.set(row, fault);
  }
  return found;
}

function rowOfFault(kind: Shape, items: readonly string[], fault: Fault): number {
  const [first] = fault.at;
  if (first === undefined) return -1;
  if (kind.tag === 'list') {
    const filled = items.flatMap((item, row) => (item.trim() === '' ? [] : [row]));
    return filled[Number(first)] ?? -1;
  }
  const keys = keysOf(kind)?.map((key) => key.value) ?? items.map((item) => pairOf(item)[0]);
  return keys.indexOf(String(first));
}
