// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage identity, in the resource group networkGroup (made by main.bicep).
// By itself: az deployment group create --resource-group NAME --template-file identity-network.bicep, with the parameters below.

@description('Name of the route table')
param routeTableName string

@description('Name of the VNet')
param vnetName string

@description('Id of the user assigned identity controlPlaneIdentity')
param controlPlaneIdentityId string

@description('properties.principalId of controlPlaneIdentity, which Azure chooses')
param controlPlaneIdentityPrincipalId string

@description('Id of the resource group networkGroup')
param networkGroupId string

@description('Id of the user assigned identity kubeletIdentity')
param kubeletIdentityId string

@description('Id of the resource group aciGroup')
param aciGroupId string

@description('properties.principalId of kubeletIdentity, which Azure chooses')
param kubeletIdentityPrincipalId string

@description('Id of the role definition virtualNodesRole')
param virtualNodesRoleId string

resource routeTable 'Microsoft.Network/routeTables@2025-05-01' existing = {
  name: routeTableName
}

resource vnet 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: vnetName
}

// api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam, net.subnets, net.vnet,
// node.pools
resource controlPlaneIdentityGetsNetworkContributorOnRouteTable 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: routeTable
  name: guid(routeTable.id, controlPlaneIdentityId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  properties: {
    principalId: controlPlaneIdentityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4d97b98b-1d4f-4787-a291-c67834d212e7'
    )
  }
}

// api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam, net.subnets, net.vnet,
// node.pools
resource controlPlaneIdentityGetsNetworkContributorOnVnet 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vnet
  name: guid(vnet.id, controlPlaneIdentityId, '4d97b98b-1d4f-4787-a291-c67834d212e7')
  properties: {
    principalId: controlPlaneIdentityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4d97b98b-1d4f-4787-a291-c67834d212e7'
    )
  }
}

// base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
resource kubeletIdentityGetsAKSVirtualNodesOnNetworkGroup 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(networkGroupId, kubeletIdentityId, guid(aciGroupId, networkGroupId, 'AKS virtual nodes'))
  properties: {
    principalId: kubeletIdentityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: virtualNodesRoleId
  }
}
