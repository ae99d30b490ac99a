import { rule } from '../../src/core/rule.ts';
import { egressType } from '../egress/type.ts';
import { VN2_REPO } from '../facts/dates.ts';
import { AUTHORIZED_RANGES_SOURCES, NOBODY_RANGE } from '../facts/reserved-ranges.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { authorizedRanges, CLUSTER_EGRESS } from './authorized-ranges.ts';
import { exposure } from './exposure.ts';

const SOURCE = AUTHORIZED_RANGES_SOURCES[0];
const id = authorizedRanges.id;
const OFFICE = '20.50.0.0/24';

/** Where AKS does not know the address from which nodes come. */
const OWN_EGRESS = ['userAssignedNATGateway', 'userDefinedRouting'] as const;

/** What the list must admit beside people: the cluster's own nodes, and those of virtual nodes. */
export const nodeReachRules = [
  // Matrix row 3
  rule({
    id: 'RNG-4',
    aliases: ['API-15'],
    severity: 'block',
    reads: [authorizedRanges, exposure, egressType],
    broken: (read) => {
      const ranges = read(authorizedRanges) ?? [];
      if (ranges.length === 0) return false;
      const listed = ranges.includes(CLUSTER_EGRESS);
      const needed = read(exposure) === 'public-ranges';
      if (read(egressType) === 'managedNATGateway') return needed || listed;
      return needed && !listed && OWN_EGRESS.some((type) => type === read(egressType));
    },
    says: 'Nodes call the public API server from the cluster’s outbound address. AKS adds that of its load balancer itself and no other; an address that AKS chooses for its NAT gateway exists only after the cluster.',
    fix: `Add the word ${CLUSTER_EGRESS}, or use a load balancer. Behind a NAT gateway of AKS no list can work: use a load balancer or a NAT gateway of your own.`,
    repairs: (read) => {
      const ranges = read(authorizedRanges) ?? [];
      if (read(egressType) === 'managedNATGateway') return withoutEgress(ranges);
      return [{ [id]: [...ranges.filter((entry) => entry !== NOBODY_RANGE), CLUSTER_EGRESS] }];
    },
    source: SOURCE,
    unverified:
      'That nodes of a cluster with VNet integration need no entry is inferred from their internal way to the API server.',
    examples: {
      broken: { 'api.exposure': 'public-ranges', [id]: [OFFICE], 'egress.type': 'userAssignedNATGateway' },
      fine: {
        'api.exposure': 'public-ranges',
        [id]: [OFFICE, CLUSTER_EGRESS],
        'egress.type': 'userAssignedNATGateway',
      },
    },
  }),
  rule({
    id: 'API-16',
    aliases: ['HC-2'],
    severity: 'block',
    reads: [exposure, authorizedRanges, virtualNodes],
    // The exposure alone says it before the ranges are asked: without any, public-ranges would be public.
    broken: (read) =>
      read(virtualNodes) && (read(exposure) === 'public-ranges' || (read(authorizedRanges) ?? []).length > 0),
    says: 'Virtual nodes call the API server from addresses that no list can name: their makers rule out authorized ranges altogether.',
    fix: 'Make the API server private, or do without virtual nodes.',
    repairs: () => [{ [exposure.id]: 'vnet-private' }],
    source: VN2_REPO,
    examples: {
      broken: { 'api.exposure': 'vnet-public', [id]: [OFFICE], 'vn.enable': true },
      fine: { 'api.exposure': 'vnet-private', 'vn.enable': true },
    },
  }),
];

/** A list without entries admits everybody: no mending leads there. */
function withoutEgress(ranges: readonly string[]) {
  const left = ranges.filter((entry) => entry !== CLUSTER_EGRESS);
  return left.length === 0 ? [] : [{ [id]: left }];
}
