import { afterEach, describe, expect, test } from 'vitest';
import { bash, OWN_TAG } from '../../../src/emit/bash/index.ts';
import type { PlanHead } from '../../../src/plan/build.ts';
import type { Adder } from '../../../src/plan/contribution.ts';
import { byId, idOf, param, runtime, setOf, symbol } from '../../../src/plan/value.ts';
import { OWN_TAG as TAG_OF_STEPS } from '../../../steps/common.ts';
import { emissionOf, HEAD, planOf } from '../../helpers/plans.ts';
import { ScriptWorld } from '../../helpers/script-world.ts';

const group = symbol('clusterGroup', 'Microsoft.Resources/resourceGroups');
const vnet = symbol('vnet', 'Microsoft.Network/virtualNetworks');
const subnet = symbol('nodeSubnet', 'Microsoft.Network/virtualNetworks/subnets');
const identity = symbol('imageIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const gallery = symbol('gallery', 'Microsoft.Compute/galleries');
const template = symbol('imageTemplate', 'Microsoft.VirtualMachineImages/imageTemplates');
const cluster = symbol('cluster', 'Microsoft.ContainerService/managedClusters');
const nodesIdentity = symbol('nodesIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const credential = symbol(
  'nodesCredential',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
);
const inGroup = { in: 'group', group: group.symbol } as const;
const place = param('location', 'westeurope', 'Region');
const tags = { [OWN_TAG]: HEAD.clusterName };
const ROOT = `/subscriptions/${HEAD.subscription}/resourceGroups/rg-demo`;
const VNET = `${ROOT}/providers/Microsoft.Network/virtualNetworks/vnet-demo`;
const CLUSTER = `${ROOT}/providers/Microsoft.ContainerService/managedClusters/aks-demo`;

function addNetwork(plan: Adder): void {
  plan.add(group, {
    api: '2025-04-01',
    scope: { in: 'subscription' },
    name: 'rg-demo',
    stage: 'subscription',
    body: { location: place, tags },
  });
  plan.add(vnet, {
    api: '2025-05-01',
    scope: inGroup,
    name: 'vnet-demo',
    stage: 'network',
    body: { location: place, tags, properties: { addressSpace: { addressPrefixes: setOf('10.0.0.0/16') } } },
  });
  plan.add(subnet, {
    api: '2025-05-01',
    scope: { in: 'parent', of: vnet.symbol },
    name: 'snet-nodes',
    stage: 'network',
    body: { properties: { addressPrefix: '10.0.0.0/24' } },
  });
}

function addImage(plan: Adder): void {
  addNetwork(plan);
  plan.add(identity, {
    api: '2024-11-30',
    scope: inGroup,
    name: 'id-image',
    stage: 'identity',
    body: { location: place, tags },
  });
  plan.add(gallery, {
    api: '2025-03-03',
    scope: inGroup,
    name: 'gal',
    stage: 'image',
    body: { location: place, tags },
  });
  plan.grant({
    to: identity,
    role: 'Network Contributor',
    roleId: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    on: vnet,
    why: 'builds',
  });
  plan.grant({
    to: identity,
    role: 'Contributor',
    roleId: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
    on: gallery,
    why: 'writes',
  });
  plan.add(template, {
    api: '2025-10-01',
    scope: inGroup,
    name: 'it-demo',
    stage: 'image',
    body: {
      location: place,
      tags,
      identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(identity)) },
      properties: { vmProfile: { subnetId: idOf(subnet) } },
    },
  });
  plan.act('buildImage', { do: 'build-image', template: template.symbol }, { stage: 'image', says: 'Builds' });
}

/** A zone of the hub, which is somebody else's. */
const HUB_ZONE = `/subscriptions/${HEAD.subscription}/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/private.westeurope.azmk8s.io`;
const zone = symbol('privateDnsZone', 'Microsoft.Network/privateDnsZones');

/** A cluster with a second pool and a window, whose name stands in the zone of a hub. */
function addPools(plan: Adder): void {
  addCluster(plan);
  plan.existing(zone, HUB_ZONE, { api: '2024-06-01', stage: 'network' });
  plan.extend(cluster, { properties: { apiServerAccessProfile: { privateDNSZone: idOf(zone) } } });
  plan.add(symbol('userPool', 'Microsoft.ContainerService/managedClusters/agentPools'), {
    api: '2025-10-01',
    scope: { in: 'parent', of: cluster.symbol },
    name: 'user',
    stage: 'cluster',
    body: { properties: { mode: 'User', vmSize: 'Standard_D4ds_v5' } },
  });
  plan.add(symbol('nodeWindow', 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations'), {
    api: '2025-10-01',
    scope: { in: 'parent', of: cluster.symbol },
    name: 'aksManagedNodeOSUpgradeSchedule',
    stage: 'cluster',
    body: {
      properties: {
        maintenanceWindow: {
          durationHours: 4,
          startTime: '02:00',
          schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } },
        },
      },
    },
  });
}

function addCluster(plan: Adder): void {
  addNetwork(plan);
  plan.add(cluster, {
    api: '2025-10-01',
    scope: inGroup,
    name: 'aks-demo',
    stage: 'cluster',
    body: {
      location: place,
      tags,
      sku: { name: 'Base', tier: 'Standard' },
      identity: { type: 'SystemAssigned' },
      properties: {
        kubernetesVersion: '1.34',
        networkProfile: { networkPlugin: 'azure' },
        agentPoolProfiles: { $: 'keyed', key: 'name', items: { system: { vmSize: 'Standard_D4ds_v5' } } },
      },
    },
  });
}

function addVirtualNodes(plan: Adder): void {
  addCluster(plan);
  plan.add(nodesIdentity, {
    api: '2024-11-30',
    scope: inGroup,
    name: 'id-nodes',
    stage: 'identity',
    body: { location: place, tags },
  });
  plan.add(credential, {
    api: '2024-11-30',
    scope: { in: 'parent', of: nodesIdentity.symbol },
    name: 'virtual-nodes',
    stage: 'access',
    body: { properties: { issuer: runtime(cluster, 'properties.oidcIssuerProfile.issuerURL'), audiences: ['a'] } },
  });
  plan.chart({
    symbol: 'virtualNodes',
    release: 'virtual-nodes',
    repository: 'https://example.com/charts',
    chart: 'virtualnode',
    version: '1.2.3',
    namespace: 'vn2',
    values: {},
  });
}

const worlds: ScriptWorld[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

function worldOf(add: (plan: Adder) => void, head: Partial<PlanHead> = {}, programs?: readonly string[]): ScriptWorld {
  const world = new ScriptWorld(bash.emit(emissionOf(planOf(add, head))), programs);
  worlds.push(world);
  return world;
}

const YES = ['--confirm', HEAD.clusterName];
const idOfCall = (call: readonly string[]): string => (call[call.indexOf('--url') + 1] ?? '').split('?')[0] ?? '';
const removed = (world: ScriptWorld) => world.writes.map((call) => idOfCall(call).split('/').at(-1));

describe('cleanup.sh', () => {
  test('removes all that setup.sh made, in the opposite order', async () => {
    const world = worldOf(addNetwork);
    await world.run('setup.sh');
    const { code, err } = await world.run('cleanup.sh', YES);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(removed(world)).toEqual(['snet-nodes', 'vnet-demo', 'rg-demo']);
    expect(world.az.store).toEqual({});
    const again = await world.run('cleanup.sh', YES);
    expect(again.code).toBe(0);
    expect(world.writes).toEqual([]);
  });

  test("asks for the cluster's name, and removes nothing without it", async () => {
    const world = worldOf(addNetwork);
    await world.run('setup.sh');
    for (const input of ['', 'yes\n', 'aks-demo2\n']) {
      const { code } = await world.run('cleanup.sh', [], input);
      expect(code).toBe(1);
      expect(world.writes).toEqual([]);
    }
    expect((await world.run('cleanup.sh', [], 'aks-demo\n')).code).toBe(0);
    expect(world.az.store).toEqual({});
  });

  test('leaves and lists what it did not make: no tag, another tag, not written down', async () => {
    const world = worldOf(addNetwork);
    world.az.store = {
      [ROOT]: { tags: { [OWN_TAG]: 'another' } },
      [VNET]: { tags: {} },
      [`${VNET}/subnets/snet-nodes`]: {},
    };
    const { code, err } = await world.run('cleanup.sh', YES);
    expect(code).toBe(0);
    expect(world.writes).toEqual([]);
    expect(err).toMatch(/Left as it is:\n.*rg-demo/s);
    expect(err).toContain(`${VNET}: it does not carry the tag ${OWN_TAG}=aks-demo`);
    expect(err).toContain('does not say that setup.sh made it');
  });

  test('leaves a group and a network that hold something of others, and names it', async () => {
    const world = worldOf(addNetwork);
    await world.run('setup.sh');
    const other = `${ROOT}/providers/Microsoft.Storage/storageAccounts/theirs`;
    world.az.store = {
      ...world.az.store,
      [other]: {},
      [VNET]: { tags, properties: { subnets: [{ id: `${VNET}/subnets/theirs` }] } },
    };
    const { code, err } = await world.run('cleanup.sh', YES);
    expect(code).toBe(0);
    expect(removed(world)).toEqual(['snet-nodes']);
    expect(err).toContain(other);
    expect(err).toContain(`${VNET}/subnets/theirs`);
  });

  test('leaves what something else still uses or locks', async () => {
    const world = worldOf(addNetwork);
    await world.run('setup.sh');
    world.az.rules = [
      { match: 'method delete .*snet-nodes', exit: 1, stderr: 'ERROR: (InUseSubnetCannotBeDeleted) in use' },
    ];
    const { code, err } = await world.run('cleanup.sh', YES);
    expect(code).toBe(0);
    expect(err).toContain('snet-nodes: something else still uses it');
  });

  test('waits until what it removes is gone', async () => {
    const world = worldOf(addNetwork);
    await world.run('setup.sh');
    const show = `resource show --ids ${VNET} .*provisioningState`;
    world.az.rules = [
      { match: show, out: 'Succeeded\n', exit: 0 },
      { match: show, out: 'Deleting\n', exit: 0, times: 2 },
    ];
    expect((await world.run('cleanup.sh', YES)).code).toBe(0);
    expect(world.others.filter((line) => line.startsWith('sleep'))).toHaveLength(2);
    expect(world.az.store).toEqual({});
  });

  test('stops when it cannot look, and says how to go on', async () => {
    const world = worldOf(addNetwork);
    await world.run('setup.sh');
    world.az.rules = [{ match: `resource show --ids ${VNET} `, exit: 1, stderr: 'ERROR: (AuthorizationFailed) no' }];
    const { code, err } = await world.run('cleanup.sh', YES);
    expect(code).toBe(1);
    expect(removed(world)).toEqual(['snet-nodes']);
    expect(err).toMatch(/cleanup\.sh.* --from vnet/);
    expect((await world.run('cleanup.sh', [...YES, '--from', 'vnet'])).code).toBe(0);
    expect(world.az.store).toEqual({});
  });

  test("removes an image's roles, template, image and identity in the order that the service needs", async () => {
    const world = worldOf(addImage);
    const image = `${ROOT}/providers/Microsoft.Compute/galleries/gal/images/i/versions/1.0.0`;
    world.az.rules = [
      { match: 'lastRunStatus', out: 'null\nnull\n', exit: 0 },
      { match: 'lastRunStatus', out: 'Succeeded\n2026\n', exit: 0 },
      { match: 'runOutputs', out: `${image}\n`, exit: 0 },
    ];
    expect((await world.run('setup.sh')).code).toBe(0);
    expect((await world.run('cleanup.sh', YES)).code).toBe(0);
    const ids = world.writes.map((call) =>
      call.includes('--ids') ? (call[call.indexOf('--ids') + 1] ?? '') : idOfCall(call),
    );
    const place = (part: string) => ids.findIndex((id) => id.includes(part));
    expect(place('gal/providers/Microsoft.Authorization')).toBeLessThan(place('imageTemplates/it-demo'));
    expect(place('imageTemplates/it-demo')).toBeLessThan(place('vnet-demo/providers/Microsoft.Authorization'));
    expect(place('vnet-demo/providers/Microsoft.Authorization')).toBeLessThan(place('userAssignedIdentities/id-image'));
    expect(ids).toContain(image);
  });

  const POOL = `${CLUSTER}/agentPools/user`;
  const WINDOW = `${CLUSTER}/maintenanceConfigurations/aksManagedNodeOSUpgradeSchedule`;

  test('lets the pools and windows of a cluster go with it, and drains none', async () => {
    const world = worldOf(addPools);
    world.az.store = { [HUB_ZONE]: {} };
    await world.run('setup.sh');
    expect(world.az.store[POOL]).toBeDefined();
    const dry = await world.run('cleanup.sh', ['--what-if']);
    expect(dry.out).toContain(`only when that stays: az rest --method delete --url '${POOL}?api-version=2025-10-01'`);
    const { code, err } = await world.run('cleanup.sh', YES);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(removed(world)).toEqual(['aks-demo', 'snet-nodes', 'vnet-demo', 'rg-demo']);
    for (const id of [POOL, WINDOW]) expect(world.created.findLast((line) => line.endsWith(id))).toBe(`removed\t${id}`);
  });

  test('removes the pools that setup.sh made in a cluster that stays', async () => {
    const world = worldOf(addPools);
    world.az.store = { [HUB_ZONE]: {}, [ROOT]: { tags }, [VNET]: { tags }, [CLUSTER]: { tags: {} } };
    await world.run('setup.sh');
    const { code, err } = await world.run('cleanup.sh', YES);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(world.az.store[CLUSTER]).toBeDefined();
    expect(removed(world).slice(0, 2).toSorted()).toEqual(['aksManagedNodeOSUpgradeSchedule', 'user']);
    expect(err).not.toContain('A record');
  });

  test('names what AKS may leave in a private DNS zone that stays, and the commands that show it', async () => {
    const world = worldOf(addPools);
    world.az.store = { [HUB_ZONE]: {} };
    await world.run('setup.sh');
    const { out } = await world.run('cleanup.sh', ['--what-if']);
    expect(out).toContain(`# AKS may leave the A record of the API server and a link to the network in ${HUB_ZONE}\n`);
    const { err } = await world.run('cleanup.sh', YES);
    const at = `--subscription ${HEAD.subscription} --resource-group rg-dns --zone-name private.westeurope.azmk8s.io`;
    expect(err).toMatch(/Left as it is:\n.*A record of the API server/s);
    expect(err).toContain(`\n    az network private-dns record-set a list ${at}\n`);
    expect(err).toContain(`\n    az network private-dns link vnet list ${at}\n`);
    expect(world.az.store[HUB_ZONE]).toBeDefined();
    expect(bash.emit(emissionOf(planOf(addCluster))).get('cleanup.sh')).not.toContain('A record');
  });

  test('removes the roles of identities that it removes by their tag, where no created.txt names them', async () => {
    const world = worldOf(addImage);
    world.az.rules = [
      { match: 'lastRunStatus', out: 'null\nnull\n', exit: 0 },
      { match: 'lastRunStatus', out: 'Succeeded\n2026\n', exit: 0 },
    ];
    await world.run('setup.sh');
    const roles = Object.keys(world.az.store).filter((id) => id.includes('/roleAssignments/'));
    expect(roles).toHaveLength(2);
    // as a deployment of the Bicep leaves it
    world.write(new Map([['created.txt', '']]));
    const { code, err } = await world.run('cleanup.sh', YES);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(Object.keys(world.az.store).filter((id) => /roleAssignments|userAssigned/.test(id))).toEqual([]);
  });

  test('leaves the roles of an identity that is not its own, and those that it cannot tell', async () => {
    const world = worldOf((plan) => {
      addImage(plan);
      plan.grant({
        to: {
          symbol: 'admins',
          principalId: '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30',
          principalType: 'Group',
          words: 'x',
        },
        role: 'Reader',
        roleId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
        on: gallery,
        why: 'looks',
      });
    });
    world.az.rules = [
      { match: 'lastRunStatus', out: 'null\nnull\n', exit: 0 },
      { match: 'lastRunStatus', out: 'Succeeded\n2026\n', exit: 0 },
    ];
    await world.run('setup.sh');
    const identityId = `${ROOT}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-image`;
    world.az.store = { ...world.az.store, [identityId]: { tags: { [OWN_TAG]: 'another' } } };
    world.write(new Map([['created.txt', '']]));
    const roles = Object.keys(world.az.store).filter((id) => id.includes('vnet-demo/providers'));
    expect(roles).toHaveLength(1);
    const { code, err } = await world.run('cleanup.sh', YES);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(removed(world).filter((name) => roles.some((id) => id.endsWith(`/${name}`)))).toEqual([]);
    const left = err.slice(err.indexOf('Left as it is:')).split('\n');
    const unknown = 'does not say that setup.sh made it';
    // the identity's, and the group's on the gallery
    expect(left.filter((line) => line.includes('/roleAssignments/') && line.includes(unknown))).toHaveLength(3);
  });

  test('looks at nothing in a dry run, nor with values of the sample subscription', async () => {
    const world = worldOf(addNetwork, { sample: true });
    expect((await world.run('cleanup.sh', YES)).code).toBe(1);
    const { code, out } = await world.run('cleanup.sh', ['--what-if']);
    expect(code).toBe(0);
    expect(out).toContain('az rest');
    expect(world.az.calls).toEqual([]);
  });

  test('goes by the tag that every resource gets', () => {
    expect(OWN_TAG).toBe(TAG_OF_STEPS);
  });
});

describe('cleanup.sh of a cluster with virtual nodes', () => {
  const PROGRAMS = 'bash cat dirname env grep head mkdir mktemp paste rm sed sh sha1sum sort tr'.split(' ');

  async function madeWorld(head: Partial<PlanHead> = {}, programs?: readonly string[]): Promise<ScriptWorld> {
    const world = worldOf(addVirtualNodes, head, programs);
    world.write(new Map([['charts/virtual-nodes.values.yaml', '']]));
    const { code, err } = await world.run('setup.sh', head.delivery === 'jumpbox' ? ['--inside'] : []);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(world.released('vn2', 'virtual-nodes')).toHaveLength(1);
    return world;
  }

  test('takes charts and pods out before anything goes that this or the pods need', async () => {
    const world = await madeWorld();
    const { code, err } = await world.run('cleanup.sh', YES);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(err).toContain('7 outOfCluster charts and pods on virtual nodes\n');
    expect(world.released('vn2', 'virtual-nodes')).toEqual([]);
    const calls = world.az.calls.map((call) => call.join(' '));
    const into = calls.findIndex((line) => line.startsWith('aks get-credentials'));
    expect(calls.slice(0, into).filter((line) => line.includes('--method delete'))).toEqual([]);
    expect(removed(world).slice(0, 2)).toEqual(['virtual-nodes', 'aks-demo']);
    expect(world.az.store).toEqual({});
  });

  test('removes nothing from outside where only the jump box reaches the cluster, and says what to run there', async () => {
    const world = await madeWorld({ delivery: 'jumpbox' });
    const { code, err } = await world.run('cleanup.sh', YES);
    expect(code).toBe(1);
    expect(err).toContain('to the jump box, and run there:\n    az login\n    bash cleanup.sh --inside\n');
    expect(world.writes).toEqual([]);
    expect((await world.run('cleanup.sh', [...YES, '--inside'])).code).toBe(0);
    expect(world.az.store).toEqual({});
  });

  test.each(['kubectl', 'kubelogin', 'helm'])('removes nothing without %s', async (tool) => {
    const world = await madeWorld({}, PROGRAMS);
    world.without(tool);
    const { code, err } = await world.run('cleanup.sh', YES);
    expect(code).toBe(1);
    expect(err).toContain(`stopped: ${tool} is not here`);
    expect(world.writes).toEqual([]);
  });

  test('needs none of it once the cluster is gone, or when it goes on after it', async () => {
    const world = await madeWorld({ delivery: 'jumpbox' });
    expect((await world.run('cleanup.sh', [...YES, '--from', 'nodesIdentity'])).code).toBe(0);
    expect(removed(world)[0]).toBe('id-nodes');
    delete world.az.store[CLUSTER];
    const { code, err } = await world.run('cleanup.sh', YES);
    expect({ code, err }).toMatchObject({ code: 0 });
  });

  test('removes nothing when the pods do not go, and says how to go on, inside as before', async () => {
    const world = await madeWorld({ delivery: 'jumpbox' });
    world.recorder('kubectl', "printf 'no \\033[2Jway\\n' >&2; exit 1");
    const { code, err } = await world.run('cleanup.sh', [...YES, '--inside']);
    expect(code).toBe(1);
    expect(world.writes).toEqual([]);
    expect(err).toContain('no [2Jway\n');
    expect(err).toMatch(/cleanup\.sh.* --inside --from nodesCredential\n/);
    expect(err).toMatch(/cleanup\.sh.* --inside --from outOfCluster\n/);
  });

  test('takes nothing out of a cluster of that name which is not its own', async () => {
    const world = await madeWorld({ delivery: 'jumpbox' });
    world.az.store[CLUSTER] = { ...world.az.store[CLUSTER], tags: {} };
    const { code, err } = await world.run('cleanup.sh', YES);
    expect(code).toBe(0);
    expect(err).toContain(`leaves     what is in ${CLUSTER}`);
    expect(world.released('vn2', 'virtual-nodes')).toHaveLength(1);
    expect(world.az.store[CLUSTER]).toBeDefined();
  });

  test('goes through Azure with run-command, and removes nothing when that fails', async () => {
    const world = worldOf(addVirtualNodes, { delivery: 'run-command' });
    world.az.rules = [{ match: 'aks command invoke', out: '0\n\n', exit: 0 }];
    expect((await world.run('setup.sh')).code).toBe(0);
    world.az.rules = [{ match: 'aks command invoke', out: '1\nError: no\n', exit: 0 }];
    expect((await world.run('cleanup.sh', YES)).code).toBe(1);
    expect(world.verbs).toEqual(['aks command invoke']);
    world.az.rules = [{ match: 'aks command invoke', out: '0\n\n', exit: 0 }];
    expect((await world.run('cleanup.sh', YES)).code).toBe(0);
    expect(world.az.store).toEqual({});
  });
});
