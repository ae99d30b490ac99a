import { type Rule, rule } from '../../src/core/rule.ts';
import { learn } from '../facts/dates.ts';
import { DEFAULT_NODE_SIZE, isBurstable, memoryOf, parseVmSize } from '../facts/vm-sizes.ts';
import { fewestOf, isSystem, namesOf } from './capacity.ts';
import { examplePool, exampleSystem } from './examples.ts';
import { type Pool, pools } from './pools.ts';

const SYSTEM_POOLS = learn('use-system-pools', 'System node pools');

const SYSTEM = { nodes: 2, recommended: 3, vCpus: 4, memoryGiB: 4, pods: 30 } as const;

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

export const systemPoolRules: readonly Rule[] = [
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
];
