import { symbol } from '../../src/plan/value.ts';

export const virtualNodesIdentity = symbol('virtualNodesIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
export const virtualNodesCredential = symbol(
  'virtualNodesCredential',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
);
export const virtualNodesRole = symbol('virtualNodesRole', 'Microsoft.Authorization/roleDefinitions');
export const virtualNodesJoinRole = symbol('virtualNodesJoinRole', 'Microsoft.Authorization/roleDefinitions');
export const containerNatGateway = symbol('containerNatGateway', 'Microsoft.Network/natGateways');
export const containerNatGatewayIp = symbol('containerNatGatewayIp', 'Microsoft.Network/publicIPAddresses');
