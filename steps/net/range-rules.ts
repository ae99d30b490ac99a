import { holds, lastOf, networkOf, parseAddress, parseRange, printAddress, printRange } from '../../src/core/cidr.ts';
import type { AnyRead, Handle } from '../../src/core/decision.ts';
import { known } from '../../src/core/resolve.ts';
import { type Rule, rule } from '../../src/core/rule.ts';
import { learn } from '../facts/dates.ts';
import { RESERVED_RANGES_SOURCE } from '../facts/reserved-ranges.ts';
import { mostNodes } from '../node/capacity.ts';
import { examplePool, exampleSystem } from '../node/examples.ts';
import { collisions, podRangeLength, reservedIn } from './address-plan.ts';
import { inNewVnet } from './examples.ts';
import { DNS_OFFSET, dnsServiceIp, MANAGED_VNET_RANGE, type NamedRange, podRange, serviceRange } from './ranges.ts';
import { block, type Subnet, subnetList } from './subnets.ts';
import { vnetMode } from './vnet.ts';

/** Reads one group of ranges. Each is read by itself, so that a conflict names the answers at fault and no others. */
type Group = (read: AnyRead) => readonly NamedRange[];

const one =
  (name: string, of: Handle): Group =>
  (read) => {
    const range = parseRange((read(of) as string | undefined) ?? '');
    return range ? [{ name, range }] : [];
  };
const whole = one('VNet', block);
const pods = one('pods', podRange);
const services = one('services', serviceRange);
const managed: Group = () => {
  const range = parseRange(MANAGED_VNET_RANGE);
  return range ? [{ name: 'VNet of AKS', range }] : [];
};
const parts: Group = (read) =>
  ((read(subnetList) ?? []) as readonly Subnet[]).flatMap((subnet) => {
    const range = parseRange(subnet.range ?? '');
    return range ? [{ name: `subnet ${subnet.purpose}`, range }] : [];
  });

/** What the looks find; open only when none finds anything and one met an answer that is open. */
function anyOf(read: AnyRead, looks: readonly ((read: AnyRead) => readonly string[])[]): readonly string[] {
  const found = looks.flatMap((look) => known(() => look(read))?.value ?? []);
  return found.length > 0 ? found : looks.flatMap((look) => look(read));
}

const reserved =
  (group: Group) =>
  (read: AnyRead): readonly string[] =>
    group(read).flatMap(({ name, range }) => {
      const taken = reservedIn(range);
      return taken === undefined ? [] : [`${name} ${printRange(range)} and ${taken}`];
    });

const across =
  (a: Group, b: Group) =>
  (read: AnyRead): readonly string[] =>
    a(read).flatMap((first) => b(read).flatMap((second) => collisions([first, second])));

export const rangeRules: readonly Rule[] = [
  // Matrix row 30
  rule({
    id: 'NET-3',
    severity: 'block',
    reads: [block, subnetList, podRange, serviceRange],
    broken: (read) => anyOf(read, [whole, parts, pods, services].map(reserved)),
    says: 'A range overlaps one that AKS keeps for itself: 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 and 192.0.2.0/24.',
    fix: 'Take another range.',
    source: RESERVED_RANGES_SOURCE,
    examples: {
      broken: { 'net.podRange': '172.16.0.0/12' },
      fine: { 'net.podRange': '172.16.0.0/13' },
    },
  }),
  rule({
    id: 'NET-4',
    severity: 'block',
    reads: [block, subnetList, podRange, serviceRange],
    broken: (read) =>
      anyOf(read, [
        (now) => collisions(parts(now)),
        across(whole, pods),
        across(whole, services),
        across(parts, pods),
        across(parts, services),
        across(pods, services),
      ]),
    says: 'Two of the ranges of the VNet, its subnets, pods and services overlap: traffic between them would be lost.',
    fix: 'Give each its own range.',
    source: RESERVED_RANGES_SOURCE,
    examples: {
      broken: inNewVnet({ api: { name: 'snet-api', range: '10.10.0.0/28' } }),
      fine: inNewVnet(),
    },
  }),
  rule({
    id: 'NET-19',
    severity: 'warn',
    reads: [vnetMode, podRange, serviceRange],
    broken: (read) =>
      read(vnetMode) === 'managed' ? anyOf(read, [across(managed, pods), across(managed, services)]) : [],
    says: `The VNet that AKS makes has the range ${MANAGED_VNET_RANGE} and this one overlaps it: traffic between them would be lost.`,
    fix: 'Take another range.',
    source: RESERVED_RANGES_SOURCE,
    unverified: 'Seen as what AKS takes in clusters that others describe; no page of Azure promises it.',
    examples: {
      broken: { 'net.vnet': 'managed', 'net.podRange': '10.224.0.0/16' },
      fine: { 'net.vnet': 'managed', 'net.podRange': '10.244.0.0/16' },
    },
  }),
  rule({
    id: 'NET-18',
    severity: 'block',
    reads: [serviceRange, dnsServiceIp],
    broken: (read) => {
      const services = parseRange(read(serviceRange));
      const dns = parseAddress(read(dnsServiceIp));
      if (!services || dns === undefined) return true;
      return !holds(services, dns) || dns <= services.first + 1 || dns === lastOf(services);
    },
    says: 'The address of the cluster’s DNS must lie in the range of services and be neither its first two addresses, which are the range’s own and the API server’s, nor its last.',
    fix: 'Take the tenth address of the range.',
    repairs: (read) => {
      const services = parseRange(read(serviceRange));
      return services ? [{ [dnsServiceIp.id]: printAddress(services.first + DNS_OFFSET) }] : [];
    },
    source: RESERVED_RANGES_SOURCE,
    examples: {
      broken: { 'net.serviceRange': '10.4.0.0/16', 'net.dnsServiceIp': '10.4.0.1' },
      fine: { 'net.serviceRange': '10.4.0.0/16', 'net.dnsServiceIp': '10.4.0.53' },
    },
  }),
  rule({
    id: 'IP-10',
    severity: 'block',
    reads: [podRange, mostNodes],
    broken: (read) => {
      const pods = parseRange(read(podRange) ?? '');
      return pods !== undefined && 2 ** (24 - pods.length) < read(mostNodes);
    },
    says: 'Each node takes a /24 of the range of pods, and the pools have more nodes at an upgrade’s peak than there are.',
    fix: 'Take a larger range of pods, or fewer nodes.',
    repairs: (read) => {
      const now = parseRange(read(podRange) ?? '');
      const length = podRangeLength(read(mostNodes));
      return now ? [{ [podRange.id]: printRange({ first: networkOf(now.first, length), length }) }] : [];
    },
    source: learn('azure-cni-overlay', 'Azure CNI Overlay'),
    examples: {
      broken: { 'net.podRange': '10.244.0.0/22', 'node.pools': [exampleSystem(), examplePool({ count: 10 })] },
      fine: { 'net.podRange': '10.244.0.0/20', 'node.pools': [exampleSystem(), examplePool({ count: 10 })] },
    },
  }),
];
