import { beforeEach, describe, expect, it } from 'vitest';
import { makeMemory } from '../../src/azure/look.ts';
import { type Look, NotRun } from '../../src/azure/port.ts';
import { adminRules } from '../../src/azure/queries/admin-rules.ts';
import * as authorization from '../../src/azure/queries/authorization.ts';
import { cluster, kubernetesVersions } from '../../src/azure/queries/clusters.ts';
import { computeUsages, vmSizes } from '../../src/azure/queries/compute.ts';
import { containerCapabilities, containerGroups, containerUsages } from '../../src/azure/queries/containers.ts';
import { caller, group, groups, memberOf } from '../../src/azure/queries/directory.ts';
import { privateZone, privateZones, zoneLinks } from '../../src/azure/queries/dns.ts';
import { firewallPolicy, firewalls, ipGroup, ruleCollectionGroups } from '../../src/azure/queries/firewall.ts';
import { identities, identity } from '../../src/azure/queries/identities.ts';
import { galleryImage, imageTemplate, managedImage, newestImage } from '../../src/azure/queries/images.ts';
import { subnet, subnetUsage, vnet, vnets } from '../../src/azure/queries/networks.ts';
import { policyRestrictions, validateDeployment } from '../../src/azure/queries/policy.ts';
import { feature, provider } from '../../src/azure/queries/providers.ts';
import { locks, resourceGroup, resourceGroups } from '../../src/azure/queries/resource-groups.ts';
import { locations, subscription, subscriptions } from '../../src/azure/queries/subscriptions.ts';
import { azAccount, azVersion } from '../../src/azure/queries/tools.ts';
import { natGateway, networkUsages, nsg, publicIp, routeTable, serviceTags } from '../../src/azure/queries/traffic.ts';
import { makeClients } from '../../src/azure/sdk.ts';
import { document } from '../../src/emulator/documents.ts';
import { emulate } from '../../src/emulator/emulate.ts';
import type { World } from '../../src/emulator/types.ts';
import { over } from '../../src/emulator/world.ts';
import { sample } from '../../src/emulator/worlds/sample.ts';

const SUB = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
const OPERATOR = '1d4e8f6a-0000-4000-8000-9c2b7a5e3f10';
const ADMINS = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30';
const HERE = { subscription: SUB, location: 'westeurope' };
const at = (groupName: string, type: string, name: string): string =>
  `/subscriptions/${SUB}/resourceGroups/${groupName}/providers/${type}/${name}`;
const SPOKE = at('rg-spoke-network', 'Microsoft.Network/virtualNetworks', 'vnet-spoke-aks');
const LAB = at('rg-lab-network', 'Microsoft.Network/virtualNetworks', 'vnet-lab');

const lookInto = (world: World | string): Look =>
  makeMemory(makeClients(emulate(world), { maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1 })).look;

let look: Look;
beforeEach(() => {
  look = lookInto('sample');
});

async function found<Value>(
  asked: Promise<{ readonly is: 'found'; readonly value: Value } | { readonly is: 'absent' }>,
): Promise<Value> {
  const seen = await asked;
  if (seen.is === 'absent') throw new Error('absent');
  return seen.value;
}

describe('reads of a subscription through the SDK clients', () => {
  it('reads subscriptions, locations and groups', async () => {
    expect(await found(look(subscription, { subscription: SUB }))).toMatchObject({
      name: 'Sample subscription',
      state: 'Enabled',
    });
    expect((await found(look(subscriptions, {}))).map((one) => one.name)).toEqual([
      'Sample subscription',
      'Sandbox subscription',
    ]);
    expect((await found(look(locations, { subscription: SUB }))).find((one) => one.name === 'westeurope')).toEqual({
      name: 'westeurope',
      label: 'West Europe',
      geography: 'Europe',
      hasZones: true,
    });
    expect(await found(look(resourceGroup, { subscription: SUB, group: 'RG-HUB-NETWORK' }))).toMatchObject({
      location: 'westeurope',
    });
    expect((await found(look(resourceGroups, { subscription: SUB }))).map((one) => one.name)).toContain(
      'rg-spoke-network',
    );
    expect(await found(look(locks, { scope: SPOKE }))).toEqual([]);
  });

  it('reads providers with their types, and features', async () => {
    const network = await found(look(provider, { subscription: SUB, namespace: 'Microsoft.Network' }));
    expect(network.state).toBe('Registered');
    expect(network.types.find((one) => one.type === 'virtualNetworks')?.locations).toContain('westeurope');
    expect((await found(look(provider, { subscription: SUB, namespace: 'Microsoft.StandbyPool' }))).state).toBe(
      'NotRegistered',
    );
    expect(await look(provider, { subscription: SUB, namespace: 'Microsoft.Nonsense' })).toEqual({ is: 'absent' });
    expect(await found(look(feature, { subscription: SUB, namespace: 'Microsoft.StandbyPool', feature: 'X' }))).toEqual(
      { state: 'NotRegistered' },
    );
  });

  it('reads networks, and derives what a subnet holds', async () => {
    const spoke = await found(look(vnet, { id: SPOKE }));
    expect(spoke).toMatchObject({
      location: 'westeurope',
      ranges: ['10.20.0.0/16'],
      dnsServers: [],
      encryption: false,
    });
    expect(spoke.subnets.map((one) => one.name)).toEqual([
      'snet-api',
      'snet-imagebuilder',
      'snet-imagebuilder-aci',
      'snet-nodes',
    ]);
    expect(spoke.peerings).toEqual([
      {
        remoteId: at('rg-hub-network', 'Microsoft.Network/virtualNetworks', 'vnet-hub'),
        state: 'Connected',
        allowForwardedTraffic: true,
        remoteRanges: ['10.0.0.0/22'],
      },
    ]);
    expect(await found(look(subnet, { id: `${SPOKE}/subnets/snet-api` }))).toMatchObject({
      prefixes: ['10.20.4.0/28'],
      delegations: ['Microsoft.ContainerService/managedClusters'],
      used: 0,
      defaultOutboundAccess: false,
    });
    expect(await found(look(subnet, { id: `${LAB}/subnets/snet-full` }))).toMatchObject({ used: 27 });
    const usage = await found(look(subnetUsage, { vnetId: LAB }));
    expect(usage.get(`${LAB}/subnets/snet-full`.toLowerCase())).toEqual({ current: 27, limit: 27 });
    expect((await found(look(vnets, { subscription: SUB }))).map((one) => one.name).sort()).toEqual([
      'vnet-hub',
      'vnet-lab',
      'vnet-spoke-aks',
    ]);
  });

  it('reads rules, routes, addresses and firewalls', async () => {
    const blocker = await found(
      look(nsg, { id: at('rg-lab-network', 'Microsoft.Network/networkSecurityGroups', 'nsg-blocks-api') }),
    );
    expect(blocker.rules.map((rule) => rule.name)).toContain('AllowVnetInBound');
    expect(blocker.rules.find((rule) => rule.name === 'deny-nodes-to-api')).toMatchObject({
      priority: 200,
      access: 'Deny',
      destinationPorts: ['443', '4443'],
    });
    const routes = await found(
      look(routeTable, { id: at('rg-spoke-network', 'Microsoft.Network/routeTables', 'rt-spoke') }),
    );
    expect(routes.routes).toEqual([
      { name: 'default', prefix: '0.0.0.0/0', nextHop: 'VirtualAppliance', nextHopIp: '10.0.1.4' },
    ]);
    expect(
      await found(look(publicIp, { id: at('rg-hub-network', 'Microsoft.Network/publicIPAddresses', 'pip-afw-hub') })),
    ).toMatchObject({ address: '20.61.10.4', sku: 'Standard', attachedTo: expect.stringContaining('afw-hub') });
    expect((await found(look(firewalls, { subscription: SUB })))[0]).toMatchObject({
      name: 'afw-hub',
      privateIp: '10.0.1.4',
    });
    expect((await found(look(serviceTags, HERE))).get('azureresourcemanager')).toHaveLength(2);
    expect((await found(look(networkUsages, HERE))).map((one) => one.name)).toContain('PublicIPAddresses');
    expect(await look(natGateway, { id: at('rg-hub-network', 'Microsoft.Network/natGateways', 'ng') })).toEqual({
      is: 'absent',
    });
  });

  it('reads the rules of a firewall: its policy, the base policy, IP groups', async () => {
    const [hub] = await found(look(firewalls, { subscription: SUB }));
    const policyId = hub?.policyId ?? '';
    const policy = await found(look(firewallPolicy, { id: policyId }));
    expect(policy).toMatchObject({ dnsProxy: true, basePolicyId: expect.stringMatching(/afwp-base$/) });
    const [spokes] = await found(look(ruleCollectionGroups, { policyId }));
    expect(spokes?.priority).toBe(200);
    const nodes = spokes?.application.find((one) => one.name === 'aks');
    expect(nodes).toMatchObject({ action: 'Allow', priority: 200 });
    expect(nodes?.rules[0]).toMatchObject({
      name: 'base-set',
      protocols: [{ type: 'Https', port: 443 }],
      fqdnTags: ['AzureKubernetesService'],
    });
    const [from = ''] = nodes?.rules[0]?.sources ?? [];
    expect(await found(look(ipGroup, { id: from }))).toContain('10.30.0.0/16');
    const [base] = await found(look(ruleCollectionGroups, { policyId: policy.basePolicyId ?? '' }));
    expect(base?.network[0]?.rules[0]).toEqual({
      name: 'monitor',
      protocols: ['TCP'],
      sources: [from],
      destinations: ['AzureMonitor'],
      fqdns: [],
      ports: ['443'],
    });
  });

  it('reads the rules of a classic firewall, which has no policy', async () => {
    const id = at('rg-hub-network', 'Microsoft.Network/azureFirewalls', 'afw-hub');
    const rule = { name: 'web', sourceAddresses: ['*'], protocols: [{ protocolType: 'Https', port: 443 }] };
    const classic = document(id, {
      location: 'westeurope',
      properties: {
        ipConfigurations: [{ name: 'default', properties: { privateIPAddress: '10.0.1.4' } }],
        networkRuleCollections: [
          {
            name: 'net',
            properties: {
              priority: 300,
              action: { type: 'Deny' },
              rules: [
                {
                  name: 'dns',
                  protocols: ['UDP'],
                  sourceAddresses: ['*'],
                  destinationAddresses: ['*'],
                  destinationPorts: ['53'],
                },
              ],
            },
          },
        ],
        applicationRuleCollections: [
          {
            name: 'app',
            properties: {
              priority: 200,
              action: { type: 'Allow' },
              rules: [{ ...rule, targetFqdns: ['mcr.microsoft.com'] }],
            },
          },
        ],
      },
    });
    const inWorld = lookInto(over(sample(), { name: 'x', says: '', add: [classic] }));
    const [read] = await found(inWorld(firewalls, { subscription: SUB }));
    expect(read?.policyId).toBeUndefined();
    expect(read?.classic).toMatchObject({
      network: [{ name: 'net', action: 'Deny', priority: 300, rules: [{ protocols: ['UDP'], ports: ['53'] }] }],
      application: [{ name: 'app', action: 'Allow', rules: [{ fqdns: ['mcr.microsoft.com'], sources: ['*'] }] }],
    });
  });

  it('reads security admin rules as they take effect', async () => {
    const rule = { name: 'stop', priority: 10, direction: 'Inbound', access: 'Deny', to: '*', ports: ['22'] } as const;
    const inWorld = lookInto(over(sample(), { name: 'x', says: '', adminRules: { [SPOKE.toLowerCase()]: [rule] } }));
    expect(await found(look(adminRules, { vnetId: SPOKE }))).toEqual([]);
    expect(await found(inWorld(adminRules, { vnetId: SPOKE }))).toEqual([
      expect.objectContaining({
        name: 'stop',
        priority: 10,
        access: 'Deny',
        protocol: 'Tcp',
        sources: ['*'],
        destinations: ['*'],
        destinationPorts: ['22'],
      }),
    ]);
  });

  it('reads private zones and their links', async () => {
    const zoneId = at('rg-hub-dns', 'Microsoft.Network/privateDnsZones', 'private.westeurope.azmk8s.io');
    expect(await found(look(privateZone, { id: zoneId }))).toMatchObject({ name: 'private.westeurope.azmk8s.io' });
    expect(await found(look(privateZones, { subscription: SUB }))).toHaveLength(2);
    expect((await found(look(zoneLinks, { zoneId }))).map((one) => one.vnetId.split('/').at(-1))).toEqual([
      'vnet-hub',
      'vnet-spoke-aks',
    ]);
  });

  it('reads sizes, quotas, images and versions', async () => {
    const sizes = await found(look(vmSizes, HERE));
    expect(sizes.find((one) => one.name === 'Standard_D4ds_v5')).toMatchObject({
      family: 'standardDDSv5Family',
      vcpus: 4,
      memoryGb: 16,
      zones: ['1', '2', '3'],
      restrictedZones: [],
    });
    expect(sizes.find((one) => one.name === 'Standard_M8ms')?.restricted).toBe('NotAvailableForSubscription');
    expect(sizes.find((one) => one.name === 'Standard_E8ds_v5')?.restrictedZones).toEqual(['3']);
    expect((await found(look(computeUsages, HERE))).find((one) => one.name === 'cores')).toMatchObject({
      current: 12,
      limit: 350,
    });
    expect((await found(look(containerUsages, HERE))).map((one) => one.name)).toEqual([
      'ContainerGroups',
      'StandardCores',
    ]);
    expect((await found(look(containerCapabilities, HERE)))[0]).toMatchObject({ osType: 'Linux', maxCpu: 4 });
    expect(await found(look(containerGroups, { subscription: SUB }))).toEqual([]);
    expect((await found(look(kubernetesVersions, HERE))).find((one) => one.minor === '1.35')).toMatchObject({
      preview: false,
      supportPlans: ['KubernetesOfficial', 'AKSLongTermSupport'],
    });
    const ubuntu = { ...HERE, publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server' };
    expect(await found(look(newestImage, ubuntu))).toEqual({
      version: '24.04.202611100',
      generation: 'V2',
      deprecation: '',
      hasPlan: false,
    });
    expect(await look(newestImage, { ...ubuntu, sku: 'none' })).toEqual({ is: 'absent' });
  });

  it('says that what is not there is absent', async () => {
    const absent = { is: 'absent' };
    expect(
      await look(cluster, { id: at('rg-hub-network', 'Microsoft.ContainerService/managedClusters', 'prod') }),
    ).toEqual(absent);
    expect(
      await look(galleryImage, { id: `${at('rg-hub-network', 'Microsoft.Compute/galleries', 'g')}/images/i` }),
    ).toEqual(absent);
    expect(await look(managedImage, { id: at('rg-hub-network', 'Microsoft.Compute/images', 'i') })).toEqual(absent);
    expect(
      await look(imageTemplate, { id: at('rg-hub-network', 'Microsoft.VirtualMachineImages/imageTemplates', 't') }),
    ).toEqual(absent);
    expect(await look(resourceGroup, { subscription: SUB, group: 'rg-none' })).toEqual(absent);
    expect(await look(subscription, { subscription: 'aaaaaaaa-0000-4000-8000-000000000000' })).toEqual(absent);
  });

  it('reads identities, roles and rights', async () => {
    const id = at('rg-identities', 'Microsoft.ManagedIdentity/userAssignedIdentities', 'id-aks-cluster');
    const { principalId } = await found(look(identity, { id }));
    expect(await found(look(identities, { subscription: SUB }))).toHaveLength(3);
    const held = await found(look(authorization.roleAssignments, { scope: SPOKE, principal: principalId }));
    expect(held.map((one) => one.roleDefinitionId.split('/').at(-1))).toEqual(['4d97b98b-1d4f-4787-a291-c67834d212e7']);
    const [first] = held;
    expect(await found(look(authorization.roleDefinition, { id: first?.roleDefinitionId ?? '' }))).toMatchObject({
      name: 'Network Contributor',
      custom: false,
    });
    expect(await found(look(authorization.permissions, { scope: `/subscriptions/${SUB}` }))).toMatchObject([
      { actions: ['*'], notActions: [] },
    ]);
    expect(await found(look(authorization.customRoles, { scope: `/subscriptions/${SUB}` }))).toEqual([]);
    expect(await found(look(authorization.denyAssignments, { scope: SPOKE }))).toEqual([]);
    expect(await found(look(authorization.eligibleRoles, { scope: SPOKE }))).toEqual([]);
  });

  it('reads groups of the directory, the caller and az', async () => {
    expect(await found(look(group, { id: ADMINS }))).toEqual({ id: ADMINS, name: 'aks-admins', securityEnabled: true });
    expect((await found(look(groups, {}))).map((one) => one.name)).toEqual(['aks-admins', 'platform-readers']);
    expect(await found(look(memberOf, { groups: [ADMINS, '3c9a5f2e-0000-4000-8000-7b1d4e8f6a40'] }))).toEqual([ADMINS]);
    expect(await look(group, { id: OPERATOR })).toEqual({ is: 'absent' });
    expect(await found(look(caller, {}))).toMatchObject({ objectId: OPERATOR, name: 'ops@contoso.com' });
    expect(await found(look(azVersion, {}))).toEqual({ version: '2.91.0', extensions: [] });
    expect(await found(look(azAccount, {}))).toMatchObject({ subscription: SUB, user: 'ops@contoso.com' });
  });

  it('asks which policies would deny, and whether a template is valid', async () => {
    const denying = over(sample(), {
      name: 'policy',
      says: '',
      policies: [
        {
          name: 'private-only',
          scope: `/subscriptions/${SUB}`,
          definition: '/providers/x',
          reason: 'public clusters are not allowed',
          type: 'Microsoft.ContainerService/managedClusters',
          path: 'properties.apiServerAccessProfile.enablePrivateCluster',
          refuses: [false],
        },
      ],
    });
    const content = (enablePrivateCluster: boolean) => ({
      type: 'Microsoft.ContainerService/managedClusters',
      properties: { apiServerAccessProfile: { enablePrivateCluster } },
    });
    const planned = { scope: `/subscriptions/${SUB}`, apiVersion: '2025-10-01' };
    const inWorld = lookInto(denying);
    expect(await found(inWorld(policyRestrictions, { ...planned, content: content(true) }))).toEqual([]);
    expect((await found(inWorld(policyRestrictions, { ...planned, content: content(false) })))[0]).toMatchObject({
      effect: 'Deny',
      reason: 'public clusters are not allowed',
    });
    expect(
      await found(
        look(validateDeployment, {
          ...HERE,
          name: 'x',
          template: { resources: [] },
        }),
      ),
    ).toEqual([]);
  });
});

describe('a template that is not valid', () => {
  it('is an answer with its problems', async () => {
    const fault = { at: '/validate', does: { status: 400, code: 'InvalidTemplateDeployment', message: 'wrong' } };
    const inWorld = lookInto(over(sample(), { name: 'x', says: '', faults: [fault] }));
    const args = { ...HERE, name: 'x', template: { resources: [] } };
    expect(await found(inWorld(validateDeployment, args))).toEqual([
      { code: 'InvalidTemplateDeployment', message: 'wrong' },
    ]);
  });
});

describe('what stands in the way of a read', () => {
  const refusal = async (asked: Promise<unknown>): Promise<string> => {
    const error = await asked.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(NotRun);
    return (error as NotRun).why;
  };

  it('names the action where the caller lacks it', async () => {
    const inWorld = lookInto('denied');
    expect(await refusal(inWorld(vnet, { id: SPOKE }))).toBe(
      'no permission: needs Microsoft.Network/virtualNetworks/read',
    );
    expect(await refusal(inWorld(group, { id: ADMINS }))).toMatch(/^no permission: needs Group.Read.All/);
    expect(await found(inWorld(vnet, { id: LAB }))).toMatchObject({ name: 'vnet-lab' });
    expect((await found(inWorld(vnets, { subscription: SUB }))).map((one) => one.name)).toEqual(['vnet-lab']);
    expect((await found(inWorld(authorization.eligibleRoles, { scope: SPOKE })))[0]).toMatchObject({
      roleName: 'Network Contributor',
    });
  });

  it('says absent of nothing that it could not look at', async () => {
    const strange = at('rg-spoke-network', 'Microsoft.Network/virtualNetworks', 'vnet-spoke-aks');
    const hidden = { at: 'virtualNetworks', does: { status: 404, code: 'InvalidResourceType' } };
    expect(
      await refusal(lookInto(over(sample(), { name: 'x', says: '', faults: [hidden] }))(vnet, { id: strange })),
    ).toMatch(/^Azure answered 404 InvalidResourceType/);
    const gone = 'aaaaaaaa-0000-4000-8000-000000000000';
    expect(await refusal(look(vnets, { subscription: gone }))).toMatch(
      /^Azure answered 404 SubscriptionNotFound, request /,
    );
  });

  it('gives code and request id of other errors, and names a broken connection', async () => {
    const broken = over(sample(), {
      name: 'x',
      says: '',
      faults: [
        {
          at: 'vnet-lab',
          does: { status: 500, code: 'InternalServerError', message: 'An error occurred.\nSecond line' },
        },
        { at: 'vnet-spoke', does: { broken: 'ECONNRESET' } },
      ],
    });
    const inWorld = lookInto(broken);
    expect(await refusal(inWorld(vnet, { id: LAB }))).toMatch(
      /^Azure answered 500 InternalServerError: An error occurred\., request 00000000-/,
    );
    expect(await refusal(inWorld(vnet, { id: SPOKE }))).toBe('no answer from Azure (ECONNRESET)');
  });

  it('waits once for a throttled request as long as Azure says', async () => {
    const emulated = emulate(
      over(sample(), {
        name: 'x',
        says: '',
        faults: [{ at: 'vnet-lab', times: 1, does: { status: 429, code: 'TooManyRequests', retryAfter: 0 } }],
      }),
    );
    const patient = makeMemory(makeClients(emulated)).look;
    expect(await found(patient(vnet, { id: LAB }))).toMatchObject({ name: 'vnet-lab' });
    expect(emulated.requests).toHaveLength(2);
  });

  it('says so where az is not installed', async () => {
    expect(await refusal(lookInto(over(sample(), { name: 'x', says: '', azVersion: undefined }))(azVersion, {}))).toBe(
      'az is not installed',
    );
  });

  it('reads lists in pages', async () => {
    const paged = lookInto(over(sample(), { name: 'x', says: '', pageSize: 2 }));
    expect(await found(paged(vnets, { subscription: SUB }))).toHaveLength(3);
    expect(await found(paged(resourceGroups, { subscription: SUB }))).toHaveLength(5);
    expect(await found(paged(containerUsages, HERE))).toHaveLength(2);
    expect(await found(paged(vmSizes, HERE))).toHaveLength(12);
  });
});
