import { refsOf } from '../../plan/order.ts';
import type { Plan, Resource } from '../../plan/plan.ts';

const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const ZONE = 'Microsoft.Network/privateDnsZones';

/**
 * The private DNS zone of one owner's cluster that is not theirs to remove, in which AKS may leave the A record of the API
 * server and a link: https://github.com/Azure/AKS/issues/4500 and
 * https://github.com/Azure/terraform-azurerm-avm-ptn-aks-production/issues/189
 */
export function zoneThatStays(view: Plan): Resource | undefined {
  const cluster = view.resources.find((one) => one.type === CLUSTER && one.existing === undefined);
  if (!cluster) return undefined;
  const named = new Set(refsOf({ ...cluster, after: [] }));
  return view.resources.find((one) => one.type === ZONE && one.existing !== undefined && named.has(one.symbol));
}
