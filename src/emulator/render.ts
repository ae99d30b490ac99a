import { usableAddresses } from '../azure/evaluators/addresses.ts';
import { DEFAULT_RULES } from '../azure/evaluators/nsg.ts';
import { childrenOf } from './documents.ts';
import type { Document, World } from './types.ts';

type Body = Readonly<Record<string, unknown>>;

/** A document as ARM answers it: with its children, and with what Azure derives from others. */
export function render(document: Document, world: World): Body {
  const derived = DERIVED[document.type.toLowerCase()];
  const properties = { ...document.properties, ...derived?.(document, world) };
  // Private DNS and identities have no provisioning state of the caller's; it does no harm there.
  return { ...document, properties };
}

const DERIVED: Readonly<Record<string, (document: Document, world: World) => Body>> = {
  'microsoft.network/virtualnetworks': (vnet, world) => ({
    subnets: childrenOf(world.documents, vnet.id, 'subnets').map((subnet) => render(subnet, world)),
    virtualNetworkPeerings: childrenOf(world.documents, vnet.id, 'virtualNetworkPeerings'),
  }),
  'microsoft.network/virtualnetworks/subnets': (subnet, world) => {
    const holders = holdersOf(subnet.id, world);
    return holders.length > 0 ? { ipConfigurations: holders.map((id) => ({ id })) } : {};
  },
  'microsoft.network/networksecuritygroups': () => ({
    defaultSecurityRules: DEFAULT_RULES.map(
      ({ name, sources, destinations, sourcePorts, destinationPorts, ...rule }) => ({
        name,
        properties: {
          priority: rule.priority,
          direction: rule.direction,
          access: rule.access,
          protocol: rule.protocol,
          sourceAddressPrefix: sources[0],
          destinationAddressPrefix: destinations[0],
          sourcePortRange: sourcePorts[0],
          destinationPortRange: destinationPorts[0],
        },
      }),
    ),
  }),
  'microsoft.network/publicipaddresses': (address, world) => {
    const holder = [...world.documents.values()].find((one) => mentions(one, address.id));
    return holder ? { ipConfiguration: { id: `${holder.id}/ipConfigurations/default` } } : {};
  },
};

/** The IP configurations in a subnet, found in the documents that have them. */
function holdersOf(subnetId: string, world: World): readonly string[] {
  const wanted = subnetId.toLowerCase();
  return [...world.documents.values()].flatMap((one) =>
    configurations(one)
      .filter((configuration) => idIn(configuration, 'subnet').toLowerCase() === wanted)
      .map((_, at) => `${one.id}/ipConfigurations/ipconfig${at + 1}`),
  );
}

const mentions = (one: Document, addressId: string): boolean =>
  configurations(one).some(
    (configuration) => idIn(configuration, 'publicIPAddress').toLowerCase() === addressId.toLowerCase(),
  );

function configurations(one: Document): readonly Body[] {
  const list = one.properties['ipConfigurations'];
  return Array.isArray(list) ? (list as Body[]) : [];
}

function idIn(configuration: Body, property: string): string {
  const properties = configuration['properties'] as Body | undefined;
  const reference = properties?.[property] as Body | undefined;
  return typeof reference?.['id'] === 'string' ? reference['id'] : '';
}

/** The counters of a VNet: one for each subnet. */
export const vnetUsages = (vnetId: string, world: World): readonly Body[] =>
  childrenOf(world.documents, vnetId, 'subnets').map((subnet) => ({
    id: subnet.id,
    name: { value: 'SubnetSpace', localizedValue: 'Subnet size and usage' },
    unit: 'Count',
    currentValue: holdersOf(subnet.id, world).length,
    limit: prefixesOf(subnet).reduce((sum, prefix) => sum + usableAddresses(prefix), 0),
  }));

function prefixesOf(subnet: Document): readonly string[] {
  const { addressPrefix, addressPrefixes } = subnet.properties;
  return Array.isArray(addressPrefixes) ? (addressPrefixes as string[]) : [String(addressPrefix)];
}
