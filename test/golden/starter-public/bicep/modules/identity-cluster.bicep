// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage identity, in the resource group clusterGroup (made by main.bicep).
// By itself: az deployment group create --resource-group NAME --template-file identity-cluster.bicep, with the parameters below.

@description('Identity of the control plane')
param controlPlaneIdentityName string

@description('Region of the cluster and everything beside it')
param location string

@description('Name of the cluster')
param clusterName string

@description('Identity of the nodes')
param kubeletIdentityName string

// base.clusterName, base.location, base.tags, id.controlPlaneIdentity
resource controlPlaneIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: controlPlaneIdentityName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
}

// base.clusterName, base.location, base.tags, id.kubeletIdentity
resource kubeletIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: kubeletIdentityName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
}

// egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam, net.vnet, node.pools
resource controlPlaneIdentityGetsManagedIdentityOperatorOnKubeletIdentity 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: kubeletIdentity
  name: guid(kubeletIdentity.id, controlPlaneIdentity.id, 'f1a07417-d97a-45cb-824c-7a7467783830')
  properties: {
    principalId: controlPlaneIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      'f1a07417-d97a-45cb-824c-7a7467783830'
    )
  }
}

@description('properties.clientId of kubeletIdentity')
output kubeletIdentityClientId string = kubeletIdentity.properties.clientId

@description('properties.principalId of kubeletIdentity')
output kubeletIdentityPrincipalId string = kubeletIdentity.properties.principalId
