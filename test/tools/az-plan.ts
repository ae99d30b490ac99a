import { type Implicit, tableOf } from '../../src/emit/az/index.ts';
import { type Json, plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import type { Plan, Resource } from '../../src/plan/plan.ts';
import type { Sent } from './az-rig.ts';

type Leaves = ReadonlyMap<string, Json>;

/** The leaves of plain JSON by path; records of a list are told apart by name, where they have one. */
function leavesOf(value: unknown, path = ''): [string, Json][] {
  if (Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null))
    return value.flatMap((one, i) => leavesOf(one, `${path}[${(one as { name?: string }).name ?? i}]`));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const all = Object.entries(value);
    if (all.length > 0) return all.flatMap(([key, one]) => leavesOf(one, path === '' ? key : `${path}.${key}`));
  }
  return [[path, value as Json]];
}

const isChosen = (value: Json): boolean => typeof value === 'string' && /^<[A-Za-z0-9]+\.[A-Za-z.]+>$/.test(value);

/** Ids are equal whatever their case; sets whatever their order. */
const canonical = (value: Json): string =>
  JSON.stringify(Array.isArray(value) ? value.toSorted() : value).replace(/"\/subscriptions\/[^"]*"/gi, (id) =>
    id.toLowerCase(),
  );

/** What az sent for a resource differs from the plan in these leaves. */
export function differences(plan: Plan, resource: Resource, sent: readonly Sent[]): readonly string[] {
  const id = resourceIdOf(plan, resource.symbol);
  const puts = sent.filter((one) => one.method === 'PUT' && one.body && one.path.toLowerCase() === id.toLowerCase());
  const [first] = puts;
  if (!first) return ['was never sent'];
  const wanted = new Map(leavesOf(plainOf(plan, resource.body)));
  const created = new Map(
    leavesOf({ ...first.body, ...partsSent(id, first, sent) }).filter(
      ([path, value]) =>
        value !== null && path !== 'name' && !(path === 'properties' && JSON.stringify(value) === '{}'),
    ),
  );
  const last = new Map(leavesOf(puts.at(-1)?.body));
  return [...missing(wanted, created, last), ...unasked(resource, wanted, created)];
}

function missing(wanted: Leaves, created: Leaves, last: Leaves): readonly string[] {
  return [...wanted].flatMap(([path, value]) => {
    const is = created.get(path) ?? last.get(path);
    if (is === undefined) return [`${path} was not sent`];
    return isChosen(value) || canonical(is) === canonical(value)
      ? []
      : [`${path} is ${JSON.stringify(is)}, not ${JSON.stringify(value)}`];
  });
}

/** Leaves that no plan asked for must be listed, with why they are harmless. */
function unasked(resource: Resource, wanted: Leaves, created: Leaves): readonly string[] {
  const table = tableOf(resource.type);
  const implicit = table && 'rows' in table ? table.implicit : [];
  return [...created].flatMap(([path, value]) => {
    if (wanted.has(path)) return [];
    const says = (one: Implicit['value']): Json => (isAs(one) ? (wanted.get(one.as) ?? null) : (one as Json));
    const listed = implicit.some(
      (one) => one.path === path.replace(/\[[^\]]*\]/g, '[*]') && canonical(says(one.value)) === canonical(value),
    );
    return listed ? [] : [`az sent ${path} = ${JSON.stringify(value)} unasked`];
  });
}

/** Rules and routes travel by themselves: back into the body they belong to. */
function partsSent(id: string, first: Sent, sent: readonly Sent[]): Record<string, unknown> {
  const properties: Record<string, unknown> = { ...(first.body?.['properties'] as object) };
  for (const one of sent) {
    const found = new RegExp(`^${escaped(id)}/(securityRules|routes)/[^/]+$`, 'i').exec(one.path);
    if (one.method !== 'PUT' || !found?.[1]) continue;
    properties[found[1]] = [...((properties[found[1]] ?? []) as unknown[]), one.body];
  }
  return { properties };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const isAs = (value: Implicit['value']): value is { readonly as: string } =>
  typeof value === 'object' && value !== null && 'as' in value;
