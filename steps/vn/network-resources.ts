import type { AnyRead } from '../../src/core/decision.ts';
import { contribution } from '../../src/plan/contribution.ts';
import { type Body, idOf } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { makesNatGateway } from '../egress/type.ts';
import type { EgressRule } from '../facts/flows.ts';
import { VIRTUAL_NODE_EGRESS } from '../facts/virtual-nodes-flows.ts';
import { addFlows } from '../flows.ts';
import { addNatGateway } from '../nat-gateway.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { natGateway, routeTable, subnets } from '../resources.ts';
import { containerEgress, nodeEgressRules } from './network.ts';
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

/** A firewall that cannot match names on a port takes the service tag instead. */
const byTag = (rule: EgressRule): EgressRule => {
  const { fqdn: _, ...rest } = rule;
  return rule.id.startsWith('vn2-atlas') ? { ...rest, serviceTag: rule.alternativeTag ?? '', protocol: 'Tcp' } : rule;
};

export const nodeFlows = contribution({
  id: 'vn.flows',
  because: [virtualNodes, nodeEgressRules, location],
  when: (read) => read(virtualNodes),
  add: (plan, read) =>
    addFlows(
      plan,
      read(nodeEgressRules) === 'region-tag' ? VIRTUAL_NODE_EGRESS.map(byTag) : VIRTUAL_NODE_EGRESS,
      read(location),
    ),
});
