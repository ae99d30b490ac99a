// SAMPLE: made from the built-in sample subscription. Its ids are placeholders: never deploy this.
// Values of the cluster burst-weu.
using 'main.bicep'

// Resource group of the container groups
param aciGroupName = 'rg-burst-weu-aci'

// Region of the cluster and everything beside it
param location = 'westeurope'

// Name of the cluster
param clusterName = 'burst-weu'

// Resource group of the cluster
param clusterGroupName = 'rg-burst-weu'

// Resource group of the network
param networkGroupName = 'rg-burst-weu-network'

// Public address for pods on virtual nodes
param containerNatGatewayIpName = 'pip-burst-weu-containers'

// NAT gateway for pods on virtual nodes
param containerNatGatewayName = 'ng-burst-weu-containers'

// Name of the route table
param routeTableName = 'rt-burst-weu'

// Private address of the firewall that all outbound traffic goes to
param nextHopIp = '10.0.1.4'

// Name of the VNet
param vnetName = 'vnet-burst-weu'

// Address range of the VNet
param vnetRange = '10.30.0.0/16'

// Name of the subnet of the API server
param apiSubnetName = 'snet-api'

// Address range of the API server
param apiSubnetRange = '10.30.3.0/28'

// Name of the subnet of pods on virtual nodes
param containerSubnetName = 'cg'

// Address range of pods on virtual nodes
param containerSubnetRange = '10.30.2.0/24'

// Name of the subnet of the nodes
param nodeSubnetName = 'snet-nodes'

// Address range of the nodes
param nodeSubnetRange = '10.30.0.0/23'

// Name of the peering from the spoke
param spokeToHubName = 'peer-vnet-hub'

// Full id of the existing virtual network (hubVnet)
param hubVnetId = '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-network/providers/Microsoft.Network/virtualNetworks/vnet-hub'

// Name of the peering from the hub
param hubToSpokeName = 'peer-vnet-burst-weu'

// Identity of the control plane
param controlPlaneIdentityName = 'id-burst-weu'

// Identity of the nodes
param kubeletIdentityName = 'id-burst-weu-kubelet'

// Full id of the existing private DNS zone (privateDnsZone)
param privateDnsZoneId = '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-dns/providers/Microsoft.Network/privateDnsZones/private.westeurope.azmk8s.io'

// Object id of an Entra group that administers the cluster
param adminGroup1Id = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30'

// Nodes of the pool system
param systemPoolCount = 3

// VM size of the pool system
param systemPoolSize = 'Standard_D8ds_v5'

// Name of the API server in the private zone
param fqdnSubdomain = 'burst-weu'

// Kubernetes minor; AKS takes its newest patch
param kubernetesVersion = '1.35'

// Address of the cluster’s DNS
param dnsServiceIp = '10.4.0.10'

// Address range of services
param serviceRange = '10.4.0.0/16'

// Resource group that AKS makes for the nodes; it must not exist yet
param nodeResourceGroupName = 'rg-burst-weu-nodes'

// Nodes of the pool user
param userPoolCount = 3

// VM size of the pool user
param userPoolSize = 'Standard_D8ds_v5'
