import type { AnyRead } from '../../src/core/decision.ts';
import { contribution } from '../../src/plan/contribution.ts';
import { type Body, idOf } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { inCluster } from '../delivery/in-cluster.ts';
import { makesNatGateway } from '../egress/type.ts';
import { addFlows } from '../flows.ts';
import { addNatGateway } from '../nat-gateway.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { natGateway, routeTable, subnets } from '../resources.ts';
import { containerEgress, nodeEgressRules } from './network.ts';
import { chartEgress, virtualNodeEgress } from './node-egress.ts';
import { containerNatGateway, containerNatGatewayIp } from './symbols.ts';

/** The way out of the container subnet; where the nodes have a NAT gateway of this plan, the containers share it. */
function wayOut(read: AnyRead): Body {
  if (read(containerEgress) === 'firewall') return { routeTable: { id: idOf(routeTable) } };
  return { natGateway: { id: idOf(read(makesNatGateway) ? natGateway : containerNatGateway) } };
}

export const containerSubnet = contribution({
  id: 'vn.subnet',
  because: [containerEgress, makesNatGateway, clusterName, location, tags],
  when: (read) => read(containerEgress) === 'natgw' || read(containerEgress) === 'firewall',
  add: (plan, read) => {
    if (read(containerEgress) === 'natgw' && !read(makesNatGateway))
      addNatGateway(plan, read, {
        gateway: containerNatGateway,
        address: containerNatGatewayIp,
        suffix: 'containers',
        of: 'pods on virtual nodes',
      });
    plan.extend(subnets.containers, { properties: wayOut(read) });
  },
});

export const nodeFlows = contribution({
  id: 'vn.flows',
  because: [virtualNodes, nodeEgressRules, inCluster, location],
  when: (read) => read(virtualNodes),
  add: (plan, read) =>
    addFlows(plan, [...virtualNodeEgress(read(nodeEgressRules)), ...chartEgress(read(inCluster))], read(location)),
});
