import { contains, overlaps, parseRange } from '../../src/core/cidr.ts';
import type { Answer } from '../../src/core/decision.ts';
import { rule } from '../../src/core/rule.ts';
import {
  AUTHORIZED_RANGES_LIMIT,
  AUTHORIZED_RANGES_SOURCES,
  MULTICAST_RANGE,
  NOBODY_RANGE,
  NOT_GLOBAL_RANGES,
  type RangeFact,
} from '../facts/reserved-ranges.ts';
import { authorizedRanges, CLUSTER_EGRESS } from './authorized-ranges.ts';
import { exposure, isIntegrated } from './exposure.ts';

type Ranges = NonNullable<Answer<typeof authorizedRanges>>;
const SOURCE = AUTHORIZED_RANGES_SOURCES[0];
const VALIDATOR = AUTHORIZED_RANGES_SOURCES[1];
const id = authorizedRanges.id;
const OFFICE = '20.50.0.0/24';

/** The entries that touch one of these ranges. The nobody range is a word of its own, not an address. */
function touching(ranges: Ranges, facts: readonly RangeFact[]): Ranges {
  const taboo = facts.flatMap((fact) => parseRange(fact.range) ?? []);
  return ranges.filter((entry) => {
    const range = entry === NOBODY_RANGE ? undefined : parseRange(entry);
    return range !== undefined && taboo.some((one) => overlaps(one, range));
  });
}

const without = (ranges: Ranges, out: Ranges): Ranges => ranges.filter((entry) => !out.includes(entry));

/** A list without entries admits everybody: no mending leads there. */
const keep = (ranges: Ranges) => (ranges.length === 0 ? [] : [{ [id]: ranges }]);

const NOT_GLOBAL = [...NOT_GLOBAL_RANGES, { range: '0.0.0.0/8', why: 'this network' }];

/** An entry that lies in another one adds nothing. */
function nested(ranges: Ranges): Ranges {
  const parsed = ranges.map((entry) => parseRange(entry));
  return ranges.filter((_, i) => {
    const own = parsed[i];
    return own !== undefined && parsed.some((other, j) => i !== j && other !== undefined && contains(other, own));
  });
}

export const rangeRules = [
  rule({
    id: 'RNG-1',
    severity: 'block',
    reads: [authorizedRanges],
    broken: (read) => touching(read(authorizedRanges) ?? [], NOT_GLOBAL),
    says: 'Authorized ranges must be public addresses: what the API server sees are addresses of the internet, and az refuses private, shared and documentation ranges.',
    fix: 'List the address that the network shows to the internet, not the one inside it.',
    repairs: (read) => {
      const ranges = read(authorizedRanges) ?? [];
      return keep(without(ranges, touching(ranges, NOT_GLOBAL)));
    },
    source: VALIDATOR,
    examples: {
      broken: { 'api.exposure': 'public-ranges', [id]: [OFFICE, '10.1.0.0/16'] },
      fine: { 'api.exposure': 'public-ranges', [id]: [OFFICE, CLUSTER_EGRESS] },
    },
  }),
  rule({
    id: 'RNG-2',
    severity: 'block',
    reads: [authorizedRanges],
    broken: (read) => {
      const ranges = read(authorizedRanges) ?? [];
      return ranges.includes(NOBODY_RANGE) && ranges.length > 1 ? [NOBODY_RANGE] : [];
    },
    says: `${NOBODY_RANGE} means nobody but the cluster’s own nodes, so it stands alone; AKS refuses it beside other ranges.`,
    fix: `Take out ${NOBODY_RANGE}, or everything else.`,
    repairs: (read) => [{ [id]: without(read(authorizedRanges) ?? [], [NOBODY_RANGE]) }, { [id]: [NOBODY_RANGE] }],
    source: SOURCE,
    examples: {
      broken: { 'api.exposure': 'public-ranges', [id]: [NOBODY_RANGE, OFFICE] },
      fine: { 'api.exposure': 'public-ranges', [id]: [NOBODY_RANGE], 'egress.type': 'loadBalancer' },
    },
  }),
  rule({
    id: 'RNG-3',
    severity: 'block',
    reads: [authorizedRanges, isIntegrated],
    broken: (read) => !read(isIntegrated) && (read(authorizedRanges) ?? []).length > AUTHORIZED_RANGES_LIMIT,
    says: `A public API server takes at most ${AUTHORIZED_RANGES_LIMIT} ranges; 2,000 only with VNet integration.`,
    fix: 'Join neighbouring ranges into wider ones, or let people come through one exit.',
    source: SOURCE,
    examples: {
      broken: { 'api.exposure': 'public-ranges', [id]: manyRanges(201) },
      fine: { 'api.exposure': 'vnet-public', [id]: manyRanges(201) },
    },
  }),
  rule({
    id: 'RNG-10',
    severity: 'block',
    reads: [authorizedRanges],
    broken: (read) => touching(read(authorizedRanges) ?? [], [MULTICAST_RANGE]),
    says: 'A multicast range is nobody’s source address: az would take it, but no caller could ever match.',
    fix: 'List the public address from which people come.',
    repairs: (read) => {
      const ranges = read(authorizedRanges) ?? [];
      return keep(without(ranges, touching(ranges, [MULTICAST_RANGE])));
    },
    source: VALIDATOR,
    unverified: 'What the service itself answers to a multicast range.',
    examples: {
      broken: { 'api.exposure': 'public-ranges', [id]: [OFFICE, '224.0.0.0/24'] },
      fine: { 'api.exposure': 'public-ranges', [id]: [OFFICE, CLUSTER_EGRESS] },
    },
  }),
  rule({
    id: 'RNG-11',
    severity: 'block',
    reads: [exposure, authorizedRanges],
    broken: (read) => read(exposure) === 'public-ranges' && read(authorizedRanges)?.length === 0,
    says: 'No ranges means no restriction: the API server would be open to the internet, which is another answer.',
    fix: `List at least one range. ${NOBODY_RANGE} alone closes it to everybody but the nodes behind a load balancer.`,
    repairs: () => [{ [id]: [NOBODY_RANGE] }],
    source: SOURCE,
    examples: {
      broken: { 'api.exposure': 'public-ranges', [id]: [] },
      fine: { 'api.exposure': 'vnet-public', [id]: [] },
    },
  }),
  rule({
    id: 'RNG-12',
    severity: 'info',
    reads: [authorizedRanges],
    broken: (read) => nested(read(authorizedRanges) ?? []),
    says: 'A range that lies inside another one of the list changes nothing.',
    fix: 'Take out the narrower one, or the wider one if that was a slip.',
    repairs: (read) => {
      const ranges = read(authorizedRanges) ?? [];
      return keep(without(ranges, nested(ranges)));
    },
    source: SOURCE,
    examples: {
      broken: { 'api.exposure': 'public-ranges', [id]: [OFFICE, '20.50.0.7/32'] },
      fine: { 'api.exposure': 'public-ranges', [id]: [OFFICE, CLUSTER_EGRESS, '20.51.0.7/32'] },
    },
  }),
];

function manyRanges(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `20.60.${i % 256}.0/24`);
}
