import { hostBits, parseAddress, parseRange, printRange } from './cidr.ts';
import type { Option, Shape } from './kind.ts';
import { nearest } from './nearest.ts';
import { fault, type Parsed, type Path } from './parsed.ts';

/** A raw value as a fault shows it. */
export const shown = (raw: unknown): string =>
  raw === null ? 'empty' : typeof raw === 'object' ? kindOf(raw) : JSON.stringify(raw);
const kindOf = (raw: object): string => (Array.isArray(raw) ? 'a list' : 'a map');

const YES = new Map<unknown, boolean>([
  ...['yes', 'on', 'y', 'enabled', 'true', 'keep'].map((word) => [word, true] as const),
  ...['no', 'off', 'n', 'disabled', 'false', 'disable'].map((word) => [word, false] as const),
]);

export function parseToggle(raw: unknown, at: Path): Parsed<boolean> {
  if (typeof raw === 'boolean') return { value: raw };
  const meant = typeof raw === 'string' ? YES.get(raw.toLowerCase()) : undefined;
  return fault(at, `must be true or false, not ${shown(raw)}`, meant);
}

export function parseChoice(options: readonly Option[], raw: unknown, at: Path): Parsed<string> {
  const values = options.map((option) => option.value);
  if (typeof raw === 'string' && values.includes(raw)) return { value: raw };
  const near = typeof raw === 'string' ? nearest(raw, values)[0] : undefined;
  return fault(at, `must be one of ${values.join(', ')}, not ${shown(raw)}`, near);
}

const matches = (pattern: string, raw: string): boolean => new RegExp(`^(?:${pattern})$`, 'u').test(raw);

export function parseText(kind: Extract<Shape, { tag: 'text' }>, raw: unknown, at: Path): Parsed<string> {
  if (typeof raw !== 'string') {
    return fault(
      at,
      `must be text, not ${shown(raw)}`,
      typeof raw === 'number' && matches(kind.pattern, String(raw)) ? String(raw) : undefined,
    );
  }
  if (raw.length > kind.max) return fault(at, `is ${raw.length} characters long; at most ${kind.max} are allowed`);
  if (matches(kind.pattern, raw)) return { value: raw };
  const mended = [raw.trim(), raw.toLowerCase(), raw.toLowerCase().replaceAll(' ', '')].find((text) =>
    matches(kind.pattern, text),
  );
  return fault(at, `must be ${kind.hint}`, mended);
}

export function parseNumber(kind: Extract<Shape, { tag: 'number' }>, raw: unknown, at: Path): Parsed<number> {
  if (Number.isInteger(raw) && (raw as number) >= kind.min && (raw as number) <= kind.max)
    return { value: raw as number };
  const meant = typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : undefined;
  return fault(at, `must be a whole number of ${kind.unit} from ${kind.min} to ${kind.max}, not ${shown(raw)}`, meant);
}

export function parseRangeText(kind: Extract<Shape, { tag: 'range' }>, raw: unknown, at: Path): Parsed<string> {
  const words = kind.words.map((word) => word.value);
  const or = words.length > 0 ? `, or ${words.join(', ')}` : '';
  if (typeof raw !== 'string') return fault(at, `must be an IPv4 range, such as 10.0.0.0/16${or}`);
  if (words.includes(raw)) return { value: raw };
  if (parseAddress(raw) !== undefined) return fault(at, `is one address; as a range it is ${raw}/32`, `${raw}/32`);
  const range = parseRange(raw);
  if (!range) return fault(at, `must be an IPv4 range, such as 10.0.0.0/16${or}`, nearest(raw, words)[0]);
  if (hostBits(raw)) return fault(at, `is a host in ${printRange(range)}`, printRange(range));
  if (range.length >= kind.shortest && range.length <= kind.longest) return { value: raw };
  return fault(at, `must be between /${kind.shortest} and /${kind.longest}`);
}

export const parseAddressText = (raw: unknown, at: Path): Parsed<string> =>
  typeof raw === 'string' && parseAddress(raw) !== undefined
    ? { value: raw }
    : fault(at, 'must be an IPv4 address, such as 10.0.1.4');

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function parseGuid(names: string, raw: unknown, at: Path): Parsed<string> {
  if (typeof raw === 'string' && GUID.test(raw)) return { value: raw };
  const lower = typeof raw === 'string' && GUID.test(raw.toLowerCase()) ? raw.toLowerCase() : undefined;
  return fault(at, `must be the id of ${names}: a GUID in lower case`, lower);
}

const GROUP_ID = /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/([-\w.()]{0,89}[-\w()])$/;
const NAME = /^[A-Za-z0-9_][-\w.()]{0,127}$/;

export function parseResourceId(type: string, raw: unknown, at: Path): Parsed<string> {
  if (typeof raw === 'string' && isResourceId(type, raw)) return { value: raw };
  const form =
    type === 'Microsoft.Resources/resourceGroups'
      ? '/subscriptions/<id>/resourceGroups/<name>'
      : `/subscriptions/<id>/resourceGroups/<group>/providers/${type
          .split('/')
          .map((part, i) => (i < 1 ? part : `${part}/<name>`))
          .join('/')}`;
  return fault(at, `must be a full resource id, ${form}`);
}

/** Whether the text is the id of a resource of this type, spelled as Azure prints it. Nothing that a shell or a template could take for its own passes. */
function isResourceId(type: string, text: string): boolean {
  if (type === 'Microsoft.Resources/resourceGroups') return GROUP_ID.test(text);
  if (/^\/subscriptions\/[0-9a-f-]{36}\/providers\//.test(text))
    return isExtensionOf(type, text.slice(text.indexOf('/providers/')));
  const split = text.indexOf('/providers/');
  return split > 0 && GROUP_ID.test(text.slice(0, split)) && isExtensionOf(type, text.slice(split));
}

function isExtensionOf(type: string, tail: string): boolean {
  const [, , provider, ...rest] = tail.split('/');
  const types = rest.filter((_, i) => i % 2 === 0);
  const names = rest.filter((_, i) => i % 2 === 1);
  const same = [provider, ...types].join('/').toLowerCase() === type.toLowerCase();
  return same && types.length === names.length && names.every((name) => NAME.test(name));
}
