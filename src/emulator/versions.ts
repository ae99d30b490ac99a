/**
 * The API versions that each type answers to: those of the research and those that the SDK clients send. Any other is
 * refused, as ARM does, so that a typing error in a version shows in the first test.
 */
const NETWORK = ['2024-05-01', '2025-05-01', '2025-09-01', '2026-01-01', '2026-03-01'];
const AUTHORIZATION = ['2022-04-01'];
const COMPUTE = ['2024-11-01', '2026-03-01', '2026-04-01'];
const GALLERY = ['2025-03-03', '2025-12-03', '2026-03-03'];
const RESOURCES = ['2021-04-01', '2022-12-01', '2025-04-01'];
const AKS = ['2025-10-01', '2026-05-01', '2026-06-01', '2026-08-01'];
const IDENTITY = ['2023-01-31', '2024-11-30'];
const IMAGE_BUILDER = ['2024-02-01', '2025-10-01'];
const CONTAINERS = ['2023-05-01', '2025-09-01', '2026-07-01'];
const DNS = ['2020-06-01', '2024-06-01'];

const TYPES: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Authorization/denyAssignments': AUTHORIZATION,
  'Microsoft.Authorization/locks': ['2020-05-01'],
  'Microsoft.Authorization/permissions': AUTHORIZATION,
  'Microsoft.Authorization/roleAssignments': AUTHORIZATION,
  'Microsoft.Authorization/roleDefinitions': AUTHORIZATION,
  'Microsoft.Authorization/roleEligibilityScheduleInstances': ['2020-10-01'],
  'Microsoft.Compute/galleries': GALLERY,
  'Microsoft.Compute/galleries/images': GALLERY,
  'Microsoft.Compute/galleries/images/versions': GALLERY,
  'Microsoft.Compute/images': COMPUTE,
  'Microsoft.Compute/locations/publishers': COMPUTE,
  'Microsoft.Compute/locations/usages': COMPUTE,
  'Microsoft.Compute/skus': ['2021-07-01'],
  'Microsoft.ContainerInstance/containerGroups': CONTAINERS,
  'Microsoft.ContainerInstance/locations/capabilities': CONTAINERS,
  'Microsoft.ContainerInstance/locations/usages': CONTAINERS,
  'Microsoft.ContainerRegistry/registries': ['2023-07-01', '2025-11-01'],
  'Microsoft.ContainerService/locations/kubernetesVersions': AKS,
  'Microsoft.ContainerService/managedClusters': AKS,
  'Microsoft.Features/features': ['2021-07-01'],
  'Microsoft.KeyVault/vaults': ['2024-11-01', '2026-05-15'],
  'Microsoft.ManagedIdentity/userAssignedIdentities': IDENTITY,
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials': IDENTITY,
  'Microsoft.Network/azureFirewalls': NETWORK,
  'Microsoft.Network/firewallPolicies': NETWORK,
  'Microsoft.Network/firewallPolicies/ruleCollectionGroups': NETWORK,
  'Microsoft.Network/ipGroups': NETWORK,
  'Microsoft.Network/locations/serviceTags': NETWORK,
  'Microsoft.Network/locations/usages': NETWORK,
  'Microsoft.Network/natGateways': NETWORK,
  'Microsoft.Network/networkInterfaces': NETWORK,
  'Microsoft.Network/networkSecurityGroups': NETWORK,
  'Microsoft.Network/privateDnsZones': DNS,
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': DNS,
  'Microsoft.Network/publicIPAddresses': NETWORK,
  'Microsoft.Network/routeTables': NETWORK,
  'Microsoft.Network/virtualNetworks': NETWORK,
  'Microsoft.Network/virtualNetworks/subnets': NETWORK,
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings': NETWORK,
  'Microsoft.OperationalInsights/workspaces': ['2023-09-01', '2026-03-01'],
  'Microsoft.PolicyInsights/checkPolicyRestrictions': ['2024-10-01'],
  'Microsoft.Resources/deployments': ['2025-04-01'],
  'Microsoft.Resources/providers': RESOURCES,
  'Microsoft.Resources/resourceGroups': RESOURCES,
  'Microsoft.Resources/subscriptions': RESOURCES,
  'Microsoft.StandbyPool/standbyContainerGroupPools': ['2025-10-01', '2026-04-01'],
  'Microsoft.Storage/storageAccounts': ['2024-01-01'],
  'Microsoft.VirtualMachineImages/imageTemplates': IMAGE_BUILDER,
};

const BY_NAME = new Map(Object.entries(TYPES).map(([type, versions]) => [type.toLowerCase(), { type, versions }]));

/** How ARM spells a type, and what it answers to. */
export const typeOf = (type: string): { readonly type: string; readonly versions: readonly string[] } | undefined =>
  BY_NAME.get(type.toLowerCase());

/** The types of a namespace, without it: `virtualNetworks/subnets`. Empty for a namespace that does not exist. */
export const typesIn = (
  namespace: string,
): readonly { readonly type: string; readonly versions: readonly string[] }[] =>
  Object.entries(TYPES)
    .filter(([type]) => type.toLowerCase().startsWith(`${namespace.toLowerCase()}/`))
    .map(([type, versions]) => ({ type: type.slice(namespace.length + 1), versions: versions.toReversed() }));

/** Namespaces that exist but of which nothing is looked at here. */
const OTHERS = [
  'Microsoft.AlertsManagement',
  'Microsoft.Dashboard',
  'Microsoft.Insights',
  'Microsoft.KubernetesConfiguration',
  'Microsoft.Monitor',
  'Microsoft.OperationsManagement',
  'Microsoft.Security',
];

export const NAMESPACES: readonly string[] = [
  ...new Set([...Object.keys(TYPES).map((type) => type.split('/', 1)[0] ?? ''), ...OTHERS]),
].sort();
