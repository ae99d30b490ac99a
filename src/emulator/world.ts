import { document } from './documents.ts';
import type { Document, World } from './types.ts';

export interface Change extends Partial<Omit<World, 'documents'>> {
  readonly name: string;
  readonly says: string;
  /** Documents that are new or replace one with the same id. */
  readonly add?: readonly Document[];
  /** Ids of documents that are gone, with all that is below them. */
  readonly remove?: readonly string[];
}

/** A world over another: a test's own world is a few lines. */
export function over(base: World, change: Change): World {
  const { add = [], remove = [], ...rest } = change;
  const documents = new Map(base.documents);
  for (const id of remove.map((one) => one.toLowerCase())) {
    for (const held of documents.keys()) if (held === id || held.startsWith(`${id}/`)) documents.delete(held);
  }
  for (const one of add) documents.set(one.id.toLowerCase(), one);
  return { ...base, ...rest, documents };
}

export const inGroup = (subscription: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${name}`;

const TYPES = {
  vnet: 'Microsoft.Network/virtualNetworks',
  nsg: 'Microsoft.Network/networkSecurityGroups',
  routeTable: 'Microsoft.Network/routeTables',
  natGateway: 'Microsoft.Network/natGateways',
  publicIp: 'Microsoft.Network/publicIPAddresses',
  firewall: 'Microsoft.Network/azureFirewalls',
  zone: 'Microsoft.Network/privateDnsZones',
  identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  nic: 'Microsoft.Network/networkInterfaces',
} as const;

/** The id of a resource of a common type in a group. */
export const idOf = (group: string, type: keyof typeof TYPES, name: string): string =>
  `${group}/providers/${TYPES[type]}/${name}`;

export const resourceGroup = (id: string, location: string, tags: Readonly<Record<string, string>> = {}): Document =>
  document(id, { location, tags });

interface SubnetBody {
  readonly range: string;
  readonly delegation?: string;
  readonly nsg?: string;
  readonly routeTable?: string;
  readonly natGateway?: string;
}

const reference = (key: string, id: string | undefined): Readonly<Record<string, unknown>> =>
  id === undefined ? {} : { [key]: { id } };

export function subnet(vnetId: string, name: string, body: SubnetBody): Document {
  const delegations =
    body.delegation === undefined ? [] : [{ name: 'delegation', properties: { serviceName: body.delegation } }];
  return document(`${vnetId}/subnets/${name}`, {
    properties: {
      addressPrefix: body.range,
      delegations,
      privateLinkServiceNetworkPolicies: 'Enabled',
      defaultOutboundAccess: false,
      ...reference('networkSecurityGroup', body.nsg),
      ...reference('routeTable', body.routeTable),
      ...reference('natGateway', body.natGateway),
    },
  });
}

export const vnet = (
  id: string,
  location: string,
  ranges: readonly string[],
  dnsServers: readonly string[] = [],
): Document =>
  document(id, {
    location,
    properties: {
      addressSpace: { addressPrefixes: ranges },
      ...(dnsServers.length > 0 ? { dhcpOptions: { dnsServers } } : {}),
    },
  });

/** Both sides of a peering. */
export function peered(
  a: string,
  aRanges: readonly string[],
  b: string,
  bRanges: readonly string[],
): readonly Document[] {
  const side = (from: string, to: string, ranges: readonly string[]): Document =>
    document(`${from}/virtualNetworkPeerings/to-${to.split('/').at(-1)}`, {
      properties: {
        remoteVirtualNetwork: { id: to },
        remoteAddressSpace: { addressPrefixes: ranges },
        peeringState: 'Connected',
        allowVirtualNetworkAccess: true,
        allowForwardedTraffic: true,
      },
    });
  return [side(a, b, bRanges), side(b, a, aRanges)];
}

export const zoneLink = (zoneId: string, vnetId: string): Document =>
  document(`${zoneId}/virtualNetworkLinks/link-${vnetId.split('/').at(-1)}`, {
    location: 'global',
    properties: { virtualNetwork: { id: vnetId }, registrationEnabled: false, virtualNetworkLinkState: 'Completed' },
  });

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly from: string;
  readonly to: string;
  readonly ports: readonly string[];
  readonly protocol?: string;
}

export const nsg = (id: string, location: string, rules: readonly Rule[]): Document =>
  document(id, {
    location,
    properties: {
      securityRules: rules.map((rule) => ({
        id: `${id}/securityRules/${rule.name}`,
        name: rule.name,
        properties: {
          priority: rule.priority,
          direction: rule.direction,
          access: rule.access,
          protocol: rule.protocol ?? 'Tcp',
          sourceAddressPrefix: rule.from,
          sourcePortRange: '*',
          destinationAddressPrefix: rule.to,
          destinationPortRanges: rule.ports,
        },
      })),
    },
  });

/** Network interfaces that hold `count` addresses of a subnet. */
export const occupied = (group: string, subnetId: string, count: number): readonly Document[] =>
  Array.from({ length: count }, (_, at) =>
    document(idOf(group, 'nic', `nic-${subnetId.split('/').at(-1)}-${at + 1}`), {
      properties: { ipConfigurations: [{ name: 'ipconfig1', properties: { subnet: { id: subnetId } } }] },
    }),
  );

interface Holder {
  readonly principal: string;
  readonly role: string;
  readonly scope: string;
  readonly condition?: string;
}

/** A role assignment. Its name follows from what it says, so that two worlds give the same bytes. */
export function assigned(holder: Holder): Document {
  const name = `${holder.role.slice(0, 8)}-${holder.principal.slice(0, 4)}-4000-8000-${digits(holder.scope)}`;
  const scope = holder.scope === '/' ? '' : holder.scope;
  return {
    ...document(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`),
    properties: {
      roleDefinitionId: `/subscriptions/${holder.scope.split('/')[2] ?? ''}/providers/Microsoft.Authorization/roleDefinitions/${holder.role}`,
      principalId: holder.principal,
      principalType: 'ServicePrincipal',
      ...(holder.condition === undefined ? {} : { condition: holder.condition, conditionVersion: '2.0' }),
    },
  };
}

/** Twelve hexadecimal digits that tell scopes apart (FNV-1a). */
function digits(scope: string): string {
  let hash = 0x811c9dc5;
  for (const letter of scope.toLowerCase()) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(12, '0');
}

export const identity = (id: string, location: string, principalId: string): Document =>
  document(id, {
    location,
    properties: { principalId, clientId: principalId.replace(/^.{8}/, 'c11e0000'), tenantId: '' },
  });
