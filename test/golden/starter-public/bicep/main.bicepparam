// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Values of the cluster starter-weu.
using 'main.bicep'

// Resource group of the cluster
param clusterGroupName = 'rg-starter-weu'

// Region of the cluster and everything beside it
param location = 'westeurope'

// Name of the cluster
param clusterName = 'starter-weu'

// Identity of the control plane
param controlPlaneIdentityName = 'id-starter-weu'

// Identity of the nodes
param kubeletIdentityName = 'id-starter-weu-kubelet'

// Object id of an Entra group that administers the cluster
param adminGroup1Id = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30'

// Nodes of the pool system
param systemPoolCount = 3

// VM size of the pool system
param systemPoolSize = 'Standard_D4ds_v5'

// Public ranges that may call the API server
param authorizedRanges = [
  '20.50.0.0/24'
]

// First part of the API server’s name
param dnsPrefix = 'starter-weu'

// Kubernetes minor; AKS takes its newest patch
param kubernetesVersion = '1.35'

// Address of the cluster’s DNS
param dnsServiceIp = '10.4.0.10'

// Address range of pods
param podRange = '10.244.0.0/16'

// Address range of services
param serviceRange = '10.4.0.0/16'

// Resource group that AKS makes for the nodes; it must not exist yet
param nodeResourceGroupName = 'rg-starter-weu-nodes'

// Nodes of the pool user
param userPoolCount = 3

// VM size of the pool user
param userPoolSize = 'Standard_D4ds_v5'
