import {
  type AzType,
  comma,
  flag,
  ids,
  implicit,
  LONG_AGO,
  mapped,
  pairs,
  type Row,
  sent,
  update,
  value,
} from '../row.ts';
import { poolImplicit, poolRows } from './agent-pool.ts';

const P = 'properties.';
const A = `${P}apiServerAccessProfile.`;
const N = `${P}networkProfile.`;
const S = `${P}securityProfile.`;
const FIRST_POOL = `${P}agentPoolProfiles[*].`;

const identity: readonly Row[] = [
  sent('identity.type', ['UserAssigned', 'SystemAssigned'], 'it follows from --assign-identity'),
  value('identity.userAssignedIdentities', '--assign-identity'),
  value(`${P}identityProfile.kubeletidentity.resourceId`, '--assign-kubelet-identity'),
  sent(`${P}identityProfile.kubeletidentity.clientId`, undefined, 'az looks it up'),
  sent(`${P}identityProfile.kubeletidentity.objectId`, undefined, 'az looks it up'),
];

const access: readonly Row[] = [
  flag(`${A}enablePrivateCluster`, { true: ['--enable-private-cluster'] }),
  flag(`${A}enableVnetIntegration`, { true: ['--enable-apiserver-vnet-integration'] }, '2.73.0'),
  value(`${A}subnetId`, '--apiserver-subnet-id', '2.73.0'),
  value(`${A}privateDNSZone`, '--private-dns-zone', LONG_AGO),
  flag(`${A}enablePrivateClusterPublicFQDN`, { true: 'later', false: ['--disable-public-fqdn'] }),
  comma(`${A}authorizedIPRanges`, '--api-server-authorized-ip-ranges'),
  flag(`${A}disableRunCommand`, { true: ['--disable-run-command'] }, '2.76.0'),
  value(`${P}fqdnSubdomain`, '--fqdn-subdomain'),
  value(`${P}dnsPrefix`, '--dns-name-prefix'),
];

const login: readonly Row[] = [
  flag(`${P}aadProfile.managed`, { true: ['--enable-aad'] }),
  flag(`${P}aadProfile.enableAzureRBAC`, { true: ['--enable-azure-rbac'] }),
  comma(`${P}aadProfile.adminGroupObjectIDs`, '--aad-admin-group-object-ids'),
  value(`${P}aadProfile.tenantID`, '--aad-tenant-id'),
  flag(`${P}disableLocalAccounts`, { true: ['--disable-local-accounts'] }),
  flag(`${P}enableRBAC`, { false: ['--disable-rbac'] }),
];

const network: readonly Row[] = [
  value(`${N}networkPlugin`, '--network-plugin'),
  value(`${N}networkPluginMode`, '--network-plugin-mode', '2.47.0'),
  value(`${N}networkDataplane`, '--network-dataplane', '2.47.0'),
  value(`${N}networkPolicy`, '--network-policy', LONG_AGO, { cilium: '2.47.0', none: '2.63.0' }),
  value(`${N}podCidr`, '--pod-cidr'),
  comma(`${N}podCidrs`, '--pod-cidrs', '2.50.0'),
  value(`${N}serviceCidr`, '--service-cidr'),
  comma(`${N}serviceCidrs`, '--service-cidrs', '2.50.0'),
  value(`${N}dnsServiceIP`, '--dns-service-ip'),
  comma(`${N}ipFamilies`, '--ip-families', '2.50.0'),
  value(`${N}loadBalancerSku`, '--load-balancer-sku'),
  value(`${N}outboundType`, '--outbound-type', LONG_AGO, { none: '2.71.0' }),
  value(`${N}loadBalancerProfile.managedOutboundIPs.count`, '--load-balancer-managed-outbound-ip-count'),
  ids(`${N}loadBalancerProfile.outboundIPs.publicIPs`, '--load-balancer-outbound-ips'),
  value(`${N}loadBalancerProfile.allocatedOutboundPorts`, '--load-balancer-outbound-ports'),
  value(`${N}loadBalancerProfile.idleTimeoutInMinutes`, '--load-balancer-idle-timeout'),
  value(`${N}natGatewayProfile.managedOutboundIPProfile.count`, '--nat-gateway-managed-outbound-ip-count'),
  value(`${N}natGatewayProfile.idleTimeoutInMinutes`, '--nat-gateway-idle-timeout'),
  flag(`${N}advancedNetworking.enabled`, { true: ['--enable-acns'] }, '2.68.0'),
  flag(`${N}staticEgressGatewayProfile.enabled`, { true: ['--enable-static-egress-gateway'] }, '2.75.0'),
];

const upkeep: readonly Row[] = [
  value(`${P}kubernetesVersion`, '--kubernetes-version'),
  value(`${P}autoUpgradeProfile.upgradeChannel`, '--auto-upgrade-channel'),
  value(`${P}autoUpgradeProfile.nodeOSUpgradeChannel`, '--node-os-upgrade-channel', '2.52.0', {
    SecurityPatch: '2.61.0',
  }),
  mapped('sku.tier', '--tier', { Free: 'free', Standard: 'standard', Premium: 'premium' }, '2.47.0', {
    Premium: '2.51.0',
  }),
  value(`${P}supportPlan`, '--k8s-support-plan', '2.51.0'),
  value(`${P}bootstrapProfile.artifactSource`, '--bootstrap-artifact-source', '2.71.0'),
  value(`${P}nodeResourceGroup`, '--node-resource-group'),
  value(`${P}nodeResourceGroupProfile.restrictionLevel`, '--nrg-lockdown-restriction-level', '2.68.0'),
  flag(`${P}oidcIssuerProfile.enabled`, { true: ['--enable-oidc-issuer'] }),
  flag(`${S}workloadIdentity.enabled`, { true: ['--enable-workload-identity'] }, '2.47.0'),
  flag(`${S}imageCleaner.enabled`, { true: ['--enable-image-cleaner'] }, '2.47.0'),
  value(`${S}imageCleaner.intervalHours`, '--image-cleaner-interval-hours', '2.47.0'),
  flag(`${P}addonProfiles.azurepolicy.enabled`, { true: ['--enable-addons', 'azure-policy'] }),
  flag(`${P}workloadAutoScalerProfile.keda.enabled`, { true: ['--enable-keda'] }, '2.50.0'),
];

const WHY = 'the service does the same when it is not said';

export const managedClusters: AzType = {
  type: 'Microsoft.ContainerService/managedClusters',
  command: 'aks create',
  // the hard floor of a whole profile; before it, an az without --no-ssh-key makes a key
  since: '2.80.0',
  address: [
    ['--subscription', 'subscription'],
    ['--resource-group', 'group'],
    ['--name', 'name'],
  ],
  rows: [
    value('location', '--location'),
    pairs('tags', '--tags'),
    sent('sku.name', ['Base'], 'automatic clusters are not planned'),
    ...identity,
    ...access,
    ...login,
    ...network,
    ...upkeep,
    value(`${FIRST_POOL}name`, '--nodepool-name'),
    sent(`${FIRST_POOL}mode`, ['System'], 'the first pool is always one'),
    sent(`${FIRST_POOL}osType`, ['Linux'], 'the first pool is always one'),
    ...poolRows(FIRST_POOL, true),
    ...['maxSurge', 'drainTimeoutInMinutes', 'nodeSoakDurationInMinutes', 'maxUnavailable'].map((leaf) =>
      update(`${FIRST_POOL}upgradeSettings.${leaf}`, 'aks create has no argument for it'),
    ),
  ],
  must: [
    'location',
    'identity.type',
    'sku.tier',
    `${P}networkProfile.networkPlugin`,
    `${P}kubernetesVersion`,
    `${FIRST_POOL}name`,
    `${FIRST_POOL}vmSize`,
  ],
  implicit: [
    ...poolImplicit(FIRST_POOL),
    implicit(`${FIRST_POOL}upgradeSettings`, {}, WHY),
    implicit(`${FIRST_POOL}mode`, 'System', WHY),
    implicit(
      `${FIRST_POOL}orchestratorVersion`,
      { as: `${P}kubernetesVersion` },
      'a new pool has the version of its cluster',
    ),
    implicit('sku.name', 'Base', WHY),
    implicit(`${P}enableRBAC`, true, WHY),
    implicit(`${P}disableLocalAccounts`, false, WHY),
    implicit(`${P}addonProfiles`, {}, WHY),
    implicit(`${P}storageProfile`, {}, WHY),
    implicit(`${P}bootstrapProfile.artifactSource`, 'Direct', WHY),
    implicit(`${N}loadBalancerSku`, 'standard', WHY),
    implicit(`${N}outboundType`, 'loadBalancer', WHY),
    implicit(`${A}authorizedIPRanges`, [], 'a private cluster has none'),
    implicit(`${P}aadProfile.enableAzureRBAC`, false, WHY),
    implicit(`${S}imageCleaner.intervalHours`, 168, WHY),
  ],
  // else az takes a key of the operator's home, grants roles on subnets, and asks questions
  always: ['--no-ssh-key', '--skip-subnet-role-assignment', '--yes'],
};
