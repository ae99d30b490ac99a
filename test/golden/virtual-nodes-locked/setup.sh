#!/usr/bin/env bash
# SAMPLE: made from the sample subscription. Runs with --what-if only.
# Makes the cluster burst-weu and what it needs, with az. It is safe to run twice.
# bash setup.sh --help says how it is used; README.md says what to run when, and with which rights.
# Made by aks-setup 0.1.0 from the profile burst-weu.

set -euo pipefail

# ===== This cluster: its values stand here and nowhere else =====
SUBSCRIPTION='6f2c1d8e-0000-4000-8000-5a3b9d7e1c20'
# Resource group of the container groups
ACI_GROUP_NAME='rg-burst-weu-aci'
# Object id of an Entra group that administers the cluster
ADMIN_GROUP1_ID='3c9a5f2e-0000-4000-8000-7b1d4e8f6a30'
# Name of the subnet of the API server
API_SUBNET_NAME='snet-api'
# Address range of the API server
API_SUBNET_RANGE='10.30.3.0/28'
# Resource group of the cluster
CLUSTER_GROUP_NAME='rg-burst-weu'
# Name of the cluster
CLUSTER_NAME='burst-weu'
# Public address for pods on virtual nodes
CONTAINER_NAT_GATEWAY_IP_NAME='pip-burst-weu-containers'
# NAT gateway for pods on virtual nodes
CONTAINER_NAT_GATEWAY_NAME='ng-burst-weu-containers'
# Name of the subnet of pods on virtual nodes
CONTAINER_SUBNET_NAME=cg
# Address range of pods on virtual nodes
CONTAINER_SUBNET_RANGE='10.30.2.0/24'
# Identity of the control plane
CONTROL_PLANE_IDENTITY_NAME='id-burst-weu'
# Address of the cluster’s DNS
DNS_SERVICE_IP='10.4.0.10'
# Name of the API server in the private zone
FQDN_SUBDOMAIN='burst-weu'
# Name of the peering from the hub
HUB_TO_SPOKE_NAME='peer-vnet-burst-weu'
# Identity of the nodes
KUBELET_IDENTITY_NAME='id-burst-weu-kubelet'
# Kubernetes minor; AKS takes its newest patch
KUBERNETES_VERSION='1.35'
# Region of the cluster and everything beside it
LOCATION=westeurope
# Resource group of the network
NETWORK_GROUP_NAME='rg-burst-weu-network'
# Private address of the firewall that all outbound traffic goes to
NEXT_HOP_IP='10.0.1.4'
# Resource group that AKS makes for the nodes; it must not exist yet
NODE_RESOURCE_GROUP_NAME='rg-burst-weu-nodes'
# Name of the subnet of the nodes
NODE_SUBNET_NAME='snet-nodes'
# Address range of the nodes
NODE_SUBNET_RANGE='10.30.0.0/23'
# Name of the route table
ROUTE_TABLE_NAME='rt-burst-weu'
# Address range of services
SERVICE_RANGE='10.4.0.0/16'
# Name of the peering from the spoke
SPOKE_TO_HUB_NAME='peer-vnet-hub'
# Nodes of the pool system
SYSTEM_POOL_COUNT=3
# VM size of the pool system
SYSTEM_POOL_SIZE='Standard_D8ds_v5'
# Nodes of the pool user
USER_POOL_COUNT=3
# VM size of the pool user
USER_POOL_SIZE='Standard_D8ds_v5'
# Name of the VNet
VNET_NAME='vnet-burst-weu'
# Address range of the VNet
VNET_RANGE='10.30.0.0/16'
CLUSTER="$CLUSTER_NAME"

# ===== Stage, step and what it is about =====
STEPS=(
  '1 aciGroup Microsoft.Resources/resourceGroups'
  '1 clusterGroup Microsoft.Resources/resourceGroups'
  '1 networkGroup Microsoft.Resources/resourceGroups'
  '1 registerCompute register-provider'
  '1 registerContainerInstance register-provider'
  '1 registerContainerService register-provider'
  '1 registerManagedIdentity register-provider'
  '1 registerNetwork register-provider'
  '1 registerStorage register-provider'
  '2 containerNatGatewayIp Microsoft.Network/publicIPAddresses'
  '2 containerNatGateway Microsoft.Network/natGateways'
  '2 routeTable Microsoft.Network/routeTables'
  '2 vnet Microsoft.Network/virtualNetworks'
  '2 apiSubnet Microsoft.Network/virtualNetworks/subnets'
  '2 containerSubnet Microsoft.Network/virtualNetworks/subnets'
  '2 hubToSpoke Microsoft.Network/virtualNetworks/virtualNetworkPeerings'
  '2 nodeSubnet Microsoft.Network/virtualNetworks/subnets'
  '2 spokeToHub Microsoft.Network/virtualNetworks/virtualNetworkPeerings'
  '3 controlPlaneIdentity Microsoft.ManagedIdentity/userAssignedIdentities'
  '3 controlPlaneIdentityGetsNetworkContributorOnRouteTable Microsoft.Authorization/roleAssignments'
  '3 controlPlaneIdentityGetsNetworkContributorOnVnet Microsoft.Authorization/roleAssignments'
  '3 controlPlaneIdentityGetsPrivateDNSZoneContributorOnPrivateDnsZone Microsoft.Authorization/roleAssignments'
  '3 kubeletIdentity Microsoft.ManagedIdentity/userAssignedIdentities'
  '3 controlPlaneIdentityGetsManagedIdentityOperatorOnKubeletIdentity Microsoft.Authorization/roleAssignments'
  '3 virtualNodesRole Microsoft.Authorization/roleDefinitions'
  '3 kubeletIdentityGetsAKSVirtualNodesOnAciGroup Microsoft.Authorization/roleAssignments'
  '3 kubeletIdentityGetsAKSVirtualNodesOnNetworkGroup Microsoft.Authorization/roleAssignments'
  '3 waitForRoles wait-for-roles'
  '5 cluster Microsoft.ContainerService/managedClusters'
  '5 nodeImageWindow Microsoft.ContainerService/managedClusters/maintenanceConfigurations'
  '5 releaseWindow Microsoft.ContainerService/managedClusters/maintenanceConfigurations'
  '5 upgradeWindow Microsoft.ContainerService/managedClusters/maintenanceConfigurations'
  '5 userPool Microsoft.ContainerService/managedClusters/agentPools'
  '6 adminGroup1GetsAzureKubernetesServiceClusterUserRoleOnCluster Microsoft.Authorization/roleAssignments'
  '6 adminGroup1GetsAzureKubernetesServiceRBACClusterAdminOnCluster Microsoft.Authorization/roleAssignments'
  '7 inCluster manifests and charts'
)
LEAST_AZ=2.88.0

# ===== Ids, made of the values at the top =====
set_ids() {
  HUB_VNET_ID='/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-network/providers/Microsoft.Network/virtualNetworks/vnet-hub'
  PRIVATE_DNS_ZONE_ID='/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-dns/providers/Microsoft.Network/privateDnsZones/private.westeurope.azmk8s.io'
  ACI_GROUP_ID="/subscriptions/$SUBSCRIPTION/resourceGroups/$ACI_GROUP_NAME"
  CLUSTER_GROUP_ID="/subscriptions/$SUBSCRIPTION/resourceGroups/$CLUSTER_GROUP_NAME"
  NETWORK_GROUP_ID="/subscriptions/$SUBSCRIPTION/resourceGroups/$NETWORK_GROUP_NAME"
  CONTAINER_NAT_GATEWAY_IP_ID="$NETWORK_GROUP_ID/providers/Microsoft.Network/publicIPAddresses/$CONTAINER_NAT_GATEWAY_IP_NAME"
  CONTAINER_NAT_GATEWAY_ID="$NETWORK_GROUP_ID/providers/Microsoft.Network/natGateways/$CONTAINER_NAT_GATEWAY_NAME"
  ROUTE_TABLE_ID="$NETWORK_GROUP_ID/providers/Microsoft.Network/routeTables/$ROUTE_TABLE_NAME"
  VNET_ID="$NETWORK_GROUP_ID/providers/Microsoft.Network/virtualNetworks/$VNET_NAME"
  API_SUBNET_ID="$VNET_ID/subnets/$API_SUBNET_NAME"
  CONTAINER_SUBNET_ID="$VNET_ID/subnets/$CONTAINER_SUBNET_NAME"
  HUB_TO_SPOKE_ID="$HUB_VNET_ID/virtualNetworkPeerings/$HUB_TO_SPOKE_NAME"
  NODE_SUBNET_ID="$VNET_ID/subnets/$NODE_SUBNET_NAME"
  SPOKE_TO_HUB_ID="$VNET_ID/virtualNetworkPeerings/$SPOKE_TO_HUB_NAME"
  CONTROL_PLANE_IDENTITY_ID="$CLUSTER_GROUP_ID/providers/Microsoft.ManagedIdentity/userAssignedIdentities/$CONTROL_PLANE_IDENTITY_NAME"
  CONTROL_PLANE_IDENTITY_GETS_NETWORK_CONTRIBUTOR_ON_ROUTE_TABLE_ID="$ROUTE_TABLE_ID/providers/Microsoft.Authorization/roleAssignments/$(arm_guid "$ROUTE_TABLE_ID" "$CONTROL_PLANE_IDENTITY_ID" 4d97b98b-1d4f-4787-a291-c67834d212e7)"
  CONTROL_PLANE_IDENTITY_GETS_NETWORK_CONTRIBUTOR_ON_VNET_ID="$VNET_ID/providers/Microsoft.Authorization/roleAssignments/$(arm_guid "$VNET_ID" "$CONTROL_PLANE_IDENTITY_ID" 4d97b98b-1d4f-4787-a291-c67834d212e7)"
  CONTROL_PLANE_IDENTITY_GETS_PRIVATE_DNSZONE_CONTRIBUTOR_ON_PRIVATE_DNS_ZONE_ID="$PRIVATE_DNS_ZONE_ID/providers/Microsoft.Authorization/roleAssignments/$(arm_guid "$PRIVATE_DNS_ZONE_ID" "$CONTROL_PLANE_IDENTITY_ID" b12aa53e-6015-4669-85d0-8515ebb3ae7f)"
  KUBELET_IDENTITY_ID="$CLUSTER_GROUP_ID/providers/Microsoft.ManagedIdentity/userAssignedIdentities/$KUBELET_IDENTITY_NAME"
  CONTROL_PLANE_IDENTITY_GETS_MANAGED_IDENTITY_OPERATOR_ON_KUBELET_IDENTITY_ID="$KUBELET_IDENTITY_ID/providers/Microsoft.Authorization/roleAssignments/$(arm_guid "$KUBELET_IDENTITY_ID" "$CONTROL_PLANE_IDENTITY_ID" f1a07417-d97a-45cb-824c-7a7467783830)"
  VIRTUAL_NODES_ROLE_ID="/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/$(arm_guid "$ACI_GROUP_ID" "$NETWORK_GROUP_ID" 'AKS virtual nodes')"
  KUBELET_IDENTITY_GETS_AKSVIRTUAL_NODES_ON_ACI_GROUP_ID="$ACI_GROUP_ID/providers/Microsoft.Authorization/roleAssignments/$(arm_guid "$ACI_GROUP_ID" "$KUBELET_IDENTITY_ID" "$(arm_guid "$ACI_GROUP_ID" "$NETWORK_GROUP_ID" 'AKS virtual nodes')")"
  KUBELET_IDENTITY_GETS_AKSVIRTUAL_NODES_ON_NETWORK_GROUP_ID="$NETWORK_GROUP_ID/providers/Microsoft.Authorization/roleAssignments/$(arm_guid "$NETWORK_GROUP_ID" "$KUBELET_IDENTITY_ID" "$(arm_guid "$ACI_GROUP_ID" "$NETWORK_GROUP_ID" 'AKS virtual nodes')")"
  CLUSTER_ID="$CLUSTER_GROUP_ID/providers/Microsoft.ContainerService/managedClusters/$CLUSTER_NAME"
  NODE_IMAGE_WINDOW_ID="$CLUSTER_ID/maintenanceConfigurations/aksManagedNodeOSUpgradeSchedule"
  RELEASE_WINDOW_ID="$CLUSTER_ID/maintenanceConfigurations/default"
  UPGRADE_WINDOW_ID="$CLUSTER_ID/maintenanceConfigurations/aksManagedAutoUpgradeSchedule"
  USER_POOL_ID="$CLUSTER_ID/agentPools/user"
  ADMIN_GROUP1_GETS_AZURE_KUBERNETES_SERVICE_CLUSTER_USER_ROLE_ON_CLUSTER_ID="$CLUSTER_ID/providers/Microsoft.Authorization/roleAssignments/$(arm_guid "$CLUSTER_ID" "$ADMIN_GROUP1_ID" 4abbcc35-e782-43d8-92c5-2d3f1bd2253f)"
  ADMIN_GROUP1_GETS_AZURE_KUBERNETES_SERVICE_RBACCLUSTER_ADMIN_ON_CLUSTER_ID="$CLUSTER_ID/providers/Microsoft.Authorization/roleAssignments/$(arm_guid "$CLUSTER_ID" "$ADMIN_GROUP1_ID" b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b)"
  # what only Azure knows: read when it is needed
  CONTROL_PLANE_IDENTITY_PRINCIPAL_ID=''
  KUBELET_IDENTITY_PRINCIPAL_ID=''
}

run_steps() {
  # ===== Stage 1: the subscription =====
  if stage 1 'the subscription'; then
    # because: base.clusterName, base.location, base.subscription, base.tags, nrg.name, vn.aciRg, vn.aciRgName,
    #    vn.enable
    if step 1 aciGroup; then
      ensure "$ACI_GROUP_ID" 2025-04-01 az group create \
        --subscription "$SUBSCRIPTION" \
        --name "$ACI_GROUP_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform
      same 2025-04-01 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform
    fi

    # because: base.clusterName, base.location, base.resourceGroup, base.tags
    if step 1 clusterGroup; then
      ensure "$CLUSTER_GROUP_ID" 2025-04-01 az group create \
        --subscription "$SUBSCRIPTION" \
        --name "$CLUSTER_GROUP_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform
      same 2025-04-01 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform
    fi

    # because: base.clusterName, base.location, base.resourceGroup, base.tags, net.resourceGroup, net.vnet
    if step 1 networkGroup; then
      ensure "$NETWORK_GROUP_ID" 2025-04-01 az group create \
        --subscription "$SUBSCRIPTION" \
        --name "$NETWORK_GROUP_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform
      same 2025-04-01 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform
    fi

    # because: base.subscription, node.pools
    if step 1 registerCompute; then
      register_provider Microsoft.Compute
    fi

    # because: base.clusterName, base.location, base.subscription, base.tags, nrg.name, vn.aciRg, vn.aciRgName,
    #    vn.enable
    if step 1 registerContainerInstance; then
      register_provider Microsoft.ContainerInstance
    fi

    # because: base.clusterName, base.location, base.subscription, base.tags, node.pools, nrg.name, vn.aciRg,
    #    vn.aciRgName, vn.enable
    if step 1 registerContainerService; then
      register_provider Microsoft.ContainerService
    fi

    # because: base.clusterName, base.location, base.subscription, base.tags, node.pools, nrg.name, vn.aciRg,
    #    vn.aciRgName, vn.enable
    if step 1 registerManagedIdentity; then
      register_provider Microsoft.ManagedIdentity
    fi

    # because: base.clusterName, base.location, base.subscription, base.tags, node.pools, nrg.name, vn.aciRg,
    #    vn.aciRgName, vn.enable
    if step 1 registerNetwork; then
      register_provider Microsoft.Network
    fi

    # because: base.subscription, node.pools
    if step 1 registerStorage; then
      register_provider Microsoft.Storage
    fi
  fi

  # ===== Stage 2: the network =====
  if stage 2 'the network'; then
    must_exist "$HUB_VNET_ID" 2025-05-01

    # because: base.clusterName, base.location, base.tags, egress.type, net.subnets, vn.egress
    if step 2 containerNatGatewayIp; then
      ensure "$CONTAINER_NAT_GATEWAY_IP_ID" 2025-05-01 az network public-ip create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$NETWORK_GROUP_NAME" \
        --name "$CONTAINER_NAT_GATEWAY_IP_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform \
        --sku Standard \
        --allocation-method Static
      same 2025-05-01 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform \
        sku.name Standard \
        properties.publicIPAllocationMethod Static
    fi

    # because: base.clusterName, base.location, base.tags, egress.type, net.subnets, vn.egress
    if step 2 containerNatGateway; then
      ensure "$CONTAINER_NAT_GATEWAY_ID" 2025-05-01 az network nat gateway create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$NETWORK_GROUP_NAME" \
        --name "$CONTAINER_NAT_GATEWAY_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform \
        --sku Standard \
        --public-ip-addresses "$CONTAINER_NAT_GATEWAY_IP_ID" \
        --idle-timeout 10
      same 2025-05-01 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform \
        sku.name Standard \
        properties.idleTimeoutInMinutes 10
    fi

    # because: base.clusterName, base.location, base.resourceGroup, base.tags, egress.nextHopIp, egress.type,
    #    net.ipam, net.resourceGroup, net.subnets, net.vnet
    if step 2 routeTable; then
      ensure "$ROUTE_TABLE_ID" 2025-05-01 az network route-table create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$NETWORK_GROUP_NAME" \
        --name "$ROUTE_TABLE_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform
      if unfinished; then
        ensure_part "$ROUTE_TABLE_ID/routes/default" 2025-05-01 az network route-table route create \
          --resource-group "$NETWORK_GROUP_NAME" \
          --subscription "$SUBSCRIPTION" \
          --route-table-name "$ROUTE_TABLE_NAME" \
          --name default \
          --address-prefix 0.0.0.0/0 \
          --next-hop-type VirtualAppliance \
          --next-hop-ip-address "$NEXT_HOP_IP"
      fi
      same 2025-05-01 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform \
        "(properties.routes[?name=='default'] | [0]).name" default \
        "(properties.routes[?name=='default'] | [0]).properties.addressPrefix" 0.0.0.0/0 \
        "(properties.routes[?name=='default'] | [0]).properties.nextHopIpAddress" "$NEXT_HOP_IP" \
        "(properties.routes[?name=='default'] | [0]).properties.nextHopType" VirtualAppliance
    fi

    # because: base.clusterName, base.location, base.resourceGroup, base.tags, net.block, net.resourceGroup,
    #    net.vnet
    if step 2 vnet; then
      ensure "$VNET_ID" 2025-05-01 az network vnet create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$NETWORK_GROUP_NAME" \
        --name "$VNET_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform \
        --address-prefixes "$VNET_RANGE"
      same 2025-05-01 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform \
        "join(',', sort(properties.addressSpace.addressPrefixes || \`[]\`))" "$(as_set "$VNET_RANGE")"
    fi

    # because: net.subnets
    if step 2 apiSubnet; then
      ensure "$API_SUBNET_ID" 2025-05-01 az network vnet subnet create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$NETWORK_GROUP_NAME" \
        --vnet-name "$VNET_NAME" \
        --name "$API_SUBNET_NAME" \
        --address-prefixes "$API_SUBNET_RANGE" \
        --delegations Microsoft.ContainerService/managedClusters \
        --default-outbound-access false
      same 2025-05-01 \
        properties.addressPrefix "$API_SUBNET_RANGE" \
        "(properties.delegations[?name=='0'] | [0]).name" 0 \
        "(properties.delegations[?name=='0'] | [0]).properties.serviceName" Microsoft.ContainerService/managedClusters \
        properties.defaultOutboundAccess false
    fi

    # because: base.clusterName, base.location, base.tags, egress.type, net.subnets, vn.egress
    if step 2 containerSubnet; then
      ensure "$CONTAINER_SUBNET_ID" 2025-05-01 az network vnet subnet create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$NETWORK_GROUP_NAME" \
        --vnet-name "$VNET_NAME" \
        --name "$CONTAINER_SUBNET_NAME" \
        --address-prefixes "$CONTAINER_SUBNET_RANGE" \
        --nat-gateway "$CONTAINER_NAT_GATEWAY_ID" \
        --delegations Microsoft.ContainerInstance/containerGroups \
        --default-outbound-access false
      same 2025-05-01 \
        properties.addressPrefix "$CONTAINER_SUBNET_RANGE" \
        properties.natGateway.id "$CONTAINER_NAT_GATEWAY_ID" \
        "(properties.delegations[?name=='0'] | [0]).name" 0 \
        "(properties.delegations[?name=='0'] | [0]).properties.serviceName" Microsoft.ContainerInstance/containerGroups \
        properties.defaultOutboundAccess false
    fi

    # because: base.clusterName, net.hubVnetId
    if step 2 hubToSpoke; then
      ensure "$HUB_TO_SPOKE_ID" 2025-05-01 az network vnet peering create \
        --subscription 6f2c1d8e-0000-4000-8000-5a3b9d7e1c20 \
        --resource-group rg-hub-network \
        --vnet-name vnet-hub \
        --name "$HUB_TO_SPOKE_NAME" \
        --remote-vnet "$VNET_ID" \
        --allow-vnet-access true \
        --allow-forwarded-traffic true \
        --allow-gateway-transit false \
        --use-remote-gateways false
      same 2025-05-01 \
        properties.remoteVirtualNetwork.id "$VNET_ID" \
        properties.allowVirtualNetworkAccess true \
        properties.allowForwardedTraffic true \
        properties.allowGatewayTransit false \
        properties.useRemoteGateways false
    fi

    # because: egress.type, net.ipam, net.subnets
    if step 2 nodeSubnet; then
      ensure "$NODE_SUBNET_ID" 2025-05-01 az network vnet subnet create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$NETWORK_GROUP_NAME" \
        --vnet-name "$VNET_NAME" \
        --name "$NODE_SUBNET_NAME" \
        --address-prefixes "$NODE_SUBNET_RANGE" \
        --route-table "$ROUTE_TABLE_ID" \
        --default-outbound-access false
      same 2025-05-01 \
        properties.addressPrefix "$NODE_SUBNET_RANGE" \
        properties.routeTable.id "$ROUTE_TABLE_ID" \
        properties.defaultOutboundAccess false
    fi

    # because: base.clusterName, net.hubVnetId
    if step 2 spokeToHub; then
      ensure "$SPOKE_TO_HUB_ID" 2025-05-01 az network vnet peering create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$NETWORK_GROUP_NAME" \
        --vnet-name "$VNET_NAME" \
        --name "$SPOKE_TO_HUB_NAME" \
        --remote-vnet "$HUB_VNET_ID" \
        --allow-vnet-access true \
        --allow-forwarded-traffic true \
        --allow-gateway-transit false \
        --use-remote-gateways false
      same 2025-05-01 \
        properties.remoteVirtualNetwork.id "$HUB_VNET_ID" \
        properties.allowVirtualNetworkAccess true \
        properties.allowForwardedTraffic true \
        properties.allowGatewayTransit false \
        properties.useRemoteGateways false
    fi
  fi

  # ===== Stage 3: identities and roles =====
  if stage 3 'identities and roles'; then
    must_exist "$PRIVATE_DNS_ZONE_ID" 2024-06-01

    # because: base.clusterName, base.location, base.tags, id.controlPlaneIdentity
    if step 3 controlPlaneIdentity; then
      ensure "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30 az identity create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$CLUSTER_GROUP_NAME" \
        --name "$CONTROL_PLANE_IDENTITY_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform
      same 2024-11-30 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform
    fi

    # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
    #    net.subnets, net.vnet, node.pools
    if step 3 controlPlaneIdentityGetsNetworkContributorOnRouteTable; then
      read_value CONTROL_PLANE_IDENTITY_PRINCIPAL_ID "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30 properties.principalId controlPlaneIdentity.properties.principalId
      ensure_assignment "$CONTROL_PLANE_IDENTITY_GETS_NETWORK_CONTRIBUTOR_ON_ROUTE_TABLE_ID" az role assignment create \
        --name "${CONTROL_PLANE_IDENTITY_GETS_NETWORK_CONTRIBUTOR_ON_ROUTE_TABLE_ID##*/}" \
        --scope "$ROUTE_TABLE_ID" \
        --assignee-object-id "$CONTROL_PLANE_IDENTITY_PRINCIPAL_ID" \
        --assignee-principal-type ServicePrincipal \
        --role "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7"
    fi

    # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
    #    net.subnets, net.vnet, node.pools
    if step 3 controlPlaneIdentityGetsNetworkContributorOnVnet; then
      read_value CONTROL_PLANE_IDENTITY_PRINCIPAL_ID "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30 properties.principalId controlPlaneIdentity.properties.principalId
      ensure_assignment "$CONTROL_PLANE_IDENTITY_GETS_NETWORK_CONTRIBUTOR_ON_VNET_ID" az role assignment create \
        --name "${CONTROL_PLANE_IDENTITY_GETS_NETWORK_CONTRIBUTOR_ON_VNET_ID##*/}" \
        --scope "$VNET_ID" \
        --assignee-object-id "$CONTROL_PLANE_IDENTITY_PRINCIPAL_ID" \
        --assignee-principal-type ServicePrincipal \
        --role "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7"
    fi

    # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
    #    net.subnets, net.vnet, node.pools
    if step 3 controlPlaneIdentityGetsPrivateDNSZoneContributorOnPrivateDnsZone; then
      read_value CONTROL_PLANE_IDENTITY_PRINCIPAL_ID "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30 properties.principalId controlPlaneIdentity.properties.principalId
      ensure_assignment "$CONTROL_PLANE_IDENTITY_GETS_PRIVATE_DNSZONE_CONTRIBUTOR_ON_PRIVATE_DNS_ZONE_ID" az role assignment create \
        --name "${CONTROL_PLANE_IDENTITY_GETS_PRIVATE_DNSZONE_CONTRIBUTOR_ON_PRIVATE_DNS_ZONE_ID##*/}" \
        --scope "$PRIVATE_DNS_ZONE_ID" \
        --assignee-object-id "$CONTROL_PLANE_IDENTITY_PRINCIPAL_ID" \
        --assignee-principal-type ServicePrincipal \
        --role "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/b12aa53e-6015-4669-85d0-8515ebb3ae7f"
    fi

    # because: base.clusterName, base.location, base.tags, id.kubeletIdentity
    if step 3 kubeletIdentity; then
      ensure "$KUBELET_IDENTITY_ID" 2024-11-30 az identity create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$CLUSTER_GROUP_NAME" \
        --name "$KUBELET_IDENTITY_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform
      same 2024-11-30 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform
    fi

    # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
    #    net.subnets, net.vnet, node.pools
    if step 3 controlPlaneIdentityGetsManagedIdentityOperatorOnKubeletIdentity; then
      read_value CONTROL_PLANE_IDENTITY_PRINCIPAL_ID "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30 properties.principalId controlPlaneIdentity.properties.principalId
      ensure_assignment "$CONTROL_PLANE_IDENTITY_GETS_MANAGED_IDENTITY_OPERATOR_ON_KUBELET_IDENTITY_ID" az role assignment create \
        --name "${CONTROL_PLANE_IDENTITY_GETS_MANAGED_IDENTITY_OPERATOR_ON_KUBELET_IDENTITY_ID##*/}" \
        --scope "$KUBELET_IDENTITY_ID" \
        --assignee-object-id "$CONTROL_PLANE_IDENTITY_PRINCIPAL_ID" \
        --assignee-principal-type ServicePrincipal \
        --role "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/f1a07417-d97a-45cb-824c-7a7467783830"
    fi

    # because: base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
    if step 3 virtualNodesRole; then
      fill "$HERE/files/virtualNodesRole.json" \
        ACI_GROUP_ID "$ACI_GROUP_ID" \
        NETWORK_GROUP_ID "$NETWORK_GROUP_ID" \
        ACI_GROUP_NAME "$ACI_GROUP_NAME" \
        SUBSCRIPTION "$SUBSCRIPTION"
      ensure "$VIRTUAL_NODES_ROLE_ID" 2022-04-01 az rest \
        --method put \
        --url "$VIRTUAL_NODES_ROLE_ID?api-version=2022-04-01" \
        --body "$BODY"
      same 2022-04-01 \
        "join(',', sort(properties.assignableScopes || \`[]\`))" "$(as_set "$ACI_GROUP_ID" "$NETWORK_GROUP_ID")" \
        properties.description 'Minimum rights for AKS virtual nodes on Azure Container Instances' \
        "join(',', sort(properties.permissions[0].actions || \`[]\`))" "$(as_set Microsoft.ContainerInstance/containerGroups/read Microsoft.ContainerInstance/containerGroups/write Microsoft.ContainerInstance/containerGroups/delete Microsoft.ContainerInstance/containerGroups/containers/exec/action Microsoft.Network/virtualNetworks/subnets/join/action)" \
        "join(',', sort(properties.permissions[0].dataActions || \`[]\`))" "$(as_set )" \
        "join(',', sort(properties.permissions[0].notActions || \`[]\`))" "$(as_set )" \
        "join(',', sort(properties.permissions[0].notDataActions || \`[]\`))" "$(as_set )" \
        properties.roleName "AKS virtual nodes $ACI_GROUP_NAME $SUBSCRIPTION" \
        properties.type CustomRole
    fi

    # because: base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
    if step 3 kubeletIdentityGetsAKSVirtualNodesOnAciGroup; then
      read_value KUBELET_IDENTITY_PRINCIPAL_ID "$KUBELET_IDENTITY_ID" 2024-11-30 properties.principalId kubeletIdentity.properties.principalId
      ensure_assignment "$KUBELET_IDENTITY_GETS_AKSVIRTUAL_NODES_ON_ACI_GROUP_ID" az role assignment create \
        --name "${KUBELET_IDENTITY_GETS_AKSVIRTUAL_NODES_ON_ACI_GROUP_ID##*/}" \
        --scope "$ACI_GROUP_ID" \
        --assignee-object-id "$KUBELET_IDENTITY_PRINCIPAL_ID" \
        --assignee-principal-type ServicePrincipal \
        --role "$VIRTUAL_NODES_ROLE_ID"
    fi

    # because: base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
    if step 3 kubeletIdentityGetsAKSVirtualNodesOnNetworkGroup; then
      read_value KUBELET_IDENTITY_PRINCIPAL_ID "$KUBELET_IDENTITY_ID" 2024-11-30 properties.principalId kubeletIdentity.properties.principalId
      ensure_assignment "$KUBELET_IDENTITY_GETS_AKSVIRTUAL_NODES_ON_NETWORK_GROUP_ID" az role assignment create \
        --name "${KUBELET_IDENTITY_GETS_AKSVIRTUAL_NODES_ON_NETWORK_GROUP_ID##*/}" \
        --scope "$NETWORK_GROUP_ID" \
        --assignee-object-id "$KUBELET_IDENTITY_PRINCIPAL_ID" \
        --assignee-principal-type ServicePrincipal \
        --role "$VIRTUAL_NODES_ROLE_ID"
    fi

    # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
    #    net.subnets, net.vnet, node.pools
    if step 3 waitForRoles; then
      read_value CONTROL_PLANE_IDENTITY_PRINCIPAL_ID "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30 properties.principalId controlPlaneIdentity.properties.principalId
      wait_for_roles
      wait_for_role "$VNET_ID" "$CONTROL_PLANE_IDENTITY_PRINCIPAL_ID" "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7"
      wait_for_role "$ROUTE_TABLE_ID" "$CONTROL_PLANE_IDENTITY_PRINCIPAL_ID" "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7"
      wait_for_role "$PRIVATE_DNS_ZONE_ID" "$CONTROL_PLANE_IDENTITY_PRINCIPAL_ID" "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/b12aa53e-6015-4669-85d0-8515ebb3ae7f"
      wait_for_role "$KUBELET_IDENTITY_ID" "$CONTROL_PLANE_IDENTITY_PRINCIPAL_ID" "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/f1a07417-d97a-45cb-824c-7a7467783830"
    fi
  fi

  # ===== Stage 5: the cluster =====
  if stage 5 'the cluster'; then
    # because: api.exposure, api.fqdnSubdomain, api.privateDnsZone, api.publicFqdn, api.runCommand, avail.tier,
    #    base.clusterName, base.location, base.resourceGroup, base.tags, base.tenant, egress.type, id.adminGroups,
    #    id.authorization, id.controlPlaneIdentity, id.entra, id.kubeletIdentity, id.localAccounts, net.dataplane,
    #    net.dnsServiceIp, net.hubVnetId, net.ipam, net.policy, net.serviceRange, net.subnets, net.vnet,
    #    node.pools, nrg.lockdown, nrg.name, patch.cluster, patch.k8sVersion, patch.nodeOs, vn.enable, wi.mode
    if step 5 cluster; then
      after_roles
      ensure "$CLUSTER_ID" 2025-10-01 az aks create \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$CLUSTER_GROUP_NAME" \
        --name "$CLUSTER_NAME" \
        --location "$LOCATION" \
        --tags "aks-setup-cluster=$CLUSTER_NAME" environment=production owner=platform \
        --assign-identity "$CONTROL_PLANE_IDENTITY_ID" \
        --assign-kubelet-identity "$KUBELET_IDENTITY_ID" \
        --enable-private-cluster \
        --enable-apiserver-vnet-integration \
        --apiserver-subnet-id "$API_SUBNET_ID" \
        --private-dns-zone "$PRIVATE_DNS_ZONE_ID" \
        --disable-public-fqdn \
        --disable-run-command \
        --fqdn-subdomain "$FQDN_SUBDOMAIN" \
        --enable-aad \
        --enable-azure-rbac \
        --aad-admin-group-object-ids "$ADMIN_GROUP1_ID" \
        --disable-local-accounts \
        --network-plugin azure \
        --network-dataplane cilium \
        --network-policy cilium \
        --service-cidr "$SERVICE_RANGE" \
        --dns-service-ip "$DNS_SERVICE_IP" \
        --load-balancer-sku standard \
        --outbound-type userDefinedRouting \
        --kubernetes-version "$KUBERNETES_VERSION" \
        --auto-upgrade-channel patch \
        --node-os-upgrade-channel NodeImage \
        --tier standard \
        --k8s-support-plan KubernetesOfficial \
        --node-resource-group "$NODE_RESOURCE_GROUP_NAME" \
        --nrg-lockdown-restriction-level ReadOnly \
        --enable-oidc-issuer \
        --enable-workload-identity \
        --nodepool-name system \
        --node-vm-size "$SYSTEM_POOL_SIZE" \
        --node-count "$SYSTEM_POOL_COUNT" \
        --os-sku Ubuntu \
        --zones 1 2 3 \
        --max-pods 30 \
        --vnet-subnet-id "$NODE_SUBNET_ID" \
        --nodepool-taints CriticalAddonsOnly=true:NoSchedule \
        --enable-encryption-at-host \
        --enable-secure-boot \
        --enable-vtpm \
        --no-ssh-key \
        --skip-subnet-role-assignment \
        --yes
      same 2025-10-01 \
        location "$LOCATION" \
        'tags."aks-setup-cluster"' "$CLUSTER_NAME" \
        tags.environment production \
        tags.owner platform \
        sku.name Base \
        identity.type UserAssigned \
        properties.identityProfile.kubeletidentity.resourceId "$KUBELET_IDENTITY_ID" \
        properties.apiServerAccessProfile.enablePrivateCluster true \
        properties.apiServerAccessProfile.enableVnetIntegration true \
        properties.apiServerAccessProfile.subnetId "$API_SUBNET_ID" \
        properties.apiServerAccessProfile.privateDNSZone "$PRIVATE_DNS_ZONE_ID" \
        properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN false \
        properties.apiServerAccessProfile.disableRunCommand true \
        properties.fqdnSubdomain "$FQDN_SUBDOMAIN" \
        properties.aadProfile.managed true \
        properties.aadProfile.enableAzureRBAC true \
        "join(',', sort(properties.aadProfile.adminGroupObjectIDs || \`[]\`))" "$(as_set "$ADMIN_GROUP1_ID")" \
        properties.disableLocalAccounts true \
        properties.enableRBAC true \
        properties.networkProfile.networkPlugin azure \
        properties.networkProfile.networkDataplane cilium \
        properties.networkProfile.networkPolicy cilium \
        properties.networkProfile.serviceCidr "$SERVICE_RANGE" \
        properties.networkProfile.dnsServiceIP "$DNS_SERVICE_IP" \
        properties.networkProfile.loadBalancerSku standard \
        properties.networkProfile.outboundType userDefinedRouting \
        properties.kubernetesVersion "$KUBERNETES_VERSION" \
        properties.autoUpgradeProfile.upgradeChannel patch \
        properties.autoUpgradeProfile.nodeOSUpgradeChannel NodeImage \
        sku.tier Standard \
        properties.supportPlan KubernetesOfficial \
        properties.nodeResourceGroup "$NODE_RESOURCE_GROUP_NAME" \
        properties.nodeResourceGroupProfile.restrictionLevel ReadOnly \
        properties.oidcIssuerProfile.enabled true \
        properties.securityProfile.workloadIdentity.enabled true \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).name" system \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).mode" System \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).osType" Linux \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).vmSize" "$SYSTEM_POOL_SIZE" \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).count" "$SYSTEM_POOL_COUNT" \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).osSKU" Ubuntu \
        "join(',', sort((properties.agentPoolProfiles[?name=='system'] | [0]).availabilityZones || \`[]\`))" "$(as_set 1 2 3)" \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).maxPods" 30 \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).vnetSubnetID" "$NODE_SUBNET_ID" \
        "join(',', sort((properties.agentPoolProfiles[?name=='system'] | [0]).nodeTaints || \`[]\`))" "$(as_set CriticalAddonsOnly=true:NoSchedule)" \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).enableEncryptionAtHost" true \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).securityProfile.enableSecureBoot" true \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).securityProfile.enableVTPM" true \
        "(properties.agentPoolProfiles[?name=='system'] | [0]).type" VirtualMachineScaleSets
    fi

    # because: patch.windows
    if step 5 nodeImageWindow; then
      ensure "$NODE_IMAGE_WINDOW_ID" 2025-10-01 az aks maintenanceconfiguration add \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$CLUSTER_GROUP_NAME" \
        --cluster-name "$CLUSTER_NAME" \
        --name aksManagedNodeOSUpgradeSchedule \
        --schedule-type Weekly \
        --interval-weeks 1 \
        --day-of-week Saturday \
        --duration 4 \
        --utc-offset +00:00 \
        --start-time 01:00
      same 2025-10-01 \
        properties.maintenanceWindow.schedule.weekly.intervalWeeks 1 \
        properties.maintenanceWindow.schedule.weekly.dayOfWeek Saturday \
        properties.maintenanceWindow.durationHours 4 \
        properties.maintenanceWindow.utcOffset +00:00 \
        properties.maintenanceWindow.startTime 01:00
    fi

    # because: patch.windows
    if step 5 releaseWindow; then
      ensure "$RELEASE_WINDOW_ID" 2025-10-01 az aks maintenanceconfiguration add \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$CLUSTER_GROUP_NAME" \
        --cluster-name "$CLUSTER_NAME" \
        --name default \
        --schedule-type Weekly \
        --day-of-week Saturday \
        --duration 4 \
        --utc-offset +00:00 \
        --start-time 01:00
      same 2025-10-01 \
        properties.maintenanceWindow.schedule.weekly.intervalWeeks 1 \
        properties.maintenanceWindow.schedule.weekly.dayOfWeek Saturday \
        properties.maintenanceWindow.durationHours 4 \
        properties.maintenanceWindow.utcOffset +00:00 \
        properties.maintenanceWindow.startTime 01:00
    fi

    # because: patch.windows
    if step 5 upgradeWindow; then
      ensure "$UPGRADE_WINDOW_ID" 2025-10-01 az aks maintenanceconfiguration add \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$CLUSTER_GROUP_NAME" \
        --cluster-name "$CLUSTER_NAME" \
        --name aksManagedAutoUpgradeSchedule \
        --schedule-type Weekly \
        --interval-weeks 1 \
        --day-of-week Saturday \
        --duration 4 \
        --utc-offset +00:00 \
        --start-time 01:00
      same 2025-10-01 \
        properties.maintenanceWindow.schedule.weekly.intervalWeeks 1 \
        properties.maintenanceWindow.schedule.weekly.dayOfWeek Saturday \
        properties.maintenanceWindow.durationHours 4 \
        properties.maintenanceWindow.utcOffset +00:00 \
        properties.maintenanceWindow.startTime 01:00
    fi

    # because: net.ipam, net.vnet, node.pools, vn.enable
    if step 5 userPool; then
      ensure "$USER_POOL_ID" 2025-10-01 az aks nodepool add \
        --subscription "$SUBSCRIPTION" \
        --resource-group "$CLUSTER_GROUP_NAME" \
        --cluster-name "$CLUSTER_NAME" \
        --name user \
        --mode User \
        --os-type Linux \
        --node-vm-size "$USER_POOL_SIZE" \
        --node-count "$USER_POOL_COUNT" \
        --os-sku Ubuntu \
        --zones 1 2 3 \
        --max-pods 30 \
        --vnet-subnet-id "$NODE_SUBNET_ID" \
        --enable-encryption-at-host \
        --enable-secure-boot \
        --enable-vtpm
      same 2025-10-01 \
        properties.mode User \
        properties.osType Linux \
        properties.vmSize "$USER_POOL_SIZE" \
        properties.count "$USER_POOL_COUNT" \
        properties.osSKU Ubuntu \
        "join(',', sort(properties.availabilityZones || \`[]\`))" "$(as_set 1 2 3)" \
        properties.maxPods 30 \
        properties.vnetSubnetID "$NODE_SUBNET_ID" \
        properties.enableEncryptionAtHost true \
        properties.securityProfile.enableSecureBoot true \
        properties.securityProfile.enableVTPM true \
        properties.type VirtualMachineScaleSets
    fi
  fi

  # ===== Stage 6: who gets in =====
  if stage 6 'who gets in'; then
    # because: id.adminGroups, id.authorization
    if step 6 adminGroup1GetsAzureKubernetesServiceClusterUserRoleOnCluster; then
      ensure_assignment "$ADMIN_GROUP1_GETS_AZURE_KUBERNETES_SERVICE_CLUSTER_USER_ROLE_ON_CLUSTER_ID" az role assignment create \
        --name "${ADMIN_GROUP1_GETS_AZURE_KUBERNETES_SERVICE_CLUSTER_USER_ROLE_ON_CLUSTER_ID##*/}" \
        --scope "$CLUSTER_ID" \
        --assignee-object-id "$ADMIN_GROUP1_ID" \
        --assignee-principal-type Group \
        --role "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/4abbcc35-e782-43d8-92c5-2d3f1bd2253f"
    fi

    # because: id.adminGroups, id.authorization
    if step 6 adminGroup1GetsAzureKubernetesServiceRBACClusterAdminOnCluster; then
      ensure_assignment "$ADMIN_GROUP1_GETS_AZURE_KUBERNETES_SERVICE_RBACCLUSTER_ADMIN_ON_CLUSTER_ID" az role assignment create \
        --name "${ADMIN_GROUP1_GETS_AZURE_KUBERNETES_SERVICE_RBACCLUSTER_ADMIN_ON_CLUSTER_ID##*/}" \
        --scope "$CLUSTER_ID" \
        --assignee-object-id "$ADMIN_GROUP1_ID" \
        --assignee-principal-type Group \
        --role "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b"
    fi
  fi

  # ===== Stage 7: in the cluster =====
  if stage 7 'in the cluster'; then
    # because: base.clusterName, base.tags, net.defaultDeny, net.defaultDenyNamespaces, net.subnets,
    #    vn.chartVersion, vn.enable, vn.identity, vn.kubeProxy, vn.provider, vn.replicas, vn.zones
    if step 7 inCluster; then
      in_cluster_here "$CLUSTER_GROUP_NAME" "$CLUSTER_NAME"
    fi
  fi
}

# ===== The library: nothing below is of this cluster =====
# --- what the operator sees ---
what_if() { [[ "$WHAT_IF" == yes ]]; }

# What comes from Azure or from a file reaches the terminal without control characters and without marks that hide or
# reorder what follows (their bytes in UTF-8).
printable() {
  LC_ALL=C tr -d '\000-\010\013-\037\177' |
    LC_ALL=C sed $'s/\xe2\x80[\x8b-\x8f\xa8-\xae]//g; s/\xe2\x81[\xa6-\xa9]//g; s/\xef\xbb\xbf//g; s/\xd8\x9c//g; s/\xc2[\x80-\x9f]//g'
}

say() { printf '%s\n' "$*" >&2; }

stop() { # WORDS...: ends the script; why, and what to do
  say ''
  say "stopped: $*"
  exit 1
}

show_word() {
  local LC_ALL=C
  case "$1" in
    '' | *[!A-Za-z0-9_@%+=:,./-]*)
      case "$1" in
        *\'* | *[[:cntrl:]]*) printf '%q' "$1" ;;
        *[!\ -~]*) if [[ "$(printf '%s.' "$1" | printable)" == "$1." ]]; then printf "'%s'" "$1"; else printf '%q' "$1"; fi ;;
        *) printf "'%s'" "$1" ;;
      esac
      ;;
    *) printf '%s' "$1" ;;
  esac
}

show_command() { # COMMAND...: prints it as one could type it
  local word start='    '
  for word in "$@"; do
    case "$word" in
      --*) printf ' \\\n      ' ;;
      *) printf '%s' "$start" ;;
    esac
    show_word "$word"
    start=' '
  done
  printf '\n'
}

# --- options ---
SCRIPT=$0
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CREATED="$HERE/created.txt"
WHAT_IF='' ONLY_STAGE='' FROM='' REACHED='' INSIDE=''

misused() {
  say "$(show_word "$SCRIPT"): $*"
  say "bash $(show_word "$SCRIPT") --help says what it takes."
  exit 2
}

check_options() {
  local line rest known_stage='' known_step=''
  for line in "${STEPS[@]}"; do
    rest=${line#* }
    [[ "${line%% *}" != "$ONLY_STAGE" ]] || known_stage=yes
    [[ "${rest%% *}" != "$FROM" || "${ONLY_STAGE:-${line%% *}}" != "${line%% *}" ]] || known_step=yes
  done
  [[ -z "$ONLY_STAGE" || -n "$known_stage" ]] || misused "there is no stage $(show_word "$ONLY_STAGE") here"
  [[ -z "$FROM" || -n "$known_step" ]] || misused "there is no step $(show_word "$FROM")${ONLY_STAGE:+ in stage $ONLY_STAGE} here"
}

usage() {
  cat <<'HELP'
usage: bash setup.sh [--what-if] [--stage NUMBER] [--from STEP] [--inside]

  --what-if        prints the commands and runs none; what Azure will choose stands as <resource.property>
  --stage NUMBER   only this stage
  --from STEP      goes on from this step
  --inside         this machine is inside the network: it can do the stage in the cluster
  --help           this text, and the steps

It is safe to run twice: it makes what is missing and leaves what is there as it is.
HELP
  printf '\nStages and steps:\n'
  printf '  %s\n' "${STEPS[@]}"
}

read_options() {
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --what-if) WHAT_IF=yes ;;
      --inside) INSIDE=yes ;;
      --stage | --from)
        [[ $# -gt 1 ]] || misused "$1 needs a value"
        if [[ "$1" == --stage ]]; then ONLY_STAGE=$2; else FROM=$2; fi
        shift
        ;;
      --help)
        usage
        exit 0
        ;;
      *) misused "$(show_word "$1") is no option" ;;
    esac
    shift
  done
  check_options
}

joined() { # SEPARATOR WORDS...
  local IFS=$1
  shift
  printf '%s' "$*"
}

sha1() {
  if command -v sha1sum >/dev/null; then
    sha1sum
  elif command -v shasum >/dev/null; then
    shasum -a 1
  else
    openssl dgst -sha1 -r
  fi
}

arm_guid() { # WORDS...: what guid() of ARM and Bicep makes of them, so that both give an assignment one name
  local hex
  hex=$({ printf '\x11\xfb\x06\xfb\x71\x2d\x4d\xdd\x98\xc7\xe7\x1b\xbd\x58\x88\x30' && joined - "$@"; } | sha1)
  printf '%s-%s-5%s-%x%s-%s' "${hex:0:8}" "${hex:8:4}" "${hex:13:3}" "$((0x${hex:16:1} & 3 | 8))" "${hex:17:3}" "${hex:20:12}"
}

command -v sha1sum >/dev/null || command -v shasum >/dev/null || command -v openssl >/dev/null ||
  stop 'this script needs sha1sum, shasum or openssl, to name role assignments as Bicep does'

# --- bodies in files ---
# bash 5.2 gives & a meaning in replacements; older ones do not know the option
shopt -u patsub_replacement 2>/dev/null || true

json_text() { # TEXT: as it stands between the quotes of JSON
  local text=$1 out='' char
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  case "$text" in
    *[[:cntrl:]]*)
      while [[ -n "$text" ]]; do
        char=${text:0:1}
        text=${text:1}
        case "$char" in
          [[:cntrl:]]) printf -v char '\\u%04x' "'$char" ;;
        esac
        out=$out$char
      done
      text=$out
      ;;
  esac
  printf '%s' "$text"
}

json_list() { # TEXTS...
  local text out=''
  for text in "$@"; do out="$out${out:+,}\"$(json_text "$text")\""; done
  printf '[%s]' "$out"
}

BODY='' # the argument of az that names the body

fill() { # FILE (NAME VALUE)...: fills the places of a file in, @{NAME} with a text, "@{NAME!}" with JSON; sets BODY
  local file=$1 text out='' name value i
  shift
  BODY="@$file"
  what_if && return 0
  [[ -f "$file" ]] || stop "$file is missing. It belongs beside this script."
  text=$(cat "$file")
  while [[ "$text" == *'@{'*'}'* ]]; do
    out=$out${text%%@\{*}
    text=${text#*@\{}
    name=${text%%\}*}
    text=${text#*\}}
    value=''
    for ((i = 1; i < $#; i += 2)); do
      [[ "${!i}" != "$name" ]] || { i=$((i + 1)) && value=${!i} && break; }
    done
    case "$name" in
      *!)
        out=${out%\"}$value
        text=${text#\"}
        ;;
      *) out=$out$(json_text "$value") ;;
    esac
  done
  printf '%s\n' "$out$text" >"$WORK/body.json"
  BODY="@$WORK/body.json"
}

# --- running commands ---
# A role, its definition and its principal are not seen everywhere at once: what needs them may be refused at first.
ROLE_PAUSE=60
MOST_ROLE_PAUSES=10 # ten minutes
AFTER_ROLES=''

after_roles() { AFTER_ROLES=yes; }

# AKS looks itself whether its identity may do all that it will: https://github.com/Azure/AKS/issues/3470
role_is_late() { # is this failure one that a new role explains?
  grep -q -E 'PrincipalNotFound|RoleDefinitionDoesNotExist' "$WORK/errors" && return 0
  [[ "$AFTER_ROLES" == yes ]] && grep -q -E 'AuthorizationFailed|LinkedAccessCheckFailed|LinkedAuthorizationFailed|InsufficientPermission|MissingPermission|Check access result not allowed' "$WORK/errors"
}

wait_for_late_role() { # PAUSES-BEFORE: is it worth another try? After a pause, ten minutes at most in all
  role_is_late || return 1
  if [[ "$1" -ge "$MOST_ROLE_PAUSES" ]]; then
    say '    it is refused for ten minutes now: what it needs is missing rather than late'
    return 1
  fi
  say "    a new role may not be seen everywhere yet: again in $ROLE_PAUSE seconds, for ten minutes at most ($(($1 + 1)) of $MOST_ROLE_PAUSES)"
  sleep "$ROLE_PAUSE"
}

try() { # COMMAND...: runs it, keeps its words in $WORK/errors; its exit code
  local code=0
  if what_if; then
    show_command "$@"
    return 0
  fi
  "$@" --output none 2>"$WORK/errors" || code=$?
  printable <"$WORK/errors" >&2
  return "$code"
}

run() { # COMMAND...: runs it, and again while a new role may not have been seen yet
  local pauses=0
  until try "$@"; do
    wait_for_late_role "$pauses" || return 1
    pauses=$((pauses + 1))
  done
}

# --- created.txt: what this script made, for whoever removes it ---
note() { # WORD ID: making, building, built, made, removed
  printf '%s\t%s\n' "$1" "$2" >>"$CREATED"
}

noted() { # ID: the last word about it
  local word id last=''
  if [[ -f "$CREATED" ]]; then
    while IFS=$'\t' read -r word id; do
      [[ "$id" != "$1" ]] || last=$word
    done <"$CREATED"
  fi
  printf '%s' "$last"
}

# --- looking at what is there ---
POLL_SECONDS=15
MOST_POLLS=480 # two hours
STATE=''

look() { # ID API-VERSION: sets STATE to absent or to how far it is; stops when Azure gives no answer, since a refusal is not an absence
  local code=0
  STATE=$(az resource show --ids "$1" --api-version "$2" --query "properties.provisioningState || 'Succeeded'" --output tsv 2>"$WORK/errors") || code=$?
  case "$code" in
    0) ;;
    3) STATE=absent ;;
    *)
      printable <"$WORK/errors" >&2
      stop "could not look at $1. Nothing was changed there; without an answer nobody knows whether it exists."
      ;;
  esac
}

look_until_settled() { # ID API-VERSION: waits while something is going on there
  local polls=0
  look "$1" "$2"
  while true; do
    case "$STATE" in
      absent | Succeeded | Failed | Canceled) return 0 ;;
    esac
    [[ "$polls" -lt "$MOST_POLLS" ]] || stop "$1 is still $(printf '%s' "$STATE" | printable) after two hours"
    [[ "$polls" -gt 0 ]] || say "  waiting    $1 is $(printf '%s' "$STATE" | printable)"
    polls=$((polls + 1))
    sleep "$POLL_SECONDS"
    look "$1" "$2"
  done
}

read_value() { # VARIABLE ID API-VERSION QUERY NAME: what only Azure knows, read once
  local code=0 found
  [[ -z "${!1}" ]] || return 0
  if what_if; then
    printf -v "$1" '<%s>' "$5"
    return 0
  fi
  found=$(az resource show --ids "$2" --api-version "$3" --query "$4" --output tsv 2>"$WORK/errors") || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not read $4 of $2"
  fi
  case "$found" in
    '' | *[!A-Za-z0-9._:/-]*) stop "$2 has no usable $4" ;;
  esac
  printf -v "$1" '%s' "$found"
}

# --- making what is missing ---
MOST_ABSENT_POLLS=40 # ten minutes
FOUND=''      # the resource of this step was there before
UNFINISHED='' # its id, while the step has more to do on it

say_repairs() { # what a dry run does not look for
  what_if || return 0
  printf '# What is there stays as it is. What an earlier run left Failed or Canceled is asked for again, with the body it has:\n'
  printf '#   az resource update --ids ID --api-version VERSION\n'
}

ensure() { # ID API-VERSION COMMAND...: makes it when it is missing; never puts a body over what is there
  local id=$1 api=$2
  shift 2
  FOUND='' UNFINISHED=''
  if what_if; then
    UNFINISHED=$id
    show_command "$@"
    return 0
  fi
  look_until_settled "$id" "$api"
  case "$STATE" in
    absent) create_it "$id" "$api" "$@" ;;
    Succeeded) leave_it "$id" ;;
    *) repair_it "$id" "$api" ;;
  esac
}

create_it() {
  local id=$1 api=$2 pauses=0
  shift 2
  say "  creating   $id"
  UNFINISHED=$id
  note making "$id"
  until try "$@"; do
    wait_for_late_role "$pauses" || return 1
    pauses=$((pauses + 1))
    look_until_settled "$id" "$api"
    case "$STATE" in
      absent) ;;
      Succeeded) break ;;
      *)
        repair_it "$id" "$api"
        break
        ;;
    esac
  done
  [[ "$1 $2" != 'az rest' ]] || settled "$id" "$api"
}

leave_it() {
  if [[ "$(noted "$1")" == making ]]; then
    say "  finishing  $1"
    UNFINISHED=$1
  else
    say "  is there   $1"
    FOUND=$1
  fi
}

repair_it() { # ID API-VERSION: a creation that failed left it half made: Azure is asked for the same once more, with the body it has
  say "  repeating  $1 ($(printf '%s' "$STATE" | printable))"
  UNFINISHED=$1
  note making "$1"
  run az resource update --ids "$1" --api-version "$2"
  settled "$1" "$2"
}

settled() { # ID API-VERSION: waits for the end of what was written, which must be good
  local polls=0
  look_until_settled "$1" "$2"
  # a role definition can be read some minutes after it was written: https://github.com/hashicorp/terraform-provider-azurerm/issues/10442
  while [[ "$STATE" == absent ]]; do
    [[ "$polls" -lt "$MOST_ABSENT_POLLS" ]] || stop "$1 was written, and cannot be read after ten minutes. Azure took it: the next run finds it, or writes the same."
    [[ "$polls" -gt 0 ]] || say "  waiting    $1 is written, and cannot be read yet: ten minutes at most"
    polls=$((polls + 1))
    sleep "$POLL_SECONDS"
    look_until_settled "$1" "$2"
  done
  [[ "$STATE" == Succeeded ]] || stop "$1 is $(printf '%s' "$STATE" | printable). Its activity log in the Azure portal says why."
}

unfinished() { [[ -n "$UNFINISHED" ]]; }

ensure_part() { # ID API-VERSION COMMAND...: something inside a resource that this step makes
  local id=$1 api=$2
  shift 2
  if what_if; then
    show_command "$@"
    return 0
  fi
  look_until_settled "$id" "$api"
  [[ "$STATE" == absent ]] || return 0
  say "  creating   $id"
  run "$@"
}

same() { # API-VERSION (QUERY VALUE)...: what was there before is left as it is; what differs from the plan is named
  local api=$1 query='' line code=0 i=0
  shift
  [[ -n "$FOUND" ]] || return 0
  local -a queries=() wanted=() there=()
  while [[ $# -gt 0 ]]; do
    queries+=("$1")
    wanted+=("$2")
    query="$query${query:+, }to_string($1)"
    shift 2
  done
  az resource show --ids "$FOUND" --api-version "$api" --query "[$query]" --output tsv >"$WORK/there" 2>"$WORK/errors" || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    say '             could not be compared with the plan, as said above; it is left as it is'
    return 0
  fi
  while IFS= read -r line || [[ -n "$line" ]]; do there+=("$line"); done <"$WORK/there"
  if [[ "${#there[@]}" != "${#wanted[@]}" ]]; then
    say '             could not be compared line by line: a value has more than one line'
    return 0
  fi
  while [[ "$i" -lt "${#wanted[@]}" ]]; do
    is_same "${there[i]}" "${wanted[i]}" || say "             differs: ${queries[i]} is $(show_word "${there[i]}"), the plan says $(show_word "${wanted[i]}")"
    i=$((i + 1))
  done
}

is_same() { # Azure keeps case as it likes, and does not say what is off
  local result=1
  shopt -s nocasematch
  if [[ "$1" == "$2" ]]; then
    result=0
  elif [[ "$1" == null && ("$2" == false || -z "$2") ]]; then
    result=0
  fi
  shopt -u nocasematch
  return "$result"
}

as_set() { # TEXTS...: one line that is the same in any order
  [[ $# -eq 0 ]] || printf '%s\n' "$@" | LC_ALL=C sort | paste -s -d , -
}

# --- roles: one assignment for each scope, role and principal, whatever its name ---
MOST_ROLE_SECONDS=600
ASSIGNMENT=''

look_for_assignment() { # SCOPE PRINCIPAL-ID ROLE-ID: sets ASSIGNMENT to its id, or to nothing
  local id code=0 prefix
  ASSIGNMENT=''
  az rest --method get --url "$1/providers/Microsoft.Authorization/roleAssignments" \
    --uri-parameters api-version=2022-04-01 "\$filter=principalId eq '$2'" \
    --query "value[?ends_with(properties.roleDefinitionId, '/${3##*/}')].id" --output tsv >"$WORK/assignments" 2>"$WORK/errors" || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look at the roles on $1. Nothing was changed there."
  fi
  prefix="$1/providers/Microsoft.Authorization/roleAssignments/"
  shopt -s nocasematch
  while IFS= read -r id; do
    [[ "$id" != "$prefix"* ]] || ASSIGNMENT=$id
  done <"$WORK/assignments"
  shopt -u nocasematch
}

value_of() { # OPTION COMMAND...: what the command says for it
  local option=$1
  shift
  while [[ $# -gt 1 ]]; do
    if [[ "$1" == "$option" ]]; then
      printf '%s' "$2"
      return 0
    fi
    shift
  done
}

ensure_assignment() { # ID COMMAND...
  local id=$1
  shift
  if what_if; then
    show_command "$@"
    return 0
  fi
  look_for_assignment "$(value_of --scope "$@")" "$(value_of --assignee-object-id "$@")" "$(value_of --role "$@")"
  if [[ -n "$ASSIGNMENT" ]]; then
    say "  is there   $id"
    return 0
  fi
  say "  creating   $id"
  note making "$id"
  run "$@"
  note made "$id"
}

wait_for_role() { # SCOPE PRINCIPAL-ID ROLE-ID: until it can be seen, ten minutes at most in all
  what_if && return 0
  while true; do
    look_for_assignment "$1" "$2" "$3"
    [[ -z "$ASSIGNMENT" ]] || return 0
    [[ "$SECONDS" -lt "$ROLE_DEADLINE" ]] || stop "a role on $1 cannot be seen after ten minutes"
    sleep 10
  done
}

wait_for_roles() {
  ROLE_DEADLINE=$((SECONDS + MOST_ROLE_SECONDS))
  if what_if; then
    printf '    # waits until each role assignment can be seen, %s seconds at most\n' "$MOST_ROLE_SECONDS"
  fi
}

provider_state() { # NAMESPACE: sets STATE
  local code=0
  STATE=$(az provider show --subscription "$SUBSCRIPTION" --namespace "$1" --query registrationState --output tsv 2>"$WORK/errors") || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look at the resource provider $1"
  fi
}

register_provider() { # NAMESPACE: for the whole subscription; it is never taken back
  if ! what_if; then
    provider_state "$1"
    if [[ "$STATE" == Registered ]]; then
      say "  is there   $1"
      return 0
    fi
    say "  registers  $1"
  fi
  run az provider register --subscription "$SUBSCRIPTION" --namespace "$1" --wait
}

# --- what others made ---
must_exist() { # ID API-VERSION: something that was there before this profile
  what_if && return 0
  look "$1" "$2"
  [[ "$STATE" != absent ]] || stop "$1 does not exist. The profile says that it is there: correct the profile, or make it first."
}

must_have_from() { # TEAM REQUEST ID API-VERSION
  if what_if; then
    printf '    # needs from %s: %s\n' "$1" "$3"
    return 0
  fi
  look "$3" "$4"
  [[ "$STATE" != absent ]] || ask_team "$1" "$2" "$3 does not exist yet"
}

ask_team() { # TEAM REQUEST WHAT: REQUEST is empty where there is nothing to hand over
  stop "$3. It belongs to $1: ${2:+hand over $2 and }go on when they are done."
}

must_have_feature() { # STAGE NAMESPACE NAME FOR [TEAM REQUEST]: of the subscription, when this run does something of that stage or before
  local code=0 line needed='' before=$REACHED state says
  for line in "${STEPS[@]}"; do
    if will_run "$line" && [[ "${line%% *}" -le "$1" ]]; then needed=yes; fi
  done
  REACHED=$before
  [[ -n "$needed" ]] || return 0
  if what_if; then
    printf '# needs the feature %s of %s in the subscription, registered%s\n' "$3" "$2" "${5:+ by $5}"
    return 0
  fi
  state=$(az feature show --subscription "$SUBSCRIPTION" --namespace "$2" --name "$3" --query properties.state --output tsv 2>"$WORK/errors") || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look at the feature $3 of $2 in the subscription. Nothing was made."
  fi
  [[ "$state" != Registered ]] || return 0
  say ''
  say 'Whoever owns the subscription registers it once; it takes some minutes until it is Registered:'
  say "  az feature register --subscription $SUBSCRIPTION --namespace $2 --name $3"
  say "  az feature show --subscription $SUBSCRIPTION --namespace $2 --name $3 --query properties.state"
  say "  az provider register --subscription $SUBSCRIPTION --namespace $2"
  says="$4 needs the feature $3 of $2 in the subscription, and it is $(printf '%s' "$state" | printable)"
  [[ -z "${5:-}" ]] || ask_team "$5" "${6:-}" "$says"
  stop "$says. Nothing was made."
}

# --- into the cluster, from a machine that reaches its API server ---
will_do() { # STEP: is it this run's, whatever was reached so far?
  local line before=$REACHED found=1
  for line in "${STEPS[@]}"; do
    if will_run "$line" && [[ "$line" == *" $1 "* ]]; then found=0; fi
  done
  REACHED=$before
  return "$found"
}

need_cluster_tools() { # MORE...: kubectl, kubelogin and these
  local tool
  need_tool kubectl 'az aks install-cli installs it.'
  need_tool kubelogin 'az aks install-cli installs it. It signs in with your az login.'
  for tool in "$@"; do need_tool "$tool" 'https://helm.sh/docs/intro/install says how to install it.'; done
}

show_lines() { # what kubectl and helm say, as they say it: a part of it is the cluster's
  local line
  while IFS= read -r line || [[ -n "$line" ]]; do printf '%s\n' "$line" | printable; done >&2
}

run_inside() { # FILE GROUP CLUSTER NAME=VALUE...
  local file=$1 group=$2 cluster=$3
  shift 3
  if what_if; then
    show_command az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --file kubeconfig
    show_command env KUBECONFIG=kubeconfig "$@" sh "$HERE/$file"
    return 0
  fi
  az aks get-credentials --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --file "$WORK/kubeconfig" --only-show-errors || return 1
  KUBECONFIG="$WORK/kubeconfig" kubelogin convert-kubeconfig --login azurecli || return 1
  env KUBECONFIG="$WORK/kubeconfig" "$@" sh "$HERE/$file" 2>&1 | show_lines
}

# --- in the cluster ---
check_cluster_tools() { # DELIVERY TOOLS...: of this machine, when this run goes into the cluster from here
  local delivery=$1
  shift
  will_do inCluster || return 0
  [[ "$delivery" == here || "$INSIDE" == yes ]] || return 0
  need_cluster_tools "$@"
}

in_cluster_here() { # GROUP CLUSTER NAME=VALUE...: manifests and charts
  run_inside files/in-cluster.sh "$@"
}

# --- stages and steps ---
CURRENT_STEP=''

list_steps() {
  local line
  for line in "${STEPS[@]}"; do
    will_run "$line" && printf '  %s\n' "$line"
  done
  return 0
}

will_run() { # "STAGE STEP TYPE": does this run do it?
  local number=${1%% *} rest=${1#* }
  [[ -z "$ONLY_STAGE" || "$ONLY_STAGE" == "$number" ]] || return 1
  [[ -z "$FROM" || -n "$REACHED" || "$FROM" == "${rest%% *}" ]] || return 1
  [[ -z "$FROM" || "$FROM" != "${rest%% *}" ]] || REACHED=yes
}

stage() { # NUMBER WORDS: does this run do something of it?
  local line before=$REACHED found=1
  finish_step
  CURRENT_STEP=''
  for line in "${STEPS[@]}"; do
    [[ "${line%% *}" == "$1" ]] || continue
    if will_run "$line" && [[ "$found" == 1 ]]; then
      found=0
      line=${line#* }
      CURRENT_STEP=${line%% *} # what it would go on from, when something that the stage needs is missing
    fi
  done
  REACHED=$before
  [[ "$found" == 0 ]] || return 1
  say ''
  say "Stage $1: $2"
}

step() { # NUMBER STEP: is it this run's?
  finish_step
  CURRENT_STEP=''
  will_run "$1 $2" || return 1
  CURRENT_STEP=$2
  say "$2"
}

ended() { # what to say when the script ends early
  local code=$?
  cd / && rm -rf "$WORK"
  [[ "$code" != 0 ]] || return 0
  say ''
  if [[ -n "$CURRENT_STEP" ]]; then
    say "The step $CURRENT_STEP was not finished. When the cause is gone, this goes on from there:"
    say "  bash $(show_word "$SCRIPT")${ONLY_STAGE:+ --stage $ONLY_STAGE}${INSIDE:+ --inside} --from $CURRENT_STEP"
  fi
}

# --- before anything is made ---
need_tool() { # NAME WHERE-FROM
  what_if || command -v "$1" >/dev/null || stop "$1 is not here. $2"
}

newer_or_same() { # VERSION LEAST: dotted numbers
  local IFS=.
  local -a a b
  local i
  read -r -a a <<<"$1"
  read -r -a b <<<"$2"
  for i in 0 1 2; do
    [[ "${a[i]:-0}" -eq "${b[i]:-0}" ]] || { [[ "${a[i]:-0}" -gt "${b[i]:-0}" ]] && return 0 || return 1; }
  done
}

check_az() {
  local version
  version=$(az version --query '"azure-cli"' --output tsv 2>/dev/null) || stop 'az does not run. https://aka.ms/azure-cli says how to install it.'
  case "$version" in
    '' | *[!0-9.]*) stop 'az does not say its version' ;;
  esac
  newer_or_same "$version" "$LEAST_AZ" || stop "az is $version, this script needs $LEAST_AZ or newer: az upgrade."
}

check_account() {
  local state='' user=''
  az account show --subscription "$SUBSCRIPTION" --query '[state, user.name]' --output tsv >"$WORK/account" 2>"$WORK/errors" || {
    printable <"$WORK/errors" >&2
    stop "not signed in to the subscription $SUBSCRIPTION: az login"
  }
  { IFS= read -r state && IFS= read -r user; } <"$WORK/account" || true
  [[ "$state" == Enabled ]] || stop "the subscription $SUBSCRIPTION is $(printf '%s' "$state" | printable), not Enabled"
  say "Signed in as $(printf '%s' "$user" | printable)."
}

start() {
  if ! what_if; then
    need_tool az 'https://aka.ms/azure-cli says how to install it.'
    check_az
    check_account
    : >>"$CREATED" || stop "$CREATED cannot be written, and without it nobody knows later what was made"
  fi
  say "Cluster $CLUSTER in subscription $SUBSCRIPTION. These steps, in this order:"
  list_steps >&2
  REACHED=''
}

finish_step() { # everything of the step before is done
  [[ -z "$UNFINISHED" ]] || what_if || note made "$UNFINISHED"
  FOUND='' UNFINISHED='' AFTER_ROLES=''
}

ELSEWHERE=''

end() { # what comes next
  local line next=''
  finish_step
  CURRENT_STEP=''
  if [[ -n "$ONLY_STAGE" ]]; then
    for line in "${STEPS[@]}"; do
      [[ "${line%% *}" -le "$ONLY_STAGE" || -n "$next" ]] || next=${line%% *}
    done
  fi
  say ''
  if [[ -n "$next" ]]; then
    say "Stage $ONLY_STAGE is done. The next one:"
    say "  bash $(show_word "$SCRIPT") --stage $next"
  elif [[ -n "$ELSEWHERE" ]]; then
    say 'Done here. What is left is the stage in the cluster, from the jump box, as said above.'
  elif what_if; then
    say 'That is all; nothing was run.'
  else
    say "All is there. cleanup.sh removes it; $CREATED says what was made, keep it."
  fi
}

# ===== Now =====
read_options "$@"
what_if || stop 'SAMPLE: these values are of the sample subscription, which is nowhere. Only --what-if runs.'
WORK=$(mktemp -d)
trap ended EXIT
# az takes some values for files of the folder it runs in: in an empty one there are none
mkdir "$WORK/empty" && cd "$WORK/empty"
set_ids
start
say_repairs
check_cluster_tools here helm
# because: node.pools
must_have_feature 5 Microsoft.Compute EncryptionAtHost 'Host encryption'
run_steps
end
