/** What Azure asks beside the action that a request names: facts, from its published lists of actions and the source of az. */

/** The group's own type has another name in actions than in ids. */
const GROUP = 'Microsoft.Resources/resourceGroups';
export const typeInActions = (type: string): string =>
  type === GROUP ? 'Microsoft.Resources/subscriptions/resourceGroups' : type;

/** Actions that ARM asks for on what a body refers to by its id. */
const LINKS: Readonly<Record<string, string>> = {
  'Microsoft.Network/virtualNetworks/subnets': 'join/action',
  'Microsoft.Network/networkSecurityGroups': 'join/action',
  'Microsoft.Network/routeTables': 'join/action',
  'Microsoft.Network/natGateways': 'join/action',
  'Microsoft.Network/publicIPAddresses': 'join/action',
  'Microsoft.Network/publicIPPrefixes': 'join/action',
  'Microsoft.ManagedIdentity/userAssignedIdentities': 'assign/action',
};
const VNET = 'Microsoft.Network/virtualNetworks';
const LINKS_TO_VNET: Readonly<Record<string, string>> = {
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings': 'peer/action',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': 'join/action',
};

/** The action on `to` that a resource of the type `from` needs whose body names it. */
export function linkedAction(from: string, to: string): string | undefined {
  const verb = to === VNET ? LINKS_TO_VNET[from] : LINKS[to];
  return verb === undefined ? undefined : `${to}/${verb}`;
}

/**
 * Where az follows what takes long, by the start of the type. These paths lie in the subscription, whatever group the
 * resource is in. https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
const OPERATIONS: readonly (readonly [start: string, actions: readonly string[]])[] = [
  [
    'Microsoft.Network/privateDnsZones',
    ['Microsoft.Network/privateDnsOperationStatuses/read', 'Microsoft.Network/privateDnsOperationResults/read'],
  ],
  ['Microsoft.Network/', locations('Microsoft.Network', 'operations', 'operationResults')],
  ['Microsoft.ContainerService/', locations('Microsoft.ContainerService', 'operations', 'operationresults')],
  ['Microsoft.Compute/', locations('Microsoft.Compute', 'operations')],
  ['Microsoft.VirtualMachineImages/', locations('Microsoft.VirtualMachineImages', 'operations')],
];

function locations(namespace: string, ...kinds: readonly string[]): readonly string[] {
  return kinds.map((kind) => `${namespace}/locations/${kind}/read`);
}

export const operationsOf = (type: string): readonly string[] =>
  OPERATIONS.find(([start]) => type.startsWith(start))?.[1] ?? [];

/** az 2.91 reads the resource group before it makes one of these, to learn a location that they do not have. */
export const READS_GROUP: readonly string[] = [
  'Microsoft.Network/privateDnsZones',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
];
