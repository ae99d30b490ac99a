import { derived } from '../../src/core/decision.ts';
import { CAPACITY } from '../facts/virtual-nodes.ts';
import { memoryOf, parseVmSize } from '../facts/vm-sizes.ts';
import { fewestOf, mostOf } from '../node/capacity.ts';
import { type Pool, pools } from '../node/pools.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

/** Infra pods tolerate no taint but those of Kubernetes itself, and run on Linux alone. */
const isHost = (pool: Pool): boolean =>
  pool.osType === 'Linux' &&
  pool.mode !== 'Gateway' &&
  !pool.taints.some((taint) => /:(?:NoSchedule|NoExecute)$/.test(taint));

/** What AKS keeps for itself and for the daemons of a node, roughly: the rest is for pods. */
const RESERVED_CPU = 0.4;
const USABLE_MEMORY = 0.75;

/** Infra pods that fit on one node of a size. What its name does not say, its facts may; an unknown memory is not counted. */
export function infraPodsOn(size: string): number {
  const vCpus = parseVmSize(size)?.vCpus;
  if (vCpus === undefined) return 1;
  const byCpu = Math.floor((vCpus - RESERVED_CPU) / CAPACITY.cpuPerReplica);
  const memory = memoryOf(size);
  return memory === undefined
    ? byCpu
    : Math.min(byCpu, Math.floor((memory * USABLE_MEMORY) / CAPACITY.memoryGBPerReplica));
}

/** Whether a size is known to be smaller than the vendor asks for. */
export function isTooSmall(size: string): boolean {
  const vCpus = parseVmSize(size)?.vCpus ?? CAPACITY.minimumHostVCpus;
  const memory = memoryOf(size) ?? CAPACITY.minimumHostMemoryGiB;
  return vCpus < CAPACITY.minimumHostVCpus || memory < CAPACITY.minimumHostMemoryGiB;
}

export const hostPools = derived({
  id: 'vn.hostPools',
  says: 'the Linux pools without a taint, on which the infra pods of virtual nodes run',
  needs: [virtualNodes, pools],
  compute: (read): readonly Pool[] => (read(virtualNodes) ? read(pools).filter(isHost) : []),
});

export const nodeSku = derived({
  id: 'vn.nodeSku',
  says: 'the VM sizes that carry virtual nodes',
  needs: [hostPools],
  compute: (read): readonly string[] => [...new Set(read(hostPools).map((pool) => pool.size))].toSorted(),
});

/** Infra pods that the host pools carry, with the fewest nodes and with the most. */
export const infraPodRoom = derived({
  id: 'vn.infraPodRoom',
  says: 'how many virtual nodes the pools can carry',
  needs: [hostPools],
  compute: (read) => {
    const room = (nodes: (pool: Pool) => number) =>
      read(hostPools).reduce((sum, pool) => sum + nodes(pool) * infraPodsOn(pool.size), 0);
    return { fewest: room(fewestOf), most: room(mostOf) };
  },
});
