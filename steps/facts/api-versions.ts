import type { Source } from '../../src/core/source.ts';
import { BICEP_TYPES, BICEP_TYPES_NOVEMBER } from './dates.ts';

/**
 * The API version written for each resource type: the oldest that has everything we write unasked. `apiFor` raises it
 * when a property in use is newer. Diagnostic settings have no usable GA version (2016-09-01 lacks category groups).
 */
export const API = {
  'Microsoft.AlertsManagement/prometheusRuleGroups': '2023-03-01',
  'Microsoft.Authorization/locks': '2020-05-01',
  'Microsoft.Authorization/policyAssignments': '2025-03-01',
  'Microsoft.Authorization/roleAssignments': '2022-04-01',
  'Microsoft.Authorization/roleDefinitions': '2022-04-01',
  'Microsoft.Compute/galleries': '2025-03-03',
  'Microsoft.Compute/galleries/images': '2025-03-03',
  'Microsoft.Compute/images': '2026-03-01',
  'Microsoft.Compute/virtualMachines': '2024-11-01',
  'Microsoft.Compute/virtualMachines/extensions': '2024-11-01',
  'Microsoft.ContainerInstance/containerGroups': '2023-05-01',
  'Microsoft.ContainerRegistry/registries': '2023-07-01',
  'Microsoft.ContainerService/deploymentSafeguards': '2025-07-01',
  'Microsoft.ContainerService/managedClusters': '2025-10-01',
  'Microsoft.ContainerService/managedClusters/agentPools': '2025-10-01',
  'Microsoft.ContainerService/managedClusters/maintenanceConfigurations': '2025-10-01',
  'Microsoft.ContainerService/managedClusters/managedNamespaces': '2025-10-01',
  'Microsoft.Dashboard/grafana': '2024-10-01',
  'Microsoft.Insights/dataCollectionEndpoints': '2022-06-01',
  'Microsoft.Insights/dataCollectionRuleAssociations': '2022-06-01',
  'Microsoft.Insights/dataCollectionRules': '2022-06-01',
  'Microsoft.Insights/diagnosticSettings': '2021-05-01-preview',
  'Microsoft.KeyVault/vaults': '2024-11-01',
  'Microsoft.KubernetesConfiguration/extensions': '2025-03-01',
  'Microsoft.KubernetesConfiguration/fluxConfigurations': '2025-04-01',
  'Microsoft.ManagedIdentity/userAssignedIdentities': '2024-11-30',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials': '2024-11-30',
  'Microsoft.Monitor/accounts': '2023-04-03',
  'Microsoft.Network/azureFirewalls': '2025-05-01',
  'Microsoft.Network/bastionHosts': '2025-05-01',
  'Microsoft.Network/firewallPolicies': '2025-05-01',
  'Microsoft.Network/firewallPolicies/ruleCollectionGroups': '2025-05-01',
  'Microsoft.Network/natGateways': '2025-05-01',
  'Microsoft.Network/networkInterfaces': '2025-05-01',
  'Microsoft.Network/networkSecurityGroups': '2025-05-01',
  'Microsoft.Network/networkSecurityGroups/securityRules': '2025-05-01',
  'Microsoft.Network/privateDnsZones': '2024-06-01',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': '2024-06-01',
  'Microsoft.Network/privateEndpoints': '2025-05-01',
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': '2025-05-01',
  'Microsoft.Network/publicIPAddresses': '2025-05-01',
  'Microsoft.Network/publicIPPrefixes': '2025-05-01',
  'Microsoft.Network/routeTables': '2025-05-01',
  'Microsoft.Network/routeTables/routes': '2025-05-01',
  'Microsoft.Network/virtualNetworks': '2025-05-01',
  'Microsoft.Network/virtualNetworks/subnets': '2025-05-01',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings': '2025-05-01',
  'Microsoft.OperationalInsights/workspaces': '2023-09-01',
  'Microsoft.Resources/deployments': '2025-04-01',
  'Microsoft.Resources/resourceGroups': '2025-04-01',
  'Microsoft.Security/pricings': '2024-01-01',
  'Microsoft.StandbyPool/standbyContainerGroupPools': '2025-10-01',
  'Microsoft.VirtualMachineImages/imageTemplates': '2025-10-01',
  'Microsoft.VirtualMachineImages/imageTemplates/triggers': '2025-10-01',
} as const satisfies Record<string, string>;

export type ArmType = keyof typeof API;

/** A property (and where it matters, its value) and the first GA API version that has it. `[]` stands for any element. */
export interface PropertySince {
  readonly type: ArmType;
  /** From the resource's root: `properties.networkProfile.outboundType`. */
  readonly path: string;
  readonly value?: string;
  readonly since: string;
  readonly source: Source;
}

export interface UsedProperty {
  readonly path: string;
  readonly value?: unknown;
}

const CLUSTER = 'Microsoft.ContainerService/managedClusters';

function cluster(path: string, since: string, value?: string): PropertySince {
  const source = since >= '2026-06-01' ? BICEP_TYPES_NOVEMBER : BICEP_TYPES;
  return { type: CLUSTER, path: `properties.${path}`, since, source, ...(value === undefined ? {} : { value }) };
}

/** A pool is written inside the cluster or as a child: the same property in two places. */
function pool(path: string, since: string, value?: string): readonly PropertySince[] {
  const inside = cluster(`agentPoolProfiles[].${path}`, since, value);
  return [inside, { ...inside, type: `${CLUSTER}/agentPools`, path: `properties.${path}` }];
}

export const PROPERTY_SINCE: readonly PropertySince[] = [
  ...pool('gatewayProfile', '2025-05-01'),
  ...pool('mode', '2025-05-01', 'Gateway'),
  ...pool('podIPAllocationMode', '2025-05-01'),
  cluster('networkProfile.staticEgressGatewayProfile', '2025-05-01'),
  cluster('nodeProvisioningProfile', '2025-05-01'),
  ...pool('osSKU', '2025-07-01', 'AzureLinux3'),
  { type: CLUSTER, path: 'sku.name', value: 'Automatic', since: '2025-07-01', source: BICEP_TYPES },
  ...pool('securityProfile.sshAccess', '2025-08-01'),
  cluster('networkProfile.advancedNetworking.security.advancedNetworkPolicies', '2025-08-01'),
  ...pool('localDNSProfile', '2025-09-01'),
  ...pool('osSKU', '2025-10-01', 'Ubuntu2404'),
  cluster('networkProfile.advancedNetworking.security.transitEncryption', '2026-01-01'),
  ...pool('osSKU', '2026-02-01', 'Windows2025'),
  ...pool('osSKU', '2026-03-01', 'AzureContainerLinux'),
  cluster('azureMonitorProfile.appMonitoring', '2026-02-01'),
  cluster('azureMonitorProfile.metrics.controlPlane', '2026-04-01'),
  cluster('securityProfile.defender.securityGating', '2026-05-01'),
  cluster('azureMonitorProfile.containerInsights', '2026-06-01'),
  cluster('azureMonitorProfile.appMonitoring.openTelemetryLogsAndTraces', '2026-06-01'),
  cluster('azureMonitorProfile.appMonitoring.openTelemetryMetrics', '2026-06-01'),
  cluster('networkProfile.natGatewayProfile.sku', '2026-06-01'),
  cluster('networkProfile.natGatewayProfile.outboundIPs', '2026-06-01'),
  cluster('networkProfile.natGatewayProfile.outboundIPPrefixes', '2026-06-01'),
  ...pool('securityProfile.sshAccess', '2026-06-01', 'EntraId'),
  cluster('enableFIPS', '2026-07-01'),
  cluster('securityProfile.kubernetesResourceObjectEncryptionProfile.infrastructureEncryption', '2026-07-01'),
  {
    type: 'Microsoft.ContainerRegistry/registries',
    path: 'properties.roleAssignmentMode',
    since: '2025-11-01',
    source: BICEP_TYPES,
  },
];

/** Every path of a body, parents included, with the value at its leaves; array elements become `[]`. */
export function usedProperties(body: unknown, path = ''): readonly UsedProperty[] {
  if (Array.isArray(body)) return body.flatMap((element) => usedProperties(element, `${path}[]`));
  if (body === null || typeof body !== 'object') return [{ path, value: body }];
  const inside = Object.entries(body).flatMap(([key, value]) =>
    usedProperties(value, path === '' ? key : `${path}.${key}`),
  );
  return path === '' ? inside : [{ path }, ...inside];
}

/**
 * The API version to write for a resource: the oldest that has all properties in use.
 * Throws when the type has no version here, which is a mistake in this program and not the operator's.
 */
export function apiFor(type: string, used: readonly UsedProperty[] = []): string {
  const base: string | undefined = (API as Record<string, string>)[type];
  if (base === undefined) throw new Error(`No API version is known for ${type}: add it to steps/facts/api-versions.ts`);
  const raised = PROPERTY_SINCE.filter((row) => row.type === type && used.some((property) => uses(property, row)));
  return raised.reduce((newest, row) => (row.since > newest ? row.since : newest), base);
}

function uses(property: UsedProperty, row: PropertySince): boolean {
  return property.path === row.path && (row.value === undefined || property.value === row.value);
}
