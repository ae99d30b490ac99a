import { derived } from '../../src/core/decision.ts';
import { type Pool, pools } from './pools.ts';

/** Share of a pool that an upgrade adds for a while; AKS takes 10 % for new pools. */
const MAX_SURGE_PERCENT = 10;

/** The most nodes a pool has when it is scaled out, without an upgrade. */
export const mostOf = (pool: Pool): number => pool.max ?? pool.count ?? 0;

/** The fewest nodes a pool has. */
export const fewestOf = (pool: Pool): number => pool.min ?? pool.count ?? 0;

/** Nodes that an upgrade adds for a while: a tenth, rounded up. */
export const surgeOf = (pool: Pool): number => Math.ceil((mostOf(pool) * MAX_SURGE_PERCENT) / 100);

export const isSystem = (pool: Pool): boolean => pool.mode === 'System';

/** The names of the pools of which this is true: what a rule over the list gives as its rows. */
export const namesOf = (all: readonly Pool[], at: (pool: Pool) => boolean): readonly string[] =>
  all.filter(at).map((pool) => pool.name);

export const hasWindows = derived({
  id: 'node.hasWindows',
  says: 'there is a Windows pool',
  needs: [pools],
  compute: (read) => read(pools).some((pool) => pool.osType === 'Windows'),
});

export const hasGateway = derived({
  id: 'node.hasGateway',
  says: 'there is a gateway pool, so the static egress gateway is on',
  needs: [pools],
  compute: (read) => read(pools).some((pool) => pool.mode === 'Gateway'),
});

export const mostNodes = derived({
  id: 'node.mostNodes',
  says: 'how many nodes there are at the most, those of an upgrade included',
  needs: [pools],
  compute: (read) => read(pools).reduce((sum, pool) => sum + mostOf(pool) + surgeOf(pool), 0),
});
