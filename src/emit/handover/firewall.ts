import { type Json, partsOfId, plainOf, resourceIdOf } from '../../plan/ids.ts';
import { type Flow, type Plan, type Resource, stageNumber } from '../../plan/plan.ts';
import { oneLine } from '../words.ts';

/** The subnets that a place of a flow stands in, by symbol: pods may have a subnet of their own beside their nodes. */
const SUBNETS: Readonly<Record<string, RegExp>> = {
  nodes: /^(?:node|pod|.*Pool)Subnet$/,
  containers: /^containerSubnet$/,
  build: /^imageBuildSubnet$/,
  'build-aci': /^imageAciSubnet$/,
  jumpbox: /^jumpboxSubnet$/,
};

/** Places whose address no answer says. */
const UNKNOWN: Readonly<Record<string, string>> = {
  nodes: 'the subnet of the nodes that AKS makes',
  jumpbox: 'the jump box: no answer says where it stands',
  'helm-host': 'the host that installs the charts in stage 7: no answer says where it stands',
};

export interface FirewallRow {
  readonly flow: Flow;
  /** Where calls come from as a firewall sees it: a range, or words where none is known. */
  readonly source: string;
}

/** One row for each source and destination. */
export const firewallRows = (plan: Plan): readonly FirewallRow[] =>
  plan.flows.flatMap((flow) => sourcesOf(plan, flow).map((source) => ({ flow, source })));

function sourcesOf(plan: Plan, flow: Flow): readonly string[] {
  const subnets = plan.resources.filter((one) => SUBNETS[flow.from]?.test(one.symbol));
  return subnets.length === 0 ? [UNKNOWN[flow.from] ?? flow.from] : subnets.map((one) => sourceOf(plan, one));
}

/** The range of a subnet, or which one it is: the profile does not say the range of one that exists. */
function sourceOf(plan: Plan, subnet: Resource): string {
  const { properties } = plainOf(plan, subnet.body) as { readonly properties?: { readonly [key: string]: Json } };
  const range = properties?.['addressPrefix'] ?? (properties?.['addressPrefixes'] as readonly Json[] | undefined)?.[0];
  if (typeof range === 'string') return range;
  const { name, parentNames } = partsOfId(resourceIdOf(plan, subnet.symbol));
  return `the range of the subnet ${name} in ${parentNames[0] ?? 'its VNet'}`;
}

/** The first stage in which something calls out. */
export const firstCallingStage = (plan: Plan): number =>
  stageNumber(plan.flows.some((flow) => flow.from.startsWith('build')) ? 'image' : 'cluster');

const HEAD = ['from', 'source', 'to', 'protocol', 'ports', 'needed', 'verified', 'why'];

/** One row for each source and destination, as firewall teams import it (RFC 4180). */
export const firewallText = (plan: Plan): string =>
  [HEAD, ...firewallRows(plan).map(flowRow)].map((row) => `${row.map(csvCell).join(',')}\n`).join('');

const VERIFIED = { read: 'yes', derived: 'derived', unverified: 'UNVERIFIED' } as const;

const flowRow = ({ flow, source }: FirewallRow): readonly string[] => [
  flow.from,
  source,
  flow.to,
  flow.protocol,
  flow.ports.join(' '),
  flow.required ? 'yes' : 'optional',
  VERIFIED[flow.evidence],
  flow.why,
];

/** A cell that starts like a formula is one to a spreadsheet, unless an apostrophe stands before it. */
const csvCell = (text: string): string => {
  const line = oneLine(text);
  const safe = /^[=+\-@]/.test(line) ? `'${line}` : line;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
