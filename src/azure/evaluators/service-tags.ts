import { lastOf, parseAddress, parseRange } from '../../core/cidr.ts';
import { ALL_ADDRESSES, type Interval, NOTHING, type NumberSet, union, without } from './intervals.ts';

/** Bounds of a set that is not known exactly: it holds all of `atLeast` and nothing outside `atMost`. */
export interface Bounds {
  readonly atLeast: NumberSet;
  readonly atMost: NumberSet;
}

/** What the words in an NSG rule stand for, in one virtual network. */
export interface Surroundings {
  /** The VNet's own space, its peers' and what lies behind its gateway, as IPv4 ranges. */
  readonly vnet: readonly string[];
  /** Whether a user-defined default route widens the `VirtualNetwork` tag, perhaps to everything. */
  readonly defaultRoute: boolean;
  /** Prefixes of the other service tags by lower-case name (`serviceTags.list`), IPv4 and IPv6 mixed. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
}

/** The platform's address for health probes, DNS and DHCP. https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 */
const PLATFORM_ADDRESS = '168.63.129.16';

const exactly = (set: NumberSet): Bounds => ({ atLeast: set, atMost: set });

/** The addresses of `10.0.0.4`, `10.0.0.0/24` or `10.0.0.4-10.0.0.9`; nothing for IPv6; `undefined` for a word. */
export function addressesOf(text: string): NumberSet | undefined {
  const range = parseRange(text);
  if (range) return [[range.first, lastOf(range)]];
  const [first, last = first] = text.split('-', 2).map(parseAddress);
  if (first !== undefined && last !== undefined) return first <= last ? [[first, last] as Interval] : NOTHING;
  return text.includes(':') ? NOTHING : undefined;
}

const allOf = (prefixes: readonly string[]): NumberSet =>
  union(...prefixes.map((prefix) => addressesOf(prefix) ?? NOTHING));

/**
 * The addresses that a prefix or tag of a rule stands for. `undefined`: a tag that nothing is known about.
 * `Internet` is the complement of the *real* VNet space. The `VirtualNetwork` tag holds the prefixes of user-defined routes too,
 * perhaps the default route: the regulated AKS baseline runs with such a route and the plain tag, so the widening
 * only makes a Deny uncertain, never an Allow.
 */
export function boundsOf(word: string, access: 'Allow' | 'Deny', around: Surroundings): Bounds | undefined {
  const known = addressesOf(word);
  if (known) return exactly(known);
  const vnet = allOf(around.vnet);
  const platform = allOf([PLATFORM_ADDRESS]);
  switch (word.toLowerCase()) {
    case '*':
    case 'any':
      return exactly(ALL_ADDRESSES);
    case 'virtualnetwork': {
      const space = union(vnet, platform);
      return { atLeast: space, atMost: around.defaultRoute && access === 'Deny' ? ALL_ADDRESSES : space };
    }
    case 'azureloadbalancer':
      return exactly(platform);
    case 'internet':
      return exactly(without(ALL_ADDRESSES, union(vnet, platform)));
    default: {
      const prefixes = around.tags.get(word.toLowerCase());
      return prefixes && exactly(allOf(prefixes));
    }
  }
}
