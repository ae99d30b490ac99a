import { contains, overlaps, parseRange, type Range } from '../../src/core/cidr.ts';
import { type Rule, rule } from '../../src/core/rule.ts';
import { learn, VN2_REPO } from '../facts/dates.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { addressesFor, demandFor, LONGEST, planSubnets, usableIn, type Workload } from './address-plan.ts';
import { inNewVnet, inSpoke, SPOKE } from './examples.ts';
import { block, purposes, type Subnet, subnetFor, subnetList, workload } from './subnets.ts';

const CNI = learn('concepts-network-cni-overview', 'AKS CNI networking overview');
const INTEGRATION = learn('api-server-vnet-integration', 'API Server VNet Integration');

/** The subnets whose range is known, with it. */
const ranged = (subnets: readonly Subnet[] | undefined): readonly { subnet: Subnet; range: Range }[] =>
  (subnets ?? []).flatMap((subnet) => {
    const range = parseRange(subnet.range ?? '');
    return range ? [{ subnet, range }] : [];
  });

/** Reserved by the vendor's quick start of virtual nodes, without a reason given. */
const VIRTUAL_NODES_RESERVED: Range = { first: 10 * 2 ** 24, length: 24 };

const isTooSmall = (subnet: Subnet, range: Range, load: Workload): boolean =>
  range.length > LONGEST[subnet.purpose] || usableIn(range) < addressesFor(subnet.purpose, load);

/** What two subnets of one VNet may not share: their id or their name. */
const identityOf = (subnet: Subnet): string => (subnet.id?.split('/').at(-1) ?? subnet.name ?? '').toLowerCase();

export const subnetRules: readonly Rule[] = [
  // With matrix row 7: the API server's subnet among them.
  rule({
    id: 'NET-8',
    severity: 'block',
    reads: [purposes, subnetList],
    broken: (read) => read(purposes).filter((purpose) => subnetFor(read(subnetList), purpose) === undefined),
    says: 'The answers need a subnet that is not in the list.',
    fix: 'Add it: by id if it exists, else with a range that is free.',
    source: INTEGRATION,
    examples: {
      broken: { 'net.vnet': 'new', 'net.subnets': [{ purpose: 'nodes', name: 'snet-nodes', range: '10.10.0.0/24' }] },
      fine: inNewVnet(),
    },
  }),
  rule({
    id: 'NET-10',
    aliases: ['API-7', 'HC-13', 'NW-02'],
    severity: 'block',
    reads: [subnetList, workload],
    broken: (read) =>
      ranged(read(subnetList))
        .filter(({ subnet, range }) => isTooSmall(subnet, range, read(workload)))
        .map(({ subnet }) => subnet.purpose),
    says: 'The subnet is too small: Azure keeps five addresses, API server and image build take at least a /28, and the nodes need one each at an upgrade’s peak, with node-subnet one more for each pod.',
    fix: 'Give it a larger range, or plan fewer nodes or pods.',
    source: CNI,
    examples: {
      broken: inNewVnet({ nodes: { name: 'snet-nodes', range: '10.10.0.0/29' } }),
      fine: inNewVnet({ nodes: { name: 'snet-nodes', range: '10.10.0.0/26' } }),
    },
  }),
  rule({
    id: 'NET-12',
    severity: 'block',
    reads: [block, subnetList],
    broken: (read) => {
      const whole = parseRange(read(block) ?? '');
      return ranged(read(subnetList))
        .filter(({ range }) => whole !== undefined && !contains(whole, range))
        .map(({ subnet }) => subnet.purpose);
    },
    says: 'The subnet lies outside the range of its VNet.',
    fix: 'Give it a part of the VNet’s range.',
    source: CNI,
    examples: {
      broken: inNewVnet({ nodes: { name: 'snet-nodes', range: '10.11.0.0/24' } }),
      fine: inNewVnet(),
    },
  }),
  rule({
    id: 'NET-13',
    aliases: ['HC-10'],
    severity: 'block',
    reads: [subnetList],
    broken: (read) => {
      const all = (read(subnetList) ?? []).map(identityOf);
      return (read(subnetList) ?? []).filter((_, i) => all.indexOf(all[i] ?? '') !== i).map((subnet) => subnet.purpose);
    },
    says: 'One subnet stands for two purposes: the API server, virtual nodes, image builds and nodes each need one that holds nothing else.',
    fix: 'Name another subnet for one of them.',
    source: INTEGRATION,
    examples: {
      broken: inSpoke({ api: { id: `${SPOKE}/subnets/snet-nodes` } }),
      fine: inSpoke(),
    },
  }),
  rule({
    id: 'NET-14',
    severity: 'warn',
    reads: [purposes, subnetList],
    broken: (read) =>
      (read(subnetList) ?? [])
        .filter(({ purpose }) => purpose !== 'jumpbox' && !read(purposes).includes(purpose))
        .map((subnet) => subnet.purpose),
    says: 'Nothing in the answers needs this subnet.',
    fix: 'Take it off the list.',
    repairs: (read) => [
      {
        [subnetList.id]: (read(subnetList) ?? []).filter(
          ({ purpose }) => purpose === 'jumpbox' || read(purposes).includes(purpose),
        ),
      },
    ],
    source: CNI,
    examples: {
      broken: inNewVnet({ containers: { name: 'cg', range: '10.10.2.0/24' } }),
      fine: inNewVnet({ jumpbox: { name: 'snet-jumpbox', range: '10.10.2.0/28' } }),
    },
  }),
  rule({
    id: 'NET-15',
    severity: 'warn',
    reads: [virtualNodes, subnetList],
    broken: (read) =>
      read(virtualNodes)
        ? ranged(read(subnetList))
            .filter(({ range }) => overlaps(range, VIRTUAL_NODES_RESERVED))
            .map(({ subnet }) => subnet.purpose)
        : [],
    says: 'The quick start of virtual nodes keeps 10.0.0.0/24 of the VNet free and does not say why; this subnet uses it.',
    fix: 'Take another range, to be safe.',
    source: VN2_REPO,
    unverified: 'The vendor gives no reason for it.',
    examples: {
      broken: {
        'vn.enable': true,
        'net.block': '10.0.0.0/14',
        ...inNewVnet({
          nodes: { name: 'snet-nodes', range: '10.0.0.0/23' },
          containers: { name: 'cg', range: '10.1.0.0/24' },
          api: { name: 'snet-api', range: '10.1.1.0/28' },
          'image-build': { name: 'snet-image-build', range: '10.1.1.16/28' },
          'image-aci': { name: 'snet-image-aci', range: '10.1.1.32/28' },
        }),
      },
      fine: { 'vn.enable': true, 'net.block': '10.10.0.0/16' },
    },
  }),
  rule({
    id: 'NET-17',
    severity: 'block',
    reads: [block, purposes, workload],
    broken: (read) => {
      const whole = parseRange(read(block) ?? '');
      const demands = read(purposes).map((purpose) => demandFor(purpose, read(workload)));
      return whole !== undefined && planSubnets(whole, demands) === undefined;
    },
    says: 'The range of the VNet is too small for the subnets that the answers need.',
    fix: 'Take a larger range, or plan fewer nodes or pods.',
    source: CNI,
    examples: {
      broken: { 'net.block': '10.10.0.0/26', 'vn.enable': true },
      fine: { 'net.block': '10.10.0.0/22', 'vn.enable': true },
    },
  }),
];
