import { symbol } from '../../src/plan/value.ts';

export const imageBuilderIdentity = symbol('imageBuilderIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
export const imageNetworkRole = symbol('imageNetworkRole', 'Microsoft.Authorization/roleDefinitions');
export const imageWriterRole = symbol('imageWriterRole', 'Microsoft.Authorization/roleDefinitions');
export const imageGallery = symbol('imageGallery', 'Microsoft.Compute/galleries');
export const imageDefinition = symbol('imageDefinition', 'Microsoft.Compute/galleries/images');
export const imageTemplate = symbol('imageTemplate', 'Microsoft.VirtualMachineImages/imageTemplates');
export const imageBuildNsg = symbol('imageBuildNsg', 'Microsoft.Network/networkSecurityGroups');
export const imageAciNsg = symbol('imageAciNsg', 'Microsoft.Network/networkSecurityGroups');
export const imageNatGateway = symbol('imageNatGateway', 'Microsoft.Network/natGateways');
export const imageNatGatewayIp = symbol('imageNatGatewayIp', 'Microsoft.Network/publicIPAddresses');
