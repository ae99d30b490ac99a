import type { AnyRead } from '../../src/core/decision.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { buildPlan, type PlanHead } from '../../src/plan/build.ts';
import { type Contribution, contribution } from '../../src/plan/contribution.ts';
import type { Plan } from '../../src/plan/plan.ts';
import {
  byId,
  guid,
  idOf,
  join,
  keyed,
  nameOf,
  param,
  runtime,
  setOf,
  subscription,
  symbol,
} from '../../src/plan/value.ts';
import { HEAD as DEMO, emissionOf as emptyEmissionOf } from '../helpers/plans.ts';

/** Plans made by hand, for what the reference profiles do not have: awkward places, owners and orders. */
export const SUBSCRIPTION = DEMO.subscription;
export const TENANT = '8d3b7c10-0000-4000-8000-2f6e1a9b4d50';
const OTHER = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c21';
const NETWORK_CONTRIBUTOR = '4d97b98b-1d4f-4787-a291-c67834d212e7';
const CLUSTER_USER = '4abbcc35-e782-43d8-92c5-2d3f1bd2253f';

const HEAD: PlanHead = { ...DEMO, clusterName: 'prod-weu' };

export const planOf = (contributions: readonly Contribution[], head: Partial<PlanHead> = {}): Plan =>
  buildPlan(contributions, new Map(), (() => undefined) as unknown as AnyRead, { ...HEAD, ...head });

export const emissionOf = (plan: Plan, more: Partial<Emission> = {}): Emission =>
  emptyEmissionOf(plan, { name: 'by-hand', profile: 'format: 1\n', ...more });

const group = symbol('clusterGroup', 'Microsoft.Resources/resourceGroups');
const networkGroup = symbol('networkGroup', 'Microsoft.Resources/resourceGroups');
const vnet = symbol('vnet', 'Microsoft.Network/virtualNetworks');
const hubVnet = symbol('hubVnet', 'Microsoft.Network/virtualNetworks');
const peering = symbol('peeringToHub', 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings');
const nodeSubnet = symbol('nodeSubnet', 'Microsoft.Network/virtualNetworks/subnets');
const apiSubnet = symbol('apiSubnet', 'Microsoft.Network/virtualNetworks/subnets');
const nsg = symbol('nodeNsg', 'Microsoft.Network/networkSecurityGroups');
const routeTable = symbol('routeTable', 'Microsoft.Network/routeTables');
const gatewayIp = symbol('natGatewayIp', 'Microsoft.Network/publicIPAddresses');
const gateway = symbol('natGateway', 'Microsoft.Network/natGateways');
const controlPlane = symbol('controlPlaneIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const kubelet = symbol('kubeletIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const credential = symbol(
  'virtualNodesCredential',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
);
const role = symbol('virtualNodesRole', 'Microsoft.Authorization/roleDefinitions');
const zone = symbol('privateDnsZone', 'Microsoft.Network/privateDnsZones');
const cluster = symbol('cluster', 'Microsoft.ContainerService/managedClusters');
const userPool = symbol('userPool', 'Microsoft.ContainerService/managedClusters/agentPools');
const batchPool = symbol('batchPool', 'Microsoft.ContainerService/managedClusters/agentPools');

const location = param('location', 'westeurope', 'Region of the cluster and everything beside it');

const groups = contribution({
  id: 'groups',
  because: [],
  add: (plan) => {
    for (const [at, name] of [
      [group, 'rg-aks-prod'],
      [networkGroup, 'rg-aks-net'],
    ] as const)
      plan.add(at, {
        api: '2025-04-01',
        scope: { in: 'subscription' },
        name: param(`${at.symbol}Name`, name, `Name of the resource group ${at.symbol}`),
        stage: 'subscription',
        body: { location, tags: { owner: "it's ${ours}" } },
      });
  },
});

const hub = (place: string) =>
  contribution({
    id: 'hub',
    because: [],
    add: (plan) => {
      const id = `${place}/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
      plan.existing(hubVnet, id, { api: '2025-05-01', stage: 'network' });
      plan.add(peering, {
        api: '2025-05-01',
        scope: { in: 'parent', of: vnet.symbol },
        name: 'to-hub',
        stage: 'network',
        domain: 'network',
        body: {
          properties: {
            allowForwardedTraffic: true,
            allowVirtualNetworkAccess: true,
            remoteVirtualNetwork: { id: idOf(hubVnet) },
          },
        },
      });
    },
  });

const network = contribution({
  id: 'network',
  because: [],
  add: (plan) => {
    const common = {
      api: '2025-05-01',
      scope: { in: 'group', group: networkGroup.symbol },
      stage: 'network',
      domain: 'network',
    } as const;
    plan.add(nsg, { ...common, name: param('nsgName', 'nsg-nodes', 'Name of the NSG'), body: { location } });
    plan.add(routeTable, {
      ...common,
      name: 'rt-nodes',
      body: {
        location,
        properties: {
          disableBgpRoutePropagation: true,
          routes: keyed('name', {
            default: {
              properties: {
                addressPrefix: '0.0.0.0/0',
                nextHopType: 'VirtualAppliance',
                nextHopIpAddress: param('nextHopIp', '10.0.1.4', 'Firewall'),
              },
            },
          }),
        },
      },
    });
    plan.add(gatewayIp, {
      ...common,
      name: 'pip-nat',
      body: { location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } },
    });
    plan.add(gateway, {
      ...common,
      name: 'nat-nodes',
      body: {
        location,
        sku: { name: 'Standard' },
        properties: { idleTimeoutInMinutes: 4, publicIpAddresses: [{ id: idOf(gatewayIp) }] },
      },
    });
    plan.add(vnet, {
      ...common,
      name: param('vnetName', 'vnet-aks', 'Name of the virtual network'),
      body: {
        location,
        properties: {
          addressSpace: { addressPrefixes: [param('vnetRange', '10.10.0.0/16', 'Range of the virtual network')] },
        },
      },
    });
  },
});

const subnets = contribution({
  id: 'subnets',
  because: [],
  add: (plan) => {
    const common = { api: '2025-05-01', stage: 'network', domain: 'network' } as const;
    const scope = { in: 'parent', of: vnet.symbol } as const;
    plan.add(nodeSubnet, {
      ...common,
      scope,
      name: param('nodeSubnetName', 'snet-nodes', 'Name of the subnet of the nodes'),
      body: {
        properties: {
          addressPrefix: param('nodeSubnetRange', '10.10.0.0/22', 'Range of the subnet of the nodes'),
          networkSecurityGroup: { id: idOf(nsg) },
          natGateway: { id: idOf(gateway) },
          routeTable: { id: idOf(routeTable) },
        },
      },
    });
    plan.add(apiSubnet, {
      ...common,
      scope,
      name: 'snet-api',
      body: {
        properties: {
          addressPrefix: '10.10.4.0/28',
          delegations: keyed('name', {
            '0': { properties: { serviceName: 'Microsoft.ContainerService/managedClusters' } },
          }),
        },
      },
    });
  },
});

const identities = contribution({
  id: 'identities',
  because: [],
  add: (plan) => {
    for (const [at, name] of [
      [controlPlane, 'id-cp'],
      [kubelet, 'id-kubelet'],
    ] as const)
      plan.add(at, {
        api: '2024-11-30',
        scope: { in: 'group', group: group.symbol },
        name: param(`${at.symbol}Name`, name, `Name of ${at.symbol}`),
        stage: 'identity',
        body: { location },
      });
    plan.add(role, {
      api: '2022-04-01',
      scope: { in: 'group', group: group.symbol },
      name: guid(idOf(group), 'AKS virtual nodes'),
      stage: 'identity',
      domain: 'roles',
      body: {
        properties: {
          roleName: join('AKS virtual nodes on ', nameOf(group)),
          description: 'Minimum rights',
          type: 'CustomRole',
          assignableScopes: setOf(idOf(group), idOf(networkGroup)),
          permissions: [
            { actions: ['Microsoft.ContainerInstance/containerGroups/read'], notActions: [], dataActions: [] },
          ],
        },
      },
    });
    plan.grant({
      to: controlPlane,
      role: 'Network Contributor',
      roleId: NETWORK_CONTRIBUTOR,
      on: nodeSubnet,
      why: 'joins',
    });
    plan.grant({
      to: controlPlane,
      role: 'Managed Identity Operator',
      roleId: 'f1a07417-d97a-45cb-824c-7a7467783830',
      on: kubelet,
      why: 'assigns it to nodes',
    });
    plan.grant({ to: kubelet, role: 'AKS virtual nodes', roleId: role, on: networkGroup, why: 'runs containers' });
    plan.act(
      'waitForRoles',
      { do: 'wait-for-roles', assignments: ['controlPlaneIdentityGetsNetworkContributorOnNodeSubnet'] },
      { stage: 'identity', domain: 'roles', says: 'wait until the roles are seen everywhere' },
    );
  },
});

const clusterParts = contribution({
  id: 'cluster',
  because: [],
  add: (plan) => {
    plan.add(cluster, {
      api: '2025-10-01',
      scope: { in: 'group', group: group.symbol },
      name: param('clusterName', 'prod-weu', 'Name of the cluster'),
      stage: 'cluster',
      body: {
        location,
        tags: { 'aks-setup-cluster': param('clusterName', 'prod-weu', 'Name of the cluster') },
        sku: { name: 'Base', tier: 'Standard' },
        identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(controlPlane)) },
        properties: {
          dnsPrefix: 'prod-weu',
          kubernetesVersion: '1.35',
          networkProfile: { networkPlugin: 'azure', podCidr: '10.244.0.0/16' },
          identityProfile: {
            kubeletidentity: {
              resourceId: idOf(kubelet),
              clientId: runtime(kubelet, 'properties.clientId'),
              objectId: runtime(kubelet, 'properties.principalId'),
            },
          },
          apiServerAccessProfile: {
            authorizedIPRanges: setOf(join(runtime(gatewayIp, 'properties.ipAddress'), '/32'), '20.50.0.0/24'),
          },
          agentPoolProfiles: keyed('name', {
            system: { mode: 'System', count: 3, vmSize: 'Standard_D4ds_v5', vnetSubnetID: idOf(nodeSubnet) },
          }),
        },
      },
    });
    for (const at of [userPool, batchPool])
      plan.add(at, {
        api: '2025-10-01',
        scope: { in: 'parent', of: cluster.symbol },
        name: at.symbol.toLowerCase(),
        stage: 'cluster',
        body: { properties: { mode: 'User', count: 1, vmSize: 'Standard_D4ds_v5', vnetSubnetID: idOf(nodeSubnet) } },
      });
    plan.after(cluster, { symbol: 'waitForRoles' });
    plan.add(credential, {
      api: '2024-11-30',
      scope: { in: 'parent', of: kubelet.symbol },
      name: 'vn2',
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
        principalId: param('adminGroupId', '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30', 'Entra group'),
        principalType: 'Group',
        words: 'the Entra group',
      },
      role: 'Cluster User',
      roleId: CLUSTER_USER,
      on: cluster,
      why: 'downloads the kubeconfig',
      stage: 'access',
    });
  },
});

const dns = contribution({
  id: 'dns',
  because: [],
  add: (plan) => {
    const place = `/subscriptions/${OTHER}/resourceGroups/rg-hub-dns`;
    plan.existing(zone, `${place}/providers/Microsoft.Network/privateDnsZones/private.westeurope.azmk8s.io`, {
      api: '2024-06-01',
      stage: 'network',
    });
    plan.grant({
      to: controlPlane,
      role: 'Private DNS Zone Contributor',
      roleId: 'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
      on: zone,
      why: 'writes the record of the API server',
    });
    plan.extend(cluster, { properties: { apiServerAccessProfile: { privateDNSZone: idOf(zone) } } });
  },
});

const existingNetwork = contribution({
  id: 'existing network',
  because: [],
  add: (plan) => {
    const place = `/subscriptions/${OTHER}/resourceGroups/rg-spoke-network/providers/Microsoft.Network`;
    const more = { api: '2025-05-01', stage: 'network' } as const;
    plan.existing(vnet, `${place}/virtualNetworks/vnet-spoke-aks`, more);
    plan.existing(routeTable, `${place}/routeTables/rt-spoke`, more);
    plan.existing(apiSubnet, `${place}/virtualNetworks/vnet-spoke-aks/subnets/snet-api`, more);
    for (const [at, range] of [
      [nodeSubnet, '10.20.8.0/22'],
      [symbol('jumpboxSubnet', 'Microsoft.Network/virtualNetworks/subnets'), '10.20.12.0/28'],
    ] as const)
      plan.add(at, {
        api: '2025-05-01',
        scope: { in: 'parent', of: vnet.symbol },
        name: param(`${at.symbol}Name`, `snet-${at.symbol}`.toLowerCase(), `Name of ${at.symbol}`),
        stage: 'network',
        domain: 'network',
        body: {
          properties: {
            addressPrefix: param(`${at.symbol}Range`, range, `Range of ${at.symbol}`),
            routeTable: { id: idOf(routeTable) },
          },
        },
      });
    plan.add(gatewayIp, {
      api: '2025-05-01',
      scope: { in: 'group', group: group.symbol },
      name: 'pip-x',
      stage: 'network',
      body: { location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } },
    });
    plan.grant({
      to: controlPlane,
      role: 'Network Contributor',
      roleId: NETWORK_CONTRIBUTOR,
      on: apiSubnet,
      why: 'joins the API server',
    });
    plan.grant({
      to: kubelet,
      role: 'Odd',
      roleId: `/subscriptions/${OTHER}/providers/Microsoft.Authorization/roleDefinitions/1b1f04bb-8a4e-4dc4-8eb5-8693973ce19b`,
      on: routeTable,
      why: 'an existing custom role',
    });
  },
});

/** An existing identity, read at run time; an existing subnet whose VNet is not in the plan; a role in the subscription. */
const oddities = contribution({
  id: 'oddities',
  because: [],
  add: (plan) => {
    const lonely = symbol('lonelySubnet', 'Microsoft.Network/virtualNetworks/subnets');
    const given = symbol('givenIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
    const home = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-odd/providers`;
    plan.existing(lonely, `${home}/Microsoft.Network/virtualNetworks/vnet-odd/subnets/snet-odd`, {
      api: '2025-05-01',
      stage: 'network',
    });
    plan.existing(given, `${home}/Microsoft.ManagedIdentity/userAssignedIdentities/id-odd`, {
      api: '2024-11-30',
      stage: 'identity',
    });
    plan.grant({ to: given, role: 'Network Contributor', roleId: NETWORK_CONTRIBUTOR, on: lonely, why: 'joins' });
    plan.add(symbol('auditor', 'Microsoft.Authorization/roleDefinitions'), {
      api: '2022-04-01',
      scope: { in: 'subscription' },
      name: guid(subscription, 'auditor'),
      stage: 'subscription',
      domain: 'subscription',
      body: {
        properties: {
          roleName: 'Auditor',
          type: 'CustomRole',
          assignableScopes: [join('/subscriptions/', subscription)],
          permissions: [{ actions: ['*/read'] }],
        },
      },
    });
  },
});

/** What runs in the cluster, who calls out, and what is said about it. */
const inside = contribution({
  id: 'inside',
  because: [],
  add: (plan) => {
    const policy = (name: string, namespace: string) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    plan.object({ symbol: 'denyShop', manifest: policy('default-deny', 'shop') });
    plan.object({ symbol: 'denyNo', manifest: policy('default-deny', 'no') });
    for (const name of ['shop', 'no'])
      plan.object({
        symbol: `${name}Namespace`,
        manifest: { metadata: { labels: { team: 'on', 'a.b/c': '0777' }, name }, kind: 'Namespace', apiVersion: 'v1' },
      });
    plan.chart({
      symbol: 'virtualNodesChart',
      release: 'virtual-nodes',
      repository: 'https://charts.example.invalid/',
      chart: 'virtual-node2',
      version: '1.3410.26081102',
      namespace: 'vn2',
      values: {
        replicas: 1,
        nodes: { 'kubernetes.io/os': 'linux' },
        identity: { clientId: runtime(kubelet, 'properties.clientId') },
        'a.b': { clientId: runtime(kubelet, 'properties.principalId') },
      },
    });
    plan.flow({
      from: 'nodes',
      to: '*.hcp.westeurope.azmk8s.io',
      protocol: 'Https',
      ports: [443],
      why: 'the API server',
      required: true,
      evidence: 'read',
    });
    plan.flow({
      from: 'nodes',
      to: 'vault.azure.net',
      protocol: 'Tcp',
      ports: [443],
      why: '=HYPERLINK("x"), said',
      required: false,
      evidence: 'unverified',
    });
    plan.way({ actor: 'operator', reach: 'yes', why: 'from 20.50.0.0/24 | and nowhere else' });
    plan.note({ topic: 'Sign-in', says: 'Watch who *signs in*.' });
  },
});

const HUB = `/subscriptions/${OTHER}/resourceGroups/rg-hub-network`;

export const contributionsOf = {
  'new network': [groups, network, subnets, identities, clusterParts],
  'spoke of a hub': [groups, network, subnets, hub(HUB), identities, clusterParts, dns, inside],
  'existing network': [groups, existingNetwork, identities, clusterParts, dns],
  oddities: [groups, network, subnets, identities, clusterParts, oddities],
} as const satisfies Record<string, readonly Contribution[]>;

export const plans: ReadonlyMap<string, Plan> = new Map(
  Object.entries(contributionsOf).flatMap(([name, list]) => [
    [name, planOf(list)],
    [`${name}, network and roles of other teams`, planOf(list, { owners: { network: 'netops', roles: 'iam' } })],
  ]),
);
