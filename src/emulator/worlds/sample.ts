import { document } from '../documents.ts';
import { MANAGED_IDENTITY_OPERATOR, NETWORK_CONTRIBUTOR, OWNER, PRIVATE_DNS_CONTRIBUTOR } from '../roles.ts';
import type { Document, SubscriptionWorld, World } from '../types.ts';
import {
  assigned,
  identity,
  idOf,
  inGroup,
  nsg,
  occupied,
  over,
  peered,
  resourceGroup,
  subnet,
  vnet,
  zoneLink,
} from '../world.ts';
import { ADMINS, EMPTY_SUBSCRIPTION, empty, OPERATOR, SUBSCRIPTION, TENANT } from './empty.ts';
import { hubPolicy } from './hub-firewall.ts';
import { SHORT_REGIONS } from './regions.ts';

/** A second subscription of the operator's: no image builder, no container instances, little quota. */
export const SANDBOX = 'b7e4a9d2-0000-4000-8000-3c6f1e8a5d70';

const WEST = 'westeurope';
const AKS = 'Microsoft.ContainerService/managedClusters';
const ACI = 'Microsoft.ContainerInstance/containerGroups';

const REGISTERED = {
  'Microsoft.AlertsManagement': 'Registered',
  'Microsoft.Authorization': 'Registered',
  'Microsoft.Compute': 'Registered',
  'Microsoft.ContainerInstance': 'Registered',
  'Microsoft.ContainerRegistry': 'Registered',
  'Microsoft.ContainerService': 'Registered',
  'Microsoft.Dashboard': 'Registered',
  'Microsoft.Features': 'Registered',
  'Microsoft.Insights': 'Registered',
  'Microsoft.KeyVault': 'Registered',
  'Microsoft.ManagedIdentity': 'Registered',
  'Microsoft.Monitor': 'Registered',
  'Microsoft.Network': 'Registered',
  'Microsoft.OperationalInsights': 'Registered',
  'Microsoft.OperationsManagement': 'Registered',
  'Microsoft.PolicyInsights': 'Registered',
  'Microsoft.Resources': 'Registered',
  'Microsoft.Security': 'Registered',
  'Microsoft.Storage': 'Registered',
  'Microsoft.VirtualMachineImages': 'Registered',
};

const SUBSCRIPTIONS: readonly SubscriptionWorld[] = [
  { ...EMPTY_SUBSCRIPTION, providers: REGISTERED, features: { 'Microsoft.Compute/EncryptionAtHost': 'Registered' } },
  {
    id: SANDBOX,
    name: 'Sandbox subscription',
    tenantId: TENANT,
    state: 'Enabled',
    regions: SHORT_REGIONS,
    features: {},
    providers: {
      ...REGISTERED,
      'Microsoft.ContainerInstance': 'NotRegistered',
      'Microsoft.VirtualMachineImages': 'NotRegistered',
      'Microsoft.PolicyInsights': 'Registering',
    },
  },
];

const hubGroup = inGroup(SUBSCRIPTION, 'rg-hub-network');
const dnsGroup = inGroup(SUBSCRIPTION, 'rg-hub-dns');
const spokeGroup = inGroup(SUBSCRIPTION, 'rg-spoke-network');
const labGroup = inGroup(SUBSCRIPTION, 'rg-lab-network');
const identityGroup = inGroup(SUBSCRIPTION, 'rg-identities');

const hub = idOf(hubGroup, 'vnet', 'vnet-hub');
const spoke = idOf(spokeGroup, 'vnet', 'vnet-spoke-aks');
const lab = idOf(labGroup, 'vnet', 'vnet-lab');
const spokeRoutes = idOf(spokeGroup, 'routeTable', 'rt-spoke');
const firewallIp = idOf(hubGroup, 'publicIp', 'pip-afw-hub');

const zones = ['private', 'privatelink'].map((kind) => idOf(dnsGroup, 'zone', `${kind}.${WEST}.azmk8s.io`));

/** The network team's hub: a firewall, and the zones that clusters register in. */
const HUB: readonly Document[] = [
  resourceGroup(hubGroup, WEST),
  resourceGroup(dnsGroup, WEST),
  vnet(hub, WEST, ['10.0.0.0/22']),
  subnet(hub, 'AzureFirewallSubnet', { range: '10.0.1.0/26' }),
  document(firewallIp, {
    location: WEST,
    sku: { name: 'Standard' },
    properties: { ipAddress: '20.61.10.4', publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' },
  }),
  document(idOf(hubGroup, 'firewall', 'afw-hub'), {
    location: WEST,
    properties: {
      sku: { name: 'AZFW_VNet', tier: 'Standard' },
      firewallPolicy: { id: `${hubGroup}/providers/Microsoft.Network/firewallPolicies/afwp-hub` },
      ipConfigurations: [
        {
          name: 'default',
          properties: {
            privateIPAddress: '10.0.1.4',
            subnet: { id: `${hub}/subnets/AzureFirewallSubnet` },
            publicIPAddress: { id: firewallIp },
          },
        },
      ],
    },
  }),
  ...hubPolicy(hubGroup, WEST, ['10.20.0.0/16', '10.30.0.0/16', '10.40.0.0/16']),
  ...zones.map((zone) => document(zone, { location: 'global' })),
  ...zones.flatMap((zone) => [zoneLink(zone, hub), zoneLink(zone, spoke)]),
];

/** The spoke of the profile hub-spoke-private: all of it is right. */
const SPOKE: readonly Document[] = [
  resourceGroup(spokeGroup, WEST),
  vnet(spoke, WEST, ['10.20.0.0/16']),
  ...peered(hub, ['10.0.0.0/22'], spoke, ['10.20.0.0/16']),
  routes(spokeRoutes),
  subnet(spoke, 'snet-nodes', { range: '10.20.0.0/22', routeTable: spokeRoutes }),
  subnet(spoke, 'snet-api', { range: '10.20.4.0/28', routeTable: spokeRoutes, delegation: AKS }),
  subnet(spoke, 'snet-imagebuilder', { range: '10.20.5.0/28', routeTable: spokeRoutes }),
  subnet(spoke, 'snet-imagebuilder-aci', { range: '10.20.5.16/28', routeTable: spokeRoutes, delegation: ACI }),
];

function routes(id: string): Document {
  const properties = { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.1.4' };
  return document(id, {
    location: WEST,
    properties: { disableBgpRoutePropagation: true, routes: [{ name: 'default', properties }] },
  });
}

const apiBlocker = idOf(labGroup, 'nsg', 'nsg-blocks-api');

/** Beside it: what is wrong in the ways that checks look for. */
const LAB: readonly Document[] = [
  resourceGroup(labGroup, WEST),
  vnet(lab, WEST, ['10.40.0.0/16'], ['10.40.250.4']),
  nsg(apiBlocker, WEST, [
    {
      name: 'deny-nodes-to-api',
      priority: 200,
      direction: 'Inbound',
      access: 'Deny',
      from: '*',
      to: '*',
      ports: ['443', '4443'],
    },
    {
      name: 'deny-api-out',
      priority: 200,
      direction: 'Outbound',
      access: 'Deny',
      from: '*',
      to: '10.40.8.0/28',
      ports: ['443'],
    },
  ]),
  subnet(lab, 'snet-small', { range: '10.40.0.0/29' }),
  subnet(lab, 'snet-small-api', { range: '10.40.0.8/29', delegation: AKS }),
  subnet(lab, 'snet-databases', { range: '10.40.1.0/24', delegation: 'Microsoft.Sql/managedInstances' }),
  subnet(lab, 'snet-full', { range: '10.40.2.0/27' }),
  ...occupied(labGroup, `${lab}/subnets/snet-full`, 27),
  subnet(lab, 'snet-nodes-blocked', { range: '10.40.4.0/22', nsg: apiBlocker }),
  subnet(lab, 'snet-api-blocked', { range: '10.40.8.0/28', nsg: apiBlocker, delegation: AKS }),
];

export const IDENTITIES = {
  cluster: '5e8a1c3f-0000-4000-8000-6d2b9f4e7a10',
  kubelet: '5e8a1c3f-0000-4000-8000-6d2b9f4e7a20',
  withoutRoles: '5e8a1c3f-0000-4000-8000-6d2b9f4e7a30',
};

const clusterIdentity = idOf(identityGroup, 'identity', 'id-aks-cluster');
const kubeletIdentity = idOf(identityGroup, 'identity', 'id-aks-kubelet');

/** Identities that exist: two with the roles that the spoke asks for, one without any. */
const PRINCIPALS: readonly Document[] = [
  resourceGroup(identityGroup, WEST),
  identity(clusterIdentity, WEST, IDENTITIES.cluster),
  identity(kubeletIdentity, WEST, IDENTITIES.kubelet),
  identity(idOf(identityGroup, 'identity', 'id-without-roles'), WEST, IDENTITIES.withoutRoles),
  assigned({ principal: IDENTITIES.cluster, role: NETWORK_CONTRIBUTOR, scope: spoke }),
  assigned({ principal: IDENTITIES.cluster, role: NETWORK_CONTRIBUTOR, scope: spokeRoutes }),
  ...zones.map((zone) => assigned({ principal: IDENTITIES.cluster, role: PRIVATE_DNS_CONTRIBUTOR, scope: zone })),
  assigned({ principal: IDENTITIES.cluster, role: MANAGED_IDENTITY_OPERATOR, scope: kubeletIdentity }),
  assigned({ principal: OPERATOR, role: OWNER, scope: `/subscriptions/${SANDBOX}` }),
];

/** Everything that the reference profiles need is right; beside it stand things that fail in the ways of checks. */
export const sample = (): World =>
  over(empty(), {
    name: 'sample',
    says: 'a hub, a spoke and a laboratory; the operator owns the subscription',
    subscriptions: SUBSCRIPTIONS,
    add: [...HUB, ...SPOKE, ...LAB, ...PRINCIPALS],
    groups: [
      { id: ADMINS, displayName: 'aks-admins', securityEnabled: true, members: [OPERATOR] },
      {
        id: '3c9a5f2e-0000-4000-8000-7b1d4e8f6a40',
        displayName: 'platform-readers',
        securityEnabled: true,
        members: [],
      },
      {
        id: '3c9a5f2e-0000-4000-8000-7b1d4e8f6a50',
        displayName: 'all-staff',
        securityEnabled: false,
        members: [OPERATOR],
      },
    ],
  });
