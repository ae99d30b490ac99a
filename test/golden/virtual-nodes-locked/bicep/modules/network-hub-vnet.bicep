// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage network, in the resource group of hubVnet.
// By itself: az deployment group create --resource-group NAME --template-file network-hub-vnet.bicep, with the parameters below.

@description('Full id of the existing virtual network (hubVnet)')
param hubVnetId string

@description('Name of the peering from the hub')
param hubToSpokeName string

@description('Id of the virtual network vnet')
param vnetId string

resource hubVnet 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: split(hubVnetId, '/')[8]
}

// base.clusterName, net.hubVnetId
resource hubToSpoke 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: hubVnet
  name: hubToSpokeName
  properties: {
    allowForwardedTraffic: true
    allowGatewayTransit: false
    allowVirtualNetworkAccess: true
    remoteVirtualNetwork: {
      id: vnetId
    }
    useRemoteGateways: false
  }
}
