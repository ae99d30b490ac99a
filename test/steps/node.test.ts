import { describe, expect, test } from 'vitest';
import { parse } from '../../src/core/parse.ts';
import { findResource } from '../../src/plan/plan.ts';
import { inSpoke, SPOKE } from '../../steps/net/examples.ts';
import { mostOf, surgeOf } from '../../steps/node/capacity.ts';
import { examplePool, exampleSystem, exampleWindows } from '../../steps/node/examples.ts';
import { type Pool, pools } from '../../steps/node/pools.ts';
import { answer, bodyOf, clusterOf, planFor, verdict } from './answers.ts';

const withPools = (...all: readonly object[]) => ({ 'node.pools': all });
const readPool = (raw: object): Pool => {
  const parsed = parse(pools.kind, [raw]);
  if ('faults' in parsed || !parsed.value[0]) throw new Error(JSON.stringify(parsed));
  return parsed.value[0];
};

describe('a pool', () => {
  test('needs a name and a mode; the rest has defaults that harden it', () => {
    expect(readPool({ name: 'apps', mode: 'User' })).toEqual({
      name: 'apps',
      mode: 'User',
      osType: 'Linux',
      osSku: 'Ubuntu',
      size: 'Standard_D4ds_v5',
      count: 3,
      zones: ['1', '2', '3'],
      taints: [],
      labels: {},
      encryptionAtHost: true,
      secureBoot: true,
      vtpm: true,
    });
  });

  test.each([
    ['Windows', { osType: 'Windows' }],
    ['Arm', { size: 'Standard_D4pds_v5' }],
  ])('of %s nodes has no trusted launch unless it is asked for', (_, more) => {
    expect(readPool({ name: 'apps', mode: 'User', ...more })).toMatchObject({ secureBoot: false, vtpm: false });
  });

  test('scales between two numbers or has one, never both', () => {
    expect(readPool({ name: 'apps', mode: 'User', min: 1, max: 5 })).not.toHaveProperty('count');
    expect(parse(pools.kind, [{ name: 'apps', mode: 'User', min: 1, max: 5, count: 3 }])).toHaveProperty('faults');
    expect(parse(pools.kind, [{ name: 'apps', mode: 'User', max: 5 }])).toHaveProperty('faults');
    expect(parse(pools.kind, [{ name: 'apps', mode: 'User', min: 1 }])).toHaveProperty('faults');
  });

  test.each([
    'tenant=a:NoSchedule',
    'CriticalAddonsOnly=true:NoSchedule',
    'example.com/gpu:NoExecute',
    'a=:NoSchedule',
  ])('takes the taint %s', (taint) => {
    expect(readPool({ name: 'apps', mode: 'User', taints: [taint] }).taints).toEqual([taint]);
  });

  test.each(['tenant=a', 'tenant=a:Never', '=a:NoSchedule', 'a=b c:NoSchedule', "a='$(id)':NoSchedule"])(
    'refuses the taint %s',
    (taint) => {
      expect(parse(pools.kind, [{ name: 'apps', mode: 'User', taints: [taint] }])).toHaveProperty('faults');
    },
  );

  test.each(['Apps', '1apps', 'apps-1', 'thirteenchars'])('refuses the name %s', (name) => {
    expect(parse(pools.kind, [{ name, mode: 'User' }])).toHaveProperty('faults');
  });

  test('counts a tenth more nodes while it is upgraded, rounded up', () => {
    expect([1, 3, 10, 11].map((count) => surgeOf(readPool({ name: 'a', mode: 'User', count })))).toEqual([1, 1, 1, 2]);
    expect(mostOf(readPool({ name: 'a', mode: 'User', min: 2, max: 9 }))).toBe(9);
  });
});

describe('the recommended pools', () => {
  const first = (given: object) => (answer('node.pools', { ...given }) as readonly Pool[])[0];

  test('have larger hosts with virtual nodes', () => {
    expect(first({})?.size).toBe('Standard_D4ds_v5');
    expect(first({ 'vn.enable': true })?.size).toBe('Standard_D8ds_v5');
  });

  test('leave host encryption to whoever owns the subscription', () => {
    expect(first({})?.encryptionAtHost).toBe(true);
    expect(first({ 'base.owners': { subscription: 'platform' } })?.encryptionAtHost).toBe(false);
  });

  test('stand in no zone where the region has none', () => {
    expect(first({ 'base.location': 'westcentralus' })?.zones).toEqual([]);
  });
});

describe('the plan', () => {
  test('makes the first system pool with the cluster and the others beside it', () => {
    const plan = planFor(withPools(examplePool(), exampleSystem()));
    expect((clusterOf(plan)['agentPoolProfiles'] as { name: string }[]).map((one) => one.name)).toEqual(['system']);
    expect(findResource(plan, 'userPool').scope).toEqual({ in: 'parent', of: 'cluster' });
  });

  test('writes the bounds of a pool that scales', () => {
    const plan = planFor(withPools(exampleSystem(), examplePool({ min: 2, max: 9 })));
    expect(bodyOf(plan, 'userPool')).toMatchObject({
      properties: { enableAutoScaling: true, count: 2, minCount: 2, maxCount: 9 },
    });
  });

  test('says nothing of what is off', () => {
    const bare = { zones: [], encryptionAtHost: false, secureBoot: false, vtpm: false };
    const { properties } = bodyOf(planFor(withPools(exampleSystem(), examplePool(bare))), 'userPool') as {
      properties: object;
    };
    for (const name of ['availabilityZones', 'enableEncryptionAtHost', 'securityProfile', 'nodeTaints', 'nodeLabels'])
      expect(properties).not.toHaveProperty(name);
  });

  test('raises the API version for a node image that is newer', () => {
    const plan = planFor(withPools(exampleSystem(), exampleWindows({ osSku: 'Windows2025' })));
    expect(findResource(plan, 'winPool').api).toBe('2026-02-01');
    expect(findResource(plan, 'cluster').api).toBe('2025-10-01');
  });

  test('puts a pool in a subnet of its own', () => {
    const own = `${SPOKE}/subnets/snet-pool`;
    const plan = planFor({
      ...inSpoke(),
      'api.privateDnsZone': 'new',
      ...withPools(exampleSystem(), examplePool({ subnet: own })),
    });
    expect(findResource(plan, 'userPoolSubnet').existing).toBe(own);
  });

  test('switches the egress gateway on for a gateway pool', () => {
    const plan = planFor(withPools(exampleSystem(), examplePool(), examplePool({ name: 'gw', mode: 'Gateway' })));
    expect(clusterOf(plan)['networkProfile']).toMatchObject({ staticEgressGatewayProfile: { enabled: true } });
  });

  test('leaves the subnet to AKS in a VNet of AKS', () => {
    const [pool] = clusterOf(planFor({ 'net.vnet': 'managed', 'jb.enable': 'no' }))['agentPoolProfiles'] as object[];
    expect(pool).not.toHaveProperty('vnetSubnetID');
  });
});

describe('rules', () => {
  test.each([
    [{ osType: 'Windows', osSku: 'Windows2022' }],
    [{ count: 1 }],
    [{ min: 1, max: 5 }],
    [{ size: 'Standard_B4ms' }],
    [{ size: 'Standard_D2ds_v5' }],
    [{ maxPods: 20 }],
  ])('no system pool with %j (POOL-2)', (more) => {
    expect(verdict('POOL-2', withPools(exampleSystem(more), examplePool()))).toBe('broken');
  });

  test('a node image is refused from the day on which its support has ended', () => {
    const old = withPools(exampleSystem(), examplePool({ osSku: 'Ubuntu2204' }));
    expect(verdict('POOL-12', old, '2027-06-30')).toBe('fine');
    expect(verdict('POOL-12', old, '2027-07-01')).toBe('broken');
  });
});
