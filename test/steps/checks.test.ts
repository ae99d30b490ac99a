import { describe, expect, it } from 'vitest';
import { makeMemory } from '../../src/azure/look.ts';
import { makeClients } from '../../src/azure/sdk.ts';
import { runAll, wanted } from '../../src/checks/run.ts';
import { resolveWith } from '../../src/core/engine.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { Given, Resolved } from '../../src/core/resolve.ts';
import { document } from '../../src/emulator/documents.ts';
import { emulate, findWorld } from '../../src/emulator/emulate.ts';
import { OWNER, READER } from '../../src/emulator/roles.ts';
import type { World } from '../../src/emulator/types.ts';
import { assigned, type Change, idOf, inGroup, nsg, over, subnet } from '../../src/emulator/world.ts';
import { ADMINS, OPERATOR, SUBSCRIPTION } from '../../src/emulator/worlds/empty.ts';
import { FOR_NODES, FOR_VIRTUAL_NODES, ruleCollectionGroup } from '../../src/emulator/worlds/hub-firewall.ts';
import { IDENTITIES, SANDBOX, sample } from '../../src/emulator/worlds/sample.ts';
import type { MadeRole } from '../../steps/base/made-roles.ts';
import { OWN_TAG } from '../../steps/common.ts';
import { CUSTOM_ROLES } from '../../steps/facts/roles.ts';
import { checks, engine } from '../../steps/index.ts';
import { examplePool } from '../../steps/node/examples.ts';

type Example = Readonly<Record<string, unknown>>;

const group = (name: string): string => inGroup(SUBSCRIPTION, name);
const SPOKE = idOf(group('rg-spoke-network'), 'vnet', 'vnet-spoke-aks');
const LAB = idOf(group('rg-lab-network'), 'vnet', 'vnet-lab');
const HUB = idOf(group('rg-hub-network'), 'vnet', 'vnet-hub');
const ZONE = idOf(group('rg-hub-dns'), 'zone', 'private.westeurope.azmk8s.io');
const CLUSTER = `${group('rg-prod-weu')}/providers/Microsoft.ContainerService/managedClusters/prod-weu`;
const identityId = (name: string): string => idOf(group('rg-identities'), 'identity', name);

const BASE = {
  'base.subscription': SUBSCRIPTION,
  'base.location': 'westeurope',
  'base.clusterName': 'prod-weu',
  'base.owners': {},
  'id.adminGroups': [ADMINS],
};

const STARTER: Example = {
  ...BASE,
  'vn.enable': false,
  'api.exposure': 'public-ranges',
  'api.authorizedRanges': ['20.50.0.0/24', 'cluster-egress'],
  'net.vnet': 'managed',
  'egress.type': 'loadBalancer',
};

const PRIVATE: Example = {
  ...BASE,
  'vn.enable': false,
  'api.exposure': 'vnet-private',
  'api.operatorAccess': 'jumpbox',
  'net.vnet': 'existing',
  'net.vnetId': SPOKE,
  'net.subnets': [
    { purpose: 'nodes', id: `${SPOKE}/subnets/snet-nodes` },
    { purpose: 'api', id: `${SPOKE}/subnets/snet-api` },
    { purpose: 'image-build', id: `${SPOKE}/subnets/snet-imagebuilder` },
    { purpose: 'image-aci', id: `${SPOKE}/subnets/snet-imagebuilder-aci` },
  ],
  'api.privateDnsZone': 'existing',
  'api.privateDnsZoneId': ZONE,
  'egress.type': 'userDefinedRouting',
};

const VIRTUAL: Example = {
  ...BASE,
  'vn.enable': true,
  'api.exposure': 'vnet-private',
  'api.operatorAccess': 'jumpbox',
  'api.privateDnsZone': 'new',
  'net.vnet': 'new',
  'net.block': '10.30.0.0/16',
  'net.hubVnetId': HUB,
  'egress.type': 'userDefinedRouting',
  'egress.nextHopIp': '10.0.1.4',
};

const POOL = examplePool({ name: 'system', mode: 'System' });

const resolved = (answers: Example): Resolved =>
  resolveWith(
    engine,
    new Map(Object.entries(answers).map(([id, value]): [string, Given] => [id, { value, origin: 'person' }])),
  );

const worldWith = (change: Omit<Change, 'name' | 'says'>): World =>
  over(sample(), { name: 'test', says: '', ...change });

async function run(answers: Example, world: World = sample()): Promise<readonly Finding[]> {
  const clients = makeClients(emulate(world), { maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1 });
  return runAll(checks, resolved(answers), makeMemory(clients).look);
}

const brief = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter((one) => one.result !== 'pass')
    .map((one) => `${one.result} ${one.id} ${one.target}: ${one.saw ?? one.why}`);

describe('the reference profiles against the sample subscription', () => {
  it.each([
    ['starter-public', STARTER],
    ['hub-spoke-private', PRIVATE],
    ['virtual-nodes-locked', VIRTUAL],
  ])('%s: every check passes', async (_name, answers) => {
    const findings = await run(answers);
    expect(brief(findings)).toEqual([]);
    expect(findings.length).toBeGreaterThan(15);
  });
});

describe('what cannot be looked at', () => {
  it.each([
    ['starter-public', STARTER],
    ['hub-spoke-private', PRIVATE],
    ['virtual-nodes-locked', VIRTUAL],
  ])('%s: without rights nothing passes that needs them', async (_name, answers) => {
    const findings = await run(answers, findWorld('denied'));
    const passed = new Set(findings.filter((one) => one.result === 'pass').map((one) => one.id));
    expect([...passed].sort()).toEqual(['PF-01', 'PF-02']);
    for (const one of findings) {
      if (one.result === 'not-run') expect(one.why, one.id).toBeTruthy();
      if (one.result === 'fail' || one.result === 'warn') expect([one.saw, one.fix], one.id).not.toContain(null);
    }
  });
});

/** One thing that is wrong, and the finding that says so. */
interface Case {
  readonly is: string;
  readonly of: Example;
  readonly answers?: Example;
  readonly world?: () => World;
  readonly finds: readonly [result: Finding['result'], id: string, target: string, says: RegExp];
}

const subnets = (...list: readonly (readonly [purpose: string, vnet: string, name: string])[]): Example => ({
  'net.subnets': list.map(([purpose, network, name]) => ({ purpose, id: `${network}/subnets/${name}` })),
});
const IMAGE = [
  ['image-build', SPOKE, 'snet-imagebuilder'],
  ['image-aci', SPOKE, 'snet-imagebuilder-aci'],
] as const;
const inLab = (nodes: string, api: string): Example => ({
  'net.vnetId': LAB,
  ...subnets(['nodes', LAB, nodes], ['api', LAB, api], ...IMAGE),
});
const owner = assigned({ principal: OPERATOR, role: OWNER, scope: `/subscriptions/${SUBSCRIPTION}` });
const cluster = (tags: Record<string, string>) =>
  worldWith({
    add: [
      document(group('rg-prod-weu')),
      document(CLUSTER, { location: 'westeurope', tags, properties: { currentKubernetesVersion: '1.35.4' } }),
    ],
  });
const existingIdentity = (name: string): Example => ({
  'id.controlPlaneIdentity': 'existing',
  'id.controlPlaneIdentityId': identityId(name),
});

const ROLE_GUID = '9b1f4c7e-0000-4000-8000-2a5d8e3f6b10';
const ROLE = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${ROLE_GUID}`;
const customRole = (actions: readonly string[], scope: string, roleName = 'virtual nodes', id = ROLE) =>
  document(id, {
    properties: {
      roleName,
      type: 'CustomRole',
      permissions: [{ actions, notActions: [] }],
      assignableScopes: [scope],
    },
  });
const FIVE = CUSTOM_ROLES.virtualNodes.actions;
const STANDBY: Example = {
  'vn.provider': 'StandbyPool',
  'vn.standbyPrincipal': '5e7c9b1a-0000-4000-8000-3d2f6a8c4e70',
};
const JOINER = `Azure Image Builder network joiner rg-prod-weu-image ${SUBSCRIPTION}`;
/** A role that the plan makes, as if an earlier run had left it with these actions. */
function madeRole(answers: Example, name: string, actions: readonly string[]) {
  const target = wanted(checks, resolved(answers)).find(
    (task) => task.check.id === 'CM-10' && task.target.name === name,
  )?.target;
  return customRole(actions, `/subscriptions/${SUBSCRIPTION}`, name, (target as MadeRole | undefined)?.id);
}
const DENY_ALL = idOf(group('rg-spoke-network'), 'nsg', 'nsg-deny-all');
const denyAll = nsg(DENY_ALL, 'westeurope', [
  {
    name: 'deny-all',
    priority: 4000,
    direction: 'Inbound',
    access: 'Deny',
    from: '*',
    to: '*',
    ports: ['*'],
    protocol: '*',
  },
]);

const POLICY = `${group('rg-hub-network')}/providers/Microsoft.Network/firewallPolicies/afwp-hub`;
const ATLAS = '*.westeurope.atlas.cloudapp.azure.com';
type Rules = Parameters<typeof ruleCollectionGroup>[4];
/** The hub's firewall with these rules for everybody in place of those for the spokes. */
const withRules =
  (rules: Rules, more: readonly ReturnType<typeof document>[] = []) =>
  () =>
    worldWith({ add: [ruleCollectionGroup(POLICY, 'spokes', 200, ['*'], rules), ...more] });
const ON_443: Rules[number] = {
  ...FOR_VIRTUAL_NODES,
  application: [{ name: 'container-instances', protocols: ['Https:443'], fqdns: [ATLAS] }],
};

const withAdminRule = (access: 'Allow' | 'AlwaysAllow' | 'Deny', priority = 10, base: World = sample()): World =>
  over(base, {
    name: 'test',
    says: '',
    adminRules: {
      [SPOKE.toLowerCase()]: [
        ...(base.adminRules?.[SPOKE.toLowerCase()] ?? []),
        { name: 'stop', priority, direction: 'Inbound', access, to: '10.20.4.0/28', ports: ['0-65535'] },
      ],
    },
  });

const CASES: readonly Case[] = [
  {
    is: 'a firewall that opens 443 alone, where virtual nodes need two ports more',
    of: VIRTUAL,
    world: withRules([FOR_NODES, ON_443]),
    finds: [
      'fail',
      'VN-15',
      'nodes',
      /^afw-hub: Https:19390 \*\.westeurope\.atlas\.cloudapp\.azure\.com is missing .*; Https:33391 .* is missing /,
    ],
  },
  {
    is: 'a firewall that lets nothing of the nodes through',
    of: VIRTUAL,
    world: withRules([FOR_VIRTUAL_NODES]),
    finds: ['fail', 'NW-11', 'nodes', /Https:443 mcr\.microsoft\.com is missing \(images of system pods\)/],
  },
  {
    is: 'a network rule that denies before an application rule may allow',
    of: VIRTUAL,
    world: withRules([
      FOR_NODES,
      {
        name: 'stop',
        priority: 4000,
        action: 'Deny',
        network: [{ name: 'web', to: ['*'], ports: ['443'] }],
      },
    ]),
    finds: ['fail', 'NW-11', 'nodes', /Https:443 mcr\.microsoft\.com is blocked by stop\/web/],
  },
  {
    is: 'an appliance whose rules cannot be read',
    of: VIRTUAL,
    answers: { 'egress.nextHopIp': '10.0.1.5' },
    finds: [
      'not-run',
      'NW-11',
      'nodes',
      /10\.0\.1\.5 is no Azure Firewall that you can see: its rules cannot be read\. It must let through .*Https:443 mcr\.microsoft\.com/,
    ],
  },
  {
    is: 'a firewall of another team that does not yet let nodes through',
    of: PRIVATE,
    answers: { 'base.owners': { firewall: 'Network team' } },
    world: withRules([]),
    finds: ['warn', 'NW-16', 'snet-nodes', /Https:443 mcr\.microsoft\.com is missing/],
  },
  {
    is: 'a security admin rule that denies before any security group',
    of: PRIVATE,
    world: () => withAdminRule('Deny'),
    finds: [
      'warn',
      'NW-08',
      'snet-api',
      /rule stop \(priority 10\) blocks TCP 443, 4443 nodes to api \(nodes to the API server\)/,
    ],
  },
  {
    is: 'security admin rules that may not be read',
    of: PRIVATE,
    world: () =>
      worldWith({
        faults: [
          { at: 'listNetworkManagerEffectiveSecurityAdminRules', does: { status: 403, code: 'AuthorizationFailed' } },
        ],
      }),
    finds: [
      'not-run',
      'NW-08',
      'snet-api',
      /needs Microsoft\.Network\/virtualNetworks\/listNetworkManagerEffectiveSecurityAdminRules\/action/,
    ],
  },
  {
    is: 'a firewall that lets the nodes through but not the image build',
    of: PRIVATE,
    world: withRules([FOR_NODES]),
    finds: ['fail', 'JB-07', 'snet-imagebuilder', /Https:443 \*\.blob\.core\.windows\.net is missing/],
  },

  {
    is: 'a provider that is not registered, and nobody here may register it',
    of: STARTER,
    world: () =>
      over(findWorld('empty'), {
        name: 'x',
        says: '',
        remove: [owner.id],
        add: [assigned({ principal: OPERATOR, role: READER, scope: `/subscriptions/${SUBSCRIPTION}` })],
      }),
    finds: ['fail', 'PF-03', 'Microsoft.Compute', /you may not register it/],
  },
  {
    is: 'a public address of the firewall that is not admitted',
    of: VIRTUAL,
    answers: {
      'vn.enable': false,
      'api.exposure': 'vnet-public',
      'api.authorizedRanges': ['20.50.0.0/24', 'cluster-egress'],
      'egress.publicIps': ['20.61.10.5'],
    },
    finds: ['fail', 'C-RNG-2', '10.0.1.4', /afw-hub also sends from 20\.61\.10\.4/],
  },
  {
    is: 'no room for a public address',
    of: VIRTUAL,
    world: () =>
      worldWith({
        subscriptions: sample().subscriptions.map((one) => ({
          ...one,
          regions: one.regions.map((region) => ({
            ...region,
            network: [{ name: 'PublicIPAddresses', label: 'Public IP Addresses', current: 10, limit: 10 }],
          })),
        })),
      }),
    finds: ['fail', 'Q-05', 'westeurope', /Public IP Addresses: 0 free, 1 needed/],
  },
  {
    is: 'an old az',
    of: STARTER,
    world: () => worldWith({ azVersion: '2.45.0' }),
    finds: ['fail', 'PF-01', 'az', /2\.45\.0/],
  },
  {
    is: 'an az that works but is not the best',
    of: STARTER,
    world: () => worldWith({ azVersion: '2.85.0' }),
    finds: ['warn', 'PF-01', 'az', /2\.85\.0; a window for releases of AKS needs 2\.88/],
  },
  {
    is: 'no az',
    of: STARTER,
    world: () => worldWith({ azVersion: undefined }),
    finds: ['not-run', 'PF-01', 'az', /az is not installed/],
  },
  {
    is: 'a subscription that is not visible',
    of: STARTER,
    answers: { 'base.subscription': 'aaaaaaaa-0000-4000-8000-000000000000' },
    finds: ['fail', 'PF-02', 'aaaaaaaa-0000-4000-8000-000000000000', /not visible/],
  },
  {
    is: 'a subscription that is disabled',
    of: STARTER,
    world: () => worldWith({ subscriptions: sample().subscriptions.map((one) => ({ ...one, state: 'Disabled' })) }),
    finds: ['fail', 'PF-02', SUBSCRIPTION, /Disabled/],
  },
  {
    is: 'a provider that is not registered',
    of: PRIVATE,
    answers: { 'base.subscription': SANDBOX },
    finds: ['warn', 'PF-03', 'Microsoft.VirtualMachineImages', /NotRegistered; setup\.sh registers it/],
  },
  {
    is: 'a version that is not offered',
    of: STARTER,
    answers: { 'patch.k8sVersion': '1.32' },
    finds: ['fail', 'PF-05', 'westeurope 1.32', /does not offer/],
  },
  {
    is: 'a version that is a preview',
    of: STARTER,
    answers: { 'patch.k8sVersion': '1.37' },
    finds: ['warn', 'PF-05', 'westeurope 1.37', /preview/],
  },
  {
    is: 'a short quota of the region',
    of: STARTER,
    answers: { 'base.location': 'northeurope' },
    finds: ['fail', 'PF-06', 'northeurope', /8 free, 32 needed/],
  },
  {
    is: 'a short quota of the family',
    of: STARTER,
    answers: { 'node.pools': [{ ...POOL, size: 'Standard_E4ds_v5' }] },
    finds: ['fail', 'PF-06', 'westeurope', /EDSv5 Family vCPUs: 2 free, 16 needed/],
  },
  {
    is: 'a size that is not offered in a zone',
    of: STARTER,
    answers: { 'node.pools': [{ ...POOL, size: 'Standard_E8ds_v5' }] },
    finds: ['fail', 'PF-07', 'westeurope Standard_E8ds_v5', /zone 3/],
  },
  {
    is: 'a size that is closed to the subscription',
    of: STARTER,
    answers: { 'node.pools': [{ ...POOL, size: 'Standard_M8ms' }] },
    finds: ['fail', 'PF-07', 'westeurope Standard_M8ms', /NotAvailableForSubscription/],
  },
  {
    is: 'another cluster of that name',
    of: STARTER,
    world: () => cluster({}),
    finds: ['fail', 'PF-08', 'prod-weu', /does not carry this profile's tag/],
  },
  {
    is: 'the cluster of an earlier run',
    of: STARTER,
    world: () => cluster({ [OWN_TAG]: 'prod-weu' }),
    finds: ['warn', 'PF-08', 'prod-weu', /carries this profile's tag/],
  },
  {
    is: 'a group that something manages',
    of: STARTER,
    world: () => worldWith({ add: [document(group('rg-prod-weu'), { location: 'westeurope', managedBy: '/x' })] }),
    finds: ['fail', 'PF-09', 'rg-prod-weu', /managed by/],
  },
  {
    is: 'a node resource group that exists',
    of: STARTER,
    world: () => worldWith({ add: [document(group('rg-prod-weu-nodes'), { location: 'westeurope' })] }),
    finds: ['fail', 'PF-10', 'rg-prod-weu-nodes', /exists/],
  },
  {
    is: 'a policy that denies',
    of: STARTER,
    world: () =>
      worldWith({
        policies: [
          {
            name: 'private-only',
            scope: `/subscriptions/${SUBSCRIPTION}`,
            definition: '/d',
            reason: 'clusters must be private',
            type: 'Microsoft.ContainerService/managedClusters',
            path: 'properties.apiServerAccessProfile.enablePrivateCluster',
            refuses: [false],
          },
        ],
      }),
    finds: ['warn', 'PF-15', 'prod-weu', /private-only: clusters must be private/],
  },
  {
    is: 'host encryption that is not registered',
    of: STARTER,
    answers: { 'base.subscription': SANDBOX },
    finds: ['fail', 'C-HOST-1', 'EncryptionAtHost', /NotRegistered/],
  },
  {
    is: 'a subnet that is gone',
    of: PRIVATE,
    answers: inLab('snet-gone', 'snet-api-blocked'),
    finds: ['fail', 'PF-11', 'snet-gone', /does not exist/],
  },
  {
    is: 'a subnet that is too small',
    of: PRIVATE,
    answers: inLab('snet-small', 'snet-api-blocked'),
    finds: ['fail', 'PF-11', 'snet-small', /smaller than \/28/],
  },
  {
    is: 'an API server subnet that is too small',
    of: PRIVATE,
    answers: inLab('snet-nodes-blocked', 'snet-small-api'),
    finds: ['fail', 'PF-11', 'snet-small-api', /smaller than \/28/],
  },
  {
    is: 'a subnet delegated to something else',
    of: PRIVATE,
    answers: inLab('snet-databases', 'snet-api-blocked'),
    finds: ['fail', 'PF-11', 'snet-databases', /delegated to Microsoft\.Sql/],
  },
  {
    is: 'an API server subnet without a delegation',
    of: PRIVATE,
    answers: inLab('snet-nodes-blocked', 'snet-full'),
    finds: ['fail', 'PF-11', 'snet-full', /not delegated/],
  },
  {
    is: 'a subnet that is full',
    of: PRIVATE,
    answers: inLab('snet-full', 'snet-api-blocked'),
    finds: ['fail', 'C-VN-1', 'snet-full', /0 free, 9 needed/],
  },
  {
    is: 'a VNet in another region',
    of: PRIVATE,
    answers: { 'base.location': 'northeurope' },
    finds: ['fail', 'PF-12', 'vnet-spoke-aks', /in westeurope, the cluster in northeurope/],
  },
  {
    is: 'a delegated subnet in use',
    of: PRIVATE,
    answers: inLab('snet-nodes-blocked', 'snet-full'),
    finds: ['warn', 'NW-05', 'snet-full', /27 addresses/],
  },
  {
    is: 'ranges of the cluster that overlap the VNet',
    of: PRIVATE,
    answers: { 'net.serviceRange': '10.20.0.0/16' },
    finds: ['fail', 'C-VN-2', 'vnet-spoke-aks', /10\.20\.0\.0\/16 overlaps/],
  },
  {
    is: 'a new VNet that overlaps a spoke of the hub',
    of: VIRTUAL,
    answers: { 'net.block': '10.20.0.0/20' },
    finds: ['fail', 'C-VN-2', 'vnet-hub', /10\.20\.0\.0\/20 overlaps 10\.20\.0\.0\/16/],
  },
  {
    is: 'a new subnet on a taken range',
    of: PRIVATE,
    answers: {
      'net.subnets': [
        { purpose: 'nodes', name: 'new', range: '10.20.0.0/24' },
        ...(PRIVATE['net.subnets'] as object[]).slice(1),
      ],
    },
    finds: ['fail', 'C-VN-3', 'new', /overlaps snet-nodes/],
  },
  {
    is: 'an NSG that blocks nodes from the API server',
    of: PRIVATE,
    answers: inLab('snet-nodes-blocked', 'snet-api-blocked'),
    finds: [
      'fail',
      'C-API-4',
      'snet-api-blocked',
      /rule deny-nodes-to-api \(priority 200\) blocks TCP 443, 4443 nodes to api/,
    ],
  },
  {
    is: 'the same at the other end',
    of: PRIVATE,
    answers: inLab('snet-nodes-blocked', 'snet-api-blocked'),
    finds: ['fail', 'C-API-4', 'snet-nodes-blocked', /rule deny-api-out \(priority 200\) blocks/],
  },
  {
    is: 'a VNet with DNS servers of its own',
    of: PRIVATE,
    answers: inLab('snet-nodes-blocked', 'snet-api-blocked'),
    finds: ['warn', 'C-API-6', 'vnet-lab', /10\.40\.250\.4/],
  },
  {
    is: 'a VNet that encrypts',
    of: PRIVATE,
    world: () =>
      worldWith({
        add: [
          document(SPOKE, {
            location: 'westeurope',
            properties: {
              addressSpace: { addressPrefixes: ['10.20.0.0/16'] },
              encryption: { enabled: true, enforcement: 'AllowUnencrypted' },
            },
          }),
        ],
      }),
    finds: ['fail', 'C-API-2', 'vnet-spoke-aks', /encryption is on/],
  },
  {
    is: 'a zone that is gone',
    of: PRIVATE,
    world: () => worldWith({ remove: [ZONE] }),
    finds: ['fail', 'C-DNS-1', 'private.westeurope.azmk8s.io', /does not exist/],
  },
  {
    is: 'a zone that is not linked',
    of: PRIVATE,
    world: () => worldWith({ remove: [`${ZONE}/virtualNetworkLinks/link-vnet-spoke-aks`] }),
    finds: ['warn', 'C-DNS-2', 'private.westeurope.azmk8s.io vnet-spoke-aks', /not linked/],
  },
  {
    is: 'a subnet without a default route',
    of: PRIVATE,
    answers: inLab('snet-nodes-blocked', 'snet-api-blocked'),
    finds: ['fail', 'C-EG-1', 'snet-nodes-blocked', /no default route/],
  },
  {
    is: 'a subnet without a NAT gateway',
    of: PRIVATE,
    answers: { 'egress.type': 'userAssignedNATGateway' },
    finds: ['fail', 'C-EG-2', 'snet-nodes', /no NAT gateway/],
  },
  {
    is: 'an image build without a way out',
    of: PRIVATE,
    answers: subnets(
      ['nodes', SPOKE, 'snet-nodes'],
      ['api', SPOKE, 'snet-api'],
      ['image-build', LAB, 'snet-full'],
      ['image-aci', SPOKE, 'snet-imagebuilder-aci'],
    ),
    finds: ['fail', 'NW-10', 'snet-full', /no way out/],
  },
  {
    is: 'a next hop out of reach',
    of: VIRTUAL,
    answers: { 'egress.nextHopIp': '192.168.7.4' },
    finds: ['fail', 'NW-09', '192.168.7.4', /in none of/],
  },
  {
    is: 'an admin group that does not exist',
    of: STARTER,
    answers: { 'id.adminGroups': ['3c9a5f2e-0000-4000-8000-000000000000'] },
    finds: ['fail', 'C-ID-1', '3c9a5f2e-0000-4000-8000-000000000000', /no such group/],
  },
  {
    is: 'an admin group without the caller',
    of: STARTER,
    answers: { 'id.adminGroups': ['3c9a5f2e-0000-4000-8000-7b1d4e8f6a40'] },
    finds: ['fail', 'C-ID-2', 'you', /in none of/],
  },
  {
    is: 'an identity that is gone',
    of: PRIVATE,
    answers: existingIdentity('id-gone'),
    finds: ['fail', 'C-MI-1', 'id-gone', /does not exist/],
  },
  {
    is: 'an identity without its role, another team assigning roles',
    of: PRIVATE,
    answers: { ...existingIdentity('id-without-roles'), 'base.owners': { roles: 'Platform' } },
    finds: [
      'warn',
      'PF-13',
      'id-without-roles on snet-nodes',
      /lacks Microsoft\.Network\/virtualNetworks\/subnets\/join\/action/,
    ],
  },
  {
    is: 'an identity whose role has a condition',
    of: PRIVATE,
    answers: existingIdentity('id-without-roles'),
    world: () =>
      worldWith({ add: [assigned({ principal: IDENTITIES.withoutRoles, role: OWNER, scope: SPOKE, condition: 'x' })] }),
    finds: ['not-run', 'PF-13', 'id-without-roles on snet-nodes', /^conditional: /],
  },
  {
    is: 'a short quota of container groups',
    of: VIRTUAL,
    answers: { 'vn.maxPods': 1500 },
    finds: ['fail', 'Q-03', 'westeurope', /700 container groups free, 1501 needed/],
  },
  {
    is: 'a group that holds container groups of another cluster',
    of: VIRTUAL,
    answers: { 'vn.aciRg': 'existing', 'vn.aciRgName': 'rg-lab-network' },
    world: () =>
      worldWith({
        add: [document(`${group('rg-lab-network')}/providers/Microsoft.ContainerInstance/containerGroups/x`)],
      }),
    finds: ['fail', 'VN-08', 'rg-lab-network', /holds 1 container groups/],
  },
  {
    is: 'a base image on its way out',
    of: PRIVATE,
    answers: { 'jb.baseImage': 'ubuntu-22.04' },
    finds: [
      'warn',
      'JB-08',
      'westeurope Canonical 0001-com-ubuntu-server-jammy 22_04-lts-gen2',
      /about to be deprecated/,
    ],
  },
  {
    is: 'a base image that is not there',
    of: PRIVATE,
    answers: { 'jb.baseImage': 'ubuntu-26.04' },
    finds: ['fail', 'JB-08', 'westeurope Canonical ubuntu-26_04-lts server', /does not have it/],
  },
  {
    is: 'a build subnet that takes no private link service',
    of: PRIVATE,
    answers: { 'jb.topology': 'build-only' },
    finds: ['fail', 'NW-06', 'snet-imagebuilder', /policies for private link services are on/],
  },
  {
    is: 'a jump box image that is gone',
    of: PRIVATE,
    answers: {
      'jb.enable': 'existing',
      'jb.imageId': `${group('rg-images')}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`,
    },
    finds: ['fail', 'JB-13', 'g/images/i/versions/1.0.0', /does not exist/],
  },
  {
    is: 'a region that offers nothing',
    of: STARTER,
    answers: { 'base.location': 'brazilsouth' },
    finds: ['fail', 'CM-04', 'brazilsouth Microsoft.ContainerService/managedClusters', /does not offer it/],
  },
  {
    is: 'a region whose container instances are not known',
    of: VIRTUAL,
    answers: { 'base.location': 'brazilsouth' },
    finds: ['not-run', 'Q-04', 'brazilsouth', /LocationNotAvailable/],
  },
  {
    is: 'a feature of standby pools that is not registered',
    of: VIRTUAL,
    answers: STANDBY,
    finds: ['warn', 'CM-03', 'StandbyContainerGroupPoolPreview', /^it is NotRegistered$/],
  },
  {
    is: 'a feature of standby pools that Azure has retired',
    of: VIRTUAL,
    answers: STANDBY,
    world: () =>
      worldWith({
        faults: [{ at: 'StandbyContainerGroupPoolPreview', does: { status: 404, code: 'FeatureNotFound' } }],
      }),
    finds: ['warn', 'CM-03', 'StandbyContainerGroupPoolPreview', /knows no such feature/],
  },
  {
    is: 'the provider of standby pools, not registered',
    of: VIRTUAL,
    answers: STANDBY,
    finds: ['warn', 'PF-03', 'Microsoft.StandbyPool', /NotRegistered/],
  },
  {
    is: 'a quota that the idle container groups of a standby pool use up',
    of: VIRTUAL,
    answers: { ...STANDBY, 'vn.standbyReady': 700 },
    finds: ['fail', 'Q-03', 'westeurope', /700 container groups free, 801 needed/],
  },
  {
    is: 'an existing role that makes no standby pools',
    of: VIRTUAL,
    answers: { ...STANDBY, 'vn.role': 'existing', 'vn.roleId': ROLE },
    world: () => worldWith({ add: [customRole(FIVE, `/subscriptions/${SUBSCRIPTION}`)] }),
    finds: ['fail', 'VN-10', ROLE_GUID, /lacks Microsoft\.StandbyPool\/standbyContainerGroupPools\/\*/],
  },
  {
    is: 'a role of the image builder that another network left behind',
    of: PRIVATE,
    world: () => worldWith({ add: [customRole([], `/subscriptions/${SUBSCRIPTION}`, JOINER)] }),
    finds: ['fail', 'CM-10', JOINER, new RegExp(`another role has this name: ${ROLE_GUID}`)],
  },
  {
    is: 'a role of the image builder that somebody cut down',
    of: PRIVATE,
    world: () => worldWith({ add: [madeRole(PRIVATE, JOINER, ['Microsoft.Network/virtualNetworks/read'])] }),
    finds: ['fail', 'CM-10', JOINER, /without Microsoft\.Network\/virtualNetworks\/subnets\/join\/action$/],
  },
  {
    is: 'a role of the image builder that somebody widened',
    of: PRIVATE,
    world: () => worldWith({ add: [madeRole(PRIVATE, JOINER, ['*'])] }),
    finds: ['warn', 'CM-10', JOINER, /also allows \*$/],
  },
  {
    is: 'a private cluster with kubenet in a VNet with DNS servers and routes of its own',
    of: PRIVATE,
    answers: { 'net.ipam': 'kubenet' },
    world: () =>
      worldWith({
        add: [
          document(SPOKE, {
            location: 'westeurope',
            properties: {
              addressSpace: { addressPrefixes: ['10.20.0.0/16'] },
              dhcpOptions: { dnsServers: ['10.20.250.4'] },
            },
          }),
        ],
      }),
    finds: ['fail', 'C-API-8', 'snet-nodes', /route table rt-spoke, and the VNet asks 10\.20\.250\.4/],
  },
  {
    is: 'a custom role that lacks an action',
    of: VIRTUAL,
    answers: { 'vn.role': 'existing', 'vn.roleId': ROLE },
    world: () =>
      worldWith({
        add: [customRole(['Microsoft.ContainerInstance/containerGroups/*'], `/subscriptions/${SUBSCRIPTION}`)],
      }),
    finds: ['fail', 'VN-10', ROLE_GUID, /lacks Microsoft\.Network\/virtualNetworks\/subnets\/join\/action$/],
  },
  {
    is: 'a custom role that may not be assigned where it is needed',
    of: VIRTUAL,
    answers: { 'vn.role': 'existing', 'vn.roleId': ROLE },
    world: () => worldWith({ add: [customRole(['*'], group('rg-lab-network'))] }),
    finds: ['fail', 'VN-10', ROLE_GUID, /may not be assigned at .*rg-prod-weu-aci/],
  },
  {
    is: 'an NSG between nodes and pods on virtual nodes',
    of: VIRTUAL,
    answers: {
      'net.vnet': 'existing',
      'net.vnetId': LAB,
      ...subnets(
        ['nodes', LAB, 'snet-nodes-blocked'],
        ['api', LAB, 'snet-api-blocked'],
        ['containers', LAB, 'snet-full'],
        ...IMAGE,
      ),
    },
    finds: ['fail', 'VN-30', 'snet-nodes-blocked', /rule deny-nodes-to-api .* blocks .*containers to nodes/],
  },
  {
    is: 'an NSG that blocks the image build',
    of: PRIVATE,
    world: () =>
      worldWith({ add: [subnet(SPOKE, 'snet-imagebuilder', { range: '10.20.5.0/28', nsg: DENY_ALL }), denyAll] }),
    finds: ['fail', 'JB-06', 'snet-imagebuilder', /rule deny-all \(priority 4000\) blocks TCP 22 build-aci to build/],
  },
];

describe('a check finds', () => {
  it.each(CASES.map((one) => [one.is, one] as const))('%s', async (_is, one) => {
    const findings = await run({ ...one.of, ...one.answers }, one.world?.());
    const [result, id, target, says] = one.finds;
    const finding = findings.find((found) => found.id === id && found.target === target);
    expect(finding, brief(findings).join('\n')).toMatchObject({ result });
    expect(finding?.saw ?? finding?.why).toMatch(says);
    if (result === 'fail' || result === 'warn') expect(finding?.fix).toBeTruthy();
  });
});

describe('security admin rules', () => {
  const result = async (world: World) =>
    (await run(PRIVATE, world)).find((one) => one.id === 'NW-08' && one.target === 'snet-api')?.result;

  it.each([
    ['Allow', 'Allow'],
    ['AlwaysAllow', 'AlwaysAllow'],
  ] as const)('%s before a Deny: the Deny does not count', async (_, access) => {
    expect(await result(withAdminRule('Deny', 20, withAdminRule(access)))).toBe('pass');
    expect(await result(withAdminRule('Deny', 5, withAdminRule(access)))).toBe('warn');
  });
});

describe('the checks', () => {
  it('have ids of their own, and a source each', () => {
    const ids = checks.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of checks) {
      expect(one.aliases, one.id).not.toContain(one.id);
      expect(one.source.url, one.id).toMatch(/^https:/);
      expect(one.title, one.id).not.toMatch(/\.$/);
    }
  });

  it('want nothing while nothing is answered but what needs no answer', () => {
    const nothing = resolveWith(engine, new Map(), { takes: () => false });
    expect(wanted(checks, nothing).map((task) => task.check.id)).toEqual(['PF-01']);
  });

  it('are all seen to fail, warn or not to run by a case above', () => {
    const seen = new Set(CASES.map((one) => one.finds[1]));
    expect(checks.map((one) => one.id).filter((id) => !seen.has(id))).toEqual([]);
  });
});
