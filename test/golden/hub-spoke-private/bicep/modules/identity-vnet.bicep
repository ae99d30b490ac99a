// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage identity, in the resource group of vnet.
// By itself: az deployment group create --resource-group NAME --template-file identity-vnet.bicep, with the parameters below.

@description('Full id of the existing virtual network (vnet)')
param vnetId string

@description('Id of the user assigned identity controlPlaneIdentity')
param controlPlaneIdentityId string

@description('properties.principalId of controlPlaneIdentity, which Azure chooses')
param controlPlaneIdentityPrincipalId string

@description('Subscription of the cluster; this module\'s own may be another')
param subscriptionId string

@description('Id of the user assigned identity imageBuilderIdentity')
param imageBuilderIdentityId string

@description('Id of the resource group imageGroup')
param imageGroupId string

@description('properties.principalId of imageBuilderIdentity, which Azure chooses')
param imageBuilderIdentityPrincipalId string

@description('Id of the role definition imageNetworkRole')
param imageNetworkRoleId string

resource vnet 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: split(vnetId, '/')[8]
}

// api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam, net.subnets, net.vnet,
// node.pools
resource controlPlaneIdentityGetsNetworkContributorOnVnet 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vnet
  name: guid(vnet.id, controlPlaneIdentityId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  properties: {
    principalId: controlPlaneIdentityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: '/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7'
  }
}

// jb.customRoles, jb.topology, net.subnets, net.vnet, net.vnetId
resource imageBuilderIdentityGetsAzureImageBuilderNetworkJoinerOnVnet 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vnet
  name: guid(vnet.id, imageBuilderIdentityId, guid(vnet.id, imageGroupId, 'Azure Image Builder network joiner'))
  properties: {
    principalId: imageBuilderIdentityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: imageNetworkRoleId
  }
}
