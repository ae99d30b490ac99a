import type { Node } from '../src/core/decision.ts';
import { engineOf } from '../src/core/engine.ts';
import type { Rule } from '../src/core/rule.ts';
import type { Contribution } from '../src/plan/contribution.ts';
import { authorizedRanges } from './api/authorized-ranges.ts';
import { contributions as apiParts } from './api/contributions.ts';
import { exposure, isIntegrated, isPrivate } from './api/exposure.ts';
import { fqdnSubdomain } from './api/fqdn-subdomain.ts';
import { operatorAccess } from './api/operator-access.ts';
import { hasOwnZone, privateDnsZoneId, privateDnsZoneMode, publicFqdn } from './api/private-dns.ts';
import { rules as api } from './api/rules.ts';
import { runCommand } from './api/run-command.ts';
import { areas } from './areas.ts';
import { contributions as availParts } from './avail/contributions.ts';
import { supportPlan, tier } from './avail/tier.ts';
import { contributions as base } from './base/contributions.ts';
import { location } from './base/location.ts';
import { clusterName, lifecycle, resourceGroup, tags } from './base/names.ts';
import { owners } from './base/owners.ts';
import { rules as baseRules } from './base/rules.ts';
import { subscription, tenant } from './base/subscription.ts';
import { inCluster } from './delivery/in-cluster.ts';
import { rules as delivery } from './delivery/rules.ts';
import { contributions as egressParts } from './egress/contributions.ts';
import { outboundIpCount } from './egress/ip-count.ts';
import { nextHopIp } from './egress/next-hop.ts';
import { egressPublicIps } from './egress/public-ips.ts';
import { rules as egress } from './egress/rules.ts';
import { egressType, makesNatGateway, makesRouteTable } from './egress/type.ts';
import { FACTS_READ } from './facts/dates.ts';
import { contributions as idParts } from './id/contributions.ts';
import {
  controlPlaneIdentityId,
  controlPlaneIdentityMode,
  kubeletIdentityId,
  kubeletIdentityMode,
} from './id/identities.ts';
import { adminGroups, authorization, entra, localAccounts } from './id/people.ts';
import { rules as id } from './id/rules.ts';
import { aptUpgrade, autoRun, buildVmSize, customRoles, proxyVmSize } from './jb/build.ts';
import { contributions as jbParts } from './jb/contributions.ts';
import { jumpBox, jumpBoxTopology } from './jb/enable.ts';
import { baseImageChoice, distribution, existingImage, galleryReplication, imageSecurityType } from './jb/image.ts';
import { buildEgress, madeBuildSubnets } from './jb/network.ts';
import { rules as jb } from './jb/rules.ts';
import { toolHashes, toolMirror, toolSource, toolSources, tools, toolVersions } from './jb/tools.ts';
import { contributions as netParts } from './net/contributions.ts';
import { defaultDeny, deniedNamespaces } from './net/default-deny.ts';
import { hasNetworkGroup, poolSubnets } from './net/groups.ts';
import { hasPodRange, ipam, podAllocation, podsPerNode } from './net/pods.ts';
import { dataplane, policyEngine } from './net/policy.ts';
import { dnsServiceIp, nodeRanges, podRange, serviceRange } from './net/ranges.ts';
import { rules as net } from './net/rules.ts';
import { block, makesNodeSubnet, purposes, subnetList, workload } from './net/subnets.ts';
import { hub, hubVnetId, networkGroupName, ownVnet, vnetId, vnetMode } from './net/vnet.ts';
import { hasGateway, hasWindows, mostNodes } from './node/capacity.ts';
import { contributions as nodeParts } from './node/contributions.ts';
import { pools } from './node/pools.ts';
import { rules as node } from './node/rules.ts';
import { virtualNodePods, virtualNodes } from './node/virtual-nodes.ts';
import { contributions as nrgParts } from './nrg/contributions.ts';
import { lockdown, nodeResourceGroup } from './nrg/node-resource-group.ts';
import { rules as nrg } from './nrg/rules.ts';
import { contributions as patchParts } from './patch/contributions.ts';
import { rules as patch } from './patch/rules.ts';
import { kubernetesVersion, nodeOsChannel, upgradeChannel } from './patch/versions.ts';
import { maintenance, maintenanceWindows } from './patch/windows.ts';
import { virtualNodeKubeProxy, virtualNodeReplicas, virtualNodeZone } from './vn/capacity.ts';
import { chartVersion } from './vn/chart-version.ts';
import { contributions as vnParts } from './vn/contributions.ts';
import { hostPools, infraPodRoom, nodeSku } from './vn/hosts.ts';
import { virtualNodeIdentity } from './vn/identity.ts';
import { containerEgress, hasFirewallRoute, makesContainerSubnet, nodeEgressRules } from './vn/network.ts';
import { sandboxProvider, standbyPrincipal, standbyReady } from './vn/provider.ts';
import { aciGroupChoice, aciGroupName } from './vn/resource-group.ts';
import { virtualNodeRole, virtualNodeRoleId, virtualNodeRoleScope } from './vn/role.ts';
import { rules as vn } from './vn/rules.ts';
import { contributions as wiParts } from './wi/contributions.ts';
import { podIdentity } from './wi/mode.ts';
import { rules as wi } from './wi/rules.ts';

/** The only registry. List order is asking order; what a decision reads stands before it. */
const nodes: readonly Node[] = [
  // Basics
  subscription,
  tenant,
  location,
  clusterName,
  resourceGroup,
  owners,
  tags,
  lifecycle,
  // Workloads
  virtualNodes,
  virtualNodePods,
  sandboxProvider,
  standbyReady,
  standbyPrincipal,
  pools,
  hasWindows,
  hasGateway,
  mostNodes,
  // API access
  exposure,
  isPrivate,
  isIntegrated,
  operatorAccess,
  // Jump box: whether and in which subnets; the address plan reads it
  jumpBox,
  jumpBoxTopology,
  // Network
  vnetMode,
  ownVnet,
  vnetId,
  networkGroupName,
  hubVnetId,
  hub,
  hasNetworkGroup,
  ipam,
  podAllocation,
  hasPodRange,
  podsPerNode,
  poolSubnets,
  policyEngine,
  dataplane,
  block,
  purposes,
  workload,
  subnetList,
  makesNodeSubnet,
  nodeRanges,
  podRange,
  serviceRange,
  dnsServiceIp,
  defaultDeny,
  deniedNamespaces,
  // Egress
  egressType,
  makesRouteTable,
  makesNatGateway,
  outboundIpCount,
  nextHopIp,
  // API access: ranges read the egress, zones the hub
  authorizedRanges,
  egressPublicIps,
  privateDnsZoneMode,
  privateDnsZoneId,
  hasOwnZone,
  fqdnSubdomain,
  publicFqdn,
  inCluster,
  runCommand,
  // Node resource group
  lockdown,
  nodeResourceGroup,
  // Identity
  entra,
  adminGroups,
  authorization,
  localAccounts,
  controlPlaneIdentityMode,
  controlPlaneIdentityId,
  kubeletIdentityMode,
  kubeletIdentityId,
  // Pod identity
  podIdentity,
  // Versions and patching
  kubernetesVersion,
  upgradeChannel,
  nodeOsChannel,
  maintenance,
  maintenanceWindows,
  // Availability
  tier,
  supportPlan,
  // Virtual nodes
  hasFirewallRoute,
  makesContainerSubnet,
  hostPools,
  nodeSku,
  infraPodRoom,
  chartVersion,
  containerEgress,
  nodeEgressRules,
  aciGroupChoice,
  aciGroupName,
  virtualNodeIdentity,
  virtualNodeRole,
  virtualNodeRoleId,
  virtualNodeRoleScope,
  virtualNodeReplicas,
  virtualNodeKubeProxy,
  virtualNodeZone,
  // Jump box
  existingImage,
  madeBuildSubnets,
  buildEgress,
  baseImageChoice,
  distribution,
  imageSecurityType,
  galleryReplication,
  customRoles,
  tools,
  toolSource,
  toolMirror,
  toolSources,
  toolVersions,
  toolHashes,
  buildVmSize,
  proxyVmSize,
  aptUpgrade,
  autoRun,
  // Delivery
];

const rules: readonly Rule[] = [
  ...baseRules,
  ...node,
  ...api,
  ...net,
  ...egress,
  ...nrg,
  ...id,
  ...wi,
  ...patch,
  ...delivery,
  ...vn,
  ...jb,
];

export const contributions: readonly Contribution[] = [
  ...base,
  ...nodeParts,
  ...netParts,
  ...egressParts,
  ...apiParts,
  ...nrgParts,
  ...idParts,
  ...wiParts,
  ...patchParts,
  ...availParts,
  ...vnParts,
  ...jbParts,
];

export { checks } from './checks.ts';

export const engine = engineOf({ areas, nodes, rules, factsRead: FACTS_READ });
