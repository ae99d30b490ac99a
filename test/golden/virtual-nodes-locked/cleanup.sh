#!/usr/bin/env bash
# SAMPLE: made from the sample subscription. Runs with --what-if only.
# Removes what setup.sh made for the cluster burst-weu, and nothing else.
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
# Identity of the control plane
CONTROL_PLANE_IDENTITY_NAME='id-burst-weu'
# Name of the peering from the hub
HUB_TO_SPOKE_NAME='peer-vnet-burst-weu'
# Identity of the nodes
KUBELET_IDENTITY_NAME='id-burst-weu-kubelet'
# Resource group of the network
NETWORK_GROUP_NAME='rg-burst-weu-network'
# Name of the subnet of the nodes
NODE_SUBNET_NAME='snet-nodes'
# Name of the route table
ROUTE_TABLE_NAME='rt-burst-weu'
# Name of the peering from the spoke
SPOKE_TO_HUB_NAME='peer-vnet-hub'
# Name of the VNet
VNET_NAME='vnet-burst-weu'
CLUSTER="$CLUSTER_NAME"

# ===== Stage, step and what it is about =====
STEPS=(
  '7 outOfCluster charts and pods on virtual nodes'
  '6 adminGroup1GetsAzureKubernetesServiceRBACClusterAdminOnCluster Microsoft.Authorization/roleAssignments'
  '6 adminGroup1GetsAzureKubernetesServiceClusterUserRoleOnCluster Microsoft.Authorization/roleAssignments'
  '5 cluster Microsoft.ContainerService/managedClusters'
  '5 userPool Microsoft.ContainerService/managedClusters/agentPools'
  '5 upgradeWindow Microsoft.ContainerService/managedClusters/maintenanceConfigurations'
  '5 releaseWindow Microsoft.ContainerService/managedClusters/maintenanceConfigurations'
  '5 nodeImageWindow Microsoft.ContainerService/managedClusters/maintenanceConfigurations'
  '3 kubeletIdentityGetsAKSVirtualNodesOnNetworkGroup Microsoft.Authorization/roleAssignments'
  '3 kubeletIdentityGetsAKSVirtualNodesOnAciGroup Microsoft.Authorization/roleAssignments'
  '3 virtualNodesRole Microsoft.Authorization/roleDefinitions'
  '3 controlPlaneIdentityGetsManagedIdentityOperatorOnKubeletIdentity Microsoft.Authorization/roleAssignments'
  '3 kubeletIdentity Microsoft.ManagedIdentity/userAssignedIdentities'
  '3 controlPlaneIdentityGetsPrivateDNSZoneContributorOnPrivateDnsZone Microsoft.Authorization/roleAssignments'
  '3 controlPlaneIdentityGetsNetworkContributorOnVnet Microsoft.Authorization/roleAssignments'
  '3 controlPlaneIdentityGetsNetworkContributorOnRouteTable Microsoft.Authorization/roleAssignments'
  '3 controlPlaneIdentity Microsoft.ManagedIdentity/userAssignedIdentities'
  '2 spokeToHub Microsoft.Network/virtualNetworks/virtualNetworkPeerings'
  '2 nodeSubnet Microsoft.Network/virtualNetworks/subnets'
  '2 hubToSpoke Microsoft.Network/virtualNetworks/virtualNetworkPeerings'
  '2 containerSubnet Microsoft.Network/virtualNetworks/subnets'
  '2 apiSubnet Microsoft.Network/virtualNetworks/subnets'
  '2 vnet Microsoft.Network/virtualNetworks'
  '2 routeTable Microsoft.Network/routeTables'
  '2 containerNatGateway Microsoft.Network/natGateways'
  '2 containerNatGatewayIp Microsoft.Network/publicIPAddresses'
  '1 networkGroup Microsoft.Resources/resourceGroups'
  '1 clusterGroup Microsoft.Resources/resourceGroups'
  '1 aciGroup Microsoft.Resources/resourceGroups'
)
LEAST_AZ=2.45.0
OWN_TAG=aks-setup-cluster

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
}

run_steps() {
  # because: base.clusterName, base.tags, net.subnets, vn.chartVersion, vn.enable, vn.identity, vn.kubeProxy,
  #    vn.provider, vn.replicas, vn.zones
  if step 7 outOfCluster; then
    out_of_cluster "$CLUSTER_ID" 2025-10-01 "$CLUSTER_GROUP_NAME" "$CLUSTER_NAME" here
  fi

  # because: id.adminGroups, id.authorization
  if step 6 adminGroup1GetsAzureKubernetesServiceRBACClusterAdminOnCluster; then
    remove_noted "$ADMIN_GROUP1_GETS_AZURE_KUBERNETES_SERVICE_RBACCLUSTER_ADMIN_ON_CLUSTER_ID" 2022-04-01
  fi

  # because: id.adminGroups, id.authorization
  if step 6 adminGroup1GetsAzureKubernetesServiceClusterUserRoleOnCluster; then
    remove_noted "$ADMIN_GROUP1_GETS_AZURE_KUBERNETES_SERVICE_CLUSTER_USER_ROLE_ON_CLUSTER_ID" 2022-04-01
  fi

  # because: api.exposure, api.fqdnSubdomain, api.privateDnsZone, api.publicFqdn, api.runCommand, avail.tier,
  #    base.clusterName, base.location, base.resourceGroup, base.tags, base.tenant, egress.type, id.adminGroups,
  #    id.authorization, id.controlPlaneIdentity, id.entra, id.kubeletIdentity, id.localAccounts, net.dataplane,
  #    net.dnsServiceIp, net.hubVnetId, net.ipam, net.policy, net.serviceRange, net.subnets, net.vnet,
  #    node.pools, nrg.lockdown, nrg.name, patch.cluster, patch.k8sVersion, patch.nodeOs, vn.enable, wi.mode
  if step 5 cluster; then
    remove_tagged "$CLUSTER_ID" 2025-10-01
    name_rest_in_zone "$CLUSTER_ID" 2025-10-01 "$PRIVATE_DNS_ZONE_ID"
  fi

  # because: net.ipam, net.vnet, node.pools, vn.enable
  if step 5 userPool; then
    remove_inside "$USER_POOL_ID" 2025-10-01
  fi

  # because: patch.windows
  if step 5 upgradeWindow; then
    remove_inside "$UPGRADE_WINDOW_ID" 2025-10-01
  fi

  # because: patch.windows
  if step 5 releaseWindow; then
    remove_inside "$RELEASE_WINDOW_ID" 2025-10-01
  fi

  # because: patch.windows
  if step 5 nodeImageWindow; then
    remove_inside "$NODE_IMAGE_WINDOW_ID" 2025-10-01
  fi

  # because: base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
  if step 3 kubeletIdentityGetsAKSVirtualNodesOnNetworkGroup; then
    remove_assignment "$KUBELET_IDENTITY_GETS_AKSVIRTUAL_NODES_ON_NETWORK_GROUP_ID" 2022-04-01 "$KUBELET_IDENTITY_ID" 2024-11-30
  fi

  # because: base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
  if step 3 kubeletIdentityGetsAKSVirtualNodesOnAciGroup; then
    remove_assignment "$KUBELET_IDENTITY_GETS_AKSVIRTUAL_NODES_ON_ACI_GROUP_ID" 2022-04-01 "$KUBELET_IDENTITY_ID" 2024-11-30
  fi

  # because: base.subscription, net.subnets, net.vnet, vn.aciRg, vn.identity, vn.provider, vn.role, vn.roleScope
  if step 3 virtualNodesRole; then
    remove_noted "$VIRTUAL_NODES_ROLE_ID" 2022-04-01
  fi

  # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
  #    net.subnets, net.vnet, node.pools
  if step 3 controlPlaneIdentityGetsManagedIdentityOperatorOnKubeletIdentity; then
    remove_assignment "$CONTROL_PLANE_IDENTITY_GETS_MANAGED_IDENTITY_OPERATOR_ON_KUBELET_IDENTITY_ID" 2022-04-01 "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30
  fi

  # because: base.clusterName, base.location, base.tags, id.kubeletIdentity
  if step 3 kubeletIdentity; then
    remove_tagged "$KUBELET_IDENTITY_ID" 2024-11-30
  fi

  # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
  #    net.subnets, net.vnet, node.pools
  if step 3 controlPlaneIdentityGetsPrivateDNSZoneContributorOnPrivateDnsZone; then
    remove_assignment "$CONTROL_PLANE_IDENTITY_GETS_PRIVATE_DNSZONE_CONTRIBUTOR_ON_PRIVATE_DNS_ZONE_ID" 2022-04-01 "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30
  fi

  # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
  #    net.subnets, net.vnet, node.pools
  if step 3 controlPlaneIdentityGetsNetworkContributorOnVnet; then
    remove_assignment "$CONTROL_PLANE_IDENTITY_GETS_NETWORK_CONTRIBUTOR_ON_VNET_ID" 2022-04-01 "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30
  fi

  # because: api.privateDnsZone, egress.type, id.controlPlaneIdentity, id.kubeletIdentity, net.ipam,
  #    net.subnets, net.vnet, node.pools
  if step 3 controlPlaneIdentityGetsNetworkContributorOnRouteTable; then
    remove_assignment "$CONTROL_PLANE_IDENTITY_GETS_NETWORK_CONTRIBUTOR_ON_ROUTE_TABLE_ID" 2022-04-01 "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30
  fi

  # because: base.clusterName, base.location, base.tags, id.controlPlaneIdentity
  if step 3 controlPlaneIdentity; then
    remove_tagged "$CONTROL_PLANE_IDENTITY_ID" 2024-11-30
  fi

  # because: base.clusterName, net.hubVnetId
  if step 2 spokeToHub; then
    remove_noted "$SPOKE_TO_HUB_ID" 2025-05-01
  fi

  # because: egress.type, net.ipam, net.subnets
  if step 2 nodeSubnet; then
    remove_noted "$NODE_SUBNET_ID" 2025-05-01
  fi

  # because: base.clusterName, net.hubVnetId
  if step 2 hubToSpoke; then
    remove_noted "$HUB_TO_SPOKE_ID" 2025-05-01
  fi

  # because: base.clusterName, base.location, base.tags, egress.type, net.subnets, vn.egress
  if step 2 containerSubnet; then
    remove_noted "$CONTAINER_SUBNET_ID" 2025-05-01
  fi

  # because: net.subnets
  if step 2 apiSubnet; then
    remove_noted "$API_SUBNET_ID" 2025-05-01
  fi

  # because: base.clusterName, base.location, base.resourceGroup, base.tags, net.block, net.resourceGroup,
  #    net.vnet
  if step 2 vnet; then
    remove_network "$VNET_ID" 2025-05-01
  fi

  # because: base.clusterName, base.location, base.resourceGroup, base.tags, egress.nextHopIp, egress.type,
  #    net.ipam, net.resourceGroup, net.subnets, net.vnet
  if step 2 routeTable; then
    remove_tagged "$ROUTE_TABLE_ID" 2025-05-01
  fi

  # because: base.clusterName, base.location, base.tags, egress.type, net.subnets, vn.egress
  if step 2 containerNatGateway; then
    remove_tagged "$CONTAINER_NAT_GATEWAY_ID" 2025-05-01
  fi

  # because: base.clusterName, base.location, base.tags, egress.type, net.subnets, vn.egress
  if step 2 containerNatGatewayIp; then
    remove_tagged "$CONTAINER_NAT_GATEWAY_IP_ID" 2025-05-01
  fi

  # because: base.clusterName, base.location, base.resourceGroup, base.tags, net.resourceGroup, net.vnet
  if step 1 networkGroup; then
    remove_group "$NETWORK_GROUP_ID" 2025-04-01 "$SUBSCRIPTION" "$NETWORK_GROUP_NAME"
  fi

  # because: base.clusterName, base.location, base.resourceGroup, base.tags
  if step 1 clusterGroup; then
    remove_group "$CLUSTER_GROUP_ID" 2025-04-01 "$SUBSCRIPTION" "$CLUSTER_GROUP_NAME"
  fi

  # because: base.clusterName, base.location, base.subscription, base.tags, nrg.name, vn.aciRg, vn.aciRgName,
  #    vn.enable
  if step 1 aciGroup; then
    remove_group "$ACI_GROUP_ID" 2025-04-01 "$SUBSCRIPTION" "$ACI_GROUP_NAME"
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

CONFIRMED=''

usage() {
  cat <<'HELP'
usage: bash cleanup.sh [--what-if] [--confirm CLUSTER] [--from STEP] [--inside]

  --what-if          prints what it would look at and remove, and does neither
  --confirm CLUSTER  the cluster's name, instead of the question
  --from STEP        goes on from this step
  --inside           this machine is inside the network: it can reach into the cluster
  --help             this text, and the steps

It removes what carries this cluster's tag or stands in created.txt, and nothing else.
HELP
  printf '\nSteps:\n'
  printf '  %s\n' "${STEPS[@]}"
}

read_options() {
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --what-if) WHAT_IF=yes ;;
      --inside) INSIDE=yes ;;
      --confirm | --from)
        [[ $# -gt 1 ]] || misused "$1 needs a value"
        if [[ "$1" == --confirm ]]; then CONFIRMED=$2; else FROM=$2; fi
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

# --- virtual nodes leave container groups behind when they do not go before the cluster ---
check_way_in() { # ID API-VERSION DELIVERY: what outOfCluster needs, before anything is removed
  if what_if || ! will_do outOfCluster; then return 0; fi
  look "$1" "$2"
  if [[ "$STATE" == absent || "$3" == run-command ]] || ! carries_tag "$1" "$2"; then return 0; fi
  if [[ "$3" == jumpbox && "$INSIDE" != yes ]]; then
    say ''
    say 'What runs on virtual nodes goes first, and the API server is reached only from inside the network. Copy this'
    say 'folder, with created.txt, to the jump box, and run there:'
    say '    az login'
    say "    bash cleanup.sh --inside${FROM:+ --from $FROM}"
    stop 'this machine is not inside the network; nothing was removed'
  fi
  need_cluster_tools helm
}

out_of_cluster() { # ID API-VERSION GROUP CLUSTER DELIVERY
  if ! what_if; then
    look_until_settled "$1" "$2"
    if [[ "$STATE" == absent ]]; then
      say "  is gone    $1"
      return 0
    fi
    if ! carries_tag "$1" "$2"; then
      say "  leaves     what is in $1: it does not carry the tag $OWN_TAG=$CLUSTER"
      return 0
    fi
  fi
  if [[ "$5" == run-command ]]; then
    invoke "$3" "$4" 'sh out-of-cluster.sh' --file "$HERE/files/out-of-cluster.sh" || not_taken_out "$3" "$4"
  else
    run_inside files/out-of-cluster.sh "$3" "$4" || not_taken_out "$3" "$4"
  fi
}

step_after() { # STEP
  local line rest passed=''
  for line in "${STEPS[@]}"; do
    rest=${line#* }
    if [[ -n "$passed" ]]; then
      printf '%s' "${rest%% *}"
      return 0
    fi
    [[ "${rest%% *}" != "$1" ]] || passed=yes
  done
}

not_taken_out() { # GROUP CLUSTER: why not stands above; how to go on
  say ''
  say 'A cluster that is stopped answers again after:'
  show_command az aks start --subscription "$SUBSCRIPTION" --resource-group "$1" --name "$2" >&2
  say 'Where nothing runs on virtual nodes, as in a cluster that never came up, this goes on without:'
  say "    bash $(show_word "$SCRIPT")${INSIDE:+ --inside} --from $(step_after outOfCluster)"
  stop 'what is in the cluster could not be taken out, and without that container groups would stay behind'
}

invoke() { # GROUP CLUSTER COMMAND FILES...: in a pod of the cluster, through Azure
  local group=$1 cluster=$2 command=$3 code=0
  shift 3
  set -- az aks command invoke --subscription "$SUBSCRIPTION" --resource-group "$group" --name "$cluster" --command "$command" "$@"
  if what_if; then
    show_command "$@"
    return 0
  fi
  # az ends well whatever the command did: its exit code is in the answer
  "$@" --query '[to_string(exitCode), logs || reason]' --output tsv >"$WORK/answer" 2>"$WORK/errors" || code=$?
  printable <"$WORK/errors" >&2
  printable <"$WORK/answer" >&2
  [[ "$code" == 0 ]] || return "$code"
  [[ "$(head -n 1 "$WORK/answer")" == 0 ]] || stop 'the commands in the cluster did not all succeed; their words are above'
}

# --- removing what this profile made ---
LEFT=() # what stays, and why

confirm() {
  what_if && return 0
  if [[ -z "$CONFIRMED" ]]; then
    printf '\nThis cannot be undone. The name of the cluster, to go on: ' >&2
    IFS= read -r CONFIRMED || CONFIRMED=''
  fi
  [[ "$CONFIRMED" == "$CLUSTER" ]] || stop "that is not the name of the cluster; nothing was removed"
}

keep() { # ID WHY
  say "  leaves     $1: $2"
  LEFT+=("$1: $2")
}

carries_tag() { # ID API-VERSION: that of this cluster?
  local code=0 tag
  tag=$(az resource show --ids "$1" --api-version "$2" --query "tags.\"$OWN_TAG\"" --output tsv 2>"$WORK/errors") || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not read the tags of $1"
  fi
  [[ "$tag" == "$CLUSTER" ]]
}

remove_tagged() { # ID API-VERSION: what carries the tag of this cluster
  if what_if; then
    show_command az rest --method delete --url "$1?api-version=$2"
    return 0
  fi
  look_to_remove "$1" "$2" || return 0
  if carries_tag "$1" "$2"; then
    remove_now "$1" "$2"
  else
    keep "$1" "it does not carry the tag $OWN_TAG=$CLUSTER"
  fi
}

remove_noted() { # ID API-VERSION: what has no tags, and stands in created.txt
  if what_if; then
    show_command az rest --method delete --url "$1?api-version=$2"
    return 0
  fi
  case "$(noted "$1")" in
    making | made) ;;
    removed)
      say "  is gone    $1"
      return 0
      ;;
    *)
      look_to_remove "$1" "$2" || return 0
      keep "$1" "$CREATED does not say that setup.sh made it"
      return 0
      ;;
  esac
  look_to_remove "$1" "$2" || return 0
  remove_now "$1" "$2"
}

look_to_remove() { # ID API-VERSION: is there something?
  look_until_settled "$1" "$2"
  [[ "$STATE" == absent ]] || return 0
  say "  is gone    $1"
  note removed "$1"
  return 1
}

# az resource delete keeps Azure's reason to itself; az rest says it, and leaves the waiting to us
remove_now() { # ID API-VERSION
  say "  removing   $1"
  if ! try az rest --method delete --url "$1?api-version=$2"; then
    grep -q -E 'InUse|in use|CannotDelete|[Cc]annot delete|NestedResource|HasAssignments|ScopeLocked' "$WORK/errors" || return 1
    keep "$1" 'something else still uses it, is in it or locks it, as said above'
    return 0
  fi
  wait_until_gone "$1" "$2"
  note removed "$1"
}

wait_until_gone() { # ID API-VERSION
  local polls=0
  while true; do
    look "$1" "$2"
    case "$STATE" in
      absent) return 0 ;;
      Failed) stop "the removal of $1 failed. Its activity log in the Azure portal says why." ;;
    esac
    [[ "$polls" -lt "$MOST_POLLS" ]] || stop "$1 is still there after two hours"
    polls=$((polls + 1))
    sleep "$POLL_SECONDS"
  done
}

holds_others() { # ID COMMAND...: does the command, which lists what is inside, print something?
  local id=$1 code=0
  shift
  "$@" --output tsv >"$WORK/inside" 2>"$WORK/errors" || code=$?
  if [[ "$code" != 0 ]]; then
    printable <"$WORK/errors" >&2
    stop "could not look into $id"
  fi
  [[ -s "$WORK/inside" ]] || return 1
  keep "$id" 'it holds what this profile did not make:'
  printable <"$WORK/inside" | sed 's/^/               /' >&2
}

remove_group() { # ID API-VERSION SUBSCRIPTION NAME
  if ! what_if; then
    look_to_remove "$1" "$2" || return 0
    holds_others "$1" az resource list --subscription "$3" --resource-group "$4" --query '[].id' && return 0
  fi
  remove_tagged "$1" "$2"
}

remove_network() { # ID API-VERSION
  if ! what_if; then
    look_to_remove "$1" "$2" || return 0
    holds_others "$1" az resource show --ids "$1" --api-version "$2" --query 'properties.subnets[].id' && return 0
  fi
  remove_tagged "$1" "$2"
}

remove_inside() { # ID API-VERSION: it is gone with what it is in, which was removed just before; and has to go alone only when that stays
  if what_if; then
    printf '    # goes with what it is in; alone, only when that stays: az rest --method delete --url %s\n' "$(show_word "$1?api-version=$2")"
    return 0
  fi
  remove_noted "$1" "$2"
}

remove_assignment() { # ID API-VERSION IDENTITY-ID ITS-API-VERSION: a role of an identity that goes too, if only by its tag
  if ! what_if && [[ -z "$(noted "$1")" ]]; then
    look "$3" "$4"
    if [[ "$STATE" != absent ]] && carries_tag "$3" "$4"; then
      look_to_remove "$1" "$2" || return 0
      remove_now "$1" "$2"
      return 0
    fi
  fi
  remove_noted "$1" "$2"
}

name_rest_in_zone() { # CLUSTER-ID API-VERSION ZONE-ID: what AKS may leave in a private DNS zone that stays
  local subscription group zone at
  IFS=/ read -r _ _ subscription _ group _ _ _ zone <<<"$3"
  at="--subscription $(show_word "$subscription") --resource-group $(show_word "$group") --zone-name $(show_word "$zone")"
  if what_if; then
    printf '    # AKS may leave the A record of the API server and a link to the network in %s\n' "$(show_word "$3")"
    return 0
  fi
  look "$1" "$2"
  [[ "$STATE" == absent ]] || return 0
  keep "$3" 'it stays; AKS may have left the A record of the API server in it, and a link to the network. These show them:'
  LEFT+=("  az network private-dns record-set a list $at" "  az network private-dns link vnet list $at")
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

finish_step() { AFTER_ROLES=''; }

end() {
  local line
  finish_step
  CURRENT_STEP=''
  say ''
  if what_if; then
    say 'That is all; nothing was looked at or removed.'
    return 0
  fi
  if [[ "${#LEFT[@]}" -gt 0 ]]; then
    say 'Left as it is:'
    for line in "${LEFT[@]}"; do say "  $line"; done
  fi
  say 'What this profile made is removed, except for what is named above. Resource providers stay registered.'
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
check_way_in "$CLUSTER_ID" 2025-10-01 here
confirm
run_steps
end
