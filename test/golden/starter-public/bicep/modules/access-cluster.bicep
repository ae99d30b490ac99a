// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage access, in the resource group clusterGroup (made by main.bicep).
// By itself: az deployment group create --resource-group NAME --template-file access-cluster.bicep, with the parameters below.

@description('Name of the cluster')
param clusterName string

@description('Object id of an Entra group that administers the cluster')
param adminGroup1Id string

resource cluster 'Microsoft.ContainerService/managedClusters@2025-10-01' existing = {
  name: clusterName
}

// id.adminGroups, id.authorization
resource adminGroup1GetsAzureKubernetesServiceClusterUserRoleOnCluster 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: cluster
  name: guid(cluster.id, adminGroup1Id, '4abbcc35-e782-43d8-92c5-2d3f1bd2253f')
  properties: {
    principalId: adminGroup1Id
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      '4abbcc35-e782-43d8-92c5-2d3f1bd2253f'
    )
  }
}
