import { type Rule, rule } from '../../src/core/rule.ts';
import { learn, VN2_REPO } from '../facts/dates.ts';
import { RETIREMENTS } from '../facts/retirements.ts';
import { parseVmSize } from '../facts/vm-sizes.ts';
import { hasGateway, hasWindows, mostNodes } from '../node/capacity.ts';
import { examplePool, exampleSystem, exampleWindows, withWindows } from '../node/examples.ts';
import { pools } from '../node/pools.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { ipam } from './pods.ts';

const CNI = learn('concepts-network-cni-overview', 'AKS CNI networking overview');
const OVERLAY = learn('azure-cni-overlay', 'Azure CNI Overlay');

/** The most nodes of a cluster, by how pods get addresses. */
const MOST_NODES = { overlay: 5000, kubenet: 400 } as const;

const isDcV2 = (name: string): boolean => {
  const size = parseVmSize(name);
  return size?.family === 'DC' && size.version === 2;
};

export const podRules: readonly Rule[] = [
  rule({
    id: 'HC-1',
    severity: 'block',
    reads: [virtualNodes, ipam],
    broken: (read) => read(virtualNodes) && (read(ipam) === 'overlay' || read(ipam) === 'kubenet'),
    says: 'Virtual nodes do not work with an overlay or kubenet: pods in container groups could not reach pods on nodes.',
    fix: 'Give pods addresses of the node subnet, or do without virtual nodes.',
    source: VN2_REPO,
    examples: {
      broken: { 'vn.enable': true, 'net.ipam': 'overlay' },
      fine: { 'vn.enable': true, 'net.ipam': 'node-subnet' },
    },
  }),
  rule({
    id: 'IP-9',
    severity: 'warn',
    reads: [virtualNodes, ipam],
    broken: (read) => read(virtualNodes) && read(ipam) === 'pod-subnet',
    says: 'The vendor of virtual nodes names addresses of the node subnet as what they work with; a subnet for pods is not mentioned.',
    fix: 'Give pods addresses of the node subnet.',
    source: VN2_REPO,
    unverified: 'Nobody says that it fails.',
    examples: {
      broken: { 'vn.enable': true, 'net.ipam': 'pod-subnet' },
      fine: { 'vn.enable': true, 'net.ipam': 'node-subnet' },
    },
  }),
  // Matrix row 22
  rule({
    id: 'IP-3',
    severity: 'retired',
    reads: [ipam],
    broken: (read) => read(ipam) === 'kubenet',
    says: `Support for kubenet ends on ${RETIREMENTS.kubenet.ends}; then the nodes of such a cluster can no longer be renewed.`,
    fix: `Take ${RETIREMENTS.kubenet.instead}.`,
    source: RETIREMENTS.kubenet.source,
    examples: { broken: { 'net.ipam': 'kubenet' }, fine: { 'net.ipam': 'overlay' } },
  }),
  rule({
    id: 'IP-11',
    severity: 'block',
    reads: [ipam, hasWindows],
    broken: (read) => read(ipam) === 'kubenet' && read(hasWindows),
    says: 'kubenet has no Windows pools.',
    fix: 'Take an overlay.',
    source: CNI,
    examples: {
      broken: { 'net.ipam': 'kubenet', 'node.pools': withWindows },
      fine: { 'net.ipam': 'overlay', 'node.pools': withWindows },
    },
  }),
  rule({
    id: 'IP-12',
    severity: 'block',
    reads: [ipam, pools],
    broken: (read) =>
      read(ipam) === 'pod-subnet'
        ? read(pools)
            .filter((pool) => pool.osSku === 'Windows2019')
            .map((pool) => pool.name)
        : [],
    says: 'Windows Server 2019 does not work with a subnet for pods.',
    fix: 'Take a newer Windows image, or an overlay.',
    source: CNI,
    examples: {
      broken: { 'net.ipam': 'pod-subnet', 'node.pools': [exampleSystem(), exampleWindows({ osSku: 'Windows2019' })] },
      fine: { 'net.ipam': 'pod-subnet', 'node.pools': [exampleSystem(), exampleWindows()] },
    },
  }),
  rule({
    id: 'IP-8',
    severity: 'block',
    reads: [ipam, pools],
    broken: (read) =>
      read(ipam) === 'overlay'
        ? read(pools)
            .filter((pool) => isDcV2(pool.size))
            .map((pool) => pool.name)
        : [],
    says: 'Nodes of the DCsv2 sizes do not work with an overlay.',
    fix: 'Take a newer confidential size, or another way to give pods addresses.',
    source: OVERLAY,
    examples: {
      broken: { 'node.pools': [exampleSystem(), examplePool({ size: 'Standard_DC4s_v2' })] },
      fine: { 'node.pools': [exampleSystem(), examplePool({ size: 'Standard_DC4s_v3' })] },
    },
  }),
  rule({
    id: 'IP-13',
    severity: 'block',
    reads: [ipam, mostNodes],
    broken: (read) => {
      const how = read(ipam);
      return (how === 'overlay' || how === 'kubenet') && read(mostNodes) > MOST_NODES[how];
    },
    says: `A cluster with kubenet has at most ${MOST_NODES.kubenet} nodes, one with an overlay ${MOST_NODES.overlay}; the pools grow beyond that at an upgrade’s peak.`,
    fix: 'Plan fewer nodes.',
    source: CNI,
    examples: {
      broken: { 'net.ipam': 'kubenet', 'node.pools': [exampleSystem(), examplePool({ count: 400 })] },
      fine: { 'net.ipam': 'overlay', 'node.pools': [exampleSystem(), examplePool({ count: 400 })] },
    },
  }),
  // Matrix row 37
  rule({
    id: 'EG-11',
    severity: 'block',
    reads: [ipam, hasGateway],
    broken: (read) => read(ipam) === 'pod-subnet' && read(hasGateway),
    says: 'The static egress gateway does not work with a subnet for pods, and a gateway pool is for nothing else.',
    fix: 'Take an overlay, or leave the gateway pool out.',
    source: learn('configure-static-egress-gateway', 'Static egress gateway'),
    examples: {
      broken: {
        'net.ipam': 'pod-subnet',
        'node.pools': [exampleSystem(), examplePool(), examplePool({ name: 'gw', mode: 'Gateway' })],
      },
      fine: {
        'net.ipam': 'overlay',
        'node.pools': [exampleSystem(), examplePool(), examplePool({ name: 'gw', mode: 'Gateway' })],
      },
    },
  }),
];
