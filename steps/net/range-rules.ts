import { holds, lastOf, parseAddress, parseRange, printAddress } from '../../src/core/cidr.ts';
import { type Rule, rule } from '../../src/core/rule.ts';
import { learn } from '../facts/dates.ts';
import { RESERVED_RANGES_SOURCE } from '../facts/reserved-ranges.ts';
import { mostNodes } from '../node/capacity.ts';
import { examplePool, exampleSystem } from '../node/examples.ts';
import { collisions, podRangeLength, reservedIn } from './address-plan.ts';
import { inNewVnet } from './examples.ts';
import { DNS_OFFSET, dnsServiceIp, type NamedRange, nodeRanges, podRange, serviceRange } from './ranges.ts';
import { vnetMode } from './vnet.ts';

const named = (name: string, text: string | undefined): readonly NamedRange[] => {
  const range = parseRange(text ?? '');
  return range ? [{ name, range }] : [];
};

/** Each pair once, the VNet against its own subnets left out. */
function overlapping(network: readonly NamedRange[], inside: readonly NamedRange[]): readonly string[] {
  const whole = network.filter((one) => one.name === 'VNet');
  const parts = network.filter((one) => one.name !== 'VNet');
  return [...new Set([...collisions([...parts, ...inside]), ...collisions([...whole, ...inside])])];
}

export const rangeRules: readonly Rule[] = [
  // Matrix row 30
  rule({
    id: 'NET-3',
    severity: 'block',
    reads: [vnetMode, nodeRanges, podRange, serviceRange],
    broken: (read) =>
      [
        ...(read(vnetMode) === 'managed' ? [] : read(nodeRanges)),
        ...named('pods', read(podRange)),
        ...named('services', read(serviceRange)),
      ].flatMap(({ name, range }) => {
        const taken = reservedIn(range);
        return taken === undefined ? [] : [`${name}: ${taken}`];
      }),
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
    reads: [vnetMode, nodeRanges, podRange, serviceRange],
    broken: (read) =>
      overlapping(read(vnetMode) === 'managed' ? [] : read(nodeRanges), [
        ...named('pods', read(podRange)),
        ...named('services', read(serviceRange)),
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
      const pods = parseRange(read(podRange) ?? '');
      const length = podRangeLength(read(mostNodes));
      return pods
        ? [
            {
              [podRange.id]: `${printAddress(Math.floor(pods.first / 2 ** (32 - length)) * 2 ** (32 - length))}/${length}`,
            },
          ]
        : [];
    },
    source: learn('azure-cni-overlay', 'Azure CNI Overlay'),
    examples: {
      broken: { 'net.podRange': '10.244.0.0/22', 'node.pools': [exampleSystem(), examplePool({ count: 10 })] },
      fine: { 'net.podRange': '10.244.0.0/20', 'node.pools': [exampleSystem(), examplePool({ count: 10 })] },
    },
  }),
];
