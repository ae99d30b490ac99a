// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Cluster starter-weu. Written by aks-setup 0.1.0 from profile.yaml, facts of 2026-11-25.
// Look first:  az deployment sub what-if --location westeurope --parameters main.bicepparam
// Then:        az deployment sub create --location westeurope --parameters main.bicepparam
// Names, ids and ranges stand in main.bicepparam; edit them there.
// Bicep cannot do these. ../setup.sh --stage N does, and leaves alone what is there already:
//   stage 1  registers the resource providers Microsoft.Compute, Microsoft.ContainerService,
//            Microsoft.ManagedIdentity, Microsoft.Network, Microsoft.Storage
//   stage 7  what runs inside the cluster: ../kubernetes and ../charts
// A role can take ten minutes to be seen everywhere: where a deployment stops for a missing role, start it again.
targetScope = 'subscription'

@description('Resource group of the cluster')
param clusterGroupName string

@description('Region of the cluster and everything beside it')
param location string

@description('Name of the cluster')
param clusterName string

@description('Identity of the control plane')
param controlPlaneIdentityName string

@description('Identity of the nodes')
param kubeletIdentityName string

@description('Object id of an Entra group that administers the cluster')
param adminGroup1Id string

@description('Nodes of the pool system')
param systemPoolCount int

@description('VM size of the pool system')
param systemPoolSize string

@description('Public ranges that may call the API server')
param authorizedRanges array

@description('First part of the API server’s name')
param dnsPrefix string

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

// Ids of what these modules make: known from the names alone.
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

// base.clusterName, base.location, base.tags, egress.type, id.controlPlaneIdentity, id.kubeletIdentity,
// net.ipam, net.vnet, node.pools
module identityCluster 'modules/identity-cluster.bicep' = {
  scope: clusterGroup
  params: {
    controlPlaneIdentityName: controlPlaneIdentityName
    location: location
    clusterName: clusterName
    kubeletIdentityName: kubeletIdentityName
  }
}

// api.authorizedRanges, api.exposure, api.runCommand, avail.tier, base.clusterName, base.location,
// base.resourceGroup, base.tags, base.tenant, egress.ipCount, egress.type, id.adminGroups, id.authorization,
// id.controlPlaneIdentity, id.entra, id.kubeletIdentity, id.localAccounts, net.dataplane, net.dnsServiceIp,
// net.ipam, net.podRange, net.policy, net.serviceRange, net.vnet, node.pools, nrg.lockdown, nrg.name,
// patch.cluster, patch.k8sVersion, patch.nodeOs, patch.windows, vn.enable, wi.mode
module clusterModule 'modules/cluster.bicep' = {
  scope: clusterGroup
  params: {
    clusterName: clusterName
    location: location
    adminGroup1Id: adminGroup1Id
    systemPoolCount: systemPoolCount
    systemPoolSize: systemPoolSize
    authorizedRanges: authorizedRanges
    dnsPrefix: dnsPrefix
    kubernetesVersion: kubernetesVersion
    dnsServiceIp: dnsServiceIp
    podRange: podRange
    serviceRange: serviceRange
    nodeResourceGroupName: nodeResourceGroupName
    userPoolCount: userPoolCount
    userPoolSize: userPoolSize
    controlPlaneIdentityId: controlPlaneIdentityId
    kubeletIdentityClientId: identityCluster.outputs.kubeletIdentityClientId
    kubeletIdentityPrincipalId: identityCluster.outputs.kubeletIdentityPrincipalId
    kubeletIdentityId: kubeletIdentityId
  }
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
