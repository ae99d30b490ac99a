import { sameId } from '../../src/azure/ids.ts';
import { expectFound } from '../../src/azure/port.ts';
import { vnet } from '../../src/azure/queries/networks.ts';
import { check, fail, pass } from '../../src/checks/check.ts';
import { contains, overlaps, parseRange } from '../../src/core/cidr.ts';
import { learn } from '../facts/dates.ts';
import { podRange, serviceRange } from './ranges.ts';
import { block, subnetList } from './subnets.ts';
import { hub, vnetId } from './vnet.ts';

const CNI = learn('concepts-network-cni-overview', 'AKS CNI networking overview');

/** Two ranges as text; a text that is none overlaps nothing. */
function pair(a: string, b: string, test: typeof overlaps): boolean {
  const [left, right] = [parseRange(a), parseRange(b)];
  return left !== undefined && right !== undefined && test(left, right);
}

const nameOf = (id: string): string => id.split('/').at(-1) ?? id;

const clear = check({
  id: 'C-VN-2',
  aliases: ['VN-14'],
  title: 'The ranges of the cluster are clear of the networks it joins',
  level: 'must',
  reads: [vnetId, hub, block, podRange, serviceRange],
  targets: (read) => {
    const inside = [read(podRange), read(serviceRange)].filter((range) => range !== undefined);
    const own = read(vnetId);
    const hubId = read(hub);
    const whole = read(block);
    return [
      ...(own === undefined ? [] : [{ name: nameOf(own), id: own, ranges: inside }]),
      ...(hubId === undefined || whole === undefined
        ? []
        : [{ name: nameOf(hubId), id: hubId, ranges: [whole, ...inside] }]),
    ];
  },
  run: async ({ id, name, ranges }, look) => {
    const { ranges: own, peerings } = expectFound(await look(vnet, { id }), name);
    // On a second run the new VNet is among the hub's peers already: that is no clash with itself.
    const peers = peerings.flatMap((peering) => peering.remoteRanges).filter((range) => !ranges.includes(range));
    const taken = [...new Set([...own, ...peers])];
    const clashes = ranges.flatMap((range) =>
      taken.filter((other) => pair(range, other, overlaps)).map((other) => `${range} overlaps ${other}`),
    );
    if (clashes.length > 0) return fail(clashes.join('; '), 'Choose ranges that no connected network uses');
    return pass(`clear of ${taken.join(', ')}`);
  },
  source: CNI,
});

const fits = check({
  id: 'C-VN-3',
  title: 'The new subnets fit into the VNet that exists',
  level: 'must',
  reads: [vnetId, subnetList],
  targets: (read) => {
    const id = read(vnetId);
    if (id === undefined) return [];
    return (read(subnetList) ?? []).flatMap(({ name, range }) =>
      name === undefined || range === undefined ? [] : [{ name, range, id }],
    );
  },
  run: async ({ id, name, range }, look) => {
    const { ranges, subnets } = expectFound(await look(vnet, { id }), nameOf(id));
    if (!ranges.some((whole) => pair(whole, range, contains)))
      return fail(
        `${range} is outside ${ranges.join(', ')}`,
        'Choose a range inside the VNet, or have the VNet extended',
      );
    const there = subnets.find((one) => sameId(one.name, name));
    if (there?.prefixes.includes(range)) return pass('it is there, with this range');
    if (there)
      return fail(
        `a subnet of this name is there, with ${there.prefixes.join(', ')}`,
        'Choose another name, or name the subnet by its id',
      );
    const taken = subnets.find((one) => one.prefixes.some((prefix) => pair(prefix, range, overlaps)));
    return taken
      ? fail(`${range} overlaps ${taken.name} ${taken.prefixes.join(', ')}`, 'Choose a free range')
      : pass(`${range} is free`);
  },
  source: CNI,
});

export const checks = [clear, fits];
