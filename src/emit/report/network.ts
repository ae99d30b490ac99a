import { lastOf, parseRange, printAddress, sizeOf } from '../../core/cidr.ts';
import { type Json, plainOf, textOf } from '../../plan/ids.ts';
import type { Plan, Resource } from '../../plan/plan.ts';
import { code, prose, section, table } from '../markdown.ts';
import { placeWords } from '../places.ts';

const VNET = 'Microsoft.Network/virtualNetworks';
const CLUSTER = 'Microsoft.ContainerService/managedClusters';
/** Azure keeps the first four addresses of a subnet and the last one. https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq */
const KEPT_BY_AZURE = 5;

interface Row {
  readonly what: string;
  readonly name: string;
  readonly range: string;
  readonly usable: boolean;
}

/** Every range of the plan: networks, their subnets, and the ranges inside the cluster. */
export function addressesSection(plan: Plan): string {
  const rows = [...plan.resources.flatMap((one) => rowsOf(plan, one)), ...clusterRows(plan)];
  const existing = plan.resources.filter(
    (one) => one.existing !== undefined && (one.type === VNET || one.type === `${VNET}/subnets`),
  );
  if (rows.length === 0 && existing.length === 0)
    return section(2, 'Addresses', 'AKS makes and keeps the network: no range is planned here.');
  return section(
    2,
    'Addresses',
    rows.length === 0
      ? ''
      : table(['What', 'Name', 'Range', 'First to last', 'Addresses', 'Usable'], rows.map(rangeRow)),
    existing.length === 0
      ? ''
      : `There already, with ranges of their own: ${existing.map((one) => code(one.existing ?? '')).join(', ')}.`,
  );
}

function rowsOf(plan: Plan, resource: Resource): readonly Row[] {
  if (resource.existing !== undefined || (resource.type !== VNET && resource.type !== `${VNET}/subnets`)) return [];
  const { properties } = plainOf(plan, resource.body) as { readonly properties?: { readonly [key: string]: Json } };
  const name = textOf(plan, resource.name);
  if (resource.type === VNET) {
    const space = properties?.['addressSpace'] as { readonly addressPrefixes?: Json } | undefined;
    return texts(space?.addressPrefixes).map((range) => ({ what: 'virtual network', name, range, usable: false }));
  }
  const ranges = [...texts(properties?.['addressPrefix']), ...texts(properties?.['addressPrefixes'])];
  return ranges.map((range) => ({ what: 'subnet', name, range, usable: true }));
}

const CLUSTER_RANGES: Readonly<Record<string, string>> = {
  podCidr: 'pods, inside the cluster only',
  podCidrs: 'pods, inside the cluster only',
  serviceCidr: 'services, inside the cluster only',
  serviceCidrs: 'services, inside the cluster only',
};

function clusterRows(plan: Plan): readonly Row[] {
  return plan.resources
    .filter((one) => one.type === CLUSTER && one.existing === undefined)
    .flatMap((cluster) => {
      const body = plainOf(plan, cluster.body) as { readonly properties?: { readonly networkProfile?: Json } };
      const profile = (body.properties?.networkProfile ?? {}) as Readonly<Record<string, Json>>;
      return Object.entries(CLUSTER_RANGES).flatMap(([key, what]) =>
        texts(profile[key]).map((range) => ({ what, name: textOf(plan, cluster.name), range, usable: false })),
      );
    });
}

const texts = (value: Json | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

function rangeRow({ what, name, range, usable }: Row): readonly string[] {
  const parsed = parseRange(range);
  if (!parsed) return [prose(what), code(name), code(range), '', '', ''];
  const size = sizeOf(parsed);
  return [
    prose(what),
    code(name),
    code(range),
    `${printAddress(parsed.first)} to ${printAddress(lastOf(parsed))}`,
    String(size),
    usable ? String(Math.max(0, size - KEPT_BY_AZURE)) : '',
  ];
}

const EVIDENCE = { read: '', derived: ', derived', unverified: ', UNVERIFIED' } as const;

export function egressSection(plan: Plan): string {
  if (plan.flows.length === 0) return '';
  return section(
    2,
    'Egress',
    table(
      ['From', 'To', 'Protocol and ports', 'Needed', 'Why'],
      plan.flows.map((flow) => [
        prose(placeWords(flow.from)),
        code(flow.to),
        `${flow.protocol} ${flow.ports.join(', ')}`,
        `${flow.required ? 'yes' : 'optional'}${EVIDENCE[flow.evidence]}`,
        prose(flow.why),
      ]),
    ),
  );
}

const REACH = { yes: 'reachable', no: 'not reachable', unknown: 'unknown' } as const;

export function waysSection(plan: Plan): string {
  if (plan.ways.length === 0) return '';
  return section(
    2,
    'Ways in',
    table(
      ['Who', 'The API server is', 'Why'],
      plan.ways.map((way) => [prose(way.actor), REACH[way.reach], prose(way.why)]),
    ),
  );
}
