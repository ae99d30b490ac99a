import { armGuid } from './guid.ts';
import { findResource, type Plan, PlanBug, type Resource } from './plan.ts';
import { type Body, isBody, isList, isMarker, type Marker, type Scalar, type Value } from './value.ts';

/** Plain JSON, with what only Azure chooses standing as `<symbol.path>`. */
export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json };

/** The full id of a resource. Ids are known before anything exists: subscription, groups and names are answers. */
export function resourceIdOf(plan: Plan, symbol: string): string {
  const resource = findResource(plan, symbol);
  if (resource.existing !== undefined) return resource.existing;
  const name = textOf(plan, resource.name);
  const root = `/subscriptions/${plan.subscription}`;
  if (resource.type === 'Microsoft.Resources/resourceGroups') return `${root}/resourceGroups/${name}`;
  switch (resource.scope.in) {
    case 'subscription':
      return `${root}/providers/${resource.type}/${name}`;
    case 'group':
      return `${resourceIdOf(plan, resource.scope.group)}/providers/${resource.type}/${name}`;
    case 'parent':
      return `${resourceIdOf(plan, resource.scope.of)}/${resource.type.slice(resource.type.lastIndexOf('/') + 1)}/${name}`;
    case 'resource':
      return `${resourceIdOf(plan, resource.scope.of)}/providers/${resource.type}/${name}`;
  }
}

/** A value as text. @throws PlanBug where it is no text, or known only to Azure */
export function textOf(plan: Plan, value: Value): string {
  const plain = plainOf(plan, value);
  if (typeof plain !== 'string') throw new PlanBug(`${JSON.stringify(value)} is no text`);
  return plain;
}

/** A value as plain JSON. What only Azure chooses stands as `<symbol.path>`. */
export function plainOf(plan: Plan, value: Value): Json {
  if (isMarker(value)) return plainMarker(plan, value);
  if (isList(value)) return value.map((one) => plainOf(plan, one));
  if (isBody(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainOf(plan, one)]));
  return value;
}

function plainMarker(plan: Plan, value: Marker): Json {
  switch (value.$) {
    case 'param':
      return value.value as Json;
    case 'subscription':
      return plan.subscription;
    case 'join':
      return value.parts.map((part) => String(plainOf(plan, part))).join('');
    case 'guid':
      return armGuid(...value.of.map((part) => String(plainOf(plan, part))));
    case 'ref':
      if (value.out === 'id') return resourceIdOf(plan, value.symbol);
      if (value.out === 'name') return plainOf(plan, findResource(plan, value.symbol).name);
      return `<${value.symbol}.${value.out}>`;
    case 'keyed':
      return Object.entries(value.items).map(([key, item]) => ({
        [value.key]: key,
        ...(plainOf(plan, item as Body) as object),
      }));
    case 'set':
      return value.of.map((one) => plainOf(plan, one));
    case 'by-id':
      return Object.fromEntries(value.of.map((one) => [String(plainOf(plan, one)), {}]));
  }
}

/** The resource group that a resource lives in, as a symbol; `undefined` at subscription scope or for something existing. */
export function groupOf(plan: Plan, resource: Resource): string | undefined {
  if (resource.scope.in === 'group') return resource.scope.group;
  if (resource.scope.in === 'subscription') return undefined;
  return groupOf(plan, findResource(plan, resource.scope.of));
}

/** The same from an id, for what exists: subscription, group and name. */
export function partsOfId(id: string): {
  readonly subscription: string;
  readonly group: string | undefined;
  readonly name: string;
  readonly parentNames: readonly string[];
} {
  const parts = id.split('/');
  const subscriptionId = parts[2] ?? '';
  const group = parts[3]?.toLowerCase() === 'resourcegroups' ? parts[4] : undefined;
  const after = id.slice(id.lastIndexOf('/providers/') + 1).split('/');
  const names = after.slice(2).filter((_, i) => i % 2 === 1);
  return { subscription: subscriptionId, group, name: parts.at(-1) ?? '', parentNames: names.slice(0, -1) };
}
