import { describe, expect, test } from 'vitest';
import { addEverything, HEAD, planOf } from '../helpers/plans.ts';
import type { Sent } from './az-rig.ts';
import { actionOf, rightsMissing, rightsUnused, turnsIn } from './rights.ts';

const TOP = `/subscriptions/${HEAD.subscription}`;
const GROUP = `${TOP}/resourceGroups/rg-demo`;
const NET = `${GROUP}/providers/Microsoft.Network`;
const plan = planOf((one) =>
  addEverything(one, `${TOP}/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub`),
);

const sent = (method: string, path: string, status = 200): Sent => ({ seq: 0, method, path, status });

describe('a request asks for an action', () => {
  test.each([
    ['GET', GROUP, 'Microsoft.Resources/subscriptions/resourceGroups/read'],
    ['DELETE', GROUP, 'Microsoft.Resources/subscriptions/resourceGroups/delete'],
    ['GET', `${TOP}/resources`, 'Microsoft.Resources/subscriptions/resources/read'],
    ['GET', `${TOP}/providers/Microsoft.Network`, 'Microsoft.Resources/subscriptions/providers/read'],
    ['POST', `${TOP}/providers/Microsoft.Network/register`, 'Microsoft.Network/register/action'],
    ['PUT', `${NET}/routeTables/rt/routes/r`, 'Microsoft.Network/routeTables/routes/write'],
    ['PATCH', `${NET}/routeTables/rt`, 'Microsoft.Network/routeTables/write'],
    ['GET', `${NET}/routeTables`, 'Microsoft.Network/routeTables/read'],
    ['POST', `${NET}/virtualNetworks/v/subnets/s/join`, 'Microsoft.Network/virtualNetworks/subnets/join/action'],
    [
      'PUT',
      `${NET}/virtualNetworks/v/providers/Microsoft.Authorization/roleAssignments/a`,
      'Microsoft.Authorization/roleAssignments/write',
    ],
    [
      'GET',
      `${TOP}/providers/Microsoft.Network/locations/x/operations/o`,
      'Microsoft.Network/locations/operations/read',
    ],
    ['POST', '/adfs/oauth2/token', undefined],
  ])('%s %s', (method, path, action) => {
    expect(actionOf({ method, path })).toBe(action);
  });
});

describe('rights held against requests', () => {
  const turn = (script: 'setup.sh' | 'cleanup.sh', ...requests: readonly Sent[]) =>
    [{ owner: undefined, script, requests }] as const;

  test('miss what nobody asked for, and what is asked for elsewhere', () => {
    const elsewhere = `${TOP}/resourceGroups/rg-other/providers/Microsoft.Network/routeTables/rt`;
    expect(
      rightsMissing(
        plan,
        turn(
          'setup.sh',
          sent('GET', `${NET}/routeTables/rt`),
          sent('GET', elsewhere),
          sent('PUT', `${NET}/dnsZones/z`),
        ),
      ),
    ).toEqual([
      `setup.sh of the operator: Microsoft.Network/routeTables/read at ${elsewhere}`,
      `setup.sh of the operator: Microsoft.Network/dnsZones/write at ${NET}/dnsZones/z`,
    ]);
  });

  test('let cleanup.sh remove, and setup.sh not', () => {
    const removal = sent('DELETE', `${NET}/routeTables/rt`);
    expect(rightsMissing(plan, turn('cleanup.sh', removal))).toEqual([]);
    expect(rightsMissing(plan, turn('setup.sh', removal))).toHaveLength(1);
  });

  test('are unused until something asks for them, or was gone when it was to be removed', () => {
    const unused = (...requests: readonly Sent[]) =>
      rightsUnused(plan, turn('cleanup.sh', ...requests)).filter((one) => one.includes('/routeTables/delete'));
    expect(unused()).toEqual([`the operator: Microsoft.Network/routeTables/delete at ${GROUP}`]);
    expect(unused(sent('GET', `${NET}/routeTables/rt`))).toHaveLength(1);
    expect(unused(sent('GET', `${NET}/routeTables/rt`, 404))).toEqual([]);
    expect(unused(sent('DELETE', `${NET}/routeTables/rt`))).toEqual([]);
  });
});

test('requests belong to whose turn it is, and to nobody between turns', () => {
  const requests = ['a', 'b', 'c', 'd'].map((path) => sent('GET', path));
  const owners = new Map([
    ['.', undefined],
    ['team-1', 'Net'],
  ]);
  const turns = turnsIn('1\t.\tsetup.sh\n2\tteam-1\tcleanup.sh\n3\t\t\n', requests, owners);
  expect(turns.map(({ owner, script, requests: all }) => [owner, script, all.map((one) => one.path)])).toEqual([
    [undefined, 'setup.sh', ['b']],
    ['Net', 'cleanup.sh', ['c']],
  ]);
});
