import { type Rule, rule } from '../../src/core/rule.ts';
import { partsOfId } from '../../src/plan/ids.ts';
import { subscription } from '../base/subscription.ts';
import { egressType } from '../egress/type.ts';
import { AIB_NETWORKING, learnElsewhere } from '../facts/dates.ts';
import { subnetFor, subnetList } from '../net/subnets.ts';
import { vnetId } from '../net/vnet.ts';
import { hasFirewallRoute } from '../vn/network.ts';
import { jumpBoxTopology } from './enable.ts';
import { buildEgress } from './network.ts';

const PRIVATE_SUBNETS = learnElsewhere(
  'virtual-network/ip-services/default-outbound-access',
  'Default outbound access',
  '2026-08-21',
);
const build = { 'jb.enable': 'build', 'net.vnet': 'new', 'net.hubVnetId': 'none' };
const routed = { ...build, 'egress.type': 'userDefinedRouting', 'egress.nextHopIp': '10.0.1.4' };
const SUB = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
const OTHER = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c99';
const VNET = `/subscriptions/${SUB}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-net`;
const subnetIds = (buildSubnet: string, aciSubnet: string) => ({
  'jb.enable': 'build',
  'net.vnet': 'existing',
  'net.vnetId': VNET,
  'net.subnets': [
    { purpose: 'nodes', id: `${VNET}/subnets/snet-nodes` },
    { purpose: 'api', id: `${VNET}/subnets/snet-api` },
    { purpose: 'image-build', id: buildSubnet },
    { purpose: 'image-aci', id: aciSubnet },
  ],
});

export const networkRules: readonly Rule[] = [
  rule({
    id: 'JB-37',
    aliases: ['NW-12'],
    severity: 'block',
    reads: [jumpBoxTopology, subscription, subnetList, vnetId],
    broken: (read) => {
      const topology = read(jumpBoxTopology);
      if (topology === undefined || topology === 'none') return false;
      const ids = (['image-build', 'image-aci'] as const).flatMap((purpose) => {
        const subnet = subnetFor(read(subnetList), purpose);
        return subnet === undefined ? [] : [subnet.id ?? read(vnetId)];
      });
      return ids.some((id) => id !== undefined && partsOfId(id).subscription.toLowerCase() !== read(subscription));
    },
    says: 'The image template and the subnets that it builds in must be in one subscription, and a subnet is in another.',
    fix: 'Use subnets in the subscription of the cluster, or build in the service’s own network.',
    source: AIB_NETWORKING,
    unverified: 'That templates cannot build across subscriptions follows from the rule for container groups.',
    examples: {
      broken: { ...subnetIds(`${VNET}/subnets/snet-build`, `${VNET}/subnets/snet-aci`), 'base.subscription': OTHER },
      fine: { ...subnetIds(`${VNET}/subnets/snet-build`, `${VNET}/subnets/snet-aci`), 'base.subscription': SUB },
    },
  }),
  rule({
    id: 'HC-14',
    aliases: ['NW-09', 'NW-10'],
    severity: 'block',
    reads: [buildEgress, hasFirewallRoute],
    broken: (read) => ['firewall', 'both'].includes(read(buildEgress) ?? '') && !read(hasFirewallRoute),
    says: 'This plan makes no default route to a firewall that the subnets of the build could use, and a new subnet has no way out by itself.',
    fix: 'Route the nodes to the firewall too, take a NAT gateway, or name subnets that have their route.',
    source: PRIVATE_SUBNETS,
    examples: {
      broken: { ...build, 'egress.type': 'userAssignedNATGateway', 'jb.egress': 'firewall' },
      fine: { ...routed, 'jb.egress': 'firewall' },
    },
  }),
  rule({
    id: 'JB-35',
    severity: 'warn',
    reads: [buildEgress],
    broken: (read) => read(buildEgress) === 'both',
    says: 'The route to the firewall beats the NAT gateway: the gateway costs money and carries nothing.',
    fix: 'Attach one of the two.',
    source: PRIVATE_SUBNETS,
    examples: { broken: { ...routed, 'jb.egress': 'both' }, fine: { ...routed, 'jb.egress': 'firewall' } },
  }),
  rule({
    id: 'JB-36',
    severity: 'warn',
    reads: [buildEgress, egressType],
    broken: (read) => read(buildEgress) === 'nat-gateway' && ['userDefinedRouting', 'none'].includes(read(egressType)),
    says: 'The nodes pass a firewall or reach nothing at all, and the build passes neither: it reaches every host on ports 80 and 443.',
    fix: 'Build through the firewall, or keep in mind that this subnet has a way around it.',
    source: AIB_NETWORKING,
    examples: { broken: { ...routed, 'jb.egress': 'nat-gateway' }, fine: { ...routed, 'jb.egress': 'firewall' } },
  }),
];
