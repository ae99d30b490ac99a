import type { AnyRead } from '../../src/core/decision.ts';
import { isIntegrated, isPrivate } from '../api/exposure.ts';
import { aksEgressFor, CILIUM_DIAGNOSTICS, type EgressFeature } from '../facts/aks-egress.ts';
import type { EgressRule } from '../facts/flows.ts';
import { isGpu } from '../facts/vm-sizes.ts';
import { dataplane } from '../net/policy.ts';
import { type Pool, pools } from '../node/pools.ts';
import { nodeOsChannel } from '../patch/versions.ts';

export const NODE_EGRESS_READS = [isPrivate, isIntegrated, nodeOsChannel, dataplane, pools] as const;

/** What the pools add to the base set. */
const featuresOf = (all: readonly Pool[]): readonly EgressFeature[] => [
  ...(all.some((pool) => pool.osType === 'Windows') ? (['windows'] as const) : []),
  ...(all.some((pool) => isGpu(pool.size)) ? (['gpu'] as const) : []),
];

/** What the nodes of these answers need of a firewall. */
export function nodeEgress(read: AnyRead): readonly EgressRule[] {
  const publicApi = !read(isPrivate) && !read(isIntegrated);
  const securityPatch = read(nodeOsChannel) === 'SecurityPatch';
  const base = aksEgressFor(featuresOf(read(pools)), { publicApi, securityPatch });
  return read(dataplane) === 'cilium' ? [...base, CILIUM_DIAGNOSTICS] : base;
}
