import { parseRange, sizeOf } from '../../core/cidr.ts';

/** Azure keeps the first four addresses and the last one of each subnet prefix. https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq */
const RESERVED_BY_AZURE = 5;

/** Addresses that hosts can have in one IPv4 prefix; 0 for IPv6 and for prefixes too small to use. */
export function usableAddresses(prefix: string): number {
  const range = parseRange(prefix);
  return range ? Math.max(0, sizeOf(range) - RESERVED_BY_AZURE) : 0;
}

/**
 * Free addresses of a subnet. ARM has no such field, so the smallest of what its several counters allow is taken.
 * `usage.limit` may or may not leave out the reserved addresses already (UNVERIFIED), hence the minimum.
 */
export function freeAddresses(subnet: {
  readonly prefixes: readonly string[];
  /** Network interfaces, profiles and private endpoints that the subnet itself lists. */
  readonly used: number;
  readonly usage?: { readonly current: number; readonly limit: number } | undefined;
  /** Container groups whose `subnetIds` name the subnet: they need not show up as interfaces. */
  readonly containerGroups?: number | undefined;
}): number {
  const usable = subnet.prefixes.reduce((sum, prefix) => sum + usableAddresses(prefix), 0);
  const used = Math.max(subnet.used, subnet.usage?.current ?? 0, subnet.containerGroups ?? 0);
  const byUsage = subnet.usage ? subnet.usage.limit - subnet.usage.current : Number.POSITIVE_INFINITY;
  return Math.max(0, Math.min(usable - used, byUsage));
}
