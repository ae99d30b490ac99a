import type { AnyRead } from '../../src/core/decision.ts';
import { join, param, runtime, type Value } from '../../src/plan/value.ts';
import { egressPublicIps } from '../egress/public-ips.ts';
import { egressType, makesNatGateway } from '../egress/type.ts';
import { NOBODY_RANGE } from '../facts/reserved-ranges.ts';
import { natGatewayIp } from '../resources.ts';
import { authorizedRanges, CLUSTER_EGRESS } from './authorized-ranges.ts';

export const EGRESS_NEEDS = [authorizedRanges, egressType, makesNatGateway, egressPublicIps] as const;

const SAYS = 'Public ranges that may call the API server';

/**
 * What `properties.apiServerAccessProfile.authorizedIPRanges` holds. With the load balancer AKS adds its own address itself, so
 * `cluster-egress` is nothing there (RNG-4); alone it is 0.0.0.0/32, since an empty list would open the API server.
 */
export function authorizedIPRanges(read: AnyRead): Value {
  const ranges = read(authorizedRanges) as readonly string[];
  const fromNat = ranges.includes(CLUSTER_EGRESS) && read(makesNatGateway) === true;
  const named = read(egressPublicIps) as readonly string[] | undefined;
  const known = ranges.flatMap((entry) =>
    entry === CLUSTER_EGRESS ? (named ?? []).map((address) => `${address}/32`) : [entry],
  );
  const fixed = [...new Set(known)];
  if (!fromNat) return param('authorizedRanges', fixed.length > 0 ? fixed : [NOBODY_RANGE], SAYS);
  return [
    ...fixed.map((entry, i) => param(`authorizedRange${i + 1}`, entry, SAYS)),
    join(runtime(natGatewayIp, 'properties.ipAddress'), '/32'),
  ];
}
