import { type Implicit, tableOf } from '../../src/emit/az/index.ts';
import { type Json, resourceIdOf, textOf } from '../../src/plan/ids.ts';
import type { Plan, Resource } from '../../src/plan/plan.ts';
import type { Sent } from './az-rig.ts';
import { type Chosen, general, isEqual, type Leaves, leavesOf, type Wanted, wantedOf } from './equal-leaves.ts';

/** What az sent for one resource, beside what was wanted. */
export interface Compared {
  /** Leaves that are not as they were wanted: none in a script that is right. */
  readonly differs: readonly string[];
  /** The API version that az sent. */
  readonly api: string | undefined;
  /** Leaves that az sent and nobody asked for; each is listed as implicit. */
  readonly unasked: readonly string[];
  /** Leaves that came by a request of their own, after the resource was there. */
  readonly later: readonly string[];
  /** Leaves whose value is Azure's. */
  readonly chosen: readonly string[];
}

/** A resource that somebody says should be made. */
export interface Asked {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly leaves: ReadonlyMap<string, Wanted>;
}

/** Compares the requests for a resource with the plan, leaf by leaf. */
export const compare = (plan: Plan, resource: Resource, sent: readonly Sent[], chosen: Chosen): Compared =>
  compareWith(
    {
      id: resourceIdOf(plan, resource.symbol),
      type: resource.type,
      name: textOf(plan, resource.name),
      leaves: wantedOf(plan, resource, chosen),
    },
    sent,
  );

/** What az sent for a resource differs from the plan in these leaves. */
export const differences = (plan: Plan, resource: Resource, sent: readonly Sent[], chosen: Chosen): readonly string[] =>
  compare(plan, resource, sent, chosen).differs;

/** The same with what anybody asks for. */
export function compareWith(asked: Asked, sent: readonly Sent[]): Compared {
  const puts = sent.filter((one) => one.method === 'PUT' && one.body && one.status < 400 && isAt(one, asked.id));
  const [first] = puts;
  const last = puts.at(-1);
  if (!first || !last) return { differs: ['was never sent'], api: undefined, unasked: [], later: [], chosen: [] };
  const created = asCreated(asked, first);
  const ended = new Map([...leavesOf(withParts(asked.id, last, sent)), ...(first === last ? created : [])]);
  const { listed, others } = unasked(asked, created);
  const those = (is: (path: string, one: Wanted) => boolean): readonly string[] =>
    [...asked.leaves].flatMap(([path, one]) => (is(path, one) ? [path] : []));
  return {
    differs: [...missing(asked, ended), ...others],
    api: first.query?.['api-version'],
    unasked: listed,
    later: those((path, one) => !holds(created, path, one)),
    chosen: those((_, one) => one.isChosen),
  };
}

const isAt = (one: Sent, id: string): boolean => one.path.toLowerCase() === id.toLowerCase();

/** The first body. A name in it is the one that its path has. */
function asCreated(asked: Asked, first: Sent): Leaves {
  const leaves = leavesOf(first.body).filter(
    ([path, value]) =>
      !(path === 'name' && value === asked.name) && !(path === 'properties' && JSON.stringify(value) === '{}'),
  );
  return new Map(leaves);
}

const holds = (leaves: Leaves, path: string, { value, isSet }: Wanted): boolean => {
  const found = leaves.get(path);
  return found !== undefined && isEqual(found, value, isSet);
};

const missing = (asked: Asked, ended: Leaves): readonly string[] =>
  [...asked.leaves].flatMap(([path, one]) => {
    if (holds(ended, path, one)) return [];
    const found = ended.get(path);
    if (found === undefined) return [`${path} was not sent`];
    return [`${path} is ${JSON.stringify(found)}, not ${JSON.stringify(one.value)}`];
  });

/** Leaves that nobody asked for must be listed, with why they are harmless. */
function unasked(
  asked: Asked,
  created: Leaves,
): { readonly listed: readonly string[]; readonly others: readonly string[] } {
  const table = tableOf(asked.type);
  const implicit = table && 'rows' in table ? table.implicit : [];
  const says = (one: Implicit['value']): Json =>
    isAs(one) ? (asked.leaves.get(one.as)?.value ?? null) : (one as Json);
  const isListed = ([path, value]: readonly [string, Json]): boolean =>
    implicit.some((one) => one.path === general(path) && isEqual(says(one.value), value));
  const left = [...created].filter(([path]) => !asked.leaves.has(path));
  return {
    listed: left.filter(isListed).map(([path]) => path),
    others: left
      .filter((one) => !isListed(one))
      .map(([path, value]) => `az sent ${path} = ${JSON.stringify(value)} unasked`),
  };
}

/** Rules and routes travel by themselves: back into the body they belong to. */
function withParts(id: string, last: Sent, sent: readonly Sent[]): Record<string, unknown> {
  const properties: Record<string, unknown> = { ...(last.body?.['properties'] as object) };
  for (const one of sent) {
    const segment = partOf(id, one);
    if (one.method !== 'PUT' || one.status >= 400 || segment === undefined) continue;
    properties[segment] = [...((properties[segment] ?? []) as unknown[]), one.body];
  }
  return { ...last.body, properties };
}

/** `securityRules` or `routes`, where a request is for one of these of the resource. */
export function partOf(id: string, one: Sent): string | undefined {
  const isBelow = one.path.toLowerCase().startsWith(`${id.toLowerCase()}/`);
  return isBelow ? /^(securityRules|routes)\/[^/]+$/i.exec(one.path.slice(id.length + 1))?.[1] : undefined;
}

/** Is an implicit leaf whatever the plan says at another path? */
export const isAs = (value: Implicit['value']): value is { readonly as: string } =>
  typeof value === 'object' && value !== null && 'as' in value;
