// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Values of the cluster platform-weu.
using 'main.bicep'

// Resource group of the cluster
param clusterGroupName = 'rg-platform-weu'

// Region of the cluster and everything beside it
param location = 'westeurope'

// Name of the cluster
param clusterName = 'platform-weu'

// Resource group of the jump box image
param imageGroupName = 'rg-platform-weu-image'

// Identity of the control plane
param controlPlaneIdentityName = 'id-platform-weu'

// Identity of the nodes
param kubeletIdentityName = 'id-platform-weu-kubelet'

// Full id of the existing private DNS zone (privateDnsZone)
param privateDnsZoneId = '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-dns/providers/Microsoft.Network/privateDnsZones/private.westeurope.azmk8s.io'

// Full id of the existing virtual network (vnet)
param vnetId = '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-spoke-network/providers/Microsoft.Network/virtualNetworks/vnet-spoke-aks'

// Identity that builds the image
param imageBuilderIdentityName = 'id-platform-weu-image-builder'

// Gallery of the jump box image
param galleryName = 'gal_platform_weu'

// Definition of the jump box image
param imageDefinitionName = 'aks-jumpbox-ubuntu-24.04'

// Name of the image template; a template cannot be changed, so another content needs another name
param imageTemplateName = 'it-platform-weu-9970df20'

// VM size of the build
param imageBuildVmSize = 'Standard_D2ds_v5'

// Object id of an Entra group that administers the cluster
param adminGroup1Id = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30'

// Nodes of the pool system
param systemPoolCount = 3

// VM size of the pool system
param systemPoolSize = 'Standard_D4ds_v5'

// Name of the API server in the private zone
param fqdnSubdomain = 'platform-weu'

// Kubernetes minor; AKS takes its newest patch
param kubernetesVersion = '1.35'

// Address of the cluster’s DNS
param dnsServiceIp = '10.4.0.10'

// Address range of pods
param podRange = '10.244.0.0/16'

// Address range of services
param serviceRange = '10.4.0.0/16'

// Resource group that AKS makes for the nodes; it must not exist yet
param nodeResourceGroupName = 'rg-platform-weu-nodes'

// Nodes of the pool user
param userPoolCount = 3

// VM size of the pool user
param userPoolSize = 'Standard_D4ds_v5'

// Name of the existing subnet (imageAciSubnet)
param imageAciSubnetName = 'snet-imagebuilder-aci'

// Name of the existing subnet (imageBuildSubnet)
param imageBuildSubnetName = 'snet-imagebuilder'

// Name of the existing subnet (nodeSubnet)
param nodeSubnetName = 'snet-nodes'

// Name of the existing subnet (apiSubnet)
param apiSubnetName = 'snet-api'
