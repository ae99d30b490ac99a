import { decision, derived } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { ipam } from '../net/pods.ts';
import { makesNodeSubnet } from '../net/subnets.ts';
import { hub, vnetMode } from '../net/vnet.ts';

export const egressType = decision({
  id: 'egress.type',
  needs: [vnetMode, hub],
  question: 'How do nodes and pods reach the outside?',
  explain:
    'It decides which public addresses the cluster shows and what can filter its traffic. Through a firewall only named hosts are reached. ' +
    'A NAT gateway of yours gives fixed addresses that partners can list. The load balancer is simplest and filters nothing. ' +
    'Changing it later changes the addresses and drops connections. Outbound type block is a preview that no released az or API knows, so it is not here.',
  kind: choice([
    {
      value: 'userDefinedRouting',
      label: 'Routes to a firewall',
      effect: 'Default route to a firewall or appliance; asks for its address where the plan makes the route.',
    },
    {
      value: 'userAssignedNATGateway',
      label: 'NAT gateway of yours',
      effect: 'A NAT gateway with one fixed public address on the node subnet.',
    },
    { value: 'loadBalancer', label: 'Load balancer', effect: 'Public addresses on the load balancer of AKS.' },
    {
      value: 'managedNATGateway',
      label: 'NAT gateway of AKS',
      effect: 'AKS makes a NAT gateway; with a VNet managed by AKS alone.',
    },
    {
      value: 'none',
      label: 'None',
      effect: 'A network-isolated cluster: images and binaries come from a registry cache.',
      risk: 'most extensions do not work',
    },
  ]),
  recommended: (read) => {
    if (read(vnetMode) === 'managed') return 'loadBalancer';
    return read(vnetMode) === 'existing' || read(hub) !== undefined ? 'userDefinedRouting' : 'userAssignedNATGateway';
  },
  ask: 'always',
  permanence: 'update',
  aliases: ['outbound type', 'udr', 'nat gateway', 'firewall'],
  sources: [
    learn('egress-outboundtype', 'Outbound types'),
    learn('egress-udr', 'User-defined routing'),
    learn('nat-gateway', 'NAT gateway'),
    learn('concepts-network-isolated', 'Network-isolated clusters'),
  ],
});

/** Whether this plan makes a route table and attaches it: routing to a firewall, and kubenet, which keeps its routes in one. */
export const makesRouteTable = derived({
  id: 'egress.makesRouteTable',
  says: 'a route table is made and attached to the subnet of the nodes',
  needs: [egressType, makesNodeSubnet, ipam],
  compute: (read) => read(makesNodeSubnet) && (read(egressType) === 'userDefinedRouting' || read(ipam) === 'kubenet'),
});

/** Whether this plan makes a NAT gateway for the nodes. */
export const makesNatGateway = derived({
  id: 'egress.makesNatGateway',
  says: 'a NAT gateway is made and attached to the subnet of the nodes',
  needs: [egressType, makesNodeSubnet],
  compute: (read) => read(makesNodeSubnet) && read(egressType) === 'userAssignedNATGateway',
});
