import { type Rule, rule } from '../../src/core/rule.ts';
import { clusterName } from '../base/names.ts';
import { subscription } from '../base/subscription.ts';
import { ACI_VNET, learn } from '../facts/dates.ts';
import { jumpBoxTopology } from '../jb/enable.ts';
import { examplePool, exampleSystem } from '../node/examples.ts';
import { pools } from '../node/pools.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { inNewVnet, inSpoke, SPOKE, SPOKE_ELSEWHERE } from './examples.ts';
import { ipam } from './pods.ts';
import { subnetList } from './subnets.ts';
import { LONGEST_OVERLAY_NAME, networkGroupName, vnetId, vnetMode, vnetNameOf } from './vnet.ts';

const CNI = learn('concepts-network-cni-overview', 'AKS CNI networking overview');

/** Subscription, group and last name of an Azure id. */
const partsOf = (id: string) => {
  const parts = id.split('/');
  return { subscription: parts[2] ?? '', group: parts[4] ?? '', name: parts.at(-1) ?? '' };
};

const isIn = (vnet: string, subnet: string): boolean =>
  subnet.toLowerCase().startsWith(`${vnet.toLowerCase()}/subnets/`);

/** A pool in a subnet of its own, for an example. */
const withOwnSubnet = (subnet: string) => [exampleSystem(), examplePool({ subnet })];

export const vnetRules: readonly Rule[] = [
  rule({
    id: 'NET-2',
    severity: 'info',
    reads: [vnetId, subscription],
    broken: (read) =>
      partsOf(read(vnetId) ?? `/subscriptions/${read(subscription)}`).subscription !== read(subscription),
    says: 'The VNet is in another subscription than the cluster: the identity of the cluster needs its roles there, and whoever assigns them needs the right to.',
    fix: 'Nothing to change; see that the roles can be assigned there.',
    source: CNI,
    examples: { broken: inSpoke({}, SPOKE_ELSEWHERE), fine: inSpoke() },
  }),
  rule({
    id: 'HC-4',
    severity: 'block',
    reads: [virtualNodes, vnetId, subscription],
    broken: (read) => {
      const id = read(vnetId);
      return read(virtualNodes) && id !== undefined && partsOf(id).subscription !== read(subscription);
    },
    says: 'Container groups and their subnet must be in one subscription; this VNet is in another one than the cluster.',
    fix: 'Take a VNet in the cluster’s subscription, or do without virtual nodes.',
    source: ACI_VNET,
    examples: {
      broken: {
        'vn.enable': true,
        ...inSpoke({ containers: { id: `${SPOKE_ELSEWHERE}/subnets/cg` } }, SPOKE_ELSEWHERE),
      },
      fine: { 'vn.enable': true, ...inSpoke({ containers: { id: `${SPOKE}/subnets/cg` } }) },
    },
  }),
  rule({
    id: 'NET-5',
    severity: 'block',
    reads: [ipam, vnetMode, vnetId, networkGroupName, clusterName, subnetList],
    broken: (read) => {
      if (read(ipam) !== 'overlay' || read(vnetMode) === 'managed') return [];
      const { group, name } = partsOf(read(vnetId) ?? '');
      const vnet =
        read(vnetMode) === 'new' ? [read(networkGroupName) ?? '', vnetNameOf(read(clusterName))] : [group, name];
      const subnets = (read(subnetList) ?? []).map((subnet) => subnet.name ?? partsOf(subnet.id ?? '').name);
      return [...vnet, ...subnets].filter((one) => one.length > LONGEST_OVERLAY_NAME);
    },
    says: `With an overlay the names of the subnet, the VNet and the VNet’s group may have at most ${LONGEST_OVERLAY_NAME} characters.`,
    fix: 'Shorten the name, or take another way to give pods addresses.',
    source: learn('azure-cni-overlay', 'Azure CNI Overlay'),
    examples: {
      broken: { 'net.resourceGroup': `rg-${'network'.repeat(10)}` },
      fine: { 'net.resourceGroup': 'rg-network' },
    },
  }),
  rule({
    id: 'NET-7',
    severity: 'block',
    reads: [vnetMode, virtualNodes, jumpBoxTopology],
    broken: (read) => {
      const topology = read(jumpBoxTopology);
      const builds = topology === 'build+aci' || topology === 'build-only';
      return read(vnetMode) === 'managed' && (read(virtualNodes) || builds);
    },
    says: 'Virtual nodes and the image build need subnets that are there before the cluster is; a VNet managed by AKS is made with the cluster, in its locked group.',
    fix: 'Take a VNet of your own, or do without what needs the subnets.',
    source: CNI,
    examples: {
      broken: { 'net.vnet': 'managed', 'vn.enable': true },
      fine: { 'net.vnet': 'managed', 'jb.enable': 'no' },
    },
  }),
  rule({
    id: 'NET-9',
    severity: 'block',
    reads: [vnetMode, subnetList],
    broken: (read) =>
      read(vnetMode) === 'new'
        ? (read(subnetList) ?? []).filter((subnet) => subnet.id !== undefined).map((subnet) => subnet.purpose)
        : [],
    says: 'A new VNet has no subnets yet, so none can be named by id.',
    fix: 'Give the subnet a name and a range, or use the VNet that exists.',
    source: CNI,
    examples: {
      broken: inNewVnet({ nodes: { id: `${SPOKE}/subnets/snet-nodes` } }),
      fine: inNewVnet(),
    },
  }),
  rule({
    id: 'NET-11',
    severity: 'block',
    reads: [vnetId, subnetList],
    broken: (read) => {
      const vnet = read(vnetId);
      if (vnet === undefined) return [];
      return (read(subnetList) ?? [])
        .filter((subnet) => subnet.id !== undefined && !isIn(vnet, subnet.id))
        .map((subnet) => subnet.purpose);
    },
    says: 'The subnet is not one of the VNet that was named: nodes, API server and virtual nodes must share one VNet.',
    fix: 'Name a subnet of that VNet.',
    source: CNI,
    examples: { broken: inSpoke({ nodes: { id: `${SPOKE}-2/subnets/snet-nodes` } }), fine: inSpoke() },
  }),
  rule({
    id: 'NET-16',
    severity: 'block',
    reads: [vnetId, pools],
    broken: (read) => {
      const vnet = read(vnetId);
      return read(pools)
        .filter((pool) => pool.subnet !== undefined && (vnet === undefined || !isIn(vnet, pool.subnet)))
        .map((pool) => pool.name);
    },
    says: 'A pool’s own subnet must be one that exists in the VNet of the cluster.',
    fix: 'Leave the pool’s subnet out, or name one of the VNet that was named.',
    repairs: (read) => [{ [pools.id]: read(pools).map(({ subnet: _, ...pool }) => pool) }],
    source: CNI,
    examples: {
      broken: { 'node.pools': withOwnSubnet(`${SPOKE}/subnets/snet-pool`) },
      fine: { ...inSpoke(), 'node.pools': withOwnSubnet(`${SPOKE}/subnets/snet-pool`) },
    },
  }),
];
