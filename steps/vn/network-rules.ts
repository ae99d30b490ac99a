import { type Rule, rule } from '../../src/core/rule.ts';
import { ACI_VNET, VN2_REPO } from '../facts/dates.ts';
import { networkGroupName } from '../net/vnet.ts';
import { containerEgress, hasFirewallRoute } from './network.ts';
import { aciGroupName } from './resource-group.ts';

const on = { 'vn.enable': true };
const newVnet = { ...on, 'net.vnet': 'new', 'net.hubVnetId': 'none' };
export const networkRules: readonly Rule[] = [
  rule({
    id: 'VN-35',
    severity: 'block',
    reads: [containerEgress, hasFirewallRoute],
    broken: (read) => read(containerEgress) === 'firewall' && !read(hasFirewallRoute),
    says: 'There is no default route to a firewall in this plan that could be attached to the subnet of the container groups.',
    fix: 'Route the nodes to the firewall too, take a NAT gateway, or name a subnet that has its route.',
    source: VN2_REPO,
    examples: {
      broken: { ...newVnet, 'egress.type': 'userAssignedNATGateway', 'vn.egress': 'firewall' },
      fine: {
        ...newVnet,
        'egress.type': 'userDefinedRouting',
        'egress.nextHopIp': '10.0.1.4',
        'vn.egress': 'firewall',
      },
    },
  }),
  rule({
    id: 'VN-36',
    severity: 'warn',
    reads: [containerEgress],
    broken: (read) => read(containerEgress) === 'firewall',
    says: 'The limits of Azure Container Instances call a NAT gateway the only supported way out; a tutorial of Azure shows a firewall. They cannot both be right.',
    fix: 'Take a NAT gateway, or call out from a pod of your own on a virtual node before anything relies on it: the report says how, under Virtual nodes.',
    source: ACI_VNET,
    unverified: 'The documents contradict each other.',
    examples: {
      broken: {
        ...newVnet,
        'egress.type': 'userDefinedRouting',
        'egress.nextHopIp': '10.0.1.4',
        'vn.egress': 'firewall',
      },
      fine: { ...newVnet, 'vn.egress': 'natgw' },
    },
  }),
  rule({
    id: 'VN-37',
    severity: 'warn',
    reads: [containerEgress],
    broken: (read) => read(containerEgress) === 'none',
    says: 'Pods on virtual nodes then reach nothing outside the VNet.',
    fix: 'Attach a NAT gateway, unless everything they need is inside.',
    source: VN2_REPO,
    examples: { broken: { ...newVnet, 'vn.egress': 'none' }, fine: { ...newVnet, 'vn.egress': 'natgw' } },
  }),
  rule({
    id: 'VN-38',
    severity: 'warn',
    reads: [aciGroupName, networkGroupName],
    broken: (read) =>
      read(aciGroupName) !== undefined && read(aciGroupName)?.toLowerCase() === read(networkGroupName)?.toLowerCase(),
    says: 'The group of the container groups is that of the network: whatever else gets rights there gets them on both.',
    fix: 'Give the container groups a group of their own.',
    source: VN2_REPO,
    examples: {
      broken: { ...newVnet, 'net.resourceGroup': 'rg-net', 'vn.aciRgName': 'rg-net' },
      fine: { ...newVnet, 'net.resourceGroup': 'rg-net', 'vn.aciRgName': 'rg-aci' },
    },
  }),
];
