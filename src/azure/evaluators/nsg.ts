import { type Box, cutOut, isEmpty, meet, volume } from './boxes.ts';
import { ALL_ADDRESSES, ALL_PORTS, NOTHING, type NumberSet, union } from './intervals.ts';
import { type Bounds, boundsOf, type Surroundings } from './service-tags.ts';

export type Direction = 'Inbound' | 'Outbound';

/** A rule of a network security group. Addresses are prefixes or service tags; ports are `443`, `80-90` or `*`. */
export interface NsgRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: Direction;
  readonly access: 'Allow' | 'Deny';
  /** `*`, or a protocol's name as ARM spells it. */
  readonly protocol: string;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly sourcePorts: readonly string[];
  readonly destinationPorts: readonly string[];
  /** Ids of application security groups: their members are not known before a network interface joins them. */
  readonly sourceGroups: readonly string[];
  readonly destinationGroups: readonly string[];
}

/** A flow that has to pass. `*` as protocol means TCP, UDP and ICMP, all of them. */
export interface Flow {
  readonly direction: Direction;
  readonly protocol: 'Tcp' | 'Udp' | 'Icmp' | '*';
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly ports: readonly string[];
}

export type Verdict = 'allowed' | 'partial' | 'denied' | 'unknown';

/** A rule that stops some of the flow, and the share of the flow that it stops (0 to 1). */
export interface Blocker {
  readonly rule: string;
  readonly priority: number;
  readonly share: number;
}

export interface NsgVerdict {
  readonly verdict: Verdict;
  readonly blockers: readonly Blocker[];
  /** Tags and application security groups whose addresses are not known and that matter here. */
  readonly unresolved: readonly string[];
}

const SHAPE = {
  sourceGroups: [],
  destinationGroups: [],
  sourcePorts: ['*'],
  destinationPorts: ['*'],
  protocol: '*',
} as const;

function usual(name: string, priority: number, direction: Direction, from: string, to: string): NsgRule {
  const access = from === '*' && to === '*' ? 'Deny' : 'Allow';
  return { ...SHAPE, name, priority, direction, access, sources: [from], destinations: [to] };
}

/** What every group ends with. https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules */
export const DEFAULT_RULES: readonly NsgRule[] = [
  usual('AllowVnetInBound', 65_000, 'Inbound', 'VirtualNetwork', 'VirtualNetwork'),
  usual('AllowAzureLoadBalancerInBound', 65_001, 'Inbound', 'AzureLoadBalancer', '*'),
  usual('DenyAllInBound', 65_500, 'Inbound', '*', '*'),
  usual('AllowVnetOutBound', 65_000, 'Outbound', 'VirtualNetwork', 'VirtualNetwork'),
  usual('AllowInternetOutBound', 65_001, 'Outbound', '*', 'Internet'),
  usual('DenyAllOutBound', 65_500, 'Outbound', '*', '*'),
];

/**
 * Whether a group lets all of a flow pass: the flow is a box of packets, and each rule in ascending priority takes its part.
 * What is not known exactly (tags, application security groups) is judged twice, at its worst and at its best;
 * where the two disagree, the verdict is `unknown`. Only the initiating direction matters: groups are stateful.
 */
export function judgeFlow(rules: readonly NsgRule[], flow: Flow, around: Surroundings): NsgVerdict {
  const protocols = flow.protocol === '*' ? (['Tcp', 'Udp', 'Icmp'] as const) : ([flow.protocol] as const);
  return combine(protocols.map((protocol) => judgeProtocol(rules, { ...flow, protocol }, around)));
}

function judgeProtocol(rules: readonly NsgRule[], flow: Flow, around: Surroundings): NsgVerdict {
  const asked = openWords(flow, around);
  const whole: Box = {
    source: sideOf(flow.sources, [], 'Allow', around, undefined).atMost,
    destination: sideOf(flow.destinations, [], 'Allow', around, undefined).atMost,
    sourcePorts: ALL_PORTS,
    destinationPorts: flow.protocol === 'Icmp' ? ALL_PORTS : portsOf(flow.ports),
  };
  const matching = sorted(rules, flow);
  const worst = walk(matching, whole, (rule) =>
    ruleBox(rule, rule.access === 'Allow' ? 'atLeast' : 'atMost', around, asked),
  );
  const best = walk(matching, whole, (rule) =>
    ruleBox(rule, rule.access === 'Allow' ? 'atMost' : 'atLeast', around, asked),
  );
  const open = [asked.source, asked.destination].filter((word) => word !== undefined);
  const sure = worst.verdict === best.verdict && (open.length === 0 || worst.verdict !== 'partial');
  if (sure) return { ...worst, unresolved: [] };
  return {
    verdict: 'unknown',
    blockers: worst.blockers,
    unresolved: sortedWords([...open, ...vague(matching, around)]),
  };
}

/** The one word on a side of the flow whose addresses are not known: a rule that names the same word covers it all the same. */
interface Asked {
  readonly source: string | undefined;
  readonly destination: string | undefined;
}

function openWords(flow: Flow, around: Surroundings): Asked {
  const open = (words: readonly string[]) => words.find((word) => boundsOf(word, 'Allow', around) === undefined);
  return { source: open(flow.sources), destination: open(flow.destinations) };
}

const sorted = (rules: readonly NsgRule[], flow: Flow): readonly NsgRule[] =>
  rules
    .filter((rule) => rule.direction === flow.direction)
    .filter((rule) => rule.protocol === '*' || rule.protocol.toLowerCase() === flow.protocol.toLowerCase())
    .sort((a, b) => a.priority - b.priority);

function walk(rules: readonly NsgRule[], whole: Box, boxOf: (rule: NsgRule) => Box): Omit<NsgVerdict, 'unresolved'> {
  const total = volume(whole);
  const blockers: Blocker[] = [];
  let left: readonly Box[] = [whole].filter((box) => !isEmpty(box));
  let passed = 0;
  for (const rule of rules) {
    if (left.length === 0) break;
    const taken = boxOf(rule);
    const matched = left.reduce((sum, box) => sum + volume(meet(box, taken)), 0);
    left = left.flatMap((box) => cutOut(box, taken));
    if (rule.access === 'Allow') passed += matched;
    else if (matched > 0) blockers.push({ rule: rule.name, priority: rule.priority, share: matched / total });
  }
  if (blockers.length === 0 && left.length === 0) return { verdict: 'allowed', blockers };
  return { verdict: passed === 0 ? 'denied' : 'partial', blockers };
}

function ruleBox(rule: NsgRule, part: keyof Bounds, around: Surroundings, asked: Asked): Box {
  return {
    source: sideOf(rule.sources, rule.sourceGroups, rule.access, around, asked.source)[part],
    destination: sideOf(rule.destinations, rule.destinationGroups, rule.access, around, asked.destination)[part],
    sourcePorts: portsOf(rule.sourcePorts),
    destinationPorts: portsOf(rule.destinationPorts),
  };
}

const ANYTHING: Bounds = { atLeast: NOTHING, atMost: ALL_ADDRESSES };
const EVERYTHING: Bounds = { atLeast: ALL_ADDRESSES, atMost: ALL_ADDRESSES };

function sideOf(
  words: readonly string[],
  groups: readonly string[],
  access: 'Allow' | 'Deny',
  around: Surroundings,
  asked: string | undefined,
): Bounds {
  const bounds = words.map((word) => {
    if (asked !== undefined && word.toLowerCase() === asked.toLowerCase()) return EVERYTHING;
    return boundsOf(word, access, around) ?? ANYTHING;
  });
  bounds.push(...groups.map(() => ANYTHING));
  return { atLeast: union(...bounds.map((b) => b.atLeast)), atMost: union(...bounds.map((b) => b.atMost)) };
}

/** What in the rules keeps them from being judged: for the person who has to look by hand. */
function vague(rules: readonly NsgRule[], around: Surroundings): readonly string[] {
  return rules.flatMap((rule) => {
    const words = [...rule.sources, ...rule.destinations].filter((word) => {
      const bounds = boundsOf(word, rule.access, around);
      return bounds === undefined || bounds.atLeast !== bounds.atMost;
    });
    return [...words, ...rule.sourceGroups, ...rule.destinationGroups];
  });
}

const sortedWords = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();

export function portsOf(words: readonly string[]): NumberSet {
  const sets = words.map((word): NumberSet => {
    if (word === '*') return ALL_PORTS;
    const [first, last = first] = word.split('-', 2).map(Number);
    return first !== undefined && last !== undefined && first <= last ? [[first, last]] : NOTHING;
  });
  return union(...sets);
}

function combine(verdicts: readonly NsgVerdict[]): NsgVerdict {
  const kinds = new Set(verdicts.map((one) => one.verdict));
  const blockers = new Map<string, Blocker>();
  for (const blocker of verdicts.flatMap((one) => one.blockers)) {
    const share = Math.max(blocker.share, blockers.get(blocker.rule)?.share ?? 0);
    blockers.set(blocker.rule, { ...blocker, share });
  }
  return {
    verdict: overall(kinds),
    blockers: [...blockers.values()].sort((a, b) => a.priority - b.priority),
    unresolved: sortedWords(verdicts.flatMap((one) => one.unresolved)),
  };
}

function overall(kinds: ReadonlySet<Verdict>): Verdict {
  const [only] = kinds;
  if (kinds.size === 1 && only) return only;
  return kinds.has('denied') || kinds.has('partial') ? 'partial' : 'unknown';
}
