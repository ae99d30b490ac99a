import { CLI_291, learn } from './dates.ts';

/** Addresses that Azure keeps in every subnet. */
export const RESERVED_PER_SUBNET = 5;

export interface RangeFact {
  readonly range: string;
  readonly why: string;
}

/** No subnet, pod or service range may overlap these (NET-3). */
export const AKS_RESERVED_RANGES: readonly RangeFact[] = [
  { range: '169.254.0.0/16', why: 'link-local' },
  { range: '172.30.0.0/16', why: 'used inside AKS' },
  { range: '172.31.0.0/16', why: 'used inside AKS' },
  { range: '192.0.2.0/24', why: 'used inside AKS' },
];

/** What az refuses among authorized ranges: the IPv4 ranges that are not globally reachable (RNG-1). */
export const NOT_GLOBAL_RANGES: readonly RangeFact[] = [
  { range: '10.0.0.0/8', why: 'private' },
  { range: '100.64.0.0/10', why: 'shared address space of carriers' },
  { range: '127.0.0.0/8', why: 'loopback' },
  { range: '169.254.0.0/16', why: 'link-local' },
  { range: '172.16.0.0/12', why: 'private' },
  { range: '192.0.0.0/24', why: 'protocol assignments' },
  { range: '192.0.2.0/24', why: 'documentation' },
  { range: '192.168.0.0/16', why: 'private' },
  { range: '198.18.0.0/15', why: 'benchmarks' },
  { range: '198.51.100.0/24', why: 'documentation' },
  { range: '203.0.113.0/24', why: 'documentation' },
  { range: '240.0.0.0/4', why: 'reserved' },
];

/** What az accepts among authorized ranges and we do not (RNG-10). */
export const MULTICAST_RANGE: RangeFact = { range: '224.0.0.0/4', why: 'multicast' };
export const WIDEST_AUTHORIZED_PREFIX = 8;

/** The one authorized range that means: only the cluster's own outbound address. It stands alone (RNG-2). */
export const NOBODY_RANGE = '0.0.0.0/32';

/** How many authorized ranges a cluster takes (RNG-3). */
export const AUTHORIZED_RANGES_LIMIT = 200;
export const AUTHORIZED_RANGES_LIMIT_VNET_INTEGRATION = 2000;

export const RESERVED_RANGES_SOURCE = learn('concepts-network-cni-overview', 'AKS CNI networking overview');
export const AUTHORIZED_RANGES_SOURCES = [
  learn('api-server-authorized-ip-ranges', 'API server authorized IP ranges'),
  CLI_291,
] as const;
