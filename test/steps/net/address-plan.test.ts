import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, overlaps, parseRange, printRange, type Range } from '../../../src/core/cidr.ts';
import {
  addressesFor,
  collisions,
  type Demand,
  demandFor,
  LONGEST,
  planPodRange,
  planServiceRange,
  planSubnets,
  reservedIn,
  usableIn,
  type Workload,
} from '../../../steps/net/address-plan.ts';
import { SUBNET_PURPOSES } from '../../../steps/resources.ts';

const range = (text: string): Range => {
  const parsed = parseRange(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

const load = (more: Partial<Workload> = {}): Workload => ({
  pools: [{ nodes: 4, podsPerNode: 30 }],
  podAddresses: 'own range',
  containerPods: 100,
  ...more,
});

const loads: fc.Arbitrary<Workload> = fc.record({
  pools: fc.array(
    fc.record({ nodes: fc.integer({ min: 1, max: 200 }), podsPerNode: fc.integer({ min: 10, max: 250 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
  podAddresses: fc.constantFrom('own range', 'node subnet', 'pod subnet'),
  containerPods: fc.integer({ min: 0, max: 3000 }),
});
const blocks = fc
  .record({ address: fc.integer({ min: 0, max: 2 ** 32 - 1 }), length: fc.integer({ min: 8, max: 26 }) })
  .map(({ address, length }): Range => {
    const size = 2 ** (32 - length);
    return { first: Math.floor(address / size) * size, length };
  });
const purposes = fc.subarray([...SUBNET_PURPOSES], { minLength: 1 });
const cases = fc.tuple(blocks, purposes, loads).map(([block, wanted, workload]) => ({
  block,
  workload,
  demands: wanted.map((purpose): Demand => demandFor(purpose, workload)),
}));

describe('the subnets of a VNet', () => {
  test('never overlap, and lie in its range, aligned to their size', () => {
    fc.assert(
      fc.property(cases, ({ block, demands }) => {
        const planned = [...(planSubnets(block, demands) ?? new Map()).values()] as Range[];
        for (const [i, one] of planned.entries()) {
          expect(contains(block, one)).toBe(true);
          expect(one.first % 2 ** (32 - one.length)).toBe(0);
          for (const other of planned.slice(i + 1)) expect(overlaps(one, other)).toBe(false);
        }
      }),
    );
  });

  test('hold what their purpose needs, in a size that Azure takes', () => {
    fc.assert(
      fc.property(cases, ({ block, demands, workload }) => {
        for (const [purpose, planned] of planSubnets(block, demands) ?? []) {
          expect(usableIn(planned)).toBeGreaterThanOrEqual(addressesFor(purpose, workload));
          expect(planned.length).toBeLessThanOrEqual(LONGEST[purpose]);
        }
      }),
    );
  });

  test('stay clear of what is taken', () => {
    fc.assert(
      fc.property(cases, blocks, ({ block, demands }, taken) => {
        for (const planned of planSubnets(block, demands, [taken])?.values() ?? [])
          expect(overlaps(planned, taken)).toBe(false);
      }),
    );
  });

  test('are the same whenever and in whatever order they are asked for', () => {
    fc.assert(
      fc.property(cases, ({ block, demands }) => {
        const once = planSubnets(block, demands);
        expect(planSubnets(block, [...demands])).toEqual(once);
        expect(planSubnets(block, demands.toReversed()) === undefined).toBe(once === undefined);
      }),
    );
  });

  test('fit whenever the block is four times as large as all of them together', () => {
    fc.assert(
      fc.property(purposes, loads, (wanted, workload) => {
        const demands = wanted.map((purpose) => demandFor(purpose, workload));
        const sizes = demands.map((one) => Math.max(16, 2 ** Math.ceil(Math.log2(one.addresses + 5))));
        const length = 32 - Math.ceil(Math.log2(4 * sizes.reduce((a, b) => a + b, 0)));
        fc.pre(length >= 0);
        expect(planSubnets({ first: 0, length }, demands)).toBeDefined();
      }),
    );
  });

  test('grow no further than the block: a small one gets tight subnets before it gets none', () => {
    const demands = [demandFor('nodes', load()), demandFor('api', load())];
    const text = (block: string) =>
      [...(planSubnets(range(block), demands) ?? new Map())].map(([, one]) => printRange(one));
    expect(text('10.0.0.0/16')).toEqual(['10.0.0.0/24', '10.0.1.0/28']);
    expect(text('10.0.0.0/26')).toEqual(['10.0.0.0/28', '10.0.0.16/28']);
    expect(planSubnets(range('10.0.0.0/28'), demands)).toBeUndefined();
  });

  test.each([
    ['nodes', 'own range', 5],
    ['nodes', 'node subnet', 1 + 4 * 31],
    ['pods', 'pod subnet', 4 * 32],
    ['api', 'own range', 9],
  ] as const)('count the addresses of %s with pods in their %s', (purpose, podAddresses, addresses) => {
    expect(addressesFor(purpose, load({ podAddresses }))).toBe(addresses);
  });

  test('give pods on virtual nodes half as many addresses again as there are pods', () => {
    expect(demandFor('containers', load({ containerPods: 100 })).comfortable).toBe(150);
    expect([...(planSubnets(range('10.0.0.0/16'), [demandFor('containers', load())]) ?? new Map()).values()]).toEqual([
      range('10.0.0.0/24'),
    ]);
  });
});

describe('the ranges of pods and services', () => {
  test('are the usual ones where these are free', () => {
    expect(planServiceRange([range('10.10.0.0/16')])).toEqual(range('10.4.0.0/16'));
    expect(planPodRange(8, [range('10.10.0.0/16')])).toEqual(range('10.244.0.0/16'));
  });

  test('overlap neither each other nor the VNet nor what AKS keeps, and pods have a /24 a node', () => {
    fc.assert(
      fc.property(fc.array(blocks, { maxLength: 4 }), fc.integer({ min: 1, max: 5000 }), (taken, nodes) => {
        const services = planServiceRange(taken);
        const pods = planPodRange(nodes, taken);
        const all = [...taken, services, pods].filter((one) => one !== undefined);
        for (const one of [services, pods]) {
          if (!one) continue;
          expect(reservedIn(one)).toBeUndefined();
          expect(all.filter((other) => overlaps(one, other))).toEqual([one]);
        }
        if (pods) expect(2 ** (24 - pods.length)).toBeGreaterThanOrEqual(nodes);
      }),
    );
  });

  test('move when the VNet has their place', () => {
    const taken = [range('10.0.0.0/8')];
    expect(printRange(planServiceRange(taken) ?? range('0.0.0.0/0'))).toBe('172.16.0.0/16');
    expect(printRange(planPodRange(8, taken) ?? range('0.0.0.0/0'))).toBe('172.17.0.0/16');
  });
});

test('collisions name both ranges of each pair once', () => {
  expect(
    collisions([
      { name: 'VNet', range: range('10.0.0.0/8') },
      { name: 'pods', range: range('10.244.0.0/16') },
      { name: 'services', range: range('172.20.0.0/16') },
    ]),
  ).toEqual(['VNet 10.0.0.0/8 and pods 10.244.0.0/16']);
});
