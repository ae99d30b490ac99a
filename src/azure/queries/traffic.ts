import type { SecurityRule } from '@azure/arm-network';
import { all, query, texts } from '../clients.ts';
import type { NsgRule } from '../evaluators/nsg.ts';
import type { Usage } from '../evaluators/quota.ts';
import type { NextHop, Route } from '../evaluators/routes.ts';
import { normalLocation, parseId } from '../ids.ts';

export interface Nsg {
  readonly id: string;
  readonly name: string;
  /** Own rules and the default ones. */
  readonly rules: readonly NsgRule[];
}

export interface RouteTable {
  readonly id: string;
  readonly name: string;
  readonly routes: readonly Route[];
  /** Whether a gateway may add routes that do not show here. */
  readonly gatewayRoutes: boolean;
}

export interface NatGateway {
  readonly id: string;
  readonly location: string;
  readonly publicIps: readonly string[];
  readonly publicPrefixes: readonly string[];
}

export interface PublicIp {
  readonly id: string;
  readonly location: string;
  readonly sku: string;
  readonly allocation: string;
  readonly address?: string;
  /** The configuration or NAT gateway that has it. */
  readonly attachedTo?: string;
}

/** Singular and plural may both be filled. */
const either = (one: string | undefined, many: readonly string[] | undefined): readonly string[] =>
  texts([...(one === undefined || one === '' ? [] : [one]), ...(many ?? [])]);

const readRule = (model: SecurityRule): NsgRule => ({
  name: model.name ?? '',
  priority: model.priority ?? 0,
  direction: model.direction === 'Inbound' ? 'Inbound' : 'Outbound',
  access: model.access === 'Allow' ? 'Allow' : 'Deny',
  protocol: model.protocol ?? '*',
  sources: either(model.sourceAddressPrefix, model.sourceAddressPrefixes),
  destinations: either(model.destinationAddressPrefix, model.destinationAddressPrefixes),
  sourcePorts: either(model.sourcePortRange, model.sourcePortRanges),
  destinationPorts: either(model.destinationPortRange, model.destinationPortRanges),
  sourceGroups: texts(model.sourceApplicationSecurityGroups?.map((group) => group.id)),
  destinationGroups: texts(model.destinationApplicationSecurityGroups?.map((group) => group.id)),
});

const byId = (args: { readonly id: string }): string => args.id.toLowerCase();

export const nsg = query<{ readonly id: string }, Nsg>({
  name: 'nsg',
  needs: 'Microsoft.Network/networkSecurityGroups/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.network(subscription);
    const model = await client.networkSecurityGroups.get(group, name, { abortSignal });
    const rules = [...(model.securityRules ?? []), ...(model.defaultSecurityRules ?? [])];
    return { id: model.id ?? args.id, name: model.name ?? name, rules: rules.map(readRule) };
  },
});

/** Address prefixes of the service tags by lower-case name. The list is of the whole cloud and large. */
export const serviceTags = query<
  { readonly subscription: string; readonly location: string },
  ReadonlyMap<string, readonly string[]>
>({
  name: 'serviceTags',
  needs: 'Microsoft.Network/locations/serviceTags/read',
  key: (args) => `${args.subscription} ${args.location}`,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.network(args.subscription);
    const found = await client.serviceTags.list(args.location, { abortSignal });
    return new Map(
      (found.values ?? []).map((tag) => [(tag.name ?? '').toLowerCase(), texts(tag.properties?.addressPrefixes)]),
    );
  },
});

export const routeTable = query<{ readonly id: string }, RouteTable>({
  name: 'routeTable',
  needs: 'Microsoft.Network/routeTables/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.network(subscription);
    const model = await client.routeTables.get(group, name, { abortSignal });
    return {
      id: model.id ?? args.id,
      name: model.name ?? name,
      gatewayRoutes: model.disableBgpRoutePropagation !== true,
      routes: (model.routes ?? []).map((route) => ({
        name: route.name ?? '',
        prefix: route.addressPrefix ?? '',
        nextHop: readHop(route.nextHopType),
        ...(route.nextHopIpAddress ? { nextHopIp: route.nextHopIpAddress } : {}),
      })),
    };
  },
});

const HOPS: readonly NextHop[] = ['VirtualAppliance', 'VirtualNetworkGateway', 'VnetLocal', 'Internet', 'None'];
const readHop = (type: string | undefined): NextHop => HOPS.find((hop) => hop === type) ?? 'None';

export const natGateway = query<{ readonly id: string }, NatGateway>({
  name: 'natGateway',
  needs: 'Microsoft.Network/natGateways/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.network(subscription);
    const model = await client.natGateways.get(group, name, { abortSignal });
    return {
      id: model.id ?? args.id,
      location: normalLocation(model.location ?? ''),
      publicIps: texts(model.publicIpAddresses?.map((one) => one.id)),
      publicPrefixes: texts(model.publicIpPrefixes?.map((one) => one.id)),
    };
  },
});

export const publicIp = query<{ readonly id: string }, PublicIp>({
  name: 'publicIp',
  needs: 'Microsoft.Network/publicIPAddresses/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.network(subscription);
    const model = await client.publicIPAddresses.get(group, name, { abortSignal });
    const attachedTo = model.ipConfiguration?.id ?? model.natGateway?.id;
    return {
      id: model.id ?? args.id,
      location: normalLocation(model.location ?? ''),
      sku: model.sku?.name ?? 'Basic',
      allocation: model.publicIPAllocationMethod ?? 'unknown',
      ...(model.ipAddress ? { address: model.ipAddress } : {}),
      ...(attachedTo ? { attachedTo } : {}),
    };
  },
});

/** Counters of network resources of a region. */
export const networkUsages = query<{ readonly subscription: string; readonly location: string }, readonly Usage[]>({
  name: 'networkUsages',
  needs: 'Microsoft.Network/locations/usages/read',
  key: (args) => `${args.subscription} ${args.location}`,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.network(args.subscription);
    return (await all(client.usages.list(args.location, { abortSignal }))).map((usage) => ({
      name: usage.name.value ?? '',
      label: usage.name.localizedValue ?? usage.name.value ?? '',
      current: usage.currentValue,
      limit: usage.limit,
    }));
  },
});
