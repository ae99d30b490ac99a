import { decision } from '../../src/core/decision.ts';
import { text } from '../../src/core/kind.ts';
import type { Resolved } from '../../src/core/resolve.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { buildPlan, type PlanHead } from '../../src/plan/build.ts';
import { type Adder, contribution } from '../../src/plan/contribution.ts';
import type { Plan } from '../../src/plan/plan.ts';
import {
  byId,
  guid,
  idOf,
  join,
  keyed,
  param,
  runtime,
  setOf,
  subscription,
  symbol,
  type Value,
} from '../../src/plan/value.ts';

const because = decision({
  id: 'net.vnet',
  question: 'Which network?',
  explain: 'For tests.',
  kind: text(/.*/, 'any text'),
  recommended: () => 'new',
  permanence: 'none',
  sources: [{ url: 'https://example.com', title: 'none', read: '2026-11-25' }],
});
const RESOLVED = new Map([[because.id, { is: 'given', value: 'new' }]]) as unknown as Resolved;

export const HEAD: PlanHead = {
  subscription: '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20',
  tenant: '8d3b7c10-0000-4000-8000-2f6e1a9b4d50',
  clusterName: 'aks-demo',
  location: 'westeurope',
  sample: false,
  owners: {},
  delivery: 'here',
};

/** A plan from whatever `add` adds, because of one decision, `net.vnet`. */
export function planOf(add: (plan: Adder) => void, head: Partial<PlanHead> = {}): Plan {
  const one = contribution({ id: 'test', because: [because], add: (plan) => add(plan) });
  return buildPlan([one], RESOLVED, (() => undefined) as never, { ...HEAD, ...head });
}

/** The plan as an emission, with the rest of it empty. */
export const emissionOf = (plan: Plan, more: Partial<Emission> = {}): Emission => ({
  tool: '0.1.0',
  facts: '2026-11-20',
  name: 'demo',
  profile: '',
  plan,
  decisions: [],
  rules: [],
  checks: [],
  findings: [],
  scanner: 'checkov',
  ...more,
});

const group = symbol('clusterGroup', 'Microsoft.Resources/resourceGroups');
const vnet = symbol('vnet', 'Microsoft.Network/virtualNetworks');
const nodes = symbol('nodeSubnet', 'Microsoft.Network/virtualNetworks/subnets');
const apiSubnet = symbol('apiSubnet', 'Microsoft.Network/virtualNetworks/subnets');
const hub = symbol('hubVnet', 'Microsoft.Network/virtualNetworks');
const nsg = symbol('nodeNsg', 'Microsoft.Network/networkSecurityGroups');
const routes = symbol('routeTable', 'Microsoft.Network/routeTables');
const nat = symbol('natGateway', 'Microsoft.Network/natGateways');
const natIp = symbol('natGatewayIp', 'Microsoft.Network/publicIPAddresses');
const control = symbol('controlPlaneIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const kubelet = symbol('kubeletIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const zone = symbol('privateDnsZone', 'Microsoft.Network/privateDnsZones');
const cluster = symbol('cluster', 'Microsoft.ContainerService/managedClusters');
const gallery = symbol('gallery', 'Microsoft.Compute/galleries');
const definition = symbol('imageDefinition', 'Microsoft.Compute/galleries/images');
const template = symbol('imageTemplate', 'Microsoft.VirtualMachineImages/imageTemplates');
const role = symbol('imageRole', 'Microsoft.Authorization/roleDefinitions');

const NETWORK = '2025-05-01';
const AKS = '2025-10-01';
const TAGS = { owner: 'platform', 'cost center': "a 'b' $c", 'aks-setup-cluster': 'aks-demo' };
const place = param('location', 'westeurope', 'Region of the cluster and everything beside it');
const named = (name: string, value: string): Value => param(name, value, `Name of ${name}`);
const inGroup = { in: 'group', group: group.symbol } as const;

/** One of every type that has a table, and one that has none. `hubId`: a network that exists. */
export function addEverything(plan: Adder, hubId: string, runCommand = false): void {
  addNetwork(plan, hubId);
  addIdentities(plan);
  addCluster(plan, runCommand);
  addImage(plan);
}

function addNetwork(plan: Adder, hubId: string): void {
  for (const namespace of [
    'Network',
    'ManagedIdentity',
    'ContainerService',
    'Compute',
    'VirtualMachineImages',
    'OperationalInsights',
  ])
    plan.act(
      `register${namespace}`,
      { do: 'register-provider', namespace: `Microsoft.${namespace}` },
      { stage: 'subscription', domain: 'subscription', says: `Registers Microsoft.${namespace}` },
    );
  plan.add(group, {
    api: '2025-04-01',
    scope: { in: 'subscription' },
    name: named('clusterGroupName', 'rg-demo'),
    stage: 'subscription',
    body: { location: place, tags: TAGS },
  });
  plan.existing(hub, hubId, { api: NETWORK, stage: 'network' });
  plan.add(natIp, {
    api: NETWORK,
    scope: inGroup,
    name: 'pip-nat',
    stage: 'network',
    domain: 'network',
    body: {
      location: place,
      tags: TAGS,
      sku: { name: 'Standard' },
      zones: setOf('1', '2', '3'),
      properties: { publicIPAllocationMethod: 'Static' },
    },
  });
  plan.add(nat, {
    api: NETWORK,
    scope: inGroup,
    name: 'nat-demo',
    stage: 'network',
    domain: 'network',
    body: {
      location: place,
      tags: TAGS,
      sku: { name: 'Standard' },
      properties: { idleTimeoutInMinutes: 10, publicIpAddresses: [{ id: idOf(natIp) }] },
    },
  });
  plan.add(nsg, {
    api: NETWORK,
    scope: inGroup,
    name: 'nsg-nodes',
    stage: 'network',
    domain: 'network',
    body: {
      location: place,
      tags: TAGS,
      properties: {
        securityRules: keyed('name', {
          'deny-ssh': {
            properties: {
              priority: 200,
              direction: 'Inbound',
              access: 'Deny',
              protocol: 'Tcp',
              sourceAddressPrefix: 'Internet',
              sourcePortRange: '*',
              destinationAddressPrefix: '*',
              destinationPortRanges: ['22', '3389'],
              description: "no 'ssh' from $outside",
            },
          },
          'allow-api': {
            properties: {
              priority: 210,
              direction: 'Outbound',
              access: 'Allow',
              protocol: '*',
              sourceAddressPrefix: param('nodeRange', '10.10.0.0/22', 'Range of the nodes'),
              sourcePortRange: '*',
              destinationAddressPrefix: 'AzureCloud',
              destinationPortRange: '443',
            },
          },
        }),
      },
    },
  });
  plan.add(routes, {
    api: NETWORK,
    scope: inGroup,
    name: 'rt-demo',
    stage: 'network',
    domain: 'network',
    body: {
      location: place,
      tags: TAGS,
      properties: {
        disableBgpRoutePropagation: true,
        routes: keyed('name', {
          'to-firewall': {
            properties: {
              addressPrefix: '0.0.0.0/0',
              nextHopType: 'VirtualAppliance',
              nextHopIpAddress: param('nextHopIp', '10.0.1.4', 'Private address of the firewall'),
            },
          },
        }),
      },
    },
  });
  plan.add(vnet, {
    api: NETWORK,
    scope: inGroup,
    name: named('vnetName', 'vnet-demo'),
    stage: 'network',
    domain: 'network',
    body: {
      location: place,
      tags: TAGS,
      properties: {
        addressSpace: { addressPrefixes: setOf(param('vnetRange', '10.10.0.0/16', 'Range of the network')) },
      },
    },
  });
  plan.add(nodes, {
    api: NETWORK,
    scope: { in: 'parent', of: vnet.symbol },
    name: named('nodeSubnetName', 'snet-nodes'),
    stage: 'network',
    domain: 'network',
    body: {
      properties: {
        addressPrefix: param('nodeRange', '10.10.0.0/22', 'Range of the nodes'),
        defaultOutboundAccess: false,
        networkSecurityGroup: { id: idOf(nsg) },
        natGateway: { id: idOf(nat) },
      },
    },
  });
  plan.add(apiSubnet, {
    api: NETWORK,
    scope: { in: 'parent', of: vnet.symbol },
    name: 'snet-api',
    stage: 'network',
    domain: 'network',
    body: {
      properties: {
        addressPrefix: '10.10.4.0/28',
        routeTable: { id: idOf(routes) },
        delegations: keyed('name', {
          '0': { properties: { serviceName: 'Microsoft.ContainerService/managedClusters' } },
        }),
      },
    },
  });
  const toHub = symbol('peeringToHub', 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings');
  const fromHub = symbol('peeringFromHub', 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings');
  const peering = (remote: typeof vnet) => ({
    properties: {
      remoteVirtualNetwork: { id: idOf(remote) },
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: true,
    },
  });
  plan.add(toHub, {
    api: NETWORK,
    scope: { in: 'parent', of: vnet.symbol },
    name: 'to-hub',
    stage: 'network',
    domain: 'network',
    body: peering(hub),
  });
  plan.add(fromHub, {
    api: NETWORK,
    scope: { in: 'parent', of: hub.symbol },
    name: 'to-demo',
    stage: 'network',
    domain: 'network',
    body: peering(vnet),
  });
  plan.add(zone, {
    api: '2024-06-01',
    scope: inGroup,
    name: join('private.', place, '.azmk8s.io'),
    stage: 'network',
    domain: 'dns',
    body: { location: 'global', tags: TAGS },
  });
  plan.add(symbol('zoneLink', 'Microsoft.Network/privateDnsZones/virtualNetworkLinks'), {
    api: '2024-06-01',
    scope: { in: 'parent', of: zone.symbol },
    name: 'to-demo',
    stage: 'network',
    domain: 'dns',
    body: {
      location: 'global',
      tags: TAGS,
      properties: { registrationEnabled: false, virtualNetwork: { id: idOf(vnet) } },
    },
  });
}

function addIdentities(plan: Adder): void {
  for (const [identity, name] of [
    [control, 'id-control'],
    [kubelet, 'id-kubelet'],
  ] as const)
    plan.add(identity, {
      api: '2024-11-30',
      scope: inGroup,
      name,
      stage: 'identity',
      body: { location: place, tags: TAGS },
    });
  plan.grant({
    to: control,
    role: 'Network Contributor',
    roleId: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    on: vnet,
    why: 'joins nodes',
  });
  plan.grant({
    to: control,
    role: 'Private DNS Zone Contributor',
    roleId: 'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
    on: zone,
    why: 'writes its name',
  });
  plan.grant({
    to: control,
    role: 'Managed Identity Operator',
    roleId: 'f1a07417-d97a-45cb-824c-7a7467783830',
    on: kubelet,
    why: 'gives it to nodes',
  });
  plan.act(
    'waitForRoles',
    {
      do: 'wait-for-roles',
      assignments: [
        'controlPlaneIdentityGetsNetworkContributorOnVnet',
        'controlPlaneIdentityGetsManagedIdentityOperatorOnKubeletIdentity',
      ],
    },
    { stage: 'identity', says: 'Waits' },
  );
}

function addCluster(plan: Adder, runCommand: boolean): void {
  plan.after(cluster, { symbol: 'waitForRoles' });
  plan.add(cluster, {
    api: AKS,
    scope: inGroup,
    name: named('clusterName', 'aks-demo'),
    stage: 'cluster',
    body: {
      location: place,
      tags: TAGS,
      sku: { name: 'Base', tier: 'Standard' },
      identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(control)) },
      properties: {
        kubernetesVersion: param('kubernetesVersion', '1.34', 'Minor version'),
        enableRBAC: true,
        disableLocalAccounts: true,
        fqdnSubdomain: 'aks-demo',
        nodeResourceGroup: 'rg-demo-nodes',
        nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' },
        identityProfile: {
          kubeletidentity: {
            resourceId: idOf(kubelet),
            clientId: runtime(kubelet, 'properties.clientId'),
            objectId: runtime(kubelet, 'properties.principalId'),
          },
        },
        aadProfile: {
          managed: true,
          enableAzureRBAC: true,
          adminGroupObjectIDs: param('adminGroups', ['3c9a5f2e-0000-4000-8000-7b1d4e8f6a30'], 'Entra groups'),
        },
        apiServerAccessProfile: {
          enablePrivateCluster: true,
          enablePrivateClusterPublicFQDN: false,
          enableVnetIntegration: true,
          subnetId: idOf(apiSubnet),
          privateDNSZone: idOf(zone),
          ...(runCommand ? {} : { disableRunCommand: true }),
        },
        networkProfile: {
          networkPlugin: 'azure',
          networkPluginMode: 'overlay',
          networkDataplane: 'cilium',
          networkPolicy: 'cilium',
          podCidr: '10.244.0.0/16',
          serviceCidr: '10.4.0.0/16',
          dnsServiceIP: '10.4.0.10',
          loadBalancerSku: 'standard',
          outboundType: 'userAssignedNATGateway',
        },
        autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' },
        oidcIssuerProfile: { enabled: true },
        securityProfile: { workloadIdentity: { enabled: true }, imageCleaner: { enabled: true, intervalHours: 48 } },
        agentPoolProfiles: keyed('name', {
          system: {
            mode: 'System',
            count: 3,
            vmSize: param('systemSize', 'Standard_D4ds_v5', 'Size of the system nodes'),
            osType: 'Linux',
            osSKU: 'AzureLinux',
            type: 'VirtualMachineScaleSets',
            availabilityZones: ['1', '2', '3'],
            maxPods: 50,
            vnetSubnetID: idOf(nodes),
            nodeTaints: ['CriticalAddonsOnly=true:NoSchedule'],
            enableEncryptionAtHost: true,
            securityProfile: { enableSecureBoot: true, enableVTPM: true },
            upgradeSettings: { maxSurge: '33%' },
          },
        }),
      },
    },
  });
  plan.add(symbol('userPool', 'Microsoft.ContainerService/managedClusters/agentPools'), {
    api: AKS,
    scope: { in: 'parent', of: cluster.symbol },
    name: 'user',
    stage: 'cluster',
    body: {
      properties: {
        mode: 'User',
        enableAutoScaling: true,
        count: 2,
        minCount: 2,
        maxCount: 5,
        vmSize: 'Standard_D4ds_v5',
        osType: 'Linux',
        osSKU: 'AzureLinux',
        type: 'VirtualMachineScaleSets',
        availabilityZones: ['1', '2', '3'],
        vnetSubnetID: idOf(nodes),
        nodeLabels: { 'contoso.com/pool': 'user' },
        upgradeSettings: { maxSurge: '33%' },
      },
    },
  });
  plan.add(symbol('nodeWindow', 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations'), {
    api: AKS,
    scope: { in: 'parent', of: cluster.symbol },
    name: 'aksManagedNodeOSUpgradeSchedule',
    stage: 'cluster',
    body: {
      properties: {
        maintenanceWindow: {
          durationHours: 4,
          startTime: '02:00',
          utcOffset: '+00:00',
          schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } },
        },
      },
    },
  });
  plan.add(symbol('federation', 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials'), {
    api: '2024-11-30',
    scope: { in: 'parent', of: kubelet.symbol },
    name: 'virtual-nodes',
    stage: 'access',
    body: {
      properties: {
        issuer: runtime(cluster, 'properties.oidcIssuerProfile.issuerURL'),
        subject: 'system:serviceaccount:vn2:virtual-node2-helm',
        audiences: ['api://AzureADTokenExchange'],
      },
    },
  });
  plan.grant({
    to: {
      symbol: 'adminGroup1',
      principalId: '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30',
      principalType: 'Group',
      words: 'aks-admins',
    },
    role: 'Azure Kubernetes Service RBAC Cluster Admin',
    roleId: 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b',
    on: cluster,
    why: 'operates it',
    stage: 'access',
  });
  plan.add(symbol('workspace', 'Microsoft.OperationalInsights/workspaces'), {
    api: '2023-09-01',
    scope: inGroup,
    name: 'log-demo',
    stage: 'cluster',
    body: {
      location: place,
      tags: TAGS,
      properties: { retentionInDays: param('retentionDays', 30, 'Days'), sku: { name: 'PerGB2018' } },
    },
  });
}

function addImage(plan: Adder): void {
  plan.add(gallery, {
    api: '2025-03-03',
    scope: inGroup,
    name: 'gal_demo',
    stage: 'image',
    body: { location: place, tags: TAGS, properties: { description: 'Images' } },
  });
  plan.add(definition, {
    api: '2025-03-03',
    scope: { in: 'parent', of: gallery.symbol },
    name: 'jumpbox',
    stage: 'image',
    body: {
      location: place,
      tags: TAGS,
      properties: {
        osType: 'Linux',
        osState: 'Generalized',
        hyperVGeneration: 'V2',
        architecture: 'x64',
        identifier: { publisher: 'contoso', offer: 'jumpbox', sku: 'ubuntu' },
        features: keyed('name', { SecurityType: { value: 'TrustedLaunch' } }),
      },
    },
  });
  plan.add(role, {
    api: '2022-04-01',
    scope: { in: 'subscription' },
    name: guid(subscription, 'image builder', idOf(group)),
    stage: 'identity',
    domain: 'roles',
    body: {
      properties: {
        roleName: join('Image builder of ', named('clusterName', 'aks-demo')),
        type: 'CustomRole',
        description: 'writes images',
        assignableScopes: [idOf(group)],
        permissions: [
          {
            actions: ['Microsoft.Compute/galleries/images/versions/write'],
            notActions: [],
            dataActions: [],
            notDataActions: [],
          },
        ],
      },
    },
  });
  plan.grant({ to: kubelet, role: 'Image builder', roleId: role, on: group, why: 'writes images' });
  plan.add(template, {
    api: '2025-10-01',
    scope: inGroup,
    name: 'it-jumpbox',
    stage: 'image',
    body: {
      location: place,
      tags: TAGS,
      identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(kubelet)) },
      properties: {
        buildTimeoutInMinutes: 120,
        source: {
          type: 'PlatformImage',
          publisher: 'Canonical',
          offer: 'ubuntu-24_04-lts',
          sku: 'server',
          version: 'latest',
        },
        vmProfile: {
          vmSize: 'Standard_D2s_v5',
          osDiskSizeGB: 32,
          vnetConfig: { subnetId: idOf(nodes), containerInstanceSubnetId: idOf(apiSubnet) },
        },
        customize: [
          { type: 'Shell', name: 'tools', inline: ['sudo apt-get update', 'echo "@{HOME} $HOME `id`" \'x\''] },
        ],
        distribute: [
          {
            type: 'SharedImage',
            runOutputName: 'gallery',
            galleryImageId: idOf(definition),
            targetRegions: [{ name: place, replicaCount: 1 }],
          },
        ],
      },
    },
  });
  plan.act(
    'buildImage',
    { do: 'build-image', template: template.symbol },
    { stage: 'image', says: 'Builds the image' },
  );
}
