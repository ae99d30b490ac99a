import { oneLine } from '../words.ts';

/** A Bicep expression. `raw` fits on one line whatever its length; the others break as `bicep format` breaks them. */
export type Expr =
  | { readonly is: 'raw'; readonly text: string }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly is: 'object'; readonly fields: readonly Field[] }
  | { readonly is: 'array'; readonly items: readonly Expr[] };

export interface Field {
  readonly key: string;
  readonly value: Expr;
}

export const raw = (text: string): Expr => ({ is: 'raw', text });
export const call = (name: string, ...args: Expr[]): Expr => ({ is: 'call', name, args });
export const object = (fields: readonly Field[]): Expr => ({ is: 'object', fields });
export const array = (items: readonly Expr[]): Expr => ({ is: 'array', items });
export const field = (key: string, value: Expr): Field => ({ key, value });
export const text = (value: string): Expr => raw(`'${escapeText(value)}'`);

/** Characters that do not show, or that change how others show, stand as code points. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The inside of a single-quoted Bicep string. https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings */
const escapeText = (value: string): string =>
  value
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('${', '\\${')
    .replace(INVISIBLE, (char) => NAMED[char] ?? `\\u{${char.codePointAt(0)?.toString(16)}}`);

/** `true`, `false` and `null` are the only words that must be quoted as property names. */
const LITERAL_WORDS: readonly string[] = ['true', 'false', 'null'];

/** A property name: quoted only where it must be, since the linter warns about other quotes. */
export const key = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !LITERAL_WORDS.includes(name) ? name : `'${escapeText(name)}'`;

/** Text made of parts; `'${x}'` alone would be a warning, so one part that is no text stands by itself. */
export function interpolate(parts: readonly (string | Expr)[]): Expr {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') return only;
  return raw(`'${parts.map((part) => (typeof part === 'string' ? escapeText(part) : `\${${flat(part)}}`)).join('')}'`);
}

/** The width at which `bicep format` breaks a call. */
const WIDTH = 120;

const pad = (depth: number): string => '  '.repeat(depth);

function flat(expr: Expr): string {
  if (expr.is === 'raw') return expr.text;
  if (expr.is === 'call') return `${expr.name}(${expr.args.map(flat).join(', ')})`;
  throw new Error('an object or array literal cannot stand on a line of its own');
}

/** Prints an expression as `bicep format` does: `depth` is its indentation, `used` how much of its first line is taken. */
export function print(expr: Expr, depth: number, used: number): string {
  switch (expr.is) {
    case 'raw':
      return expr.text;
    case 'call':
      return printCall(expr, depth, used);
    case 'object':
      if (expr.fields.length === 0) return '{}';
      return ['{', ...expr.fields.map((one) => printField(one, depth + 1)), `${pad(depth)}}`].join('\n');
    case 'array':
      if (expr.items.length === 0) return '[]';
      return [
        '[',
        ...expr.items.map((item) => `${pad(depth + 1)}${print(item, depth + 1, 2 * depth + 2)}`),
        `${pad(depth)}]`,
      ].join('\n');
  }
}

function printCall(expr: Expr & { readonly is: 'call' }, depth: number, used: number): string {
  const line = flat(expr);
  if (used + line.length <= WIDTH || expr.args.length < 2) return line;
  const args = expr.args.map((arg) => `${pad(depth + 1)}${print(arg, depth + 1, 2 * depth + 3)}`);
  return [`${expr.name}(`, args.join(',\n'), `${pad(depth)})`].join('\n');
}

function printField(one: Field, depth: number): string {
  const start = `${pad(depth)}${one.key}: `;
  return `${start}${print(one.value, depth, start.length)}`;
}

/** `var x = ...`, `param x = ...`, `output x string = ...`. */
export const assign = (left: string, value: Expr): string => `${left} = ${print(value, 0, left.length + 3)}`;

export const description = (says: string): string => `@description('${escapeText(oneLine(says))}')`;
