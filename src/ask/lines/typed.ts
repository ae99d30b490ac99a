import type { Field, Shape } from '../../core/kind.ts';
import { type Fault, type Path, parse } from '../../core/parse.ts';
import { optionsOf, pairOf, rawOfText, textOfValue } from '../words.ts';

/** What a number stands for where numbers are printed beside the values. */
export type Numbered = readonly unknown[];

export const COMMANDS = ['back', 'find', 'problems', 'review', 'wait', 'leave', 'help'] as const;
export type Command = (typeof COMMANDS)[number];

export type Typed =
  | { readonly is: 'empty' }
  | { readonly is: 'command'; readonly name: Command; readonly rest: string }
  | { readonly is: 'unknown'; readonly name: string }
  /** `?`: the long explanation; `? WORD`: what was found with that word in it. */
  | { readonly is: 'explain'; readonly word: string }
  | { readonly is: 'text'; readonly text: string };

/** What a line is, before it is known what was asked. Control characters are dropped: nobody types them on purpose. */
export function readLine(line: string): Typed {
  const text = line.replaceAll(/\p{Cc}/gu, '').trim();
  if (text === '') return { is: 'empty' };
  if (text.startsWith('?')) return { is: 'explain', word: text.slice(1).trim() };
  if (!text.startsWith(':')) return { is: 'text', text };
  const [word = '', ...rest] = text.slice(1).split(/\s+/);
  const name = COMMANDS.find((command) => command === word.toLowerCase());
  return name ? { is: 'command', name, rest: rest.join(' ') } : { is: 'unknown', name: word };
}

export type Read = { readonly raw: unknown } | { readonly says: string; readonly instead?: unknown };

/** The word for an empty list, map or optional field. */
export const NONE = 'none';

/** The typed text as a value of this shape: a number that was printed, an option's value or label, or the value itself. */
export function readValue(shape: Shape, text: string, numbered: Numbered = numbersOf(shape)): Read {
  const raw = rawOf(shape, text, numbered);
  const parsed = parse(shape, raw);
  return 'value' in parsed ? { raw: parsed.value } : readFaults(parsed.faults, raw);
}

/** What numbers stand for without look-ups: the options in their order. */
export const numbersOf = (shape: Shape): Numbered =>
  optionsOf(shape.tag === 'list' ? shape.of : shape).map((one) => one.raw);

function rawOf(shape: Shape, text: string, numbered: Numbered): unknown {
  switch (shape.tag) {
    case 'list':
      return isNone(text) ? [] : itemsOf(shape.of, text).map((item) => rawOf(shape.of, item, numbered));
    case 'map':
      return isNone(text) ? {} : Object.fromEntries(pairsOf(text).map(pairOf));
    default:
      return numberOf(text, numbered) ?? labelled(shape, text) ?? rawOfText(shape, text);
  }
}

const isNone = (text: string): boolean => text.trim().toLowerCase() === NONE;

/** Commas part the entries; spaces too, where no entry can hold one. */
const itemsOf = (of: Shape, text: string): readonly string[] =>
  text
    .split(of.tag === 'text' ? ',' : /[,\s]+/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** A comma parts two pairs only where a key follows it: values may hold spaces and commas. */
const pairsOf = (text: string): readonly string[] => text.split(/,\s*(?=[^,=]+=)/).filter((pair) => pair.trim() !== '');

function numberOf(text: string, numbered: Numbered): unknown {
  return /^\d{1,4}$/.test(text.trim()) ? numbered[Number(text) - 1] : undefined;
}

function labelled(shape: Shape, text: string): unknown {
  const typed = text.trim().toLowerCase();
  return optionsOf(shape).find(
    (option) => option.label.toLowerCase() === typed || String(option.raw).toLowerCase() === typed,
  )?.raw;
}

function readFaults(faults: readonly Fault[], raw: unknown): Read {
  const says = faults.map((fault) => `${placeOf(fault.at, raw)}${fault.says}`).join('; ');
  const instead = faults.every((fault) => fault.instead !== undefined && !fault.key)
    ? faults.reduce<unknown>((value, fault) => withAt(value, fault.at, fault.instead), raw)
    : undefined;
  return instead === undefined ? { says } : { says, instead };
}

/** Names the entry at fault, so that one of many is found: `20.60.1.7/24 `. */
function placeOf(at: Path, raw: unknown): string {
  const [first, ...rest] = at;
  if (first === undefined) return '';
  if (typeof first === 'number' && Array.isArray(raw) && rest.length === 0) return `${textOfValue(raw[first])} `;
  return `${at.map((part) => (typeof part === 'number' ? part + 1 : part)).join(' ')} `;
}

function withAt(value: unknown, at: Path, instead: unknown): unknown {
  const [first, ...rest] = at;
  if (first === undefined) return instead;
  if (Array.isArray(value)) return value.map((one, index) => (index === first ? withAt(one, rest, instead) : one));
  const map = value as Readonly<Record<string, unknown>>;
  return { ...map, [first]: withAt(map[first], rest, instead) };
}

/** The fields that are due in a record. Each sees the fields before it, and what these are when nothing is said. */
export const fieldsDue = (fields: readonly Field[], record: Readonly<Record<string, unknown>>): readonly Field[] =>
  walk(fields, record).map((one) => one.field);

/** Those that must be there, are not, and are nothing when nothing is said. */
export const fieldsMissing = (fields: readonly Field[], record: Readonly<Record<string, unknown>>): readonly Field[] =>
  walk(fields, record)
    .filter((one) => one.value === undefined && !one.field.optional)
    .map((one) => one.field);

function walk(fields: readonly Field[], record: Readonly<Record<string, unknown>>) {
  const seen: Record<string, unknown> = {};
  return fields.flatMap((field) => {
    if (field.when && !field.when(seen)) return [];
    const value = Object.hasOwn(record, field.name) ? record[field.name] : field.fallback?.(seen);
    if (value !== undefined) seen[field.name] = value;
    return [{ field, value }];
  });
}
