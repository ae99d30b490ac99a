// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage identity, in the subscription.
// By itself: az deployment sub create --location REGION --template-file identity-subscription.bicep, with the parameters below.
targetScope = 'subscription'

@description('Resource group of the container groups')
param aciGroupName string

@description('Id of the resource group aciGroup')
param aciGroupId string

@description('Id of the resource group networkGroup')
param networkGroupId string

// base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
resource virtualNodesRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(aciGroupId, networkGroupId, 'AKS virtual nodes')
  properties: {
    assignableScopes: [
      aciGroupId
      networkGroupId
    ]
    description: 'Minimum rights for AKS virtual nodes on Azure Container Instances'
    permissions: [
      {
        actions: [
          'Microsoft.ContainerInstance/containerGroups/read'
          'Microsoft.ContainerInstance/containerGroups/write'
          'Microsoft.ContainerInstance/containerGroups/delete'
          'Microsoft.ContainerInstance/containerGroups/containers/exec/action'
          'Microsoft.Network/virtualNetworks/subnets/join/action'
        ]
        dataActions: []
        notActions: []
        notDataActions: []
      }
    ]
    roleName: 'AKS virtual nodes ${aciGroupName} ${subscription().subscriptionId}'
    type: 'CustomRole'
  }
}
