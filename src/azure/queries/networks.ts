import type { Subnet as SubnetModel, VirtualNetwork as VnetModel } from '@azure/arm-network';
import { all, query, texts } from '../clients.ts';
import { normalLocation, parseId } from '../ids.ts';

export interface Peering {
  readonly remoteId: string;
  /** `Connected` when both sides are there. */
  readonly state: string;
  readonly allowForwardedTraffic: boolean;
  readonly remoteRanges: readonly string[];
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly prefixes: readonly string[];
  /** `Microsoft.ContainerService/managedClusters` and the like. */
  readonly delegations: readonly string[];
  /** Addresses that interfaces, profiles and private endpoints hold. Further users may not show: see `subnetUsage`. */
  readonly used: number;
  readonly privateEndpoints: number;
  /** Types of the services that have put something into the subnet. */
  readonly serviceLinks: readonly string[];
  readonly navigationLinks: number;
  readonly serviceEndpoints: readonly string[];
  readonly privateLinkServicePolicies: boolean;
  readonly nsgId?: string;
  readonly routeTableId?: string;
  readonly natGatewayId?: string;
  readonly defaultOutboundAccess?: boolean;
}

export interface Vnet {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly ranges: readonly string[];
  /** Empty: Azure's own DNS. */
  readonly dnsServers: readonly string[];
  readonly encryption: boolean;
  readonly subnets: readonly Subnet[];
  readonly peerings: readonly Peering[];
}

function readSubnet(model: SubnetModel): Subnet {
  const endpoints = model.privateEndpoints?.length ?? 0;
  const held = (model.ipConfigurations?.length ?? 0) + (model.ipConfigurationProfiles?.length ?? 0);
  return {
    id: model.id ?? '',
    name: model.name ?? '',
    state: model.provisioningState ?? 'unknown',
    prefixes: model.addressPrefixes?.length ? model.addressPrefixes : texts([model.addressPrefix]),
    delegations: texts(model.delegations?.map((one) => one.serviceName)),
    used: Math.max(held, endpoints),
    privateEndpoints: endpoints,
    serviceLinks: texts(model.serviceAssociationLinks?.map((one) => one.linkedResourceType)),
    navigationLinks: model.resourceNavigationLinks?.length ?? 0,
    serviceEndpoints: texts(model.serviceEndpoints?.map((one) => one.service)),
    privateLinkServicePolicies: model.privateLinkServiceNetworkPolicies !== 'Disabled',
    ...(model.networkSecurityGroup?.id ? { nsgId: model.networkSecurityGroup.id } : {}),
    ...(model.routeTable?.id ? { routeTableId: model.routeTable.id } : {}),
    ...(model.natGateway?.id ? { natGatewayId: model.natGateway.id } : {}),
    ...(model.defaultOutboundAccess === undefined ? {} : { defaultOutboundAccess: model.defaultOutboundAccess }),
  };
}

function readVnet(model: VnetModel): Vnet {
  return {
    id: model.id ?? '',
    name: model.name ?? '',
    location: normalLocation(model.location ?? ''),
    ranges: texts(model.addressSpace?.addressPrefixes),
    dnsServers: texts(model.dhcpOptions?.dnsServers),
    encryption: model.encryption?.enabled === true,
    subnets: (model.subnets ?? []).map(readSubnet),
    peerings: (model.virtualNetworkPeerings ?? []).map((peering) => ({
      remoteId: peering.remoteVirtualNetwork?.id ?? '',
      state: peering.peeringState ?? 'unknown',
      allowForwardedTraffic: peering.allowForwardedTraffic === true,
      remoteRanges: texts(peering.remoteAddressSpace?.addressPrefixes),
    })),
  };
}

const byId = (args: { readonly id: string }): string => args.id.toLowerCase();

export const vnet = query<{ readonly id: string }, Vnet>({
  name: 'vnet',
  needs: 'Microsoft.Network/virtualNetworks/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.network(subscription);
    return readVnet(await client.virtualNetworks.get(group, name, { abortSignal }));
  },
});

export const vnets = query<{ readonly subscription: string }, readonly Vnet[]>({
  name: 'vnets',
  needs: 'Microsoft.Network/virtualNetworks/read',
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.network(args.subscription);
    return (await all(client.virtualNetworks.listAll({ abortSignal }))).map(readVnet);
  },
});

export const subnet = query<{ readonly id: string }, Subnet>({
  name: 'subnet',
  needs: 'Microsoft.Network/virtualNetworks/subnets/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, names } = parseId(args.id);
    const client = await clients.network(subscription);
    const [network = '', name = ''] = names;
    return readSubnet(await client.subnets.get(group, network, name, { expand: 'ipConfigurations', abortSignal }));
  },
});

/** What the VNet's own counters say about each of its subnets, by lower-case subnet id. */
export const subnetUsage = query<
  { readonly vnetId: string },
  ReadonlyMap<string, { readonly current: number; readonly limit: number }>
>({
  name: 'subnetUsage',
  needs: 'Microsoft.Network/virtualNetworks/usages/read',
  key: (args) => args.vnetId.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.vnetId);
    const client = await clients.network(subscription);
    const found = await all(client.virtualNetworks.listUsage(group, name, { abortSignal }));
    return new Map(
      found.map((usage) => [
        (usage.id ?? '').toLowerCase(),
        { current: usage.currentValue ?? 0, limit: usage.limit ?? 0 },
      ]),
    );
  },
});
