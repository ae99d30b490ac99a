import { afterEach, describe, expect, test } from 'vitest';
import { bash, IN_CLUSTER, scriptFor } from '../../../src/emit/bash/index.ts';
import type { PlanHead } from '../../../src/plan/build.ts';
import type { Adder } from '../../../src/plan/contribution.ts';
import { byId, idOf, keyed, nameOf, param, runtime, setOf, symbol } from '../../../src/plan/value.ts';
import { HOSTILE } from '../../helpers/hostile.ts';
import { emissionOf, HEAD, planOf } from '../../helpers/plans.ts';
import { ScriptWorld } from '../../helpers/script-world.ts';

const group = symbol('clusterGroup', 'Microsoft.Resources/resourceGroups');
const nsg = symbol('nodeNsg', 'Microsoft.Network/networkSecurityGroups');
const vnet = symbol('vnet', 'Microsoft.Network/virtualNetworks');
const subnet = symbol('nodeSubnet', 'Microsoft.Network/virtualNetworks/subnets');
const identity = symbol('kubeletIdentity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const template = symbol('imageTemplate', 'Microsoft.VirtualMachineImages/imageTemplates');
const cluster = symbol('cluster', 'Microsoft.ContainerService/managedClusters');
const inGroup = { in: 'group', group: group.symbol } as const;
const place = param('location', 'westeurope', 'Region');
const ROOT = `/subscriptions/${HEAD.subscription}/resourceGroups/rg-demo`;
const VNET = `${ROOT}/providers/Microsoft.Network/virtualNetworks/vnet-demo`;
const NSG = `${ROOT}/providers/Microsoft.Network/networkSecurityGroups/nsg-nodes`;
const TEMPLATE = `${ROOT}/providers/Microsoft.VirtualMachineImages/imageTemplates/it-demo`;
const CLUSTER = `${ROOT}/providers/Microsoft.ContainerService/managedClusters/aks-demo`;

function addGroup(plan: Adder): void {
  plan.add(group, {
    api: '2025-04-01',
    scope: { in: 'subscription' },
    name: param('clusterGroupName', 'rg-demo', 'Group'),
    stage: 'subscription',
    body: { location: place },
  });
}

function addNetwork(plan: Adder): void {
  addGroup(plan);
  plan.add(nsg, {
    api: '2025-05-01',
    scope: inGroup,
    name: 'nsg-nodes',
    stage: 'network',
    domain: 'network',
    body: {
      location: place,
      tags: { owner: 'platform' },
      properties: {
        securityRules: keyed('name', {
          'deny-ssh': {
            properties: {
              priority: 200,
              direction: 'Inbound',
              access: 'Deny',
              protocol: 'Tcp',
              sourceAddressPrefix: '*',
              sourcePortRange: '*',
              destinationAddressPrefix: '*',
              destinationPortRange: '22',
            },
          },
        }),
      },
    },
  });
  plan.add(vnet, {
    api: '2025-05-01',
    scope: inGroup,
    name: 'vnet-demo',
    stage: 'network',
    domain: 'network',
    body: { location: place, properties: { addressSpace: { addressPrefixes: setOf('10.0.0.0/16') } } },
  });
  plan.add(subnet, {
    api: '2025-05-01',
    scope: { in: 'parent', of: vnet.symbol },
    name: 'snet-nodes',
    stage: 'network',
    domain: 'network',
    body: {
      properties: {
        addressPrefix: param('nodeRange', '10.0.0.0/24', 'Nodes'),
        networkSecurityGroup: { id: idOf(nsg) },
      },
    },
  });
}

function addRoles(plan: Adder): void {
  addNetwork(plan);
  plan.add(identity, {
    api: '2024-11-30',
    scope: inGroup,
    name: 'id-kubelet',
    stage: 'identity',
    body: { location: place },
  });
  plan.grant({
    to: identity,
    role: 'Network Contributor',
    roleId: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    on: vnet,
    why: 'joins',
  });
  plan.act(
    'waitForRoles',
    { do: 'wait-for-roles', assignments: ['kubeletIdentityGetsNetworkContributorOnVnet'] },
    { stage: 'identity', says: 'Waits' },
  );
}

function addTemplate(plan: Adder): void {
  addRoles(plan);
  plan.add(template, {
    api: '2025-10-01',
    scope: inGroup,
    name: 'it-demo',
    stage: 'image',
    body: {
      location: place,
      identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(identity)) },
      properties: { vmProfile: { subnetId: idOf(subnet) } },
    },
  });
}

function addCluster(plan: Adder): void {
  addRoles(plan);
  plan.add(cluster, {
    api: '2025-10-01',
    scope: inGroup,
    name: param('clusterName', 'aks-demo', 'Cluster'),
    stage: 'cluster',
    body: {
      location: place,
      sku: { name: 'Base', tier: 'Standard' },
      identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(identity)) },
      properties: {
        kubernetesVersion: '1.34',
        networkProfile: { networkPlugin: 'azure' },
        apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFQDN: true },
        agentPoolProfiles: keyed('name', { system: { vmSize: 'Standard_D4ds_v5', count: 3 } }),
      },
    },
  });
}

const worlds: ScriptWorld[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

function worldOf(add: (plan: Adder) => void, head: Partial<PlanHead> = {}): ScriptWorld {
  const world = new ScriptWorld(bash.emit(emissionOf(planOf(add, head))));
  worlds.push(world);
  return world;
}

describe('a run of setup.sh', () => {
  test('makes what is missing in order, from another folder, in a path with spaces and quotes', async () => {
    const world = worldOf(addTemplate);
    const { code, err } = await world.run('setup.sh');
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(world.verbs).toEqual([
      'group create',
      'network nsg create',
      'network nsg rule create',
      'network vnet create',
      'network vnet subnet create',
      'identity create',
      'role assignment create',
      'resource create',
    ]);
    expect(world.created).toContain(`made\t${VNET}`);
    expect(world.az.store[TEMPLATE]).toEqual({
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: {
          [`${ROOT}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-kubelet`]: {},
        },
      },
      location: 'westeurope',
      properties: { vmProfile: { subnetId: `${VNET}/subnets/snet-nodes` } },
    });
  });

  test('writes nothing the second time, and says that all is there', async () => {
    const world = worldOf(addTemplate);
    await world.run('setup.sh');
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(0);
    expect(world.writes).toEqual([]);
    expect(err.match(/ {2}is there {3}/g)).toHaveLength(7);
  });

  test('reads what only Azure knows from the resource that has it', async () => {
    const world = worldOf(addRoles);
    await world.run('setup.sh');
    expect(world.writes.at(-1)).toEqual(expect.arrayContaining(['--assignee-object-id', 'principal-of-id-kubelet']));
  });

  test('does a single stage, and ends with the command for the next', async () => {
    const world = worldOf(addRoles);
    const { code, err } = await world.run('setup.sh', ['--stage', '1']);
    expect(code).toBe(0);
    expect(world.verbs).toEqual(['group create']);
    expect(err).toMatch(/setup\.sh.* --stage 2/);
  });
});

describe('a dry run of setup.sh', () => {
  test('prints the commands, runs none and looks at nothing', async () => {
    const world = worldOf(addTemplate);
    const { code, out } = await world.run('setup.sh', ['--what-if']);
    expect(code).toBe(0);
    expect(world.az.calls).toEqual([]);
    expect(world.created).toEqual([]);
    expect(out).toContain('az network vnet create');
    expect(out).toContain("--assignee-object-id '<kubeletIdentity.properties.principalId>'");
  });

  test('names what is asked for again and what is deleted, when an earlier run left it half made', async () => {
    const world = worldOf(addTemplate);
    const { out } = await world.run('setup.sh', ['--what-if']);
    expect(out).toContain('#   az resource update --ids ID --api-version VERSION\n');
    expect(out).toContain(
      `    # first, when an earlier run left it Failed or Canceled: az resource delete --ids ${TEMPLATE} --api-version 2025-10-01\n`,
    );
  });

  test('is all that runs with values of the sample subscription', async () => {
    const world = worldOf(addGroup, { sample: true });
    const refused = await world.run('setup.sh');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('SAMPLE');
    expect(world.az.calls).toEqual([]);
    expect((await world.run('setup.sh', ['--what-if'])).code).toBe(0);
  });
});

describe('what is there already', () => {
  test('is left as it is, and what differs from the plan is named', async () => {
    const world = worldOf(addNetwork);
    world.az.store = {
      [VNET]: { location: 'northeurope' },
      [NSG]: { location: 'WestEurope', tags: { owner: 'them\u001b[31m' } },
    };
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(0);
    expect(world.verbs).toEqual(['group create', 'network vnet subnet create']);
    expect(err).toContain('differs: location is northeurope, the plan says westeurope');
    expect(err).toContain("differs: tags.owner is $'them\\E[31m', the plan says platform");
  });

  test('is looked at inside: a rule that was changed or is missing is named', async () => {
    const changed = worldOf(addNetwork);
    const rule = { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp' };
    changed.az.store = {
      [NSG]: { location: 'westeurope', properties: { securityRules: [{ name: 'deny-ssh', properties: rule }] } },
    };
    const { err } = await changed.run('setup.sh');
    expect(err).toContain(
      "differs: (properties.securityRules[?name=='deny-ssh'] | [0]).properties.access is Allow, the plan says Deny",
    );
    expect(err).not.toMatch(/differs: .*\.(?:priority|direction|protocol) /);

    const missing = worldOf(addNetwork);
    missing.az.store = { [NSG]: { location: 'westeurope', properties: { securityRules: [] } } };
    expect((await missing.run('setup.sh')).err).toContain(
      "differs: (properties.securityRules[?name=='deny-ssh'] | [0]).name is null, the plan says deny-ssh",
    );
    expect(missing.verbs).not.toContain('network nsg rule create');
  });

  test('is not taken for missing when Azure refuses to say', async () => {
    const world = worldOf(addNetwork);
    world.az.rules = [
      { match: `resource show --ids ${VNET} `, exit: 1, stderr: 'ERROR: (AuthorizationFailed) no \u001b[2Jrights' },
    ];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(world.verbs).not.toContain('network vnet create');
    expect(err).toContain(`could not look at ${VNET}`);
    expect(err).toContain('(AuthorizationFailed) no [2Jrights');
  });

  test('is asked for again with its own body when its creation failed', async () => {
    const world = worldOf(addNetwork);
    world.az.store = { [VNET]: { location: 'westeurope', properties: { provisioningState: 'Failed' } } };
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs).toEqual([
      'group create',
      'network nsg create',
      'network nsg rule create',
      'resource update',
      'network vnet subnet create',
    ]);
  });

  test('is made anew when it failed and cannot be written again', async () => {
    const world = worldOf(addTemplate);
    world.az.store = { [TEMPLATE]: { location: 'westeurope', properties: { provisioningState: 'Failed' } } };
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs.slice(-2)).toEqual(['resource delete', 'resource create']);
  });

  test('is waited for while something is going on there', async () => {
    const world = worldOf(addNetwork);
    world.az.store = { [VNET]: { location: 'westeurope' } };
    world.az.rules = [
      { match: `resource show --ids ${VNET} .*provisioningState`, out: 'Creating\n', exit: 0, times: 2 },
    ];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(0);
    expect(err).toContain('is Creating');
    expect(world.others.filter((line) => line.startsWith('sleep'))).toHaveLength(2);
    expect(world.verbs).not.toContain('network vnet create');
  });

  test('is found as an assignment whatever its name', async () => {
    const world = worldOf(addRoles);
    const other = `${VNET}/providers/Microsoft.Authorization/roleAssignments/another-name`;
    world.az.store = {
      [other]: {
        properties: {
          principalId: 'principal-of-id-kubelet',
          roleDefinitionId: '/x/4d97b98b-1d4f-4787-a291-c67834d212e7',
        },
      },
    };
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs).not.toContain('role assignment create');
  });
});

describe('a run that fails', () => {
  test('names the step, and goes on from it', async () => {
    const world = worldOf(addRoles);
    world.az.rules = [{ match: 'network vnet create', exit: 1, stderr: 'ERROR: (QuotaExceeded) no more' }];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(err).toContain('(QuotaExceeded)');
    expect(err).toContain('The step vnet was not finished');
    expect(err).toMatch(/bash '?\$?'?.*setup\.sh.*--from vnet/);
    const again = await world.run('setup.sh', ['--from', 'vnet']);
    expect(again.code).toBe(0);
    expect(world.verbs).toEqual([
      'network vnet create',
      'network vnet subnet create',
      'identity create',
      'role assignment create',
    ]);
  });

  test('finishes what was left half made, and does not begin it again', async () => {
    const world = worldOf(addNetwork);
    world.az.rules = [{ match: 'nsg rule create', exit: 1, stderr: 'ERROR: (InternalServerError) oh' }];
    expect((await world.run('setup.sh')).code).toBe(1);
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(0);
    expect(err).toContain(`finishing  ${NSG}`);
    expect(world.verbs[0]).toBe('network nsg rule create');
  });

  test('does not touch what belongs to others while it finishes its own', async () => {
    const world = worldOf(addNetwork);
    world.az.store = { [NSG]: { location: 'westeurope', tags: { owner: 'platform' } } };
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs).not.toContain('network nsg rule create');
  });

  test('repeats a command while a new principal is not known yet, and says for how long at most', async () => {
    const world = worldOf(addRoles);
    world.az.rules = [
      { match: 'role assignment create', exit: 1, stderr: 'ERROR: (PrincipalNotFound) not yet', times: 3 },
    ];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(0);
    expect(world.verbs.filter((verb) => verb === 'role assignment create')).toHaveLength(4);
    expect(world.others.filter((line) => line === 'sleep 60')).toHaveLength(3);
    expect(err).toContain('again in 60 seconds, for ten minutes at most (3 of 10)');
  });

  test('repeats it for ten minutes and no longer', async () => {
    const world = worldOf(addRoles);
    world.az.rules = [
      { match: 'role assignment create', exit: 1, stderr: 'ERROR: (PrincipalNotFound) not yet', times: 99 },
    ];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(world.verbs.filter((verb) => verb === 'role assignment create')).toHaveLength(11);
    expect(world.others.filter((line) => line === 'sleep 60')).toHaveLength(10);
    expect(err).toContain('missing rather than late');
    expect(err).toContain('--from kubeletIdentityGetsNetworkContributorOnVnet');
  });

  /** What ARM and AKS say of a role that is not seen yet; AKS looks itself, and answers 400 before it makes anything. */
  const LATE = [
    '(LinkedAuthorizationFailed) The client has no permission to perform subnets/join/action.',
    '(CustomPrivateDNSZoneMissingPermissionError) The identity must be given permission to the private dns zone.',
    '(CustomKubeletIdentityMissingPermissionError) The identity must be given permission to assign kubelet identity.',
    '(CustomRouteTableMissingPermission) The identity must be given permission to the route table.',
    '(customPrivateDNSZoneMissingPermission) The identity must be given permission to the private dns zone.',
    '(ResourceMissingPermissionError) Permission to resource /x. Check access result not allowed for action Microsoft.Network/privateDnsZones/read.',
    '(BadRequest) Check access result not allowed for action Microsoft.Network/virtualNetworks/subnets/join/action.',
  ];

  test.each(LATE)('repeats what runs as an identity when its role may not be seen yet: %s', async (words) => {
    const world = worldOf(addCluster);
    world.az.rules = [{ match: 'aks create', exit: 1, stderr: `ERROR: ${words}`, times: 4 }];
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs.slice(-6)).toEqual([...Array<string>(5).fill('aks create'), 'resource update']);
  });

  test.each(LATE)('does not repeat what no new role explains: %s', async (words) => {
    const world = worldOf(addNetwork);
    world.az.rules = [{ match: 'network vnet create', exit: 1, stderr: `ERROR: ${words}` }];
    expect((await world.run('setup.sh')).code).toBe(1);
    expect(world.verbs.filter((verb) => verb === 'network vnet create')).toHaveLength(1);
    expect(world.others).toEqual([]);
  });

  const role = symbol('imageRole', 'Microsoft.Authorization/roleDefinitions');
  const addCustomRole = (plan: Adder) => {
    addRoles(plan);
    plan.add(role, {
      api: '2022-04-01',
      scope: { in: 'subscription' },
      name: '0a1b2c3d-0000-4000-8000-5a3b9d7e1c20',
      stage: 'identity',
      body: { properties: { roleName: 'writes images', assignableScopes: [idOf(group)] } },
    });
    plan.grant({ to: identity, role: 'writes images', roleId: role, on: group, why: 'writes images' });
  };
  const unread = (times: number) => ({ match: '^resource show .*/roleDefinitions/', exit: 3, times });

  test('waits until a role definition that Azure took can be read, and repeats its assignment until Azure knows it', async () => {
    const world = worldOf(addCustomRole);
    world.az.rules = [
      // before it is written, and after it
      unread(1 + 5),
      {
        match: 'role assignment create .*0a1b2c3d',
        exit: 1,
        stderr: 'ERROR: (RoleDefinitionDoesNotExist) no',
        times: 2,
      },
    ];
    const { code, err } = await world.run('setup.sh');
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(world.others.filter((line) => line === 'sleep 15')).toHaveLength(5);
    expect(world.others.filter((line) => line === 'sleep 60')).toHaveLength(2);
    expect(world.verbs.filter((verb) => verb === 'rest')).toHaveLength(1);
    expect(err).toContain('is written, and cannot be read yet: ten minutes at most');
  });

  test('does not wait for it for ever, and does not say that it failed', async () => {
    const world = worldOf(addCustomRole);
    world.az.rules = [unread(99)];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(world.others.filter((line) => line === 'sleep 15')).toHaveLength(40);
    expect(err).toContain('was written, and cannot be read after ten minutes');
    expect(err).not.toContain('activity log');
    expect(err).toContain('--from imageRole');
  });

  test('asks Azure to go on with a cluster that a first try left behind, and does not create it twice', async () => {
    const world = worldOf(addCluster);
    world.az.rules = [
      {
        match: 'aks create',
        exit: 1,
        stderr: 'ERROR: (LinkedAuthorizationFailed) no',
        set: { [CLUSTER]: { location: 'westeurope', properties: { provisioningState: 'Failed' } } },
      },
    ];
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs.filter((verb) => verb === 'aks create')).toHaveLength(1);
  });

  test('waits until a role can be seen', async () => {
    const world = worldOf(addRoles);
    world.az.rules = [{ match: 'rest --method get .*roleAssignments', out: '', exit: 0, times: 3 }];
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.others.filter((line) => line === 'sleep 10')).toHaveLength(2);
  });
});

describe('before anything is made', () => {
  test('setup.sh refuses an az that is too old, and says how to get a newer one', async () => {
    const world = worldOf(addCluster);
    world.az.rules = [{ match: '^version', out: '2.79.9\n', exit: 0 }];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(err).toContain('az is 2.79.9, this script needs 2.80.0 or newer: az upgrade');
    expect(world.writes).toEqual([]);
  });

  test.each([
    [
      'a subscription that the operator is not signed in to',
      [{ match: '^account show', exit: 1, stderr: "ERROR: Please run 'az login'" }],
      'az login',
    ],
    ['a subscription that is disabled', [{ match: '^account show', out: 'Disabled\nops\n', exit: 0 }], 'is Disabled'],
  ])('it refuses %s', async (_, rules, says) => {
    const world = worldOf(addGroup);
    world.az.rules = rules;
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(err).toContain(says);
    expect(world.writes).toEqual([]);
  });

  test.each([
    [['--nonsense']],
    [['--stage']],
    [['--stage', '12']],
    [['--from', 'nowhere']],
    [['--stage', '1', '--from', 'vnet']],
  ])('it refuses %j as wrong use', async (args) => {
    const world = worldOf(addNetwork);
    expect((await world.run('setup.sh', args)).code).toBe(2);
    expect(world.az.calls).toEqual([]);
  });

  test('it shows what it will do', async () => {
    const world = worldOf(addNetwork);
    expect((await world.run('setup.sh')).err).toContain('  2 vnet Microsoft.Network/virtualNetworks\n');
    expect((await world.run('setup.sh', ['--help'])).out).toContain('  2 vnet Microsoft.Network/virtualNetworks\n');
  });
});

describe('a feature that the subscription must have', () => {
  const withFeature = (plan: Adder) => {
    addCluster(plan);
    plan.feature({
      namespace: 'Microsoft.Compute',
      name: 'EncryptionAtHost',
      for: 'Host encryption',
      stage: 'cluster',
      domain: 'subscription',
    });
    plan.object({ symbol: 'defaultDeny', manifest: { kind: 'NetworkPolicy', metadata: { name: 'default-deny' } } });
  };
  const unregistered = { 'Microsoft.Compute/EncryptionAtHost': { state: 'NotRegistered' } };
  const isLook = (call: readonly string[]) => call[0] === 'feature';

  test('is looked for before anything is made, and stops with the commands that register it', async () => {
    const world = worldOf(withFeature);
    world.az.store = unregistered;
    for (const args of [[], ['--stage', '1'], ['--from', 'cluster']]) {
      const { code, err } = await world.run('setup.sh', args);
      expect(code).toBe(1);
      expect(err).toContain(
        `az feature register --subscription ${HEAD.subscription} --namespace Microsoft.Compute --name EncryptionAtHost\n`,
      );
      expect(err).toContain('stopped: Host encryption needs the feature EncryptionAtHost of Microsoft.Compute');
      expect(err).toContain('it is NotRegistered');
      expect(world.writes).toEqual([]);
    }
    expect(world.created).toEqual([]);
  });

  test('lets a run pass where it is registered, and is not looked for once the cluster is there', async () => {
    const world = worldOf(withFeature);
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.az.calls.filter(isLook)).toHaveLength(1);
    world.az.store = { ...world.az.store, ...unregistered };
    expect((await world.run('setup.sh', ['--stage', '7'])).code).toBe(0);
    expect(world.az.calls.filter(isLook)).toEqual([]);
  });

  test('is not taken for registered when Azure refuses to say', async () => {
    const world = worldOf(withFeature);
    world.az.rules = [{ match: '^feature show', exit: 1, stderr: 'ERROR: (AuthorizationFailed) no \u001b[31m' }];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(err).toContain('could not look at the feature EncryptionAtHost');
    expect(err).toContain('(AuthorizationFailed) no [31m');
    expect(world.writes).toEqual([]);
  });

  test('is asked of whoever owns the subscription, in their script too', async () => {
    const register = { do: 'register-provider', namespace: 'Microsoft.Compute' } as const;
    const plan = planOf(
      (adder) => {
        withFeature(adder);
        adder.act('registerCompute', register, { stage: 'subscription', domain: 'subscription', says: 'Registers' });
      },
      { owners: { subscription: 'Platform', network: 'Network' } },
    );
    const scripts = (owner: string | undefined) => {
      const world = new ScriptWorld(scriptFor(emissionOf(plan), owner));
      worlds.push(world);
      world.az.store = unregistered;
      return world;
    };
    const operator = await scripts(undefined).run('setup.sh');
    expect(operator.code).toBe(1);
    expect(operator.err).toContain('It belongs to Platform: hand over handover/platform/request.md');
    const dry = await scripts(undefined).run('setup.sh', ['--what-if']);
    expect(dry.out).toContain(
      '# needs the feature EncryptionAtHost of Microsoft.Compute in the subscription, registered by Platform\n',
    );
    const platform = await scripts('Platform').run('setup.sh');
    expect(platform.code).toBe(1);
    expect(platform.err).toContain('Nothing was made.');
    expect(platform.err).not.toContain('It belongs to');
    const network = scripts('Network');
    network.az.store = { ...unregistered, [ROOT]: {} };
    expect((await network.run('setup.sh')).code).toBe(0);
    expect(network.az.calls.filter(isLook)).toEqual([]);
  });

  test('names the decisions that need it', () => {
    const text = bash.emit(emissionOf(planOf(withFeature))).get('setup.sh');
    expect(text).toMatch(
      /# because: net\.vnet\nmust_have_feature 5 Microsoft\.Compute EncryptionAtHost 'Host encryption'\n/,
    );
  });
});

describe("what is another team's", () => {
  const owners = { network: 'Network & Co', roles: 'Cloud Identity' } as const;

  test('stops the stage that needs it, and names the team and what to hand over', async () => {
    const world = worldOf(addTemplate, { owners });
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(world.verbs).not.toContain('network vnet create');
    expect(err).toMatch(/does not exist yet\. It belongs to Network & Co: hand over handover\/network-co\/request\.md/);
  });

  test('is waved through once it is there, roles by scope, role and principal', async () => {
    const world = worldOf(addTemplate, { owners });
    const role = {
      properties: {
        principalId: 'principal-of-id-kubelet',
        roleDefinitionId: '/x/4d97b98b-1d4f-4787-a291-c67834d212e7',
      },
    };
    world.az.store = { [NSG]: {}, [VNET]: {}, [`${VNET}/subnets/snet-nodes`]: {} };
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(err).toContain('It belongs to Cloud Identity');
    world.az.store = { ...world.az.store, [`${VNET}/providers/Microsoft.Authorization/roleAssignments/x`]: role };
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs).toEqual(['resource create']);
  });

  test('is checked even where it was there before the profile', async () => {
    const hub = symbol('hubVnet', 'Microsoft.Network/virtualNetworks');
    const world = worldOf((plan) => {
      addNetwork(plan);
      plan.existing(
        hub,
        `/subscriptions/${HEAD.subscription}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub`,
        { api: '2025-05-01', stage: 'network' },
      );
      plan.add(symbol('toHub', 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings'), {
        api: '2025-05-01',
        scope: { in: 'parent', of: vnet.symbol },
        name: 'to-hub',
        stage: 'network',
        body: { properties: { remoteVirtualNetwork: { id: idOf(hub) }, allowVirtualNetworkAccess: true } },
      });
    });
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(world.verbs).toEqual(['group create']);
    expect(err).toContain('virtualNetworks/hub does not exist');
  });
});

describe('the stage in the cluster', () => {
  const withChart = (plan: Adder) => {
    addCluster(plan);
    plan.object({ symbol: 'defaultDeny', manifest: { kind: 'NetworkPolicy', metadata: { name: 'default-deny' } } });
    plan.chart({
      symbol: 'virtualNodes',
      release: 'virtual-nodes',
      repository: 'https://example.com/charts',
      chart: 'virtualnode',
      version: '1.2.3',
      namespace: 'vn2',
      values: { identity: { clientId: runtime(identity, 'properties.clientId') } },
    });
  };
  const manifests = new Map([
    ['kubernetes/10-namespaces.yaml', ''],
    ['kubernetes/50-policies.yaml', ''],
    ['kubernetes/kustomization.yaml', ''],
    ['charts/virtual-nodes.values.yaml', ''],
  ]);

  test('applies manifests in order and installs charts, with what only Azure knows', async () => {
    const world = worldOf(withChart);
    world.write(manifests);
    const { code, err } = await world.run('setup.sh');
    expect({ code, err }).toMatchObject({ code: 0 });
    const kubectl = world.others.filter((line) => line.startsWith('kubectl'));
    expect(kubectl.map((line) => line.split('/').at(-1))).toEqual(['10-namespaces.yaml', '50-policies.yaml']);
    const helm = world.others.find((line) => line.startsWith('helm upgrade'));
    expect(helm).toContain(
      '--install virtual-nodes virtualnode --repo https://example.com/charts --version 1.2.3 --namespace vn2',
    );
    expect(helm).toContain('--set-string identity.clientId=client-of-id-kubelet');
  });

  test('fails where the cluster refuses a manifest, names the step and shows no control characters of it', async () => {
    const world = worldOf(withChart);
    world.write(manifests);
    world.recorder('kubectl', "printf 'denied \\033[2Jhere\\n' >&2; exit 1");
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(err).toContain('denied [2Jhere\n');
    expect(err).toMatch(/setup\.sh.* --from inCluster/);
    expect(world.others.filter((line) => line.startsWith('helm'))).toEqual([]);
  });

  test('is left to the jump box where only that reaches the cluster, with the command to run there', async () => {
    const world = worldOf(withChart, { delivery: 'jumpbox' });
    world.write(manifests);
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(0);
    expect(err).toContain('bash setup.sh --stage 7 --inside');
    expect(world.others.filter((line) => /^(kubectl|helm)/.test(line))).toEqual([]);
    expect((await world.run('setup.sh', ['--stage', '7', '--inside'])).code).toBe(0);
    expect(world.others.filter((line) => line.startsWith('kubectl apply'))).toHaveLength(2);
  });

  test('goes through Azure with run-command, and fails when the commands there fail', async () => {
    const world = worldOf(withChart, { delivery: 'run-command' });
    world.write(manifests);
    world.az.rules = [{ match: 'aks command invoke', out: '0\nall well\n', exit: 0 }];
    expect((await world.run('setup.sh')).code).toBe(0);
    const call = world.az.calls.find((one) => one.includes('invoke')) ?? [];
    expect(call[call.indexOf('--command') + 1]).toBe(
      'env KUBELET_IDENTITY_PROPERTIES_CLIENT_ID=client-of-id-kubelet sh in-cluster.sh',
    );
    expect(call.filter((_, i) => call[i - 1] === '--file').map((one) => one.split('/').at(-1))).toEqual([
      'in-cluster.sh',
      '10-namespaces.yaml',
      '50-policies.yaml',
      'kustomization.yaml',
      'virtual-nodes.values.yaml',
    ]);
    world.az.rules = [{ match: 'aks command invoke', out: '1\nError: no \u001b[31m\n', exit: 0 }];
    const { code, err } = await world.run('setup.sh', ['--stage', '7']);
    expect(code).toBe(1);
    expect(err).toContain('Error: no [31m');
  });

  const containers = symbol('containerSubnet', 'Microsoft.Network/virtualNetworks/subnets');
  const gateway = symbol('containerNatGateway', 'Microsoft.Network/natGateways');
  /** A chart that names a subnet with a gateway, and a role on the cluster: of other teams, and no step in Azure needs them. */
  const withOthers = (plan: Adder) => {
    withChart(plan);
    const network = { api: '2025-05-01', stage: 'network', domain: 'network' } as const;
    plan.add(gateway, { ...network, scope: inGroup, name: 'ng-cg', body: { location: place } });
    plan.add(containers, {
      ...network,
      scope: { in: 'parent', of: vnet.symbol },
      name: 'cg',
      body: { properties: { addressPrefix: '10.10.4.0/24', natGateway: { id: idOf(gateway) } } },
    });
    plan.chart({
      symbol: 'other',
      release: 'other',
      repository: 'https://example.com/charts',
      chart: 'other',
      version: '1.0.0',
      namespace: 'other',
      values: { subnet: nameOf(containers) },
    });
    admins(plan);
  };
  const admins = (plan: Adder) =>
    plan.grant({
      to: { symbol: 'admins', principalId: GROUP, principalType: 'Group', words: 'the admins' },
      role: 'Reader',
      roleId: READER,
      on: cluster,
      why: 'looks',
      stage: 'access',
    });
  const GROUP = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30';
  const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
  const granted = (principalId: string, role: string) => ({
    properties: { principalId, roleDefinitionId: `/x/${role}` },
  });
  const others = (): ScriptWorld['az']['store'] => ({
    [NSG]: {},
    [VNET]: {},
    [`${VNET}/subnets/snet-nodes`]: {},
    [`${VNET}/providers/Microsoft.Authorization/roleAssignments/x`]: granted(
      'principal-of-id-kubelet',
      '4d97b98b-1d4f-4787-a291-c67834d212e7',
    ),
  });
  const owners = { network: 'Network', roles: 'IAM' } as const;

  test('waits for what the charts name, and for what no step in Azure needs', async () => {
    const world = worldOf(withOthers, { owners });
    world.write(manifests);
    world.write(new Map([['charts/other.values.yaml', '']]));
    const missing: readonly [string, object][] = [
      [`${VNET}/subnets/cg`, {}],
      [`${ROOT}/providers/Microsoft.Network/natGateways/ng-cg`, {}],
      [`${CLUSTER}/providers/Microsoft.Authorization/roleAssignments/y`, granted(GROUP, READER)],
    ];
    world.az.store = others();
    for (const [id, what] of missing) {
      const { code, err } = await world.run('setup.sh');
      expect(code).toBe(1);
      const looked = id.replace(/\/providers\/Microsoft\.Authorization.*/, '');
      expect(err).toContain(looked);
      expect(err).toContain(
        `It belongs to ${looked === id ? 'Network: hand over handover/network' : 'IAM: hand over handover/iam'}`,
      );
      expect(world.others.filter((line) => /^(kubectl|helm)/.test(line))).toEqual([]);
      world.az.store = { ...world.az.store, [id]: what };
    }
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.others.filter((line) => line.startsWith('helm upgrade'))).toHaveLength(2);
  });

  test('of a plan with nothing inside is a last look at what other teams deliver', async () => {
    const world = worldOf(
      (plan) => {
        addCluster(plan);
        admins(plan);
      },
      { owners },
    );
    world.az.store = others();
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(world.verbs).toContain('aks create');
    expect(err).toContain('Stage 9: is it as planned?');
    expect(err).toContain('It belongs to IAM: hand over handover/iam/request.md');
    world.az.store = {
      ...world.az.store,
      [`${CLUSTER}/providers/Microsoft.Authorization/roleAssignments/y`]: granted(GROUP, READER),
    };
    expect((await world.run('setup.sh', ['--stage', '9'])).code).toBe(0);
  });

  test('is one file, for the script and for whoever deployed the Bicep', async () => {
    expect([...bash.emit(emissionOf(planOf(withChart))).keys()]).toContain(IN_CLUSTER);
  });
});

describe('an image build', () => {
  const build = (plan: Adder) => {
    addTemplate(plan);
    plan.act('buildImage', { do: 'build-image', template: template.symbol }, { stage: 'image', says: 'Builds' });
  };
  const status = (state: string, started: string) => ({
    match: 'lastRunStatus.runState',
    out: `${state}\n${started}\n`,
    exit: 0,
  });

  test('is waited for, and the images it made are written down', async () => {
    const world = worldOf(build);
    const image = `${ROOT}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`;
    world.az.rules = [
      status('null', 'null'),
      status('null', 'null'),
      status('Running', '2026'),
      status('Succeeded', '2026'),
      { match: 'runOutputs', out: `${image}\n`, exit: 0 },
    ];
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs.at(-1)).toBe('image builder run');
    expect(world.created).toContain(`built\t${image}`);
  });

  test('whose end was not seen has its images written down by the next run', async () => {
    const world = worldOf(build);
    const image = `${ROOT}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`;
    world.az.rules = [status('null', 'null'), { match: 'lastRunStatus.runState', out: '', exit: 1 }];
    expect((await world.run('setup.sh')).code).toBe(1);
    expect(world.verbs.at(-1)).toBe('image builder run');
    world.az.rules = [status('Succeeded', '2026'), { match: 'runOutputs', out: `${image}\n`, exit: 0 }];
    expect((await world.run('setup.sh', ['--from', 'buildImage'])).code).toBe(0);
    expect(world.verbs).not.toContain('image builder run');
    expect(world.created).toContain(`built\t${image}`);
    world.az.rules = [status('Succeeded', '2026')];
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.created.filter((line) => line.startsWith('built'))).toEqual([`built\t${image}`]);
  });

  test('that somebody else saw to its end has its images written down, each once, where the template is of this script', async () => {
    const world = worldOf(build);
    const image = `${ROOT}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`;
    const outputs = { match: 'runOutputs', out: `${image}\n`, exit: 0 };
    // it ran by itself while this script was away
    world.az.rules = [
      status('null', 'null'),
      { match: 'image builder run', exit: 1, stderr: 'ERROR: (Conflict) busy' },
    ];
    expect((await world.run('setup.sh')).code).toBe(1);
    for (let round = 0; round < 2; round += 1) {
      world.az.rules = [status('Succeeded', '2026'), outputs];
      expect((await world.run('setup.sh')).code).toBe(0);
    }
    expect(world.created.filter((line) => line.startsWith('built'))).toEqual([`built\t${image}`]);

    const theirs = worldOf(build);
    theirs.az.store = { [TEMPLATE]: {} };
    theirs.az.rules = [status('Succeeded', '2026'), outputs];
    expect((await theirs.run('setup.sh')).code).toBe(0);
    expect(theirs.created.join('\n')).not.toContain('built\t');
  });

  test('that the template starts by itself is waited for, and not started a second time', async () => {
    const byItself = (plan: Adder) => {
      build(plan);
      plan.extend(template, { properties: { autoRun: { state: 'Enabled' } } });
    };
    const world = worldOf(byItself);
    const image = `${ROOT}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0`;
    world.az.rules = [
      { ...status('null', 'null'), times: 3 },
      { ...status('Running', '2026'), times: 2 },
      status('Succeeded', '2026'),
      { match: 'runOutputs', out: `${image}\n`, exit: 0 },
    ];
    const { code, err } = await world.run('setup.sh');
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(world.verbs).not.toContain('image builder run');
    expect(world.created).toContain(`built\t${image}`);

    const never = worldOf(byItself);
    never.az.rules = [{ ...status('null', 'null'), times: 12 }, status('Succeeded', '2026')];
    expect((await never.run('setup.sh')).code).toBe(0);
    expect(never.verbs.at(-1)).toBe('image builder run');
    expect((await never.run('setup.sh', ['--what-if'])).out).toContain('only when none starts within ten minutes');
  });

  test('that failed ends the run, with its message and where its log is', async () => {
    const world = worldOf(build);
    world.az.rules = [
      status('null', 'null'),
      status('Failed', '2026'),
      { match: 'exactStagingResourceGroup', out: 'message: no disk\nlog: customization.log in IT_x\n', exit: 0 },
    ];
    const { code, err } = await world.run('setup.sh');
    expect(code).toBe(1);
    expect(err).toContain('customization.log in IT_x');
    expect(err).toContain('--from buildImage');
  });

  test('is not run again once it succeeded, and is after it failed, whose end is not taken for the new one', async () => {
    const world = worldOf(build);
    world.az.rules = [status('Succeeded', '2026')];
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs).not.toContain('image builder run');
    world.az.rules = [status('Failed', '2026-01'), status('Failed', '2026-01'), status('Succeeded', '2026-02')];
    expect((await world.run('setup.sh')).code).toBe(0);
    expect(world.verbs).toEqual(['image builder run']);
  });
});

describe('hostile text', () => {
  test('arrives in commands and bodies as it is, and starts nothing', async () => {
    const world = worldOf((plan) => {
      addGroup(plan);
      for (const [i, text] of HOSTILE.entries()) {
        const value = param(`text${String.fromCharCode(97 + (i % 26))}${i < 26 ? 'x' : 'y'}`, text, `says ${text}`);
        plan.add(symbol(`identity${i}`, 'Microsoft.ManagedIdentity/userAssignedIdentities'), {
          api: '2024-11-30',
          scope: inGroup,
          name: `id-${i}`,
          stage: 'identity',
          body: { location: value, tags: { key: text } },
        });
        plan.add(symbol(`other${i}`, 'Microsoft.Other/things'), {
          api: '2024-11-30',
          scope: inGroup,
          name: `thing-${i}`,
          stage: 'identity',
          body: { location: place, properties: { literal: text, value, [`key ${text}`]: [text] } },
        });
      }
    });
    const { code, err } = await world.run('setup.sh');
    expect({ code, err }).toMatchObject({ code: 0 });
    const locations = world.writes
      .filter((call) => call[0] === 'identity')
      .map((call) => call[call.indexOf('--location') + 1]);
    expect(locations.toSorted()).toEqual(HOSTILE.toSorted());
    for (const [i, text] of HOSTILE.entries())
      expect(world.az.store[`${ROOT}/providers/Microsoft.Other/things/thing-${i}`]?.['properties']).toEqual({
        literal: text,
        value: text,
        [`key ${text}`]: [text],
      });
    expect(world.others).toEqual([]);
  });
});

describe('the script', () => {
  const files = bash.emit(emissionOf(planOf(addTemplate)));
  const text = files.get('setup.sh') ?? '';

  test('names the decisions of each step', async () => {
    const steps = [...text.matchAll(/^ *# because: (.*)\n *if step \d (\w+); then$/gm)];
    expect(steps.map((found) => found[2])).toEqual([
      'clusterGroup',
      'nodeNsg',
      'vnet',
      'nodeSubnet',
      'kubeletIdentity',
      'kubeletIdentityGetsNetworkContributorOnVnet',
      'waitForRoles',
      'imageTemplate',
    ]);
    expect(new Set(steps.map((found) => found[1]))).toEqual(new Set(['net.vnet']));
  });

  test('holds nothing that bash 3.2 lacks, and no eval', async () => {
    expect(text).not.toMatch(
      /\beval\b|declare -A|local -A|\bmapfile\b|\breadarray\b|\$\{\w+[,^]|&>>|\|&|local -n|\[-\d\]|EPOCH|coproc|\$\{\w+@/,
    );
  });

  test('has each value of this cluster once, at the top', async () => {
    expect(text.match(/10\.0\.0\.0\/24/g)).toHaveLength(1);
    expect(text.match(/\brg-demo\b/g)).toHaveLength(1);
  });
});
