import type { AnyRead } from '../src/core/decision.ts';
import type { Adder } from '../src/plan/contribution.ts';
import { idOf, param, type ResourceSymbol } from '../src/plan/value.ts';
import { clusterName } from './base/names.ts';
import { locationOf, named, tagsOf } from './common.ts';
import { API } from './facts/api-versions.ts';
import { networkGroupOf } from './net/groups.ts';

/** Minutes after which an idle connection is dropped; the vendor of virtual nodes uses 10. */
const IDLE_TIMEOUT = 10;

/** Adds a NAT gateway with one fixed address, for subnets that do not share the nodes’ way out. */
export function addNatGateway(
  plan: Adder,
  read: AnyRead,
  at: {
    readonly gateway: ResourceSymbol<'Microsoft.Network/natGateways'>;
    readonly address: ResourceSymbol<'Microsoft.Network/publicIPAddresses'>;
    /** Ends the names: `containers` of `ng-aks1-containers`. */
    readonly suffix: string;
    readonly of: string;
  },
): void {
  const common = {
    scope: { in: 'group', group: networkGroupOf(read).symbol },
    stage: 'network',
    domain: 'network',
  } as const;
  const cluster = read(clusterName) as string;
  plan.add(at.address, {
    ...common,
    api: API['Microsoft.Network/publicIPAddresses'],
    name: param(`${at.address.symbol}Name`, named('pip', cluster, at.suffix), `Public address for ${at.of}`),
    body: {
      location: locationOf(read),
      tags: tagsOf(read),
      sku: { name: 'Standard' },
      properties: { publicIPAllocationMethod: 'Static' },
    },
  });
  plan.add(at.gateway, {
    ...common,
    api: API['Microsoft.Network/natGateways'],
    name: param(`${at.gateway.symbol}Name`, named('ng', cluster, at.suffix), `NAT gateway for ${at.of}`),
    body: {
      location: locationOf(read),
      tags: tagsOf(read),
      sku: { name: 'Standard' },
      properties: { idleTimeoutInMinutes: IDLE_TIMEOUT, publicIpAddresses: [{ id: idOf(at.address) }] },
    },
  });
}
