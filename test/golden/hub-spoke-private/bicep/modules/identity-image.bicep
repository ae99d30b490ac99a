// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Stage identity, in the resource group imageGroup (made by main.bicep).
// By itself: az deployment group create --resource-group NAME --template-file identity-image.bicep, with the parameters below.

@description('Identity that builds the image')
param imageBuilderIdentityName string

@description('Region of the cluster and everything beside it')
param location string

@description('Name of the cluster')
param clusterName string

@description('Id of the resource group imageGroup')
param imageGroupId string

@description('Id of the role definition imageWriterRole')
param imageWriterRoleId string

// base.clusterName, base.location, base.tags, jb.enable
resource imageBuilderIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: imageBuilderIdentityName
  location: location
  tags: {
    'aks-setup-cluster': clusterName
    environment: 'production'
    owner: 'platform'
  }
}

// jb.customRoles, jb.distribution
resource imageBuilderIdentityGetsAzureImageBuilderGalleryVersionWriterOnImageGroup 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(imageGroupId, imageBuilderIdentity.id, guid(imageGroupId, 'Azure Image Builder gallery version writer'))
  properties: {
    principalId: imageBuilderIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: imageWriterRoleId
  }
}

@description('properties.principalId of imageBuilderIdentity')
output imageBuilderIdentityPrincipalId string = imageBuilderIdentity.properties.principalId
