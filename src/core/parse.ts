import { hostBits, parseAddress, parseRange, printRange } from './cidr.ts';
import type { Field, Kind, Option, Shape } from './kind.ts';
import { nearest } from './nearest.ts';

export type Path = readonly (string | number)[];

/** What is wrong with a value, where in it, and, where one can be named, the value that is meant. */
export interface Fault {
  readonly at: Path;
  readonly says: string;
  readonly instead?: unknown;
  /** The fault is a key that should not be there, not its value. */
  readonly key?: true;
}

export type Parsed<Value> = { readonly value: Value } | { readonly faults: readonly Fault[] };

/** Reads a raw value strictly: nothing is coerced, all faults are told at once. */
export const parse = <Value>(kind: Kind<Value>, raw: unknown): Parsed<Value> => parseAt(kind, raw, []) as Parsed<Value>;

const fault = (at: Path, says: string, instead?: unknown): Parsed<never> => ({
  faults: [{ at, says, ...(instead === undefined ? {} : { instead }) }],
});

function parseAt(kind: Shape, raw: unknown, at: Path): Parsed<unknown> {
  switch (kind.tag) {
    case 'toggle':
      return parseToggle(raw, at);
    case 'choice':
      return parseChoice(kind.options, raw, at);
    case 'text':
      return parseText(kind, raw, at);
    case 'number':
      return parseNumber(kind, raw, at);
    case 'range':
      return parseRangeText(kind, raw, at);
    case 'address':
      return typeof raw === 'string' && parseAddress(raw) !== undefined
        ? { value: raw }
        : fault(at, 'must be an IPv4 address, such as 10.0.1.4');
    case 'guid':
      return parseGuid(kind.names, raw, at);
    case 'resource-id':
      return parseResourceId(kind.type, raw, at);
    case 'list':
      return parseList(kind, raw, at);
    case 'records':
      return parseRecords(kind, raw, at);
    case 'map':
      return parseMap(kind, raw, at);
  }
}

const shown = (raw: unknown): string =>
  raw === null ? 'empty' : typeof raw === 'object' ? kindOf(raw) : JSON.stringify(raw);
const kindOf = (raw: object): string => (Array.isArray(raw) ? 'a list' : 'a map');

const YES = new Map<unknown, boolean>([
  ...['yes', 'on', 'y', 'enabled', 'true', 'keep'].map((word) => [word, true] as const),
  ...['no', 'off', 'n', 'disabled', 'false', 'disable'].map((word) => [word, false] as const),
]);

function parseToggle(raw: unknown, at: Path): Parsed<boolean> {
  if (typeof raw === 'boolean') return { value: raw };
  const meant = typeof raw === 'string' ? YES.get(raw.toLowerCase()) : undefined;
  return fault(at, `must be true or false, not ${shown(raw)}`, meant);
}

function parseChoice(options: readonly Option[], raw: unknown, at: Path): Parsed<string> {
  const values = options.map((option) => option.value);
  if (typeof raw === 'string' && values.includes(raw)) return { value: raw };
  const near = typeof raw === 'string' ? nearest(raw, values)[0] : undefined;
  return fault(at, `must be one of ${values.join(', ')}, not ${shown(raw)}`, near);
}

const matches = (pattern: string, raw: string): boolean => new RegExp(`^(?:${pattern})$`, 'u').test(raw);

function parseText(kind: Extract<Shape, { tag: 'text' }>, raw: unknown, at: Path): Parsed<string> {
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

function parseNumber(kind: Extract<Shape, { tag: 'number' }>, raw: unknown, at: Path): Parsed<number> {
  if (Number.isInteger(raw) && (raw as number) >= kind.min && (raw as number) <= kind.max)
    return { value: raw as number };
  const meant = typeof raw === 'string' && /^\d{1,9}$/.test(raw) ? Number(raw) : undefined;
  return fault(at, `must be a whole number of ${kind.unit} from ${kind.min} to ${kind.max}, not ${shown(raw)}`, meant);
}

function parseRangeText(kind: Extract<Shape, { tag: 'range' }>, raw: unknown, at: Path): Parsed<string> {
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

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function parseGuid(names: string, raw: unknown, at: Path): Parsed<string> {
  if (typeof raw === 'string' && GUID.test(raw)) return { value: raw };
  const lower = typeof raw === 'string' && GUID.test(raw.toLowerCase()) ? raw.toLowerCase() : undefined;
  return fault(at, `must be the id of ${names}: a GUID in lower case`, lower);
}

const GROUP_ID = /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/([-\w.()]{0,89}[-\w()])$/;
const NAME = /^[A-Za-z0-9_][-\w.()]{0,127}$/;

function parseResourceId(type: string, raw: unknown, at: Path): Parsed<string> {
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
export function isResourceId(type: string, text: string): boolean {
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

function tooFewOrMany(kind: { readonly min: number; readonly max: number }, count: number): string | undefined {
  if (count < kind.min) return `needs at least ${kind.min} ${kind.min === 1 ? 'entry' : 'entries'}`;
  return count > kind.max ? `has ${count} entries; at most ${kind.max} are allowed` : undefined;
}

function collect(parsed: readonly Parsed<unknown>[], more: readonly Fault[]): Parsed<unknown[]> {
  const faults = [...parsed.flatMap((one) => ('faults' in one ? one.faults : [])), ...more];
  return faults.length > 0 ? { faults } : { value: parsed.map((one) => ('value' in one ? one.value : undefined)) };
}

function parseList(kind: Extract<Shape, { tag: 'list' }>, raw: unknown, at: Path): Parsed<unknown[]> {
  if (!Array.isArray(raw))
    return fault(
      at,
      `must be a list, not ${shown(raw)}`,
      raw !== null && 'value' in parseAt(kind.of, raw, at) ? [raw] : undefined,
    );
  const count = tooFewOrMany(kind, raw.length);
  const twice = raw.flatMap((item, i): Fault[] =>
    raw.indexOf(item) < i ? [{ at: [...at, i], says: `${shown(item)} stands in the list already` }] : [],
  );
  return collect(
    raw.map((item, i) => parseAt(kind.of, item, [...at, i])),
    [...(count ? [{ at, says: count }] : []), ...twice],
  );
}

function parseRecords(kind: Extract<Shape, { tag: 'records' }>, raw: unknown, at: Path): Parsed<unknown[]> {
  if (!Array.isArray(raw)) return fault(at, `must be a list, each entry ${kind.noun}`);
  const count = tooFewOrMany(kind, raw.length);
  const keys = raw.map((item) => (isMap(item) ? item[kind.key] : undefined));
  const twice = keys.flatMap((key, i): Fault[] =>
    key !== undefined && keys.indexOf(key) < i
      ? [{ at: [...at, i, kind.key], says: `${shown(key)} is used twice; ${kind.key} must be unique` }]
      : [],
  );
  return collect(
    raw.map((item, i) => parseRecord(kind, item, [...at, i])),
    [...(count ? [{ at, says: count }] : []), ...twice],
  );
}

const isMap = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

function parseRecord(kind: Extract<Shape, { tag: 'records' }>, raw: unknown, at: Path): Parsed<unknown> {
  if (!isMap(raw)) return fault(at, `must be a map that describes ${kind.noun}, not ${shown(raw)}`);
  const names = kind.fields.map((field) => field.name);
  const faults: Fault[] = Object.keys(raw)
    .filter((name) => !names.includes(name))
    .map((name) => ({ at: [...at, name], key: true, says: `no such field${didYouMean(name, names)}` }));
  const made: Record<string, unknown> = {};
  for (const field of kind.fields) {
    const parsed = parseField(field, raw, made, at);
    if (parsed && 'faults' in parsed) faults.push(...parsed.faults);
    else if (parsed) made[field.name] = parsed.value;
  }
  return faults.length > 0 ? { faults } : { value: made };
}

function parseField(
  field: Field,
  raw: Record<string, unknown>,
  made: Record<string, unknown>,
  at: Path,
): Parsed<unknown> | undefined {
  const has = Object.hasOwn(raw, field.name);
  const where = [...at, field.name];
  if (field.when && !field.when(made)) {
    return has ? { faults: [{ at: where, key: true, says: 'does not apply to this entry; remove it' }] } : undefined;
  }
  if (has) return parseAt(field.kind, raw[field.name], where);
  if (field.optional) return undefined;
  if (field.fallback) {
    const value = field.fallback(made);
    return value === undefined ? fault(at, `${field.name} is missing`) : { value };
  }
  return fault(at, `${field.name} is missing`);
}

/** `, did you mean X?` when one of the names is close. */
export function didYouMean(name: string, names: readonly string[]): string {
  const near = nearest(name, names)[0];
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function parseMap(kind: Extract<Shape, { tag: 'map' }>, raw: unknown, at: Path): Parsed<unknown> {
  if (!isMap(raw)) return fault(at, `must be a map, not ${shown(raw)}`);
  const entries = Object.entries(raw);
  if (entries.length > kind.max) return fault(at, `has ${entries.length} entries; at most ${kind.max} are allowed`);
  const known = kind.keys?.map((option) => option.value);
  const faults = entries.flatMap(([key, value]): readonly Fault[] => {
    const where = [...at, key];
    if (known && !known.includes(key)) return [{ at: where, key: true, says: `must be one of ${known.join(', ')}` }];
    const parsedKey = parseAt(kind.key, key, where);
    const parsedValue = parseAt(kind.value, value, where);
    return [
      ...('faults' in parsedKey
        ? parsedKey.faults.map((one): Fault => ({ at: where, says: one.says, key: true }))
        : []),
      ...('faults' in parsedValue ? parsedValue.faults : []),
    ];
  });
  return faults.length > 0 ? { faults } : { value: Object.fromEntries(entries) };
}
