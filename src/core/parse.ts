import type { Field, Kind, Shape } from './kind.ts';
import { nearest } from './nearest.ts';
import {
  parseAddressText,
  parseChoice,
  parseGuid,
  parseNumber,
  parseRangeText,
  parseResourceId,
  parseText,
  parseToggle,
  shown,
} from './parse-scalar.ts';
import { type Fault, fault, type Parsed, type Path } from './parsed.ts';

export type { Fault, Path } from './parsed.ts';

/** Reads a raw value strictly: nothing is coerced, all faults are told at once. */
export const parse = <Value>(kind: Kind<Value>, raw: unknown): Parsed<Value> => parseAt(kind, raw, []) as Parsed<Value>;

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
      return parseAddressText(raw, at);
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
function didYouMean(name: string, names: readonly string[]): string {
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
