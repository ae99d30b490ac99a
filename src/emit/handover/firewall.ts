import { type Json, plainOf, resourceIdOf } from '../../plan/ids.ts';
import { type Flow, type Plan, stageNumber } from '../../plan/plan.ts';
import { oneLine } from '../words.ts';

/** The subnet that a place of a flow stands in, by its symbol. */
const SUBNETS: Readonly<Record<string, string>> = {
  nodes: 'nodeSubnet',
  containers: 'containerSubnet',
  build: 'imageBuildSubnet',
  'build-aci': 'imageAciSubnet',
  jumpbox: 'jumpboxSubnet',
};

/** Where calls come from as a firewall sees it: the range of the subnet, or the id of one that exists. */
function sourceOf(plan: Plan, flow: Flow): string {
  const subnet = plan.resources.find((one) => one.symbol === SUBNETS[flow.from]);
  if (!subnet) return '';
  const { properties } = plainOf(plan, subnet.body) as { readonly properties?: { readonly [key: string]: Json } };
  const range = properties?.['addressPrefix'] ?? (properties?.['addressPrefixes'] as readonly Json[] | undefined)?.[0];
  return typeof range === 'string' ? range : resourceIdOf(plan, subnet.symbol);
}

/** The first stage in which something calls out. */
export const firstCallingStage = (plan: Plan): number =>
  stageNumber(plan.flows.some((flow) => flow.from.startsWith('build')) ? 'image' : 'cluster');

const HEAD = ['from', 'source', 'to', 'protocol', 'ports', 'needed', 'verified', 'why'];

/** One row for each source and destination, as firewall teams import it (RFC 4180). */
export const firewallText = (plan: Plan): string =>
  [HEAD, ...plan.flows.map((flow) => flowRow(plan, flow))].map((row) => `${row.map(csvCell).join(',')}\n`).join('');

const flowRow = (plan: Plan, flow: Flow): readonly string[] => [
  flow.from,
  sourceOf(plan, flow),
  flow.to,
  flow.protocol,
  flow.ports.join(' '),
  flow.required ? 'yes' : 'optional',
  flow.unverified ? 'UNVERIFIED' : 'yes',
  flow.why,
];

/** A cell that starts like a formula is one to a spreadsheet, unless an apostrophe stands before it. */
const csvCell = (text: string): string => {
  const line = oneLine(text);
  const safe = /^[=+\-@]/.test(line) ? `'${line}` : line;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
