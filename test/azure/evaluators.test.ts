import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeAddresses, usableAddresses } from '../../src/azure/evaluators/addresses.ts';
import { count, includes, intersect, type NumberSet, union, without } from '../../src/azure/evaluators/intervals.ts';
import { DEFAULT_RULES, type Flow, judgeFlow, type NsgRule, portsOf } from '../../src/azure/evaluators/nsg.ts';
import { coresNeeded, judgeQuota } from '../../src/azure/evaluators/quota.ts';
import { covers, deniedBy, EVERYONE, grants, judge, reaches } from '../../src/azure/evaluators/rbac.ts';
import { defaultRoute, outboundOf, routeFor } from '../../src/azure/evaluators/routes.ts';
import { addressesOf, boundsOf, type Surroundings } from '../../src/azure/evaluators/service-tags.ts';
import { parseAddress, printAddress } from '../../src/core/cidr.ts';

const sets = fc
  .array(fc.tuple(fc.nat(200), fc.nat(30)), { maxLength: 6 })
  .map((pairs) => union(pairs.map(([first, size]) => [first, first + size] as const)));
const ALL = Array.from({ length: 260 }, (_, n) => n);
const members = (set: NumberSet): number[] => ALL.filter((n) => includes(set, n));

describe('sets of numbers', () => {
  it('agree with sets of single numbers', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const [inA, inB] = [new Set(members(a)), new Set(members(b))];
        expect(members(union(a, b))).toEqual(ALL.filter((n) => inA.has(n) || inB.has(n)));
        expect(members(intersect(a, b))).toEqual(ALL.filter((n) => inA.has(n) && inB.has(n)));
        expect(members(without(a, b))).toEqual(ALL.filter((n) => inA.has(n) && !inB.has(n)));
        expect(count(a)).toBe(inA.size);
      }),
    );
  });
});

const AROUND: Surroundings = {
  vnet: ['10.0.0.0/16'],
  defaultRoute: false,
  tags: new Map([['storage', ['52.0.0.0/8', '2603::/32']]]),
};

/** A few addresses and ports in and beside everything that rules and flows are made of. */
const ADDRESSES = ['10.0.0.4', '10.0.1.4', '10.0.1.200', '10.1.0.4', '52.1.2.3', '8.8.8.8', '168.63.129.16'];
const PORTS = [22, 80, 443, 4443, 8080];
const words = fc.constantFrom(
  '*',
  '10.0.0.0/24',
  '10.0.1.0/24',
  '10.0.1.128/25',
  'VirtualNetwork',
  'Internet',
  'AzureLoadBalancer',
  'Storage',
  '10.0.0.4',
);
const portWords = fc.constantFrom('*', '443', '80-443', '22', '4443-9000');
const rules = fc
  .array(
    fc.record({
      access: fc.constantFrom('Allow' as const, 'Deny' as const),
      protocol: fc.constantFrom('*', 'Tcp', 'Udp'),
      sources: fc.array(words, { minLength: 1, maxLength: 2 }),
      destinations: fc.array(words, { minLength: 1, maxLength: 2 }),
      destinationPorts: fc.array(portWords, { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 6 },
  )
  .map((list) =>
    list.map(
      (one, at): NsgRule => ({
        ...one,
        name: `r${at}`,
        priority: 100 + at,
        direction: 'Inbound',
        sourcePorts: ['*'],
        sourceGroups: [],
        destinationGroups: [],
      }),
    ),
  );
const flows = fc.record({
  direction: fc.constant('Inbound' as const),
  protocol: fc.constantFrom('Tcp' as const, 'Udp' as const),
  sources: fc.array(words, { minLength: 1, maxLength: 2 }),
  destinations: fc.array(words, { minLength: 1, maxLength: 2 }),
  ports: fc.array(portWords, { minLength: 1, maxLength: 2 }),
});

const inWords = (list: readonly string[], address: string): boolean =>
  list.some((word) => includes(boundsOf(word, 'Allow', AROUND)?.atLeast ?? [], parseAddress(address) ?? -1));

/** One packet, rule by rule: the way Azure does it. */
function passes(all: readonly NsgRule[], protocol: string, from: string, to: string, port: number): boolean {
  const match = [...all]
    .sort((a, b) => a.priority - b.priority)
    .find(
      (rule) =>
        rule.direction === 'Inbound' &&
        (rule.protocol === '*' || rule.protocol === protocol) &&
        inWords(rule.sources, from) &&
        inWords(rule.destinations, to) &&
        includes(portsOf(rule.destinationPorts), port),
    );
  return match?.access === 'Allow';
}

describe('the verdict on a flow', () => {
  it('agrees with single packets', () => {
    fc.assert(
      fc.property(rules, flows, (own, flow) => {
        const all = [...own, ...DEFAULT_RULES];
        const { verdict } = judgeFlow(all, flow, AROUND);
        for (const from of ADDRESSES.filter((one) => inWords(flow.sources, one))) {
          for (const to of ADDRESSES.filter((one) => inWords(flow.destinations, one))) {
            for (const port of PORTS.filter((one) => includes(portsOf(flow.ports), one))) {
              const passed = passes(all, flow.protocol, from, to, port);
              if (verdict === 'allowed') expect(passed).toBe(true);
              if (verdict === 'denied') expect(passed).toBe(false);
            }
          }
        }
        expect(verdict).not.toBe('unknown');
      }),
      { numRuns: 400 },
    );
  });

  it('is partial only where some of it passes and some does not', () => {
    fc.assert(
      fc.property(rules, flows, (own, flow) => {
        const all = [...own, ...DEFAULT_RULES];
        const { verdict, blockers } = judgeFlow(all, flow, AROUND);
        const share = blockers.reduce((sum, one) => sum + one.share, 0);
        if (verdict === 'allowed') expect(share).toBe(0);
        if (verdict === 'denied') expect(share).toBeCloseTo(1, 6);
        if (verdict === 'partial') expect(share).toBeGreaterThan(0);
      }),
    );
  });

  const flow = (more: Partial<Flow>): Flow => ({
    direction: 'Outbound',
    protocol: 'Tcp',
    sources: ['10.0.0.0/24'],
    destinations: ['Internet'],
    ports: ['443'],
    ...more,
  });
  const deny = (more: Partial<NsgRule>): NsgRule => ({
    name: 'deny',
    priority: 200,
    direction: 'Outbound',
    access: 'Deny',
    protocol: '*',
    sources: ['*'],
    destinations: ['*'],
    sourcePorts: ['*'],
    destinationPorts: ['*'],
    sourceGroups: [],
    destinationGroups: [],
    ...more,
  });

  it('names the rule that blocks, and how much of the flow it takes', () => {
    const result = judgeFlow(
      [deny({ destinations: ['128.0.0.0/1'] }), ...DEFAULT_RULES],
      flow({ destinations: ['0.0.0.0/0'] }),
      { ...AROUND, vnet: [] },
    );
    expect(result.verdict).toBe('partial');
    expect(result.blockers[0]).toMatchObject({ rule: 'deny', priority: 200, share: 0.5 });
  });

  it('sees a custom deny before the default allows inside the network', () => {
    const inside = flow({ destinations: ['10.0.1.0/24'] });
    expect(judgeFlow(DEFAULT_RULES, inside, AROUND).verdict).toBe('allowed');
    expect(judgeFlow([deny({}), ...DEFAULT_RULES], inside, AROUND)).toMatchObject({
      verdict: 'denied',
      blockers: [{ rule: 'deny' }],
    });
  });

  it('does not know what it cannot resolve, and names it', () => {
    const tag = deny({ destinations: ['Sql.WestEurope'] });
    expect(judgeFlow([tag, ...DEFAULT_RULES], flow({}), AROUND)).toMatchObject({
      verdict: 'unknown',
      unresolved: ['Sql.WestEurope'],
    });
    const group = deny({ sources: [], sourceGroups: ['/asg'] });
    expect(judgeFlow([group, ...DEFAULT_RULES], flow({}), AROUND)).toMatchObject({
      verdict: 'unknown',
      unresolved: ['/asg'],
    });
  });

  it('lets a rule that names the same unresolved tag settle it', () => {
    const wanted = flow({ destinations: ['AzureMonitor'] });
    const allow = deny({ access: 'Allow', priority: 100, destinations: ['azuremonitor'], destinationPorts: ['443'] });
    expect(judgeFlow([allow, deny({}), ...DEFAULT_RULES], wanted, AROUND).verdict).toBe('allowed');
    expect(judgeFlow([deny({}), ...DEFAULT_RULES], wanted, AROUND).verdict).toBe('denied');
    expect(judgeFlow([deny({ destinations: ['8.0.0.0/8'] }), ...DEFAULT_RULES], wanted, AROUND).verdict).toBe(
      'unknown',
    );
  });

  it('is unsure of a deny on VirtualNetwork where a default route may widen the tag', () => {
    const wide = { ...AROUND, defaultRoute: true };
    const rule = deny({ destinations: ['VirtualNetwork'] });
    expect(judgeFlow([rule, ...DEFAULT_RULES], flow({}), AROUND).verdict).toBe('allowed');
    expect(judgeFlow([rule, ...DEFAULT_RULES], flow({}), wide).verdict).toBe('unknown');
  });

  it('asks all protocols of a flow that names none', () => {
    const udp = deny({ protocol: 'Udp' });
    expect(judgeFlow([udp, ...DEFAULT_RULES], flow({ protocol: '*', ports: ['*'] }), AROUND).verdict).toBe('partial');
  });

  it('leaves IPv6 prefixes aside', () => {
    expect(addressesOf('2603::/32')).toEqual([]);
    expect(addressesOf('10.0.0.4')).toEqual([[parseAddress('10.0.0.4'), parseAddress('10.0.0.4')]]);
  });
});

describe('routes', () => {
  const route = (
    name: string,
    prefix: string,
    nextHop: 'VirtualAppliance' | 'Internet' | 'None' | 'VirtualNetworkGateway',
  ) => ({ name, prefix, nextHop, ...(nextHop === 'VirtualAppliance' ? { nextHopIp: '10.0.1.4' } : {}) });

  it('lets the longest prefix win', () => {
    const routes = [route('all', '0.0.0.0/0', 'VirtualAppliance'), route('hole', '8.0.0.0/8', 'None')];
    expect(routeFor(routes, '8.8.8.0/24')?.name).toBe('hole');
    expect(routeFor(routes, '9.0.0.0/24')?.name).toBe('all');
    expect(defaultRoute([route('half', '0.0.0.0/1', 'Internet')])).toBeUndefined();
  });

  it('ranks the ways out', () => {
    const appliance = [route('all', '0.0.0.0/0', 'VirtualAppliance')];
    expect(outboundOf({ routes: appliance, natGatewayId: '/n' })).toEqual({
      by: 'appliance',
      nextHopIp: '10.0.1.4',
      route: 'all',
    });
    expect(outboundOf({ routes: [], natGatewayId: '/n', defaultOutboundAccess: true })).toEqual({
      by: 'nat-gateway',
      id: '/n',
    });
    expect(outboundOf({ routes: [], defaultOutboundAccess: true })).toEqual({ by: 'default-access' });
    expect(outboundOf({ routes: [] })).toEqual({ by: 'nothing' });
    expect(outboundOf({ routes: [route('x', '0.0.0.0/0', 'None')], natGatewayId: '/n' })).toEqual({
      by: 'black-hole',
      route: 'x',
    });
    expect(outboundOf({ routes: [route('x', '0.0.0.0/0', 'Internet')], natGatewayId: '/n' })).toEqual({
      by: 'nat-gateway',
      id: '/n',
    });
  });
});

describe('rights', () => {
  const CONTRIBUTOR = [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] }];
  const WRITE = 'Microsoft.Authorization/roleAssignments/write';

  it('match wildcards over slashes and ignore case', () => {
    expect(covers('Microsoft.Network/*', 'microsoft.network/virtualNetworks/subnets/join/action')).toBe(true);
    expect(covers('*/read', 'Microsoft.Compute/skus/read')).toBe(true);
    expect(covers('Microsoft.Network/*/read', 'Microsoft.Network/read')).toBe(false);
    expect(covers('a.b/c', 'axb/c')).toBe(false);
  });

  it('subtract notActions inside their own permission only', () => {
    expect(grants(CONTRIBUTOR, WRITE)).toBe(false);
    expect(grants([...CONTRIBUTOR, { actions: [WRITE], notActions: [] }], WRITE)).toBe(true);
  });

  it('reach down, not up and not to neighbours', () => {
    expect(reaches('/subscriptions/a', '/subscriptions/a/resourceGroups/b')).toBe(true);
    expect(reaches('/subscriptions/a/resourceGroups/b', '/subscriptions/a')).toBe(false);
    expect(reaches('/subscriptions/a/resourceGroups/b', '/subscriptions/a/resourceGroups/bc')).toBe(false);
    expect(reaches('/', '/subscriptions/a')).toBe(true);
    expect(reaches('/providers/Microsoft.Management/managementGroups/x', '/subscriptions/a')).toBe(true);
  });

  it('tell a conditional grant from a grant, and a deny from both', () => {
    const held = (condition?: string) => [
      {
        scope: '/subscriptions/a',
        role: 'Admin',
        permissions: [{ actions: ['*'], notActions: [] }],
        ...(condition ? { condition } : {}),
      },
    ];
    const denial = {
      name: 'lock',
      scope: '/subscriptions/a',
      permissions: [{ actions: ['*'], notActions: ['*/read'] }],
      principals: [EVERYONE],
      excludedPrincipals: ['b'],
      notForChildScopes: false,
    };
    expect(judge(WRITE, '/subscriptions/a', held(), [], ['me'])).toEqual({ is: 'granted', by: 'Admin' });
    expect(judge(WRITE, '/subscriptions/a', held('x'), [], ['me'])).toMatchObject({ is: 'conditional' });
    expect(judge(WRITE, '/subscriptions/a', [...held('x'), ...held()], [], ['me'])).toMatchObject({ is: 'granted' });
    expect(judge(WRITE, '/subscriptions/a/x', held(), [denial], ['me'])).toEqual({ is: 'denied', by: 'lock' });
    expect(judge(WRITE, '/subscriptions/a', held(), [denial], ['B'])).toMatchObject({ is: 'granted' });
    expect(deniedBy([denial], 'Microsoft.Network/virtualNetworks/read', '/subscriptions/a', ['me'])).toBeUndefined();
    expect(deniedBy([{ ...denial, notForChildScopes: true }], WRITE, '/subscriptions/a/x', ['me'])).toBeUndefined();
    expect(judge(WRITE, '/subscriptions/b', held(), [], ['me'])).toEqual({ is: 'missing' });
  });
});

describe('quotas and addresses', () => {
  it('compare a counter with the need', () => {
    const usages = [{ name: 'cores', label: 'vCPUs', current: 8, limit: 10 }];
    expect(judgeQuota(usages, 'Cores', 2)).toEqual({ is: 'enough', free: 2, need: 2, label: 'vCPUs' });
    expect(judgeQuota(usages, 'cores', 3)).toMatchObject({ is: 'short', free: 2 });
    expect(judgeQuota(usages, 'other', 1)).toMatchObject({ is: 'unknown' });
  });

  it('add pools of one family', () => {
    const pool = { family: 'f', vcpus: 4, nodes: 3, surge: 1 };
    expect([...coresNeeded([pool, pool, { ...pool, family: 'g' }])]).toEqual([
      ['f', 32],
      ['cores', 48],
      ['g', 16],
    ]);
  });

  it('count what Azure leaves of a prefix', () => {
    expect(usableAddresses('10.0.0.0/28')).toBe(11);
    expect(usableAddresses('10.0.0.0/31')).toBe(0);
    expect(usableAddresses('2603::/64')).toBe(0);
    expect(freeAddresses({ prefixes: ['10.0.0.0/28', '10.0.1.0/28'], used: 3, usage: { current: 5, limit: 22 } })).toBe(
      17,
    );
    expect(freeAddresses({ prefixes: ['10.0.0.0/28'], used: 0, containerGroups: 11 })).toBe(0);
  });

  it('never go below nothing', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (used, current) => {
        expect(
          freeAddresses({ prefixes: ['10.0.0.0/28'], used, usage: { current, limit: 11 } }),
        ).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(printAddress(parseAddress('10.0.0.4') ?? 0)).toBe('10.0.0.4');
  });
});
