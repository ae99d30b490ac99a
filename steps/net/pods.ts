import { conditional, decision, derived } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { RETIREMENTS } from '../facts/retirements.ts';
import { type Pool, pools } from '../node/pools.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

export const ipam = decision({
  id: 'net.ipam',
  needs: [virtualNodes],
  question: 'How do pods get their addresses?',
  explain:
    'With an overlay pods have addresses of a range of their own and nodes alone take addresses of the VNet. ' +
    'With the other two pods take addresses of the VNet and can be reached from it; that costs many addresses. Virtual nodes work with node-subnet alone. ' +
    'A living cluster can move to the overlay, never away from it.',
  kind: choice([
    { value: 'overlay', label: 'Overlay', effect: 'Pods take addresses of net.podRange; asks for it.' },
    {
      value: 'node-subnet',
      label: 'Addresses of the node subnet',
      effect: 'Each node takes an address for each of its pods, in use or not.',
      permanence: 'reimage',
    },
    { value: 'pod-subnet', label: 'A subnet for pods', effect: 'Adds a subnet; pods take its addresses as they come.' },
    {
      value: 'kubenet',
      label: 'kubenet',
      effect: 'Linux pools, 400 nodes at most, routes of its own.',
      risk: `support ends on ${RETIREMENTS.kubenet.ends}`,
      permanence: 'reimage',
    },
  ]),
  recommended: (read) => (read(virtualNodes) ? 'node-subnet' : 'overlay'),
  permanence: 'create-only',
  aliases: ['network plugin', 'cni', 'overlay', 'kubenet'],
  sources: [
    learn('concepts-network-cni-overview', 'AKS CNI networking overview'),
    learn('azure-cni-overlay', 'Azure CNI Overlay'),
    learn('update-azure-cni', 'Update Azure CNI'),
  ],
});

export const podAllocation = conditional({
  id: 'net.podAllocation',
  needs: [ipam],
  question: 'How do nodes get their share of the subnet for pods?',
  explain:
    'One by one, nodes take addresses in batches as their pods come, which uses the subnet best. ' +
    'In blocks each node holds a fixed piece from its start: it costs more addresses and scales to far more pods. A pool keeps its way for life.',
  kind: choice([
    { value: 'DynamicIndividual', label: 'As pods come', effect: 'Addresses in batches of 16.' },
    { value: 'StaticBlock', label: 'Blocks for each node', effect: 'Each node holds blocks of 16 from its start.' },
  ]),
  when: (read) => read(ipam) === 'pod-subnet',
  recommended: () => 'DynamicIndividual',
  permanence: 'create-only',
  aliases: ['static block', 'podIPAllocationMode'],
  sources: [learn('concepts-network-cni-overview', 'AKS CNI networking overview')],
});

type Ipam = 'overlay' | 'node-subnet' | 'pod-subnet' | 'kubenet';

/** Pods a node where the pool does not say: 250 in an overlay (110 on Windows), 30 with virtual nodes, else 110. */
const podsOf = (pool: Pool, how: Ipam, withVirtualNodes: boolean): number =>
  pool.maxPods ?? (how === 'overlay' ? (pool.osType === 'Windows' ? 110 : 250) : withVirtualNodes ? 30 : 110);

export const podsPerNode = derived({
  id: 'net.podsPerNode',
  says: 'how many pods a node of each pool carries',
  needs: [pools, ipam, virtualNodes],
  compute: (read): Readonly<Record<string, number>> =>
    Object.fromEntries(read(pools).map((pool) => [pool.name, podsOf(pool, read(ipam), read(virtualNodes))])),
});

/** Whether pods have a range of their own, outside the VNet. */
export const hasPodRange = derived({
  id: 'net.hasPodRange',
  says: 'pods have a range of their own',
  needs: [ipam],
  compute: (read) => read(ipam) === 'overlay' || read(ipam) === 'kubenet',
});
