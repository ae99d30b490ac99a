import { ALL_ADDRESSES, includes, intersect, NOTHING, type NumberSet, union, without } from './intervals.ts';
import { portsOf } from './nsg.ts';
import { addressesOf } from './service-tags.ts';

export interface NetworkRule {
  readonly name: string;
  /** `TCP`, `UDP`, `ICMP`, `Any`. */
  readonly protocols: readonly string[];
  /** Addresses, ranges or `*`; IP groups are expanded before. */
  readonly sources: readonly string[];
  /** Addresses, ranges, service tags or `*`. */
  readonly destinations: readonly string[];
  /** Exact names: network rules take no wildcards. */
  readonly fqdns: readonly string[];
  readonly ports: readonly string[];
}

export interface ApplicationRule {
  readonly name: string;
  readonly protocols: readonly { readonly type: string; readonly port: number }[];
  readonly sources: readonly string[];
  /** Names; a wildcard only leftmost. */
  readonly fqdns: readonly string[];
  readonly fqdnTags: readonly string[];
  /** Paths and categories of the web: parts of hosts, known to Azure alone. */
  readonly narrower: readonly string[];
}

export interface Collection<Rule> {
  readonly name: string;
  readonly priority: number;
  readonly action: 'Allow' | 'Deny';
  readonly rules: readonly Rule[];
}

/** A rule collection group; of a classic firewall, all it has. */
export interface RuleGroup {
  readonly priority: number;
  readonly network: readonly Collection<NetworkRule>[];
  readonly application: readonly Collection<ApplicationRule>[];
}

/** The rules of a firewall: those of the outermost base policy first. */
export interface Ruleset {
  readonly policies: readonly (readonly RuleGroup[])[];
  /** Names in network rules are resolved by the firewall's DNS proxy alone. */
  readonly dnsProxy: boolean;
}

/** What has to get through, from the whole of the sources. */
export interface Requirement {
  readonly sources: readonly string[];
  /** A host, possibly with a leading wildcard. */
  readonly fqdn?: string;
  /** A service tag: the destination itself, or where the host's addresses lie. */
  readonly serviceTag?: string;
  /** Azure Firewall's own tags that hold the host. */
  readonly fqdnTags: readonly string[];
  readonly protocol: 'Http' | 'Https' | 'Tcp' | 'Udp';
  readonly port: number;
}

export type FirewallVerdict =
  | { readonly is: 'covered'; readonly by: readonly string[] }
  /** No rule lets it through. `partly`: some of the sources pass. */
  | { readonly is: 'missing'; readonly partly: boolean }
  | { readonly is: 'blocked'; readonly by: string }
  /** These rules deny addresses or parts of the host that may or may not be those asked for. */
  | { readonly is: 'unknown'; readonly because: readonly string[] };

/** How much of a requirement's destination a rule means. */
type Reach = 'all' | 'some' | 'none';

interface Step {
  readonly name: string;
  readonly allows: boolean;
  readonly sources: readonly string[];
  readonly reach: Reach;
}

/**
 * Whether a firewall lets a requirement through. Network rules come before application rules, the base policy's before those
 * that inherit it, then by priority of group and collection; the first match is final, and without a match traffic is denied.
 * The built-in collection of infrastructure names is left out: its content is not published as a list.
 * https://learn.microsoft.com/azure/firewall/rule-processing
 */
export function judgeFirewall({ policies, dnsProxy }: Ruleset, wanted: Requirement): FirewallVerdict {
  const steps = [
    ...inOrder(
      policies,
      (group) => group.network,
      (rule) => reachOfNetworkRule(rule, wanted, dnsProxy),
    ),
    ...inOrder(
      policies,
      (group) => group.application,
      (rule) => reachOfApplicationRule(rule, wanted),
    ),
  ];
  const whole = addressesIn(wanted.sources);
  const by: string[] = [];
  const doubts: string[] = [];
  let left = whole;
  for (const step of steps) {
    const met = intersect(left, addressesIn(step.sources));
    if (step.reach === 'none' || met.length === 0) continue;
    if (!step.allows && step.reach === 'all') return { is: 'blocked', by: step.name };
    if (!step.allows) doubts.push(step.name);
    if (!step.allows || step.reach !== 'all') continue;
    by.push(step.name);
    left = without(left, met);
    if (left.length === 0) return doubts.length > 0 ? { is: 'unknown', because: doubts } : { is: 'covered', by };
  }
  return { is: 'missing', partly: by.length > 0 };
}

function inOrder<Rule extends { readonly name: string; readonly sources: readonly string[] }>(
  policies: Ruleset['policies'],
  collectionsOf: (group: RuleGroup) => readonly Collection<Rule>[],
  reachOf: (rule: Rule) => Reach,
): readonly Step[] {
  const byPriority = (a: { readonly priority: number }, b: { readonly priority: number }) => a.priority - b.priority;
  return policies.flatMap((groups) =>
    groups.toSorted(byPriority).flatMap((group) =>
      collectionsOf(group)
        .toSorted(byPriority)
        .flatMap(({ name, action, rules }) =>
          rules.map((rule) => ({
            name: `${name}/${rule.name}`,
            allows: action === 'Allow',
            sources: rule.sources,
            reach: reachOf(rule),
          })),
        ),
    ),
  );
}

const isAnything = (word: string): boolean => word === '*' || /^any$/i.test(word) || word === '0.0.0.0/0';

function addressesIn(words: readonly string[]): NumberSet {
  return union(...words.map((word) => (isAnything(word) ? ALL_ADDRESSES : (addressesOf(word) ?? NOTHING))));
}

function reachOfNetworkRule(rule: NetworkRule, wanted: Requirement, dnsProxy: boolean): Reach {
  const protocol = wanted.protocol === 'Udp' ? 'udp' : 'tcp';
  if (!rule.protocols.some((one) => one.toLowerCase() === protocol || /^any$/i.test(one))) return 'none';
  if (!includes(portsOf(rule.ports), wanted.port)) return 'none';
  const byTag = widest(rule.destinations.map((word) => reachOfDestination(word, wanted)));
  const byName = dnsProxy ? widest(rule.fqdns.map((name) => reachOfName(name, wanted.fqdn))) : 'none';
  return widest([byTag, byName]);
}

/** Loopback, private and link-local addresses: no service of Azure that a table names has one. */
const PRIVATE = union(
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '169.254.0.0/16', '100.64.0.0/10'].map(
    (range) => addressesOf(range) ?? NOTHING,
  ),
);

function reachOfDestination(word: string, wanted: Requirement): Reach {
  if (isAnything(word)) return 'all';
  const addresses = addressesOf(word);
  if (addresses) return without(addresses, PRIVATE).length > 0 ? 'some' : 'none';
  if (wanted.serviceTag === undefined) return 'some';
  return holdsTag(word, wanted.serviceTag) ? 'all' : 'some';
}

/** `Storage` holds `Storage.WestEurope`; `AzureCloud` and that of the region hold every tag of Azure's own addresses there. */
function holdsTag(word: string, tag: string): boolean {
  const [name = '', region] = word.toLowerCase().split('.', 2);
  const [wantedName = '', wantedRegion] = tag.toLowerCase().split('.', 2);
  if (name !== wantedName && name !== 'azurecloud') return false;
  return region === undefined || region === wantedRegion;
}

function reachOfApplicationRule(rule: ApplicationRule, wanted: Requirement): Reach {
  if (wanted.fqdn === undefined || (wanted.protocol !== 'Https' && wanted.protocol !== 'Http')) return 'none';
  const speaks = rule.protocols.some(
    (one) => one.type.toLowerCase() === wanted.protocol.toLowerCase() && one.port === wanted.port,
  );
  if (!speaks) return 'none';
  if (rule.fqdnTags.some((tag) => wanted.fqdnTags.some((one) => one.toLowerCase() === tag.toLowerCase()))) return 'all';
  const byName = widest(rule.fqdns.map((name) => reachOfName(name, wanted.fqdn)));
  if (byName !== 'none') return byName;
  return rule.fqdnTags.length > 0 || rule.narrower.length > 0 ? 'some' : 'none';
}

/**
 * Whether a name of a rule holds a host. A wildcard stands leftmost and takes any number of labels: `*.azure.com` holds
 * `*.blob.azure.com`, and no list of exact names holds a wildcard.
 */
function reachOfName(name: string, fqdn: string | undefined): Reach {
  if (fqdn === undefined) return 'none';
  const [pattern, host] = [name.toLowerCase(), fqdn.toLowerCase()];
  if (pattern === host) return 'all';
  const tail = (text: string): string | undefined => (text.startsWith('*') ? text.slice(1) : undefined);
  const [ruleTail, hostTail] = [tail(pattern), tail(host)];
  if (ruleTail !== undefined && (hostTail ?? host).endsWith(ruleTail)) return 'all';
  return hostTail !== undefined && (ruleTail ?? pattern).endsWith(hostTail) ? 'some' : 'none';
}

function widest(reaches: readonly Reach[]): Reach {
  if (reaches.includes('all')) return 'all';
  return reaches.includes('some') ? 'some' : 'none';
}
