import { symbol } from '../src/plan/value.ts';

/** The symbols of resources that contributions of several areas shape or refer to. */
export const clusterGroup = symbol('clusterGroup', 'Microsoft.Resources/resourceGroups');
export const networkGroup = symbol('networkGroup', 'Microsoft.Resources/resourceGroups');
export const vnet = symbol('vnet', 'Microsoft.Network/virtualNetworks');
export const hubVnet = symbol('hubVnet', 'Microsoft.Network/virtualNetworks');
export const routeTable = symbol('routeTable', 'Microsoft.Network/routeTables');
export const natGateway = symbol('natGateway', 'Microsoft.Network/natGateways');
export const natGatewayIp = symbol('natGatewayIp', 'Microsoft.Network/publicIPAddresses');
export const privateDnsZone = symbol('privateDnsZone', 'Microsoft.Network/privateDnsZones');
export const controlPlaneIdentity = symbol('controlPlaneIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
export const kubeletIdentity = symbol('kubeletIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
export const cluster = symbol('cluster', 'Microsoft.ContainerService/managedClusters');
export const aciGroup = symbol('aciGroup', 'Microsoft.Resources/resourceGroups');
export const imageGroup = symbol('imageGroup', 'Microsoft.Resources/resourceGroups');

/** What a subnet is for. One subnet of the plan each; its symbol is the purpose's. */
export const SUBNET_PURPOSES = ['nodes', 'pods', 'api', 'containers', 'image-build', 'image-aci', 'jumpbox'] as const;
export type SubnetPurpose = (typeof SUBNET_PURPOSES)[number];

const SUBNET = 'Microsoft.Network/virtualNetworks/subnets';
export const subnets = {
  nodes: symbol('nodeSubnet', SUBNET),
  pods: symbol('podSubnet', SUBNET),
  api: symbol('apiSubnet', SUBNET),
  containers: symbol('containerSubnet', SUBNET),
  'image-build': symbol('imageBuildSubnet', SUBNET),
  'image-aci': symbol('imageAciSubnet', SUBNET),
  jumpbox: symbol('jumpboxSubnet', SUBNET),
} as const satisfies Record<SubnetPurpose, { readonly symbol: string }>;
