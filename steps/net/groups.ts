import { type AnyRead, derived } from '../../src/core/decision.ts';
import { type ResourceSymbol, symbol } from '../../src/plan/value.ts';
import { resourceGroup } from '../base/names.ts';
import { pools } from '../node/pools.ts';
import { clusterGroup, networkGroup } from '../resources.ts';
import { networkGroupName, vnetMode } from './vnet.ts';

/** Whether the new VNet stands in a group of its own, and not in that of the cluster. */
export const hasNetworkGroup = derived({
  id: 'net.hasNetworkGroup',
  says: 'the network has a resource group of its own',
  needs: [vnetMode, networkGroupName, resourceGroup],
  compute: (read) =>
    read(vnetMode) === 'new' && (read(networkGroupName) ?? '').toLowerCase() !== read(resourceGroup).toLowerCase(),
});

/** The group of what lives beside the VNet: gateways, routes, security groups. In a VNet that exists it is the cluster's. */
export const networkGroupOf = (read: AnyRead): ResourceSymbol<'Microsoft.Resources/resourceGroups'> =>
  read(hasNetworkGroup) ? networkGroup : clusterGroup;

/** Subnets that exist and belong to one pool alone. */
export const poolSubnets = derived({
  id: 'net.poolSubnets',
  says: 'which pools stand in a subnet of their own',
  needs: [pools],
  compute: (read): readonly { readonly pool: string; readonly id: string }[] =>
    read(pools).flatMap((pool) => (pool.subnet === undefined ? [] : [{ pool: pool.name, id: pool.subnet }])),
});

export const poolSubnetSymbol = (pool: string): ResourceSymbol<'Microsoft.Network/virtualNetworks/subnets'> =>
  symbol(`${pool}PoolSubnet`, 'Microsoft.Network/virtualNetworks/subnets');
