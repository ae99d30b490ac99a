import { describe, expect, test } from 'vitest';
import { builtInRoles, builtInRolesFor } from '../../src/emit/rights/built-in.ts';
import { type Purpose, rightsFor } from '../../src/emit/rights/index.ts';
import { teamRoles } from '../../src/emit/roles/team.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { profileWith } from '../helpers/legal-profiles.ts';
import { addEverything, HEAD, planOf } from '../helpers/plans.ts';

const TOP = `/subscriptions/${HEAD.subscription}`;
const group = (name: string): string => `${TOP}/resourceGroups/${name}`;
const HUB = `${group('rg-hub')}/providers/Microsoft.Network/virtualNetworks/vnet-hub`;

const demo = (delivery: Plan['delivery'] = 'here', owners: Plan['owners'] = {}): Plan =>
  planOf(
    (plan) => {
      addEverything(plan, HUB, delivery === 'run-command');
      plan.object({ symbol: 'shop', manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } } });
    },
    { delivery, owners },
  );

const at = (plan: Plan, scope: string, purposes?: readonly Purpose[], owner?: string): readonly string[] =>
  rightsFor(plan, owner, purposes).find((one) => one.scope === scope)?.actions ?? [];

function planWith(answers: Readonly<Record<string, unknown>>): Plan {
  const profile = profileWith('rights', answers);
  if (!profile) throw new Error('a rule refuses these answers');
  return profile.emission().plan;
}

describe('the rights to make a part', () => {
  test('name what az makes and looks for by itself: routes and rules', () => {
    expect(at(demo(), group('rg-demo'), ['make'])).toEqual(
      expect.arrayContaining(
        ['routeTables/routes', 'networkSecurityGroups/securityRules'].flatMap((type) =>
          ['read', 'write'].map((verb) => `Microsoft.Network/${type}/${verb}`),
        ),
      ),
    );
  });

  test('name no parts that there are none of', () => {
    const plan = demo();
    const bare = plan.resources.map((one) =>
      one.type === 'Microsoft.Network/routeTables' ? { ...one, body: { location: 'westeurope' } } : one,
    );
    expect(at({ ...plan, resources: bare }, group('rg-demo'), ['make']).join()).not.toContain('/routes/');
  });

  test('read what was there before, and link to it', () => {
    expect(at(demo(), group('rg-hub'), ['make'])).toEqual([
      'Microsoft.Network/virtualNetworks/peer/action',
      'Microsoft.Network/virtualNetworks/read',
      'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/read',
      'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write',
    ]);
  });

  test.each([
    ['here', ['listClusterUserCredential/action']],
    ['jumpbox', ['listClusterUserCredential/action']],
    ['run-command', ['commandResults/read', 'runcommand/action']],
  ] as const)('get into the cluster: %s', (delivery, verbs) => {
    const inside = at(demo(delivery), group('rg-demo'), ['make'])
      .filter((one) => /UserCredential|runcommand|commandResults/.test(one))
      .map((one) => one.replace('Microsoft.ContainerService/managedClusters/', ''));
    expect(inside).toEqual(verbs);
  });

  test('run a build and read what it made', () => {
    expect(at(demo(), group('rg-demo'), ['make'])).toEqual(
      expect.arrayContaining([
        'Microsoft.VirtualMachineImages/imageTemplates/run/action',
        'Microsoft.VirtualMachineImages/imageTemplates/runOutputs/read',
      ]),
    );
    expect(at(demo(), group('rg-demo'), ['remove'])).toContain('Microsoft.Compute/galleries/images/versions/delete');
  });

  test('read a provider before it is registered, and write custom roles at the subscription', () => {
    expect(at(demo(), TOP, ['make'])).toEqual(
      expect.arrayContaining([
        'Microsoft.Resources/subscriptions/providers/read',
        'Microsoft.Network/register/action',
        'Microsoft.Authorization/roleDefinitions/write',
      ]),
    );
  });

  test('remove nothing, but a template that failed', () => {
    const deletes = rightsFor(demo(), undefined).flatMap(({ actions }) => actions.filter((one) => /delete$/.test(one)));
    expect(deletes).toEqual(['Microsoft.VirtualMachineImages/imageTemplates/delete']);
  });

  test('stand once: what is held at the subscription is not named at its groups', () => {
    const rights = rightsFor(demo(), undefined, ['make', 'remove']);
    const top = rights.find((one) => one.scope === TOP)?.actions ?? [];
    expect(top.length).toBeGreaterThan(0);
    for (const { scope, actions } of rights)
      if (scope !== TOP) expect(actions.filter((one) => top.includes(one))).toEqual([]);
  });
});

describe('the roles of a team', () => {
  const plan = demo('here', { network: 'Net' });
  const roles = [...teamRoles(plan, 'Net')].map(
    ([path, text]) =>
      [
        path,
        JSON.parse(text) as { readonly actions: readonly string[]; readonly assignableScopes: readonly string[] },
      ] as const,
  );

  test('keep what is held at the subscription apart', () => {
    expect(roles.map(([path, { assignableScopes }]) => [path, assignableScopes])).toEqual([
      ['role.json', [group('rg-demo'), group('rg-hub')]],
      ['role-subscription.json', [TOP]],
    ]);
    const [, above] = roles[1] ?? [];
    expect(above?.actions.filter((one) => !/\/(?:operations|operationResults)\/read$/.test(one))).toEqual([
      'Microsoft.Resources/deployments/*',
      'Microsoft.Resources/subscriptions/providers/read',
    ]);
  });

  test('hold nothing of others', () => {
    const [, held] = roles[0] ?? [];
    expect(held?.actions).toContain('Microsoft.Network/routeTables/routes/write');
    expect(held?.actions.join()).not.toMatch(/Authorization|ContainerService|Compute|\/delete/);
  });
});

describe('built-in roles', () => {
  test.each([
    [['Microsoft.Network/virtualNetworks/read'], ['Reader']],
    [['Microsoft.Network/virtualNetworks/write'], ['Contributor']],
    [['Microsoft.Authorization/roleAssignments/write'], ['Role Based Access Control Administrator']],
    [['Microsoft.Authorization/roleDefinitions/write'], ['User Access Administrator']],
    [
      ['Microsoft.Authorization/roleAssignments/write', 'Microsoft.Authorization/roleDefinitions/write', 'a/write'],
      ['Contributor', 'User Access Administrator'],
    ],
  ])('for %j are %j', (actions, roles) => {
    expect(builtInRolesFor(actions)).toEqual(roles);
  });

  test('of whoever writes custom roles are at the subscription, and hold at its groups', () => {
    const plan = planWith({ 'vn.enable': true, 'vn.role': 'custom', 'net.vnet': 'new', 'base.owners': {} });
    expect(builtInRoles(plan, undefined)).toEqual([
      { roles: ['Contributor', 'User Access Administrator'], scopes: [`/subscriptions/${plan.subscription}`] },
    ]);
  });

  test('of whoever only gives roles give them where that is', () => {
    const plan = planWith({ 'vn.enable': false, 'net.vnet': 'managed', 'jb.enable': 'none', 'base.owners': {} });
    const [above, ...rest] = builtInRoles(plan, undefined);
    expect(above).toEqual({ roles: ['Contributor'], scopes: [`/subscriptions/${plan.subscription}`] });
    expect(rest.flatMap(({ roles }) => roles)).toEqual(['Role Based Access Control Administrator']);
  });
});
