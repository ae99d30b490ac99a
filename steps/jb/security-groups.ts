import type { AnyRead } from '../../src/core/decision.ts';
import type { Adder } from '../../src/plan/contribution.ts';
import { type Body, idOf, keyed, param, type ResourceSymbol, type Value } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName } from '../base/names.ts';
import { locationOf, named, tagsOf } from '../common.ts';
import { API } from '../facts/api-versions.ts';
import { inRegion, type NsgFlow } from '../facts/flows.ts';
import type { BuildTopology } from '../facts/image-builder.ts';
import { IMAGE_BUILDER_NSG } from '../facts/image-builder-flows.ts';
import { networkGroupOf } from '../net/groups.ts';
import { rangeOf } from '../net/subnet-resources.ts';
import { isMade, type Subnet, subnetFor } from '../net/subnets.ts';
import type { SubnetPurpose } from '../resources.ts';
import { imageAciNsg, imageBuildNsg } from './symbols.ts';

export type BuildPurpose = Extract<SubnetPurpose, 'image-build' | 'image-aci'>;

/** How the facts call the two subnets, and which NSG is whose. */
const PLACES = { 'image-build': 'build', 'image-aci': 'build-aci' } as const;
const NSGS = { 'image-build': imageBuildNsg, 'image-aci': imageAciNsg } as const;

const FIRST_PRIORITY = 100;
const LAST_PRIORITY = 4000;
const ANYTHING = { protocol: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*', destinationPortRange: '*' };

/** The other end of a flow: a range of this plan, a service tag; a subnet that is there already is only known as the VNet. */
function endOf(end: string, subnets: readonly Subnet[], region: string): Value {
  const purpose = end === 'build' ? 'image-build' : end === 'build-aci' ? 'image-aci' : undefined;
  if (purpose === undefined) return inRegion(end, region);
  const subnet = subnetFor(subnets, purpose);
  return subnet !== undefined && isMade(subnet) ? rangeOf(subnet) : 'VirtualNetwork';
}

const allow = (
  priority: number,
  flow: Pick<NsgFlow, 'direction' | 'protocol'>,
  ends: { readonly from: Value; readonly to: Value; readonly port: string; readonly why: string },
): Body => ({
  properties: {
    description: ends.why,
    priority,
    direction: flow.direction,
    access: 'Allow',
    protocol: flow.protocol,
    sourceAddressPrefix: ends.from,
    sourcePortRange: '*',
    destinationAddressPrefix: ends.to,
    destinationPortRange: ends.port,
  },
});

const deny = (direction: NsgFlow['direction'], why: string): Body => ({
  properties: {
    description: why,
    priority: LAST_PRIORITY,
    direction,
    access: 'Deny',
    sourcePortRange: '*',
    ...ANYTHING,
  },
});

/**
 * The rules of a build subnet's NSG: what the topology needs, names from the VNet's own DNS servers (the platform's DNS
 * needs no rule), and nothing else. What comes in to the container group is left to the defaults: its table is not published.
 */
function rulesFor(purpose: BuildPurpose, topology: BuildTopology, subnets: readonly Subnet[], region: string): Body {
  const flows = IMAGE_BUILDER_NSG[topology].filter((flow) => flow.on === PLACES[purpose]);
  const rules = flows.map((flow, i): [string, Body] => [
    flow.id,
    allow(FIRST_PRIORITY + 10 * i, flow, {
      from: endOf(flow.source, subnets, region),
      to: endOf(flow.destination, subnets, region),
      port: flow.ports[0] ?? '*',
      why: flow.why,
    }),
  ]);
  const dns = allow(
    FIRST_PRIORITY + 10 * flows.length,
    { direction: 'Outbound', protocol: '*' },
    {
      from: endOf(PLACES[purpose], subnets, region),
      to: 'VirtualNetwork',
      port: '53',
      why: 'names, where the VNet has DNS servers of its own',
    },
  );
  return Object.fromEntries([
    ...rules,
    ['dns', dns],
    ['deny-outbound', deny('Outbound', 'nothing else goes out')],
    ...(purpose === 'image-build' ? [['deny-inbound', deny('Inbound', 'nothing else comes in')] as const] : []),
  ]);
}

/** Adds the NSG of a build subnet. */
export function addBuildNsg(
  plan: Adder,
  read: AnyRead,
  purpose: BuildPurpose,
  topology: BuildTopology,
  subnets: readonly Subnet[],
): ResourceSymbol {
  const nsg = NSGS[purpose];
  const rules = rulesFor(purpose, topology, subnets, read(location) as string);
  plan.add(nsg, {
    api: API['Microsoft.Network/networkSecurityGroups'],
    scope: { in: 'group', group: networkGroupOf(read).symbol },
    name: param(
      `${nsg.symbol}Name`,
      named('nsg', read(clusterName) as string, purpose),
      `Security group of the subnet ${purpose}`,
    ),
    stage: 'network',
    domain: 'network',
    body: {
      location: locationOf(read),
      tags: tagsOf(read),
      properties: { securityRules: keyed('name', rules as Readonly<Record<string, Body>>) },
    },
  });
  return nsg;
}

export const nsgIdOf = (purpose: BuildPurpose): Body => ({ id: idOf(NSGS[purpose]) });
