import { type Rule, rule } from '../../src/core/rule.ts';
import { learn } from '../facts/dates.ts';
import { isSystem, namesOf } from './capacity.ts';
import { examplePool, exampleSystem, exampleWindows } from './examples.ts';
import { type Pool, pools } from './pools.ts';

const SYSTEM_POOLS = learn('use-system-pools', 'System node pools');
const TAINTS = learn('use-node-taints', 'Node taints');
const WINDOWS = learn('windows-faq', 'Windows node pools');

const RESERVED_NAME = 'aksmanagedap';
const WINDOWS_NAME = 6;

const isHard = (taint: string): boolean => !taint.endsWith(':PreferNoSchedule');

/** A workload without tolerations finds no place: system pools repel it, and gateway pools run gateways alone. */
const repels = (pool: Pool): boolean => pool.mode === 'Gateway' || (isSystem(pool) && pool.taints.some(isHard));

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
        [pools.id]: read(pools).map((pool) => ({ ...pool, taints: pool.taints.filter((one) => !isHard(one)) })),
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
