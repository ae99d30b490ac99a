/** The parts of an ARM id. Types and names alternate: a subnet has types `virtualNetworks`, `subnets` and two names. */
export interface ResourceId {
  readonly subscription: string;
  readonly group: string;
  /** `Microsoft.Network/virtualNetworks/subnets` */
  readonly type: string;
  readonly names: readonly string[];
  readonly name: string;
}

const RESOURCE = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/(.+)$/i;

/** Reads the id of a resource in a resource group. @throws TypeError where it is none; ids in answers are checked before. */
export function parseId(id: string): ResourceId {
  const found = RESOURCE.exec(id);
  const path = found?.[4]?.split('/') ?? [];
  if (!found || path.length % 2 !== 0) throw new TypeError(`not the id of an ARM resource: ${JSON.stringify(id)}`);
  const [, subscription = '', group = '', namespace = ''] = found;
  const names = path.filter((_, at) => at % 2 === 1);
  const types = path.filter((_, at) => at % 2 === 0);
  return { subscription, group, type: [namespace, ...types].join('/'), names, name: names.at(-1) ?? '' };
}

/** The id of the resource around a child: the VNet of a subnet. */
export const parentId = (id: string): string => id.split('/').slice(0, -2).join('/');

export const subscriptionOf = (id: string): string => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '';

/** Ids and names of Azure are compared without regard to case. */
export const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** `West Europe` and `westeurope` are one region. */
export const normalLocation = (name: string): string => name.toLowerCase().replaceAll(' ', '');
