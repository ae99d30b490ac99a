import { type Rule, rule } from '../../src/core/rule.ts';
import { learn } from '../facts/dates.ts';
import { DEFAULT_NODE_SIZE, isBurstable, memoryOf, parseVmSize } from '../facts/vm-sizes.ts';
import { fewestOf } from './capacity.ts';
import { examplePool, exampleSystem, exampleWindows } from './examples.ts';
import { type Pool, pools, SYSTEM_TAINT } from './pools.ts';

const SYSTEM_POOLS = learn('use-system-pools', 'System node pools');
const TAINTS = learn('use-node-taints', 'Node taints');
const WINDOWS = learn('windows-faq', 'Windows node pools');

const SYSTEM = { nodes: 2, recommended: 3, vCpus: 4, memoryGiB: 4, pods: 30 } as const;
const RESERVED_NAME = 'aksmanagedap';
const WINDOWS_NAME = 6;

const namesOf = (all: readonly Pool[], at: (pool: Pool) => boolean): readonly string[] =>
  all.filter(at).map((pool) => pool.name);
const isSystem = (pool: Pool): boolean => pool.mode === 'System';

function isTooSmallForSystem(name: string): boolean {
  const size = parseVmSize(name);
  if (size === undefined) return false;
  return isBurstable(size) || size.vCpus < SYSTEM.vCpus || (memoryOf(name) ?? SYSTEM.memoryGiB) < SYSTEM.memoryGiB;
}

const breaksSystem = (pool: Pool): boolean =>
  isSystem(pool) &&
  (pool.osType !== 'Linux' ||
    fewestOf(pool) < SYSTEM.nodes ||
    isTooSmallForSystem(pool.size) ||
    (pool.maxPods ?? SYSTEM.pods) < SYSTEM.pods);

/** The pool with what a system pool needs; an operating system cannot be mended, so such a pool stays as it is. */
function mendedSystem(pool: Pool): Pool {
  if (!breaksSystem(pool)) return pool;
  const { maxPods, ...rest } = pool;
  return {
    ...rest,
    ...(maxPods === undefined ? {} : { maxPods: Math.max(maxPods, SYSTEM.pods) }),
    ...(pool.min === undefined
      ? { count: Math.max(pool.count ?? 0, SYSTEM.recommended) }
      : { min: Math.max(pool.min, SYSTEM.nodes), max: Math.max(pool.max ?? 0, SYSTEM.recommended) }),
    size: isTooSmallForSystem(pool.size) ? DEFAULT_NODE_SIZE : pool.size,
  };
}

/** A workload without tolerations finds no place: system pools repel it, and gateway pools run gateways alone. */
const repels = (pool: Pool): boolean =>
  pool.mode === 'Gateway' ||
  (isSystem(pool) &&
    pool.taints.some((taint) => taint.startsWith('CriticalAddonsOnly=') && !taint.endsWith(':PreferNoSchedule')));

export const poolRules: readonly Rule[] = [
  rule({
    id: 'POOL-1',
    severity: 'block',
    reads: [pools],
    broken: (read) => namesOf(read(pools), (pool) => pool.name === RESERVED_NAME),
    says: `The name ${RESERVED_NAME} is reserved by AKS.`,
    fix: 'Give the pool another name.',
    repairs: (read) => [
      { [pools.id]: read(pools).map((pool) => (pool.name === RESERVED_NAME ? { ...pool, name: 'pool1' } : pool)) },
    ],
    source: SYSTEM_POOLS,
    examples: {
      broken: { [pools.id]: [exampleSystem(), examplePool({ name: RESERVED_NAME })] },
      fine: { [pools.id]: [exampleSystem(), examplePool({ name: 'apps' })] },
    },
  }),
  rule({
    id: 'POOL-2',
    severity: 'block',
    reads: [pools],
    broken: (read) => namesOf(read(pools), breaksSystem),
    says: `A system pool runs Linux on at least ${SYSTEM.nodes} nodes of ${SYSTEM.vCpus} vCPUs and ${SYSTEM.memoryGiB} GB, no burstable size, with at least ${SYSTEM.pods} pods a node: AKS refuses others.`,
    fix: `Take Linux, three nodes and a size such as ${DEFAULT_NODE_SIZE}.`,
    repairs: (read) => [{ [pools.id]: read(pools).map(mendedSystem) }],
    source: SYSTEM_POOLS,
    examples: {
      broken: { [pools.id]: [exampleSystem({ size: 'Standard_B2s', count: 1 }), examplePool()] },
      fine: { [pools.id]: [exampleSystem({ count: 2 }), examplePool({ size: 'Standard_B2s', count: 1, zones: [] })] },
    },
  }),
  rule({
    id: 'POOL-3',
    severity: 'block',
    reads: [pools],
    broken: (read) => !read(pools).some(isSystem),
    says: 'A cluster needs a system pool at all times: its add-ons run there.',
    fix: 'Give one pool the mode System.',
    repairs: (read) => [{ [pools.id]: [exampleSystem(), ...read(pools)] }],
    source: SYSTEM_POOLS,
    examples: { broken: { [pools.id]: [examplePool()] }, fine: { [pools.id]: [exampleSystem(), examplePool()] } },
  }),
  // Matrix row 59
  rule({
    id: 'POOL-5',
    severity: 'block',
    reads: [pools],
    broken: (read) => (read(pools).every(repels) ? namesOf(read(pools), repels) : []),
    says: 'Every pool keeps workloads away: with only tainted system pools nothing but add-ons is ever scheduled.',
    fix: 'Add a user pool, or leave the taint off the system pool.',
    repairs: (read) => [
      { [pools.id]: [...read(pools), examplePool()] },
      {
        [pools.id]: read(pools).map((pool) => ({ ...pool, taints: pool.taints.filter((one) => one !== SYSTEM_TAINT) })),
      },
    ],
    source: TAINTS,
    examples: {
      broken: { [pools.id]: [exampleSystem()] },
      fine: { [pools.id]: [exampleSystem({ taints: [] })] },
    },
  }),
  rule({
    id: 'POOL-8',
    severity: 'block',
    reads: [pools],
    broken: (read) => namesOf(read(pools), (pool) => pool.osType === 'Windows' && pool.name.length > WINDOWS_NAME),
    says: `The name of a Windows pool has at most ${WINDOWS_NAME} characters: the names of its nodes are made from it.`,
    fix: 'Shorten the name.',
    repairs: (read) => [
      {
        [pools.id]: read(pools).map((pool) =>
          pool.osType === 'Windows' ? { ...pool, name: pool.name.slice(0, WINDOWS_NAME) } : pool,
        ),
      },
    ],
    source: WINDOWS,
    examples: {
      broken: { [pools.id]: [exampleSystem(), exampleWindows({ name: 'windows' })] },
      fine: { [pools.id]: [exampleSystem(), exampleWindows({ name: 'win' })] },
    },
  }),
  rule({
    id: 'POOL-9',
    severity: 'warn',
    reads: [pools],
    broken: (read) =>
      namesOf(
        read(pools),
        (pool) => isSystem(pool) && fewestOf(pool) >= SYSTEM.nodes && fewestOf(pool) < SYSTEM.recommended,
      ),
    says: 'A system pool of two nodes has one left while the other is upgraded: losing that one stops DNS and metrics.',
    fix: 'Take three nodes.',
    repairs: (read) => [
      {
        [pools.id]: read(pools).map((pool) =>
          isSystem(pool) && pool.min === undefined
            ? { ...pool, count: Math.max(pool.count ?? 0, SYSTEM.recommended) }
            : pool,
        ),
      },
    ],
    source: SYSTEM_POOLS,
    examples: {
      broken: { [pools.id]: [exampleSystem({ count: 2 }), examplePool()] },
      fine: { [pools.id]: [exampleSystem({ count: 3 }), examplePool()] },
    },
  }),
  rule({
    id: 'POOL-10',
    severity: 'block',
    reads: [pools],
    broken: (read) =>
      namesOf(read(pools), (pool) => pool.min !== undefined && (pool.max === undefined || pool.max < pool.min)),
    says: 'A pool that scales by itself needs a highest number of nodes that is not below its lowest.',
    fix: 'Raise max, or lower min.',
    repairs: (read) => [
      {
        [pools.id]: read(pools).map((pool) =>
          pool.min === undefined ? pool : { ...pool, max: Math.max(pool.min, pool.max ?? 0) },
        ),
      },
    ],
    source: learn('cluster-autoscaler', 'Cluster autoscaler'),
    examples: {
      broken: { [pools.id]: [exampleSystem(), examplePool({ min: 5, max: 3 })] },
      fine: { [pools.id]: [exampleSystem(), examplePool({ min: 3, max: 5 })] },
    },
  }),
];
