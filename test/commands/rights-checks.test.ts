import { describe, expect, test } from 'vitest';
import { makeMemory } from '../../src/azure/look.ts';
import { makeClients } from '../../src/azure/sdk.ts';
import { runAll, wanted } from '../../src/checks/run.ts';
import { checks } from '../../src/commands/rights-checks.ts';
import { resolveWith } from '../../src/core/engine.ts';
import type { Finding } from '../../src/core/finding.ts';
import { document } from '../../src/emulator/documents.ts';
import { emulate } from '../../src/emulator/emulate.ts';
import { CONTRIBUTOR, NETWORK_CONTRIBUTOR, OWNER, READER } from '../../src/emulator/roles.ts';
import type { World } from '../../src/emulator/types.ts';
import { assigned, type Change, idOf, inGroup, over } from '../../src/emulator/world.ts';
import { ADMINS, OPERATOR, SUBSCRIPTION } from '../../src/emulator/worlds/empty.ts';
import { sample } from '../../src/emulator/worlds/sample.ts';
import { engine } from '../../steps/index.ts';
import { resolvedOf } from '../helpers/steps.ts';

type Answers = Readonly<Record<string, unknown>>;

const TOP = `/subscriptions/${SUBSCRIPTION}`;
const group = (name: string): string => inGroup(SUBSCRIPTION, name);
const GIVER = 'f58310d9-a9f6-439a-9e8d-f62e7b41a168';
const DEFINER = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';

const STARTER: Answers = {
  'vn.enable': false,
  'api.exposure': 'public-ranges',
  'api.authorizedRanges': ['20.50.0.0/24', 'cluster-egress'],
  'net.vnet': 'managed',
  'egress.type': 'loadBalancer',
};
/** Custom roles are written, a hub is peered with. */
const LOCKED: Answers = {
  'vn.enable': true,
  'api.exposure': 'vnet-private',
  'api.operatorAccess': 'jumpbox',
  'api.privateDnsZone': 'new',
  'net.vnet': 'new',
  'net.block': '10.30.0.0/16',
  'net.hubVnetId': idOf(group('rg-hub-network'), 'vnet', 'vnet-hub'),
  'egress.type': 'userDefinedRouting',
  'egress.nextHopIp': '10.0.1.4',
};

const worldWith = (change: Omit<Change, 'name' | 'says'>): World =>
  over(sample(), { name: 'test', says: '', ...change });
const held = (role: string, scope = TOP, condition?: string) =>
  assigned({ principal: OPERATOR, role, scope, ...(condition ? { condition } : {}) });
/** The operator holds these and nothing else. */
const holding = (...held: readonly ReturnType<typeof assigned>[]): World =>
  worldWith({ remove: [assigned({ principal: OPERATOR, role: OWNER, scope: TOP }).id], add: [...held] });

async function run(answers: Answers, world: World = sample()): Promise<readonly Finding[]> {
  const clients = makeClients(emulate(world), { maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1 });
  return runAll(checks, resolvedOf({ 'base.owners': {}, ...answers }), makeMemory(clients).look);
}

async function find(id: string, target: string, answers: Answers, world?: World): Promise<Finding> {
  const findings = await run(answers, world);
  const found = findings.find((one) => one.id === id && one.target === target);
  if (!found)
    throw new Error(`no ${id} ${target} among ${findings.map((one) => `${one.id} ${one.target}`).join(', ')}`);
  return found;
}

describe('the rights of the operator', () => {
  test('pass for an Owner', async () => {
    for (const answers of [STARTER, LOCKED])
      expect((await run(answers)).filter((one) => one.result !== 'pass')).toEqual([]);
  });

  test('are looked at where the plan does something, once for each place', async () => {
    const places = wanted(checks, resolvedOf({ 'base.owners': {}, ...LOCKED })).filter(
      ({ check }) => check.id === 'PF-04',
    );
    expect(places.map(({ target }) => target.name).toSorted()).toEqual([
      SUBSCRIPTION,
      'rg-hub-network/vnet-hub',
      'rg-prod-weu',
      'rg-prod-weu-aci',
      'rg-prod-weu-image',
      'rg-prod-weu-network',
    ]);
  });

  test('want nothing while an answer is open', () => {
    expect(wanted(checks, resolveWith(engine, new Map(), { takes: () => false }))).toEqual([]);
  });

  test('of a Contributor do not give roles', async () => {
    expect(await find('PF-04', 'rg-prod-weu', STARTER, holding(held(CONTRIBUTOR)))).toMatchObject({
      result: 'fail',
      saw: 'ops@contoso.com lacks Microsoft.Authorization/roleAssignments/write',
      fix: `Ask an Owner for Role Based Access Control Administrator on ${group('rg-prod-weu')}`,
    });
  });

  test('of whoever may give roles do not write custom ones: the fix names a role that may', async () => {
    const world = holding(held(CONTRIBUTOR), held(GIVER));
    expect(await find('PF-04', SUBSCRIPTION, LOCKED, world)).toMatchObject({
      result: 'fail',
      saw: 'ops@contoso.com lacks Microsoft.Authorization/roleDefinitions/write',
      fix: `Ask an Owner for User Access Administrator on ${TOP} (or Owner; Role Based Access Control Administrator may not write custom roles)`,
    });
    expect((await run(STARTER, world)).filter((one) => one.result === 'fail')).toEqual([]);
  });

  test('of the roles that the README names are enough', async () => {
    const world = holding(held(CONTRIBUTOR), held(DEFINER));
    expect((await run(LOCKED, world)).filter((one) => one.result !== 'pass')).toEqual([]);
  });

  test('on one group are enough where the group is there and providers are registered', async () => {
    const world = holding(held(OWNER, group('rg-prod-weu')), held(READER));
    const there = over(world, { name: 'test', says: '', add: [document(group('rg-prod-weu'))] });
    expect((await run(STARTER, there)).filter((one) => one.result !== 'pass')).toEqual([]);
    expect(await find('PF-04', 'rg-prod-weu', STARTER, world)).toMatchObject({
      result: 'fail',
      saw: expect.stringContaining('Microsoft.Resources/subscriptions/resourceGroups/write'),
    });
  });

  test('of a reader do not peer with a hub', async () => {
    expect(await find('PF-04', 'rg-hub-network/vnet-hub', LOCKED, holding(held(READER)))).toMatchObject({
      result: 'fail',
      saw: expect.stringMatching(/virtualNetworks\/peer\/action.*virtualNetworkPeerings\/write/),
    });
  });

  test('on a hub alone count there', async () => {
    const hub = LOCKED['net.hubVnetId'] as string;
    const world = holding(held(READER), held(NETWORK_CONTRIBUTOR, hub));
    expect(await find('PF-04', 'rg-hub-network/vnet-hub', LOCKED, world)).toMatchObject({ result: 'pass' });
  });

  test('under a condition cannot be judged', async () => {
    expect(await find('PF-04', 'rg-prod-weu', STARTER, holding(held(OWNER, TOP, '@Request[x] == 1')))).toMatchObject({
      result: 'not-run',
      why: expect.stringMatching(/^conditional: /),
    });
  });
});

describe('a deny assignment', () => {
  const deniedTo = (groupId: string) =>
    document(`${TOP}/providers/Microsoft.Authorization/denyAssignments/d`, {
      properties: {
        denyAssignmentName: 'no-clusters',
        permissions: [{ actions: ['Microsoft.ContainerService/*'], notActions: [] }],
        principals: [{ id: groupId, type: 'Group' }],
        excludePrincipals: [],
      },
    });

  test('for a group that the operator is in denies', async () => {
    expect(await find('PF-04', 'rg-prod-weu', STARTER, worldWith({ add: [deniedTo(ADMINS)] }))).toMatchObject({
      result: 'fail',
      saw: expect.stringMatching(/^no-clusters denies Microsoft\.ContainerService\/managedClusters\//),
    });
  });

  test('for another group denies nothing', async () => {
    const world = worldWith({ add: [deniedTo('3c9a5f2e-0000-4000-8000-7b1d4e8f6a40')] });
    expect(await find('PF-04', 'rg-prod-weu', STARTER, world)).toMatchObject({ result: 'pass' });
  });

  test('is not judged where nobody may ask who is in the group', async () => {
    const faults = [{ at: 'checkMemberGroups', does: { status: 403, code: 'x' } }];
    expect(await find('PF-04', 'rg-prod-weu', STARTER, worldWith({ add: [deniedTo(ADMINS)], faults }))).toMatchObject({
      result: 'not-run',
      why: expect.stringContaining('GroupMember.Read.All'),
    });
  });
});

describe('a lock', () => {
  const locked = (level: string): World =>
    worldWith({
      add: [
        document(group('rg-prod-weu')),
        document(`${TOP}/providers/Microsoft.Authorization/locks/keep`, { properties: { level } }),
      ],
    });

  test('that makes it read-only stands in the way', async () => {
    expect(await find('CM-07', 'rg-prod-weu', STARTER, locked('ReadOnly'))).toMatchObject({
      result: 'fail',
      saw: 'the lock keep makes it read-only',
    });
  });

  test('that forbids deleting warns', async () => {
    expect(await find('CM-07', 'rg-prod-weu', STARTER, locked('CanNotDelete'))).toMatchObject({ result: 'warn' });
  });
});
