// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage network, in the resource group networkGroup (made by main.bicep).
// By itself: az deployment group create --resource-group NAME --template-file network.bicep, with the parameters below.

@description('Public address for pods on virtual nodes')
param containerNatGatewayIpName string

@description('Region of the cluster and everything beside it')
param location string

@description('Name of the cluster')
param clusterName string

@description('NAT gateway for pods on virtual nodes')
param containerNatGatewayName string

@description('Name of the route table')
param routeTableName string

@description('Private address of the firewall that all outbound traffic goes to')
param nextHopIp string

@description('Name of the VNet')
param vnetName string

@description('Address range of the VNet')
param vnetRange string

@description('Name of the subnet of the API server')
param apiSubnetName string

@description('Address range of the API server')
param apiSubnetRange string

@description('Name of the subnet of pods on virtual nodes')
param containerSubnetName string

@description('Address range of pods on virtual nodes')
param containerSubnetRange string

@description('Name of the subnet of the nodes')
param nodeSubnetName string

@description('Address range of the nodes')
param nodeSubnetRange string

@description('Name of the peering from the spoke')
param spokeToHubName string

@description('Full id of the existing virtual network (hubVnet)')
param hubVnetId string

// base.clusterName, base.location, base.tags, egress.type, net.subnets, vn.egress
resource containerNatGatewayIp 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: containerNatGatewayIpName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

// base.clusterName, base.location, base.tags, egress.type, net.subnets, vn.egress
resource containerNatGateway 'Microsoft.Network/natGateways@2025-05-01' = {
  name: containerNatGatewayName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
  sku: {
    name: 'Standard'
  }
  properties: {
    idleTimeoutInMinutes: 10
    publicIpAddresses: [
      {
        id: containerNatGatewayIp.id
      }
    ]
  }
}

// base.clusterName, base.location, base.resourceGroup, base.tags, egress.nextHopIp, egress.type, net.ipam,
// net.resourceGroup, net.subnets, net.vnet
resource routeTable 'Microsoft.Network/routeTables@2025-05-01' = {
  name: routeTableName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
  properties: {
    routes: [
      {
        name: 'default'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopIpAddress: nextHopIp
          nextHopType: 'VirtualAppliance'
        }
      }
    ]
  }
}

// base.clusterName, base.location, base.resourceGroup, base.tags, egress.type, net.block, net.ipam,
// net.resourceGroup, net.subnets, net.vnet, vn.egress
resource vnet 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: vnetName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
  properties: {
    addressSpace: {
      addressPrefixes: [
        vnetRange
      ]
    }
    subnets: [
      {
        name: apiSubnetName
        properties: {
          addressPrefix: apiSubnetRange
          defaultOutboundAccess: false
          delegations: [
            {
              name: '0'
              properties: {
                serviceName: 'Microsoft.ContainerService/managedClusters'
              }
            }
          ]
        }
      }
      {
        name: containerSubnetName
        properties: {
          addressPrefix: containerSubnetRange
          defaultOutboundAccess: false
          delegations: [
            {
              name: '0'
              properties: {
                serviceName: 'Microsoft.ContainerInstance/containerGroups'
              }
            }
          ]
          natGateway: {
            id: containerNatGateway.id
          }
        }
      }
      {
        name: nodeSubnetName
        properties: {
          addressPrefix: nodeSubnetRange
          defaultOutboundAccess: false
          routeTable: {
            id: routeTable.id
          }
        }
      }
    ]
  }
}

// base.clusterName, net.hubVnetId
resource spokeToHub 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: vnet
  name: spokeToHubName
  properties: {
    allowForwardedTraffic: true
    allowGatewayTransit: false
    allowVirtualNetworkAccess: true
    remoteVirtualNetwork: {
      id: hubVnetId
    }
    useRemoteGateways: false
  }
}
