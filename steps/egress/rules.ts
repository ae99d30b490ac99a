import { holds, overlaps, parseAddress, parseRange } from '../../src/core/cidr.ts';
import { type Rule, rule } from '../../src/core/rule.ts';
import { learn } from '../facts/dates.ts';
import { compareMinors } from '../facts/kubernetes.ts';
import { NOT_GLOBAL_RANGES } from '../facts/reserved-ranges.ts';
import { HUB, inSpoke } from '../net/examples.ts';
import { ipam } from '../net/pods.ts';
import { block } from '../net/subnets.ts';
import { hub, vnetMode } from '../net/vnet.ts';
import { hasWindows } from '../node/capacity.ts';
import { withWindows } from '../node/examples.ts';
import { kubernetesVersion, nodeOsChannel } from '../patch/versions.ts';
import { nextHopIp } from './next-hop.ts';
import { egressPublicIps } from './public-ips.ts';
import { egressType } from './type.ts';

const TYPES = learn('egress-outboundtype', 'Outbound types');
const UDR = learn('egress-udr', 'User-defined routing');
const ISOLATED = learn('concepts-network-isolated', 'Network-isolated clusters');
const ISOLATED_FROM = '1.30';

const isInternal = (text: string): boolean => {
  const range = parseRange(`${text}/32`);
  return NOT_GLOBAL_RANGES.some((one) => {
    const taboo = parseRange(one.range);
    return range !== undefined && taboo !== undefined && overlaps(taboo, range);
  });
};

const behindFirewall = (from: string) => ({
  ...{ 'api.exposure': 'public-ranges', 'api.authorizedRanges': ['20.50.0.0/24', 'cluster-egress'] },
  ...{ 'egress.type': 'userDefinedRouting', 'net.hubVnetId': HUB, 'egress.nextHopIp': '10.0.1.4' },
  'egress.publicIps': [from],
});

export const rules: readonly Rule[] = [
  // Matrix row 31
  rule({
    id: 'EG-2',
    severity: 'block',
    reads: [egressType, vnetMode],
    broken: (read) => read(egressType) === 'managedNATGateway' && read(vnetMode) !== 'managed',
    says: 'A NAT gateway of AKS goes with a VNet of AKS alone; in a VNet of yours AKS refuses it.',
    fix: 'Take a NAT gateway of yours.',
    source: learn('nat-gateway', 'NAT gateway'),
    examples: {
      broken: { 'net.vnet': 'new', 'egress.type': 'managedNATGateway' },
      fine: { 'net.vnet': 'managed', 'egress.type': 'managedNATGateway', 'jb.enable': 'no' },
    },
  }),
  // Matrix row 32, and 33 as far as it can be known before
  rule({
    id: 'EG-3',
    severity: 'block',
    reads: [egressType, vnetMode],
    broken: (read) => read(egressType) === 'userDefinedRouting' && read(vnetMode) === 'managed',
    says: 'Routing needs a default route on the subnet of the nodes, and a VNet managed by AKS takes no route table of yours.',
    fix: 'Take a VNet of your own, or the load balancer.',
    source: UDR,
    examples: {
      broken: { 'net.vnet': 'managed', 'egress.type': 'userDefinedRouting' },
      fine: { ...inSpoke(), 'egress.type': 'userDefinedRouting' },
    },
  }),
  rule({
    id: 'EG-4',
    severity: 'block',
    reads: [egressType, vnetMode],
    broken: (read) => read(egressType) === 'userAssignedNATGateway' && read(vnetMode) === 'managed',
    says: 'A NAT gateway of yours must be on the subnet of the nodes before the cluster is made; a VNet managed by AKS takes none.',
    fix: 'Take a VNet of your own, or the NAT gateway of AKS.',
    source: learn('nat-gateway', 'NAT gateway'),
    examples: {
      broken: { 'net.vnet': 'managed', 'egress.type': 'userAssignedNATGateway' },
      fine: { 'net.vnet': 'new', 'egress.type': 'userAssignedNATGateway' },
    },
  }),
  // Matrix row 34; row 35 (block) is no option at all
  rule({
    id: 'EG-8',
    aliases: ['PT-4'],
    severity: 'block',
    reads: [egressType, ipam, hasWindows, nodeOsChannel, kubernetesVersion],
    broken: (read) =>
      read(egressType) === 'none' &&
      (read(ipam) === 'kubenet' ||
        read(hasWindows) ||
        read(nodeOsChannel) === 'Unmanaged' ||
        compareMinors(read(kubernetesVersion), ISOLATED_FROM) < 0),
    says: `A cluster without a way out needs Kubernetes ${ISOLATED_FROM} or newer, Azure CNI, Linux pools alone, and node images that AKS manages.`,
    fix: 'Change what does not fit, or give the cluster a way out.',
    source: ISOLATED,
    examples: {
      broken: { 'egress.type': 'none', 'node.pools': withWindows },
      fine: { 'egress.type': 'none' },
    },
  }),
  rule({
    id: 'EG-12',
    severity: 'warn',
    reads: [egressType],
    broken: (read) => read(egressType) === 'none',
    says: 'A cluster without a way out takes its images from a registry cache, and most extensions (Flux, Dapr, machine learning, backup) do not work in it.',
    fix: 'Route through a firewall if they are needed.',
    source: ISOLATED,
    examples: { broken: { 'egress.type': 'none' }, fine: { 'egress.type': 'userAssignedNATGateway' } },
  }),
  rule({
    id: 'EG-13',
    severity: 'block',
    reads: [nextHopIp, block, hub],
    broken: (read) => {
      const hop = parseAddress(read(nextHopIp) ?? '');
      const own = parseRange(read(block) ?? '');
      return hop !== undefined && own !== undefined && read(hub) === undefined && !holds(own, hop);
    },
    says: 'The default route leads to an address outside the new VNet, which is peered with no hub: no traffic would arrive.',
    fix: 'Name the hub in which the firewall stands, or an address in the VNet.',
    source: UDR,
    examples: {
      broken: { 'egress.type': 'userDefinedRouting', 'egress.nextHopIp': '10.0.1.4', 'net.hubVnetId': 'none' },
      fine: { 'egress.type': 'userDefinedRouting', 'egress.nextHopIp': '10.0.1.4', 'net.hubVnetId': HUB },
    },
  }),
  rule({
    id: 'EG-14',
    severity: 'block',
    reads: [nextHopIp],
    broken: (read) => {
      const hop = read(nextHopIp);
      return hop !== undefined && !isInternal(hop);
    },
    says: 'The next hop of a route is a private address: the firewall’s in the network, not the public one it sends from.',
    fix: 'Give the private address of the firewall.',
    source: UDR,
    examples: {
      broken: { 'egress.type': 'userDefinedRouting', 'egress.nextHopIp': '20.61.10.4', 'net.hubVnetId': HUB },
      fine: { 'egress.type': 'userDefinedRouting', 'egress.nextHopIp': '10.0.1.4', 'net.hubVnetId': HUB },
    },
  }),
  rule({
    id: 'EG-15',
    severity: 'block',
    reads: [egressPublicIps],
    broken: (read) => (read(egressPublicIps) ?? []).filter(isInternal),
    says: 'What the API server sees of the firewall is a public address; this one is private, shared or for documentation.',
    fix: 'Give the public addresses of the firewall.',
    repairs: (read) => {
      const left = (read(egressPublicIps) ?? []).filter((one) => !isInternal(one));
      return left.length > 0 ? [{ [egressPublicIps.id]: left }] : [];
    },
    source: TYPES,
    examples: { broken: behindFirewall('10.0.1.4'), fine: behindFirewall('20.61.10.4') },
  }),
];
