// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage identity, in the resource group aciGroup (made by main.bicep).
// By itself: az deployment group create --resource-group NAME --template-file identity-aci.bicep, with the parameters below.

@description('Id of the resource group aciGroup')
param aciGroupId string

@description('Id of the user assigned identity kubeletIdentity')
param kubeletIdentityId string

@description('Id of the resource group networkGroup')
param networkGroupId string

@description('properties.principalId of kubeletIdentity, which Azure chooses')
param kubeletIdentityPrincipalId string

@description('Id of the role definition virtualNodesRole')
param virtualNodesRoleId string

// base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
resource kubeletIdentityGetsAKSVirtualNodesOnAciGroup 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(aciGroupId, kubeletIdentityId, guid(aciGroupId, networkGroupId, 'AKS virtual nodes'))
  properties: {
    principalId: kubeletIdentityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: virtualNodesRoleId
  }
}
