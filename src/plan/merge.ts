import { PlanBug } from './plan.ts';
import { type Body, isBody, isMarker, type Value } from './value.ts';

/** Who wrote which leaf: path -> contribution. */
export type Writers = Map<string, string>;

/**
 * Merges what several contributions say of one body: objects merge, keyed lists merge by key, sets unite. Any other two
 * values must be equal. The result does not depend on the order.
 * @throws PlanBug that names the path and both contributions
 */
export function merge(a: Value | undefined, b: Value, at: string, writers: Writers, by: string): Value {
  if (a === undefined) {
    remember(b, at, writers, by);
    return b;
  }
  if (isBody(a) && isBody(b)) return mergeBodies(a, b, at, writers, by);
  if (isMarker(a) && isMarker(b)) {
    if (a.$ === 'keyed' && b.$ === 'keyed' && a.key === b.key) {
      return { ...a, items: mergeBodies(a.items, b.items, at, writers, by) as Readonly<Record<string, Body>> };
    }
    if (a.$ === 'set' && b.$ === 'set') return { $: 'set', of: unite(a.of, b.of) };
    if (a.$ === 'by-id' && b.$ === 'by-id') return { $: 'by-id', of: unite(a.of, b.of) as typeof a.of };
  }
  if (same(a, b)) return a;
  throw new PlanBug(
    `${at}: ${writers.get(at) ?? 'a contribution'} wants ${JSON.stringify(a)}, ${by} wants ${JSON.stringify(b)}`,
  );
}

function mergeBodies(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  at: string,
  writers: Writers,
  by: string,
): Body {
  const all: Record<string, Value> = { ...a };
  for (const [key, value] of Object.entries(b)) all[key] = merge(all[key], value, `${at}.${key}`, writers, by);
  return sortKeys(all);
}

/** Keys in one order whatever the order of contributions. */
const sortKeys = (body: Readonly<Record<string, Value>>): Body =>
  Object.fromEntries(Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1))) as Body;

const unite = (a: readonly Value[], b: readonly Value[]): readonly Value[] =>
  [...a, ...b.filter((one) => !a.some((other) => same(one, other)))].toSorted((x, y) => (text(x) < text(y) ? -1 : 1));

const text = (value: Value): string => JSON.stringify(value);
const same = (a: Value, b: Value): boolean => text(a) === text(b);

function remember(value: Value, at: string, writers: Writers, by: string): void {
  if (isBody(value)) for (const [key, inner] of Object.entries(value)) remember(inner, `${at}.${key}`, writers, by);
  else writers.set(at, by);
}

/** Every body with its keys in one order, at all depths. */
export function canonical(value: Value): Value {
  if (isMarker(value)) {
    return value.$ === 'keyed'
      ? { ...value, items: canonical(value.items as Body) as Readonly<Record<string, Body>> }
      : value;
  }
  if (isBody(value))
    return sortKeys(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, canonical(inner)])));
  return Array.isArray(value) ? value.map(canonical) : value;
}
