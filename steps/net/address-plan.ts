import { cut, lengthFor, networkOf, overlaps, parseRange, printRange, type Range } from '../../src/core/cidr.ts';
import { AKS_RESERVED_RANGES, RESERVED_PER_SUBNET } from '../facts/reserved-ranges.ts';
import { ACI_LIMITS } from '../facts/virtual-nodes.ts';
import type { SubnetPurpose } from '../resources.ts';

/** Addresses that one subnet needs now, Azure's five not counted, and how it may be sized. */
export interface Demand {
  readonly purpose: SubnetPurpose;
  /** The least that works. */
  readonly addresses: number;
  /** With room to grow; at least `addresses`. */
  readonly comfortable: number;
  /** The longest prefix that Azure or the plan takes for it. */
  readonly longest: number;
}

/** What the sizes of the subnets follow from. */
export interface Workload {
  /** Nodes of the pools in the subnet of the nodes, those of an upgrade included, with the pods that each carries. */
  readonly pools: readonly { readonly nodes: number; readonly podsPerNode: number }[];
  /** Where pods take their addresses. */
  readonly podAddresses: 'own range' | 'node subnet' | 'pod subnet';
  /** Pods on virtual nodes at once. */
  readonly containerPods: number;
}

/** The longest prefix of a subnet, by purpose: what Azure demands, else a /28, which Azure's services need as the least. */
export const LONGEST: Readonly<Record<SubnetPurpose, number>> = {
  nodes: 28,
  pods: 28,
  api: 28,
  containers: ACI_LIMITS.smallestSubnetPrefix,
  'image-build': 28,
  'image-aci': 29,
  jumpbox: 29,
};

/** Prefixes that the plan does not go beyond, so that a small start can still grow. */
const PLANNED_LONGEST: Readonly<Record<SubnetPurpose, number>> = {
  ...LONGEST,
  nodes: 24,
  pods: 24,
  containers: ACI_LIMITS.plannedSubnetPrefix,
  'image-aci': 28,
  jumpbox: 28,
};

/** Dynamic allocation hands pod addresses to nodes in batches of this many. */
const POD_BATCH = 16;
/** ACI holds addresses for a while after a container group is gone. */
const CONTAINER_BUFFER = 1.5;
/** Addresses that the API server of one cluster holds at the least. */
const API_SERVER_ADDRESSES = 9;
/** Room for a private endpoint of the API server or an internal load balancer. */
const BESIDE_NODES = 1;
/** The build VM, the proxy, the private endpoint and the load balancer of an image build. */
const IMAGE_BUILD_ADDRESSES = 4;

/** Addresses in use in a subnet, as plain arithmetic on the answers; Azure's five are not counted. */
export function addressesFor(purpose: SubnetPurpose, load: Workload): number {
  const sum = (of: (pool: Workload['pools'][number]) => number) =>
    load.pools.reduce((total, pool) => total + of(pool), 0);
  switch (purpose) {
    case 'nodes':
      return (
        BESIDE_NODES + sum((pool) => pool.nodes * (load.podAddresses === 'node subnet' ? pool.podsPerNode + 1 : 1))
      );
    case 'pods':
      return sum((pool) => pool.nodes * Math.ceil(pool.podsPerNode / POD_BATCH) * POD_BATCH);
    case 'containers':
      return load.containerPods;
    case 'api':
      return API_SERVER_ADDRESSES;
    case 'image-build':
      return IMAGE_BUILD_ADDRESSES;
    case 'image-aci':
    case 'jumpbox':
      return 1;
  }
}

export function demandFor(purpose: SubnetPurpose, load: Workload): Demand {
  const addresses = addressesFor(purpose, load);
  const grows = purpose === 'nodes' || purpose === 'pods';
  const factor = purpose === 'containers' ? CONTAINER_BUFFER : grows ? 2 : 1;
  return { purpose, addresses, comfortable: Math.ceil(addresses * factor), longest: LONGEST[purpose] };
}

const withReserved = (addresses: number, longest: number): number =>
  Math.min(longest, lengthFor(addresses + RESERVED_PER_SUBNET));

/**
 * Cuts a subnet for each demand out of the block: with room to grow where it fits, else as small as works. The largest is
 * cut first, so that nothing is lost to alignment; `taken` stays free. Deterministic. `undefined` when the block is too small.
 */
export function planSubnets(
  block: Range,
  demands: readonly Demand[],
  taken: readonly Range[] = [],
): ReadonlyMap<SubnetPurpose, Range> | undefined {
  const comfortable = demands.map((one) => withReserved(one.comfortable, PLANNED_LONGEST[one.purpose]));
  const tight = demands.map((one) => withReserved(one.addresses, one.longest));
  return cutInto(block, demands, comfortable, taken) ?? cutInto(block, demands, tight, taken);
}

function cutInto(
  block: Range,
  demands: readonly Demand[],
  lengths: readonly number[],
  taken: readonly Range[],
): ReadonlyMap<SubnetPurpose, Range> | undefined {
  const order = demands
    .map((demand, i) => ({ purpose: demand.purpose, length: lengths[i] ?? demand.longest }))
    .toSorted((a, b) => a.length - b.length);
  const pieces = cut(
    block,
    order.map((one) => one.length),
    taken,
  );
  const found = new Map<SubnetPurpose, Range>();
  for (const [i, one] of order.entries()) {
    const piece = pieces[i];
    if (!piece) return undefined;
    found.set(one.purpose, piece);
  }
  return found;
}

const known = (text: string): Range => {
  const range = parseRange(text);
  if (!range) throw new Error(`${text} is no range`);
  return range;
};

const RESERVED = AKS_RESERVED_RANGES.map((one) => known(one.range));
const SERVICES = known('10.4.0.0/16');
const PODS = known('10.244.0.0/16');
/** Where a range is looked for when its usual place is taken. */
const SPACES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(known);

/** The length of the range that a kubenet or overlay cluster hands out: a /24 a node, a /16 at the least. */
export const podRangeLength = (nodes: number): number => Math.min(PODS.length, lengthFor(nodes * 256));

/** 10.4.0.0/16, or the next free range of that size. */
export const planServiceRange = (taken: readonly Range[]): Range | undefined => place(SERVICES, taken);

/** 10.244.0.0/16, larger for more than 256 nodes, clear of what is taken and of the planned service range. */
export function planPodRange(nodes: number, taken: readonly Range[]): Range | undefined {
  const length = podRangeLength(nodes);
  const services = planServiceRange(taken);
  return place({ first: networkOf(PODS.first, length), length }, services ? [...taken, services] : taken);
}

function place(wanted: Range, taken: readonly Range[]): Range | undefined {
  const busy = [...taken, ...RESERVED];
  if (!busy.some((range) => overlaps(range, wanted))) return wanted;
  for (const space of SPACES) {
    const [piece] = cut(space, [wanted.length], busy);
    if (piece) return piece;
  }
  return undefined;
}

/** Pairs of named ranges that overlap: `pods 10.4.0.0/16 and services 10.4.0.0/16`. */
export function collisions(ranges: readonly { readonly name: string; readonly range: Range }[]): readonly string[] {
  return ranges.flatMap((a, i) =>
    ranges
      .slice(i + 1)
      .filter((b) => overlaps(a.range, b.range))
      .map((b) => `${a.name} ${printRange(a.range)} and ${b.name} ${printRange(b.range)}`),
  );
}

/** The reserved range that this one overlaps, if any. */
export const reservedIn = (range: Range): string | undefined =>
  AKS_RESERVED_RANGES.find((one) => overlaps(known(one.range), range))?.range;

/** Addresses that Azure leaves for use in a subnet. */
export const usableIn = (range: Range): number => Math.max(0, 2 ** (32 - range.length) - RESERVED_PER_SUBNET);
