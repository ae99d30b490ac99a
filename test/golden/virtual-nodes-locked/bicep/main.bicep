// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Cluster burst-weu. Written by aks-setup 0.1.0 from profile.yaml, facts of 2026-11-25.
// Look first:  az deployment sub what-if --location westeurope --parameters main.bicepparam
// Then:        az deployment sub create --location westeurope --parameters main.bicepparam
// Names, ids and ranges stand in main.bicepparam; edit them there.
// Bicep cannot do these. ../setup.sh --stage N does, and leaves alone what is there already:
//   stage 1  registers the resource providers Microsoft.Compute, Microsoft.ContainerInstance,
//            Microsoft.ContainerService, Microsoft.ManagedIdentity, Microsoft.Network, Microsoft.Storage
//   stage 7  what runs inside the cluster: ../kubernetes and ../charts
// A role can take ten minutes to be seen everywhere: where a deployment stops for a missing role, start it again.
targetScope = 'subscription'

@description('Resource group of the container groups')
param aciGroupName string

@description('Region of the cluster and everything beside it')
param location string

@description('Name of the cluster')
param clusterName string

@description('Resource group of the cluster')
param clusterGroupName string

@description('Resource group of the network')
param networkGroupName string

@description('Public address for pods on virtual nodes')
param containerNatGatewayIpName string

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

@description('Name of the peering from the hub')
param hubToSpokeName string

@description('Identity of the control plane')
param controlPlaneIdentityName string

@description('Identity of the nodes')
param kubeletIdentityName string

@description('Full id of the existing private DNS zone (privateDnsZone)')
param privateDnsZoneId string

@description('Object id of an Entra group that administers the cluster')
param adminGroup1Id string

@description('Nodes of the pool system')
param systemPoolCount int

@description('VM size of the pool system')
param systemPoolSize string

@description('Name of the API server in the private zone')
param fqdnSubdomain string

@description('Kubernetes minor; AKS takes its newest patch')
param kubernetesVersion string

@description('Address of the cluster’s DNS')
param dnsServiceIp string

@description('Address range of services')
param serviceRange string

@description('Resource group that AKS makes for the nodes; it must not exist yet')
param nodeResourceGroupName string

@description('Nodes of the pool user')
param userPoolCount int

@description('VM size of the pool user')
param userPoolSize string

// Ids of what these modules make: known from the names alone.
var vnetId = resourceId(subscription().subscriptionId, networkGroupName, 'Microsoft.Network/virtualNetworks', vnetName)
var controlPlaneIdentityId = resourceId(
  subscription().subscriptionId,
  clusterGroupName,
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  controlPlaneIdentityName
)
var kubeletIdentityId = resourceId(
  subscription().subscriptionId,
  clusterGroupName,
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  kubeletIdentityName
)
var virtualNodesRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  guid(aciGroup.id, networkGroup.id, 'AKS virtual nodes')
)
var nodeSubnetId = resourceId(
  subscription().subscriptionId,
  networkGroupName,
  'Microsoft.Network/virtualNetworks/subnets',
  vnetName,
  nodeSubnetName
)
var apiSubnetId = resourceId(
  subscription().subscriptionId,
  networkGroupName,
  'Microsoft.Network/virtualNetworks/subnets',
  vnetName,
  apiSubnetName
)

// base.clusterName, base.location, base.subscription, base.tags, nrg.name, vn.aciRg, vn.aciRgName, vn.enable
resource aciGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: aciGroupName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
}

// base.clusterName, base.location, base.resourceGroup, base.tags
resource clusterGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: clusterGroupName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
}

// base.clusterName, base.location, base.resourceGroup, base.tags, net.resourceGroup, net.vnet
resource networkGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: networkGroupName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
}

// base.clusterName, base.location, base.resourceGroup, base.tags, egress.nextHopIp, egress.type, net.block,
// net.hubVnetId, net.ipam, net.resourceGroup, net.subnets, net.vnet, vn.egress
module network 'modules/network.bicep' = {
  scope: networkGroup
  params: {
    containerNatGatewayIpName: containerNatGatewayIpName
    location: location
    clusterName: clusterName
    containerNatGatewayName: containerNatGatewayName
    routeTableName: routeTableName
    nextHopIp: nextHopIp
    vnetName: vnetName
    vnetRange: vnetRange
    apiSubnetName: apiSubnetName
    apiSubnetRange: apiSubnetRange
    containerSubnetName: containerSubnetName
    containerSubnetRange: containerSubnetRange
    nodeSubnetName: nodeSubnetName
    nodeSubnetRange: nodeSubnetRange
    spokeToHubName: spokeToHubName
    hubVnetId: hubVnetId
  }
}

// base.clusterName, net.hubVnetId
module networkHubVnet 'modules/network-hub-vnet.bicep' = {
  scope: resourceGroup(split(hubVnetId, '/')[2], split(hubVnetId, '/')[4])
  params: {
    hubVnetId: hubVnetId
    hubToSpokeName: hubToSpokeName
    vnetId: vnetId
  }
  dependsOn: [
    network
  ]
}

// api.privateDnsZone, base.clusterName, base.location, base.tags, egress.type, id.controlPlaneIdentity,
// id.kubeletIdentity, net.ipam, net.subnets, net.vnet, node.pools
module identityCluster 'modules/identity-cluster.bicep' = {
  scope: clusterGroup
  params: {
    controlPlaneIdentityName: controlPlaneIdentityName
    location: location
    clusterName: clusterName
    kubeletIdentityName: kubeletIdentityName
  }
}

// api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam, net.subnets, net.vnet,
// node.pools
module identityPrivateDnsZone 'modules/identity-private-dns-zone.bicep' = {
  scope: resourceGroup(split(privateDnsZoneId, '/')[2], split(privateDnsZoneId, '/')[4])
  params: {
    privateDnsZoneId: privateDnsZoneId
    controlPlaneIdentityId: controlPlaneIdentityId
    controlPlaneIdentityPrincipalId: identityCluster.outputs.controlPlaneIdentityPrincipalId
    subscriptionId: subscription().subscriptionId
  }
}

// base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
module identitySubscription 'modules/identity-subscription.bicep' = {
  params: {
    aciGroupName: aciGroupName
    aciGroupId: aciGroup.id
    networkGroupId: networkGroup.id
  }
}

// api.privateDnsZone, base.subscription, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
// net.subnets, net.vnet, node.pools, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
module identityNetwork 'modules/identity-network.bicep' = {
  scope: networkGroup
  params: {
    routeTableName: routeTableName
    vnetName: vnetName
    controlPlaneIdentityId: controlPlaneIdentityId
    controlPlaneIdentityPrincipalId: identityCluster.outputs.controlPlaneIdentityPrincipalId
    networkGroupId: networkGroup.id
    kubeletIdentityId: kubeletIdentityId
    aciGroupId: aciGroup.id
    kubeletIdentityPrincipalId: identityCluster.outputs.kubeletIdentityPrincipalId
    virtualNodesRoleId: virtualNodesRoleId
  }
  dependsOn: [
    network
    identitySubscription
  ]
}

// base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
module identityAci 'modules/identity-aci.bicep' = {
  scope: aciGroup
  params: {
    aciGroupId: aciGroup.id
    kubeletIdentityId: kubeletIdentityId
    networkGroupId: networkGroup.id
    kubeletIdentityPrincipalId: identityCluster.outputs.kubeletIdentityPrincipalId
    virtualNodesRoleId: virtualNodesRoleId
  }
  dependsOn: [
    identitySubscription
  ]
}

// api.exposure, api.fqdnSubdomain, api.privateDnsZone, api.publicFqdn, api.runCommand, avail.tier,
// base.clusterName, base.location, base.resourceGroup, base.tags, base.tenant, egress.type, id.adminGroups,
// id.authorization, id.controlPlaneIdentity, id.entra, id.kubeletIdentity, id.localAccounts, net.dataplane,
// net.dnsServiceIp, net.hubVnetId, net.ipam, net.policy, net.serviceRange, net.subnets, net.vnet, node.pools,
// nrg.lockdown, nrg.name, patch.cluster, patch.k8sVersion, patch.nodeOs, patch.windows, vn.enable, wi.mode
module clusterModule 'modules/cluster.bicep' = {
  scope: clusterGroup
  params: {
    clusterName: clusterName
    location: location
    adminGroup1Id: adminGroup1Id
    systemPoolCount: systemPoolCount
    systemPoolSize: systemPoolSize
    privateDnsZoneId: privateDnsZoneId
    fqdnSubdomain: fqdnSubdomain
    kubernetesVersion: kubernetesVersion
    dnsServiceIp: dnsServiceIp
    serviceRange: serviceRange
    nodeResourceGroupName: nodeResourceGroupName
    userPoolCount: userPoolCount
    userPoolSize: userPoolSize
    controlPlaneIdentityId: controlPlaneIdentityId
    nodeSubnetId: nodeSubnetId
    apiSubnetId: apiSubnetId
    kubeletIdentityClientId: identityCluster.outputs.kubeletIdentityClientId
    kubeletIdentityPrincipalId: identityCluster.outputs.kubeletIdentityPrincipalId
    kubeletIdentityId: kubeletIdentityId
  }
  dependsOn: [
    networkHubVnet
    identityPrivateDnsZone
    identityNetwork
    identityAci
  ]
}

// id.adminGroups, id.authorization
module accessCluster 'modules/access-cluster.bicep' = {
  scope: clusterGroup
  params: {
    clusterName: clusterName
    adminGroup1Id: adminGroup1Id
  }
  dependsOn: [
    clusterModule
  ]
}
