// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage identity, in the resource group of privateDnsZone.
// By itself: az deployment group create --resource-group NAME --template-file identity-private-dns-zone.bicep, with the parameters below.

@description('Full id of the existing private DNS zone (privateDnsZone)')
param privateDnsZoneId string

@description('Id of the user assigned identity controlPlaneIdentity')
param controlPlaneIdentityId string

@description('properties.principalId of controlPlaneIdentity, which Azure chooses')
param controlPlaneIdentityPrincipalId string

@description('Subscription of the cluster; this module\'s own may be another')
param subscriptionId string

resource privateDnsZone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: split(privateDnsZoneId, '/')[8]
}

// api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam, net.subnets, net.vnet,
// node.pools
resource controlPlaneIdentityGetsPrivateDNSZoneContributorOnPrivateDnsZone 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: privateDnsZone
  name: guid(privateDnsZone.id, controlPlaneIdentityId, 'b12aa53e-6015-4669-85d0-8515ebb3ae7f')
  properties: {
    principalId: controlPlaneIdentityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: '/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/b12aa53e-6015-4669-85d0-8515ebb3ae7f'
  }
}
