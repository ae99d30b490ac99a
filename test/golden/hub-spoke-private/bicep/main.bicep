// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Cluster platform-weu. Written by aks-setup 0.1.0 from profile.yaml, facts of 2026-11-25.
// Look first:  az deployment sub what-if --location westeurope --parameters main.bicepparam
// Then:        az deployment sub create --location westeurope --parameters main.bicepparam
// It needs Bicep 0.38.3 or newer: `az bicep version` says which one az has, `az bicep upgrade` brings a newer one.
// Names, ids and ranges stand in main.bicepparam; edit them there.
// Bicep cannot do these. ../setup.sh --stage N does, and leaves alone what is there already:
//   stage 1  registers the resource providers Microsoft.Compute, Microsoft.ContainerInstance,
//            Microsoft.ContainerService, Microsoft.KeyVault, Microsoft.ManagedIdentity, Microsoft.Network,
//            Microsoft.Storage, Microsoft.VirtualMachineImages
//   stage 4  Build the jump box image and wait for it
//   stage 7  what runs inside the cluster: ../kubernetes and ../charts
// A role can take ten minutes to be seen everywhere: where a deployment stops for a missing role, start it again.
targetScope = 'subscription'

@description('Resource group of the cluster')
param clusterGroupName string

@description('Region of the cluster and everything beside it')
param location string

@description('Name of the cluster')
param clusterName string

@description('Resource group of the jump box image')
param imageGroupName string

@description('Identity of the control plane')
param controlPlaneIdentityName string

@description('Identity of the nodes')
param kubeletIdentityName string

@description('Full id of the existing private DNS zone (privateDnsZone)')
param privateDnsZoneId string

@description('Full id of the existing virtual network (vnet)')
param vnetId string

@description('Identity that builds the image')
param imageBuilderIdentityName string

@description('Gallery of the jump box image')
param galleryName string

@description('Definition of the jump box image')
param imageDefinitionName string

@description('Name of the image template; a template cannot be changed, so another content needs another name')
param imageTemplateName string

@description('VM size of the build')
param imageBuildVmSize string

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

@description('Address range of pods')
param podRange string

@description('Address range of services')
param serviceRange string

@description('Resource group that AKS makes for the nodes; it must not exist yet')
param nodeResourceGroupName string

@description('Nodes of the pool user')
param userPoolCount int

@description('VM size of the pool user')
param userPoolSize string

@description('Name of the existing subnet (imageAciSubnet)')
param imageAciSubnetName string

@description('Name of the existing subnet (imageBuildSubnet)')
param imageBuildSubnetName string

@description('Name of the existing subnet (nodeSubnet)')
param nodeSubnetName string

@description('Name of the existing subnet (apiSubnet)')
param apiSubnetName string

// Ids of what these modules make: known from the names alone.
var controlPlaneIdentityId = resourceId(
  subscription().subscriptionId,
  clusterGroupName,
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  controlPlaneIdentityName
)
var imageWriterRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  guid(imageGroup.id, 'Azure Image Builder gallery version writer')
)
var imageBuilderIdentityId = resourceId(
  subscription().subscriptionId,
  imageGroupName,
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  imageBuilderIdentityName
)
var imageNetworkRoleId = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  guid(vnetId, imageGroup.id, 'Azure Image Builder network joiner')
)
var imageAciSubnetId = '${vnetId}/subnets/${imageAciSubnetName}'
var imageBuildSubnetId = '${vnetId}/subnets/${imageBuildSubnetName}'
var nodeSubnetId = '${vnetId}/subnets/${nodeSubnetName}'
var apiSubnetId = '${vnetId}/subnets/${apiSubnetName}'
var kubeletIdentityId = resourceId(
  subscription().subscriptionId,
  clusterGroupName,
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  kubeletIdentityName
)

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

// base.clusterName, base.location, base.tags, jb.enable
resource imageGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: imageGroupName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
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

// jb.customRoles, jb.distribution, jb.topology, net.subnets, net.vnet, net.vnetId
module identitySubscription 'modules/identity-subscription.bicep' = {
  params: {
    vnetId: vnetId
    imageGroupName: imageGroupName
    imageGroupId: imageGroup.id
  }
}

// base.clusterName, base.location, base.tags, jb.customRoles, jb.distribution, jb.enable
module identityImage 'modules/identity-image.bicep' = {
  scope: imageGroup
  params: {
    imageBuilderIdentityName: imageBuilderIdentityName
    location: location
    clusterName: clusterName
    imageGroupId: imageGroup.id
    imageWriterRoleId: imageWriterRoleId
  }
  dependsOn: [
    identitySubscription
  ]
}

// api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, jb.customRoles, jb.topology,
// net.ipam, net.subnets, net.vnet, net.vnetId, node.pools
module identityVnet 'modules/identity-vnet.bicep' = {
  scope: resourceGroup(split(vnetId, '/')[2], split(vnetId, '/')[4])
  params: {
    vnetId: vnetId
    controlPlaneIdentityId: controlPlaneIdentityId
    controlPlaneIdentityPrincipalId: identityCluster.outputs.controlPlaneIdentityPrincipalId
    subscriptionId: subscription().subscriptionId
    imageBuilderIdentityId: imageBuilderIdentityId
    imageGroupId: imageGroup.id
    imageBuilderIdentityPrincipalId: identityImage.outputs.imageBuilderIdentityPrincipalId
    imageNetworkRoleId: imageNetworkRoleId
  }
}

// base.clusterName, base.location, base.tags, jb.aptUpgrade, jb.autoRun, jb.baseImage, jb.distribution,
// jb.enable, jb.galleryReplication, jb.securityType, jb.toolSource, jb.toolVersions, jb.tools, jb.topology,
// jb.vmSize
module image 'modules/image.bicep' = {
  scope: imageGroup
  params: {
    galleryName: galleryName
    location: location
    clusterName: clusterName
    imageDefinitionName: imageDefinitionName
    imageTemplateName: imageTemplateName
    imageBuildVmSize: imageBuildVmSize
    imageBuilderIdentityId: imageBuilderIdentityId
    imageAciSubnetId: imageAciSubnetId
    imageBuildSubnetId: imageBuildSubnetId
  }
  dependsOn: [
    identityVnet
  ]
}

// api.exposure, api.fqdnSubdomain, api.privateDnsZone, api.publicFqdn, api.runCommand, avail.tier,
// base.clusterName, base.location, base.resourceGroup, base.tags, base.tenant, egress.type, id.adminGroups,
// id.authorization, id.controlPlaneIdentity, id.entra, id.kubeletIdentity, id.localAccounts, net.dataplane,
// net.dnsServiceIp, net.ipam, net.podRange, net.policy, net.serviceRange, net.subnets, net.vnet, node.pools,
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
    podRange: podRange
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
    identityPrivateDnsZone
    identityVnet
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
