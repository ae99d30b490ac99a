// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage identity, in the subscription.
// By itself: az deployment sub create --location REGION --template-file identity-subscription.bicep, with the parameters below.
targetScope = 'subscription'

@description('Full id of the existing virtual network (vnet)')
param vnetId string

@description('Resource group of the jump box image')
param imageGroupName string

@description('Id of the resource group imageGroup')
param imageGroupId string

// jb.customRoles, jb.topology, net.subnets, net.vnet, net.vnetId
resource imageNetworkRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(vnetId, imageGroupId, 'Azure Image Builder network joiner')
  properties: {
    assignableScopes: [
      '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-spoke-network'
    ]
    description: 'Lets Azure VM Image Builder place its build machine in a subnet'
    permissions: [
      {
        actions: [
          'Microsoft.Network/virtualNetworks/read'
          'Microsoft.Network/virtualNetworks/subnets/join/action'
        ]
        dataActions: []
        notActions: []
        notDataActions: []
      }
    ]
    roleName: 'Azure Image Builder network joiner ${imageGroupName} ${subscription().subscriptionId}'
    type: 'CustomRole'
  }
}

// jb.customRoles, jb.distribution
resource imageWriterRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(imageGroupId, 'Azure Image Builder gallery version writer')
  properties: {
    assignableScopes: [
      imageGroupId
    ]
    description: 'Lets Azure VM Image Builder write image versions to a compute gallery'
    permissions: [
      {
        actions: [
          'Microsoft.Compute/galleries/read'
          'Microsoft.Compute/galleries/images/read'
          'Microsoft.Compute/galleries/images/versions/read'
          'Microsoft.Compute/galleries/images/versions/write'
        ]
        dataActions: []
        notActions: []
        notDataActions: []
      }
    ]
    roleName: 'Azure Image Builder gallery version writer ${imageGroupName} ${subscription().subscriptionId}'
    type: 'CustomRole'
  }
}
