import { type Rule, rule } from '../../src/core/rule.ts';
import { VN2_REPO } from '../facts/dates.ts';
import { CAPACITY } from '../facts/virtual-nodes.ts';
import { DEFAULT_VIRTUAL_NODE_HOST_SIZE } from '../facts/vm-sizes.ts';
import { pools } from '../node/pools.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { virtualNodeReplicas } from './capacity.ts';
import { hostPools, infraPodRoom, isTooSmall } from './hosts.ts';

const system = { name: 'system', mode: 'System', taints: ['CriticalAddonsOnly=true:NoSchedule'] };
const poolOf = (more: object) => ({
  ...('min' in more ? {} : { count: 3 }),
  ...{ osType: 'Linux', osSku: 'Ubuntu', size: DEFAULT_VIRTUAL_NODE_HOST_SIZE, zones: [], taints: [] },
  ...{ labels: {}, encryptionAtHost: false, secureBoot: true, vtpm: true },
  ...more,
});
const withPools = (...user: readonly object[]) => ({
  'vn.enable': true,
  'node.pools': [poolOf(system), ...user.map(poolOf)],
});
const user = { name: 'user', mode: 'User' };

export const hostRules: readonly Rule[] = [
  rule({
    id: 'VN-31',
    aliases: ['VN-05'],
    severity: 'block',
    reads: [virtualNodes, hostPools],
    broken: (read) => read(virtualNodes) && read(hostPools).length === 0,
    says: 'Virtual nodes run on Linux nodes without a taint, and no pool is one: their infra pods would stay pending.',
    fix: 'Add a user pool with Linux and without a taint.',
    source: VN2_REPO,
    examples: {
      broken: withPools({ ...user, taints: ['team=a:NoSchedule'] }),
      fine: withPools(user),
    },
  }),
  rule({
    id: 'VN-32',
    aliases: ['VN-05'],
    severity: 'block',
    reads: [pools, hostPools],
    broken: (read) => {
      const hosts = read(hostPools);
      return hosts.length > 0 && hosts.every((pool) => isTooSmall(pool.size)) ? hosts.map((pool) => pool.name) : [];
    },
    says: `A virtual node asks its host for ${CAPACITY.cpuPerReplica} CPU and ${CAPACITY.memoryGBPerReplica} GB, so the vendor wants nodes of 4 vCPUs and 16 GB; no pool without a taint has such nodes.`,
    fix: `Take a size of at least 4 vCPUs and 16 GB, such as ${DEFAULT_VIRTUAL_NODE_HOST_SIZE}, for the user pool.`,
    repairs: (read) => {
      const hosts = new Set(read(hostPools));
      const larger = { size: DEFAULT_VIRTUAL_NODE_HOST_SIZE };
      return [{ [pools.id]: read(pools).map((pool) => (hosts.has(pool) ? { ...pool, ...larger } : pool)) }];
    },
    source: VN2_REPO,
    examples: {
      broken: withPools({ ...user, size: 'Standard_D2ds_v5' }),
      fine: withPools({ ...user, size: 'Standard_D4ds_v5' }),
    },
  }),
  rule({
    id: 'VN-33',
    aliases: ['VN-05'],
    severity: 'block',
    reads: [virtualNodeReplicas, hostPools, infraPodRoom],
    broken: (read) => {
      const replicas = read(virtualNodeReplicas);
      const hosts = read(hostPools);
      if (replicas === undefined || hosts.length === 0 || hosts.every((pool) => isTooSmall(pool.size))) return false;
      return read(infraPodRoom).most < replicas;
    },
    says: 'The pools without a taint do not carry this many virtual nodes: some of their infra pods would stay pending.',
    fix: 'Add nodes, take a larger size, or run fewer virtual nodes.',
    repairs: (read) => {
      const most = read(infraPodRoom).most;
      return most > 0 ? [{ [virtualNodeReplicas.id]: most }] : [];
    },
    source: VN2_REPO,
    unverified: 'What AKS keeps of a node for itself is estimated; the check on the living cluster counts it.',
    examples: {
      broken: { ...withPools({ ...user, size: 'Standard_D4ds_v5', count: 1 }), 'vn.replicas': 2 },
      fine: { ...withPools({ ...user, size: 'Standard_D4ds_v5', count: 2 }), 'vn.replicas': 2 },
    },
  }),
  rule({
    id: 'VN-34',
    aliases: ['VN-05'],
    severity: 'warn',
    reads: [virtualNodeReplicas, infraPodRoom],
    broken: (read) => {
      const replicas = read(virtualNodeReplicas) ?? 0;
      return read(infraPodRoom).fewest < replicas && read(infraPodRoom).most >= replicas;
    },
    says: 'Only when the autoscaler has added nodes do all virtual nodes fit; until then some are pending.',
    fix: 'Raise the least number of nodes of the pool without a taint.',
    source: VN2_REPO,
    examples: {
      broken: {
        ...withPools({ ...user, size: 'Standard_D4ds_v5', min: 0, max: 5 }),
        'vn.replicas': 2,
      },
      fine: { ...withPools({ ...user, size: 'Standard_D4ds_v5', min: 2, max: 5 }), 'vn.replicas': 2 },
    },
  }),
];
