import { describe, expect, test } from 'vitest';
import { reader } from '../../src/core/resolve.ts';
import { buildPlan, type PlanHead } from '../../src/plan/build.ts';
import { type Adder, contribution } from '../../src/plan/contribution.ts';
import { plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import { stepsOf } from '../../src/plan/order.ts';
import { gatesOf, teamsOf, viewFor } from '../../src/plan/ownership.ts';
import { findResource, type Plan } from '../../src/plan/plan.ts';
import { byId, idOf, param, symbol } from '../../src/plan/value.ts';

const group = symbol('group', 'Microsoft.Resources/resourceGroups');
const vnet = symbol('vnet', 'Microsoft.Network/virtualNetworks');
const subnet = symbol('subnet', 'Microsoft.Network/virtualNetworks/subnets');
const identity = symbol('identity', 'Microsoft.ManagedIdentity/userAssignedIdentities');
const cluster = symbol('cluster', 'Microsoft.ContainerService/managedClusters');
const NETWORK_CONTRIBUTOR = '4d97b98b-1d4f-4787-a291-c67834d212e7';

const head: PlanHead = {
  subscription: '00000000-0000-4000-8000-000000000001',
  tenant: undefined,
  clusterName: 'c',
  location: 'westeurope',
  sample: false,
  owners: {},
  delivery: 'here',
};
const part = (id: string, add: (plan: Adder) => void) => contribution({ id, because: [], add });

const parts = [
  part('cluster', (plan) =>
    plan.add(cluster, {
      api: '2025-10-01',
      scope: { in: 'group', group: 'group' },
      name: 'c',
      stage: 'cluster',
      body: { identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(identity)) } },
    }),
  ),
  part('pods', (plan) => plan.extend(cluster, { properties: { networkProfile: { podCidr: '10.244.0.0/16' } } })),
  part('newer', (plan) => plan.atLeast(cluster, '2026-02-01')),
  part('grant', (plan) =>
    plan.grant({
      to: identity,
      role: 'Network Contributor',
      roleId: NETWORK_CONTRIBUTOR,
      on: subnet,
      why: 'it joins nodes',
    }),
  ),
  part('identity', (plan) =>
    plan.add(identity, { api: '2024-11-30', scope: { in: 'group', group: 'group' }, name: 'id-c', stage: 'identity' }),
  ),
  part('network', (plan) => {
    plan.add(vnet, {
      api: '2025-05-01',
      scope: { in: 'group', group: 'group' },
      name: param('vnetName', 'vnet-c', ''),
      stage: 'network',
      domain: 'network',
    });
    plan.add(subnet, {
      api: '2025-05-01',
      scope: { in: 'parent', of: 'vnet' },
      name: 'nodes',
      stage: 'network',
      domain: 'network',
    });
  }),
  part('group', (plan) =>
    plan.add(group, { api: '2025-04-01', scope: { in: 'subscription' }, name: 'rg-c', stage: 'subscription' }),
  ),
  part('register', (plan) =>
    plan.act(
      'register',
      { do: 'register-provider', namespace: 'Microsoft.ContainerService' },
      { stage: 'subscription', says: 'AKS' },
    ),
  ),
];
const resolved = new Map();
const build = (all = parts, more: Partial<PlanHead> = {}): Plan =>
  buildPlan(all, resolved, reader(resolved), { ...head, ...more });

describe('a plan', () => {
  test('is the same whatever the order of contributions', () => {
    expect(JSON.stringify(build(parts.toReversed()))).toBe(JSON.stringify(build()));
  });

  test('puts everything granted to an identity before what runs as it', () => {
    const order = stepsOf(build()).map((step) => step.symbol);
    const assignment = 'identityGetsNetworkContributorOnSubnet';
    expect(order.indexOf(assignment)).toBeGreaterThan(order.indexOf('subnet'));
    expect(order.indexOf('cluster')).toBeGreaterThan(order.indexOf(assignment));
    expect(order[0]).toBe('group');
  });

  test('knows ids before anything exists, and marks what only Azure chooses', () => {
    const plan = build();
    expect(resourceIdOf(plan, 'subnet')).toBe(
      `/subscriptions/${head.subscription}/resourceGroups/rg-c/providers/Microsoft.Network/virtualNetworks/vnet-c/subnets/nodes`,
    );
    const body = plainOf(plan, findResource(plan, 'identityGetsNetworkContributorOnSubnet').body);
    expect(body).toMatchObject({ properties: { principalId: '<identity.properties.principalId>' } });
  });

  test('names a feature of the subscription once, however many need it, and in no two ways', () => {
    const needs = (words: string, name: string) =>
      part(`${words} ${name}`, (plan) =>
        plan.feature({ namespace: 'Microsoft.Compute', name, for: words, stage: 'cluster', domain: 'subscription' }),
      );
    const plan = build([...parts, needs('Disks', 'B'), needs('Hosts', 'A'), needs('Disks', 'B')]);
    expect(plan.features.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(() => build([...parts, needs('Disks', 'A'), needs('Hosts', 'A')])).toThrow('needed in two ways');
  });

  test('raises an API version for a property that needs it', () => {
    expect(findResource(build(), 'cluster').api).toBe('2026-02-01');
  });

  test.each([
    [
      'a resource added twice',
      [
        ...parts,
        part('again', (plan) =>
          plan.add(group, { api: '2025-04-01', scope: { in: 'subscription' }, name: 'x', stage: 'subscription' }),
        ),
      ],
      'group is added twice, the second time by again',
    ],
    [
      'an extension of nothing',
      [part('lonely', (plan) => plan.extend(vnet, { a: 1 }))],
      'vnet is extended, but no contribution adds it',
    ],
    [
      'a reference to nothing',
      [
        part('lost', (plan) =>
          plan.add(subnet, { api: '1', scope: { in: 'parent', of: 'vnet' }, name: 'x', stage: 'network' }),
        ),
      ],
      'subnet refers to vnet',
    ],
    [
      'a circle',
      [
        part('a', (plan) => {
          plan.add(group, { api: '1', scope: { in: 'subscription' }, name: 'a', stage: 'subscription' });
          plan.after(group, vnet);
          plan.add(vnet, { api: '1', scope: { in: 'group', group: 'group' }, name: 'b', stage: 'network' });
        }),
      ],
      'wait for each other',
    ],
    [
      'writing over what exists',
      [
        part('a', (plan) => {
          plan.existing(vnet, '/subscriptions/x/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v', {
            api: '1',
            stage: 'network',
          });
          plan.extend(vnet, { a: 1 });
        }),
      ],
      'vnet exists already and would be written',
    ],
  ])('%s is a bug that is named', (_, broken, says) => {
    expect(() => build(broken)).toThrow(says);
  });
});

describe('ownership', () => {
  const plan = build(parts, { owners: { network: 'Network team', roles: 'Identity team' } });

  test('what is another team’s stands as existing in the operator’s view, and is written in that team’s', () => {
    expect(findResource(viewFor(plan, undefined), 'subnet').existing).toBe(resourceIdOf(plan, 'subnet'));
    expect(findResource(viewFor(plan, 'Network team'), 'subnet').existing).toBeUndefined();
    expect(findResource(viewFor(plan, 'Network team'), 'cluster').existing).toBe(resourceIdOf(plan, 'cluster'));
  });

  test('gates name the team and the resource', () => {
    expect(gatesOf(plan).map((gate) => [gate.team, gate.symbol])).toContainEqual(['Network team', 'vnet']);
    expect(teamsOf(plan)).toEqual(['Network team', 'Identity team']);
  });
});
