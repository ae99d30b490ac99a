import type { Json } from '../plan/ids.ts';

/**
 * YAML that every reader takes alike: kubectl and Helm read YAML 1.1 (`no`, `on`, `0777`, `1_000` are no texts there),
 * others 1.2. A text stands without quotes only where both agree that it is one.
 */
export function printYaml(value: Json): string {
  return `${block(value, 0)}\n`;
}

const pad = (depth: number): string => '  '.repeat(depth);

function block(value: Json, depth: number): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return value.map((item) => `${pad(depth)}- ${inItem(item, depth + 1)}`).join('\n');
  }
  if (isMap(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{}';
    return entries.map(([key, one]) => `${pad(depth)}${scalar(key)}:${afterKey(one, depth)}`).join('\n');
  }
  return scalar(value as string | number | boolean | null);
}

const isMap = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value as object).length === 0;

function afterKey(value: Json, depth: number): string {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return ` ${text(value, depth + 1)}`;
  return `\n${block(value, depth + 1)}`;
}

/** The first key of a map in a list stands behind its dash. */
const inItem = (value: Json, depth: number): string => {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return text(value, depth);
  return block(value, depth).slice(2 * depth);
};

const text = (value: Json, depth: number): string =>
  typeof value === 'string' && isBlockText(value) ? blockText(value, depth) : block(value, depth);

/** Several lines that a person can read as they are: scripts and settings inside a manifest. */
const isBlockText = (value: string): boolean =>
  value.includes('\n') &&
  !value.startsWith(' ') &&
  !/[^\n\x20-\x7e]/.test(value) &&
  !/ \n| $|^\n|\n\n$|^---|\n---/.test(value);

function blockText(value: string, depth: number): string {
  const lines = value.replace(/\n$/, '').split('\n');
  return [value.endsWith('\n') ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : pad(depth) + line))].join('\n');
}

/** Words that some reader takes for something else than a text. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/;

function scalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !WORDS.test(value) ? value : quoted(value);
}

/** JSON's quotes are YAML's; what JSON leaves as it is but YAML forbids or a terminal obeys is written as a code. */
const quoted = (value: string): string =>
  JSON.stringify(value.toWellFormed()).replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
