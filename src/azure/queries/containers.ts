import { asList, asNumber, asObject, asText, path, query, restAll } from '../clients.ts';
import type { Usage } from '../evaluators/quota.ts';

type Where = { readonly subscription: string; readonly location: string };

const VERSION = { 'api-version': '2023-05-01' };
const where = (args: Where): string => `${args.subscription} ${args.location}`;
const inRegion = (args: Where, what: string): string =>
  path(
    'subscriptions',
    args.subscription,
    'providers',
    'Microsoft.ContainerInstance',
    'locations',
    args.location,
    what,
  );

/** Counters of container groups and cores: `ContainerGroups`, `StandardCores`. */
export const containerUsages = query<Where, readonly Usage[]>({
  name: 'containerUsages',
  needs: 'Microsoft.ContainerInstance/locations/usages/read',
  key: where,
  ask: async (clients, args, signal) => {
    const request = { method: 'GET', path: inRegion(args, 'usages'), query: VERSION } as const;
    return (await restAll(clients, request, signal)).map(asObject).map((usage) => {
      const name = asObject(usage['name']);
      return {
        name: asText(name['value']),
        label: asText(name['localizedValue']) || asText(name['value']),
        current: asNumber(usage['currentValue']),
        limit: asNumber(usage['limit']),
      };
    });
  },
});

export interface ContainerCapability {
  readonly osType: string;
  readonly ipAddressType: string;
  readonly maxCpu: number;
  readonly maxMemoryGb: number;
}

export const containerCapabilities = query<Where, readonly ContainerCapability[]>({
  name: 'containerCapabilities',
  needs: 'Microsoft.ContainerInstance/locations/capabilities/read',
  key: where,
  ask: async (clients, args, signal) => {
    const request = { method: 'GET', path: inRegion(args, 'capabilities'), query: VERSION } as const;
    return (await restAll(clients, request, signal)).map(asObject).map((row) => {
      const most = asObject(row['capabilities']);
      return {
        osType: asText(row['osType']),
        ipAddressType: asText(row['ipAddressType']),
        maxCpu: asNumber(most['maxCpu']),
        maxMemoryGb: asNumber(most['maxMemoryInGB']),
      };
    });
  },
});

export interface ContainerGroup {
  readonly id: string;
  readonly subnetIds: readonly string[];
}

/** Container groups of a subscription: they hold addresses of their subnets without showing up as interfaces. */
export const containerGroups = query<{ readonly subscription: string }, readonly ContainerGroup[]>({
  name: 'containerGroups',
  needs: 'Microsoft.ContainerInstance/containerGroups/read',
  key: (args) => args.subscription,
  ask: async (clients, args, signal) => {
    const at = path('subscriptions', args.subscription, 'providers', 'Microsoft.ContainerInstance', 'containerGroups');
    const found = await restAll(clients, { method: 'GET', path: at, query: VERSION }, signal);
    return found.map(asObject).map((group) => ({
      id: asText(group['id']),
      subnetIds: asList(asObject(group['properties'])['subnetIds']).map((one) => asText(asObject(one)['id'])),
    }));
  },
});
