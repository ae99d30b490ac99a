/** What stands in a desired body: JSON, and the few things that JSON cannot say, each marked with `$`. */
export type Scalar = string | number | boolean | null;

/** A property of a resource of this plan: its id or name (known before anything exists), or what only Azure chooses (a runtime path). */
export interface Ref {
  readonly $: 'ref';
  readonly symbol: string;
  readonly out: string;
}
/** A value of this cluster that stands once at the top of each output: a bash variable, a Bicep parameter. */
export interface Param {
  readonly $: 'param';
  readonly name: string;
  readonly value: Scalar | readonly Scalar[];
  readonly says: string;
}
/** Text made of parts. */
export interface Join {
  readonly $: 'join';
  readonly parts: readonly Value[];
}
/** What ARM's `guid()` makes of these texts. */
export interface Guid {
  readonly $: 'guid';
  readonly of: readonly Value[];
}
/** A list of records, merged by key: `items` maps the key's value to the rest of the record. */
export interface Keyed {
  readonly $: 'keyed';
  readonly key: string;
  readonly items: Readonly<Record<string, Body>>;
}
/** A list merged by union. */
export interface SetOf {
  readonly $: 'set';
  readonly of: readonly Value[];
}
/** A map whose keys are resource ids: `{ "<id>": {} }`. */
export interface ById {
  readonly $: 'by-id';
  readonly of: readonly Ref[];
}
/** The subscription of the cluster, inside a text. */
export interface Subscription {
  readonly $: 'subscription';
}

export type Marker = Ref | Param | Join | Guid | Keyed | SetOf | ById | Subscription;
export type Value = Scalar | Marker | readonly Value[] | Body;
export type Body = { readonly [key: string]: Value } & { readonly $?: never };

/** What Azure chooses, by type: the only paths that may be read back at run time. */
export interface RuntimePaths {
  'Microsoft.ManagedIdentity/userAssignedIdentities':
    | 'properties.principalId'
    | 'properties.clientId'
    | 'properties.tenantId';
  'Microsoft.ContainerService/managedClusters':
    | 'properties.oidcIssuerProfile.issuerURL'
    | 'properties.identityProfile.kubeletidentity.objectId'
    | 'identity.principalId'
    | 'properties.fqdn'
    | 'properties.privateFQDN';
  'Microsoft.Network/publicIPAddresses': 'properties.ipAddress';
}

/** A resource as contributions name it. The symbol is its name in bash (upper case) and Bicep. */
export interface ResourceSymbol<Type extends string = string> {
  readonly symbol: string;
  readonly type: Type;
}

/** `name` must be a camel-case identifier: it becomes a Bicep symbol and a bash variable. */
export const symbol = <const Type extends string>(name: string, type: Type): ResourceSymbol<Type> => ({
  symbol: name,
  type,
});

export const idOf = (of: ResourceSymbol): Ref => ({ $: 'ref', symbol: of.symbol, out: 'id' });
export const nameOf = (of: ResourceSymbol): Ref => ({ $: 'ref', symbol: of.symbol, out: 'name' });
/** What Azure chooses at creation: read back by the script, a property reference in Bicep. */
export const runtime = <Type extends keyof RuntimePaths>(of: ResourceSymbol<Type>, path: RuntimePaths[Type]): Ref => ({
  $: 'ref',
  symbol: of.symbol,
  out: path,
});
/** `says` describes it for whoever edits it: the comment in bash, `@description` in Bicep. */
export const param = (name: string, value: Param['value'], says: string): Param => ({ $: 'param', name, value, says });
export const join = (...parts: Value[]): Join => ({ $: 'join', parts });
export const guid = (...of: Value[]): Guid => ({ $: 'guid', of });
export const keyed = (key: string, items: Keyed['items']): Keyed => ({ $: 'keyed', key, items });
export const setOf = (...of: Value[]): SetOf => ({ $: 'set', of });
export const byId = (...of: Ref[]): ById => ({ $: 'by-id', of });
export const subscription: Subscription = { $: 'subscription' };

/** The id of a built-in role in the cluster's subscription. */
export const roleDefinitionId = (roleGuid: string): Join =>
  join('/subscriptions/', subscription, '/providers/Microsoft.Authorization/roleDefinitions/', roleGuid);

export const isMarker = (value: Value | undefined): value is Marker =>
  typeof value === 'object' && value !== null && '$' in value && typeof value.$ === 'string';

export const isBody = (value: Value | undefined): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isMarker(value);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** What stands inside a marker. */
function inside(marker: Marker): readonly Value[] {
  switch (marker.$) {
    case 'join':
      return marker.parts;
    case 'keyed':
      return Object.values(marker.items);
    case 'guid':
    case 'set':
    case 'by-id':
      return marker.of;
    case 'ref':
    case 'param':
    case 'subscription':
      return [];
  }
}

/** Calls `see` for the value and everything in it, outside in. */
export function walk(value: Value, see: (value: Value) => void): void {
  see(value);
  if (isList(value)) for (const one of value) walk(one, see);
  else if (isMarker(value)) for (const one of inside(value)) walk(one, see);
  else if (isBody(value)) for (const one of Object.values(value)) walk(one, see);
}

/** One leaf of a body: its path (`properties.agentPoolProfiles[system].count`) and value. Keyed lists are addressed by key, other lists by index. */
export interface Leaf {
  readonly path: string;
  readonly value: Value;
}

/** The leaves of a body in key order. Markers that stand for one text, sets and lists of scalars are one leaf. */
export function leavesOf(value: Value, path = ''): readonly Leaf[] {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (isMarker(value) && value.$ === 'keyed') {
    return Object.entries(value.items).flatMap(([key, item]) => {
      const inner = leavesOf(item, `${path}[${key}]`);
      return [{ path: `${path}[${key}].${value.key}`, value: key }, ...inner];
    });
  }
  if (isList(value) && value.some((one) => isBody(one)))
    return value.flatMap((one, i) => leavesOf(one, `${path}[${i}]`));
  if (isBody(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, one]) => leavesOf(one, at(key)));
  return [{ path, value }];
}
