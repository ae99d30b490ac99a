import { zoneNameFor } from '../../../steps/api/private-dns.ts';
import { LONGEST } from '../../../steps/net/address-plan.ts';
import { DELEGATED, mustBeDelegated } from '../../../steps/net/subnet-resources.ts';
import type { SubnetPurpose } from '../../../steps/resources.ts';
import { freeAddresses } from '../../azure/evaluators/addresses.ts';
import { parseId, sameId, subscriptionOf } from '../../azure/ids.ts';
import { NotRun } from '../../azure/port.ts';
import { privateZones } from '../../azure/queries/dns.ts';
import { type Subnet, subnetUsage, type Vnet, vnet, vnets } from '../../azure/queries/networks.ts';
import { type Find, grouped, type Here, noteOf, suggestion } from './here.ts';

/** VNets of the subscription. The cluster's own must stand in its region; a hub may stand elsewhere. */
export const findVnets: Find = async (here) => {
  const region = here.text('base.location');
  const isHub = here.decision === 'net.hubVnetId';
  return (await here.list(vnets, { subscription: here.need('base.subscription') })).map((one) =>
    suggestion(
      one.id,
      noteOf(one.ranges.join(', '), one.location, isHub ? undefined : subnetCount(one)),
      isHub || region === undefined || one.location === region
        ? undefined
        : `it is in ${one.location}, the cluster in ${region}`,
    ),
  );
};

const subnetCount = ({ subnets }: Vnet): string => `${subnets.length} ${subnets.length === 1 ? 'subnet' : 'subnets'}`;

/** What needs more addresses with every node or pod: the emptiest subnet serves it best. The others need one small one. */
const GROWS: readonly SubnetPurpose[] = ['nodes', 'pods', 'containers'];

/** Subnets of the VNet of the cluster, with what matters for the purpose that the record names. */
export const findSubnets: Find = async (here) => {
  const mode = here.text('net.vnet');
  if (mode !== undefined && mode !== 'existing') throw new NotRun('the VNet is new and has no subnets yet');
  const id = here.need('net.vnetId');
  const seen = await here.look(vnet, { id });
  if (seen.is === 'absent') throw new NotRun(`${parseId(id).name} does not exist`);
  const usage = await usageOf(here, id);
  const purpose = purposeOf(here);
  const counted = seen.value.subnets.map((subnet) => ({
    subnet,
    free: freeAddresses({ ...subnet, usage: usage?.get(subnet.id.toLowerCase()) }),
  }));
  const order = GROWS.includes(purpose) ? -1 : 1;
  const sorted = counted.toSorted((a, b) => order * (a.free - b.free));
  return sorted.map(({ subnet, free }) => {
    const others = subnet.delegations.map((service) => `delegated to ${service}`);
    const nsg = subnet.nsgId === undefined ? 'no NSG' : `NSG ${parseId(subnet.nsgId).name}`;
    const note = noteOf(subnet.prefixes.join(', '), `${grouped(free)} free`, nsg, ...others);
    return suggestion(subnet.id, note, unfitness(subnet, purpose, free));
  });
};

/** The counters are a second opinion: where they cannot be read, what the subnet itself lists has to do. */
async function usageOf(here: Here, vnetId: string) {
  try {
    const seen = await here.look(subnetUsage, { vnetId });
    return seen.is === 'found' ? seen.value : undefined;
  } catch (thrown) {
    if (thrown instanceof NotRun) return undefined;
    throw thrown;
  }
}

/** A pool's own subnet is one of nodes. */
const purposeOf = (here: Here): SubnetPurpose => {
  const purpose = here.record['purpose'];
  return typeof purpose === 'string' && purpose in LONGEST ? (purpose as SubnetPurpose) : 'nodes';
};

/** Names that Azure keeps for its own services. */
const KEPT: readonly string[] = ['GatewaySubnet', 'AzureFirewallSubnet', 'AzureBastionSubnet', 'RouteServerSubnet'];

function unfitness(subnet: Subnet, purpose: SubnetPurpose, free: number): string | undefined {
  const wanted = DELEGATED[purpose];
  const strange = subnet.delegations.find((one) => wanted === undefined || !sameId(one, wanted));
  const shortest = Math.min(...subnet.prefixes.map((prefix) => Number(prefix.split('/')[1])));
  if (KEPT.includes(subnet.name)) return 'Azure keeps it for its own service';
  if (strange !== undefined) return `it is delegated to ${strange}`;
  if (mustBeDelegated(purpose) && subnet.delegations.length === 0) return `it is not delegated to ${wanted}`;
  if (shortest > LONGEST[purpose]) return `it is a /${shortest}; this needs a /${LONGEST[purpose]} or larger`;
  return free === 0 ? 'it is full' : undefined;
}

/** Private zones that AKS can take for this way of reaching the API server, those of the region first. */
export const findZones: Find = async (here) => {
  const subscription = here.need('base.subscription');
  const ids = [here.text('net.hubVnetId'), here.text('net.vnetId')].map((id) => subscriptionOf(id ?? ''));
  const places = [...new Set([subscription, ...ids.filter((id) => id !== '')])];
  const exposure = here.text('api.exposure');
  const region = here.text('base.location');
  const wanted = exposure !== undefined && region !== undefined ? zoneNameFor(exposure, region) : undefined;
  const zones = await Promise.all(places.map((place) => here.list(privateZones, { subscription: place })));
  return zones.flat().map(({ id, name }) => {
    const fits = wanted === undefined || name === wanted || isChildOf(name, wanted);
    return suggestion(id, name, fits ? undefined : `AKS needs ${wanted} here`);
  });
};

/** One label before the name is allowed too. */
const isChildOf = (name: string, parent: string): boolean =>
  name.endsWith(`.${parent}`) && !name.slice(0, -parent.length - 1).includes('.');
