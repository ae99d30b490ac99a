import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import type { Plan, Resource } from '../../src/plan/plan.ts';
import { isMarker, type Value, leavesOf as valuesOf } from '../../src/plan/value.ts';
import { RIG_SUBSCRIPTION } from './az-rig.ts';

export type Leaves = ReadonlyMap<string, Json>;

/** The leaves of plain JSON by path; records of a list are told apart by name, where they have one. */
export function leavesOf(value: unknown, path = ''): [string, Json][] {
  if (Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null))
    return value.flatMap((one, i) => leavesOf(one, `${path}[${(one as { name?: string }).name ?? i}]`));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const all = Object.entries(value);
    if (all.length > 0) return all.flatMap(([key, one]) => leavesOf(one, path === '' ? key : `${path}.${key}`));
  }
  return [[path, value as Json]];
}

/** A path as it is for any record of a list, any tag and any id. */
export const general = (path: string): string =>
  path
    .replace(/\[[^\]]*\]/g, '[*]')
    .replace(/\.\/subscriptions\/.*$/i, '.*')
    .replace(/(^|\.)(tags|nodeLabels)\..*$/, '$1$2.*');

/** The value of a property, by the id of its resource, that Azure has chosen. */
export type Chosen = (id: string, path: string) => unknown;

/** A line of bash: keeps what the rig's Azure has chosen so far. */
export const KEEP_CHOSEN = `az rest --method get --url '/subscriptions/${RIG_SUBSCRIPTION}/resources?api-version=2021-04-01' >"$RIG/chosen.json"`;

/** What `KEEP_CHOSEN` kept in the folder of a rig. */
export function chosenIn(folder: string): Chosen {
  const { value: all } = JSON.parse(readFileSync(join(folder, 'rig', 'chosen.json'), 'utf8')) as {
    readonly value: readonly { readonly id: string }[];
  };
  const byId = new Map(all.map((one) => [one.id.toLowerCase(), one]));
  return (id, path) =>
    path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], byId.get(id.toLowerCase()));
}

const RUNTIME = /<([A-Za-z0-9]+)\.([A-Za-z.]+)>/g;

/** A plain value of the plan, with what Azure chooses put in its place; other texts of that form stay. */
function filled(plan: Plan, value: Json, put: (id: string, path: string) => string): Json {
  const known = (symbol: string) => plan.resources.some((one) => one.symbol === symbol);
  const text = JSON.stringify(value).replace(RUNTIME, (all, symbol: string, path: string) =>
    known(symbol) ? put(resourceIdOf(plan, symbol), path) : all,
  );
  return JSON.parse(text) as Json;
}

/** One leaf of the plan; a set is one whatever its order. */
export interface Wanted {
  readonly value: Json;
  readonly isSet: boolean;
  readonly isChosen: boolean;
}

/** The leaves of a resource of the plan. */
export function plainWanted(plan: Plan, resource: Resource): ReadonlyMap<string, Wanted> {
  const sets = new Set(
    valuesOf(resource.body as Value).flatMap(({ path, value }) => (isMarker(value) && value.$ === 'set' ? [path] : [])),
  );
  return new Map(
    leavesOf(plainOf(plan, resource.body)).map(([path, value]) => [
      path,
      {
        value,
        isSet: sets.has(path),
        isChosen: !isEqual(
          value,
          filled(plan, value, () => ''),
        ),
      },
    ]),
  );
}

/** The same, with what Azure chose in its place. */
export function wantedOf(plan: Plan, resource: Resource, chosen: Chosen): ReadonlyMap<string, Wanted> {
  const put = (id: string, path: string): string => String(chosen(id, path));
  return new Map(
    [...plainWanted(plan, resource)].map(([path, one]) => [
      path,
      one.isChosen ? { ...one, value: filled(plan, one.value, put) } : one,
    ]),
  );
}

/** Ids are equal whatever their case. */
const canonical = (value: Json, isSet: boolean): string =>
  JSON.stringify(isSet && Array.isArray(value) ? value.toSorted() : value).replace(/"\/subscriptions\/[^"]*"/gi, (id) =>
    id.toLowerCase(),
  );

export const isEqual = (a: Json, b: Json, isSet = false): boolean => canonical(a, isSet) === canonical(b, isSet);
