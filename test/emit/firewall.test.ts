import { expect, test } from 'vitest';
import { firewallText } from '../../src/emit/handover/firewall.ts';
import type { Flow } from '../../src/plan/plan.ts';
import { clusterGroup, subnets, vnet } from '../../steps/resources.ts';
import { planOf } from '../helpers/plans.ts';

const flow = (to: string, evidence: Flow['evidence']): Omit<Flow, 'because'> => ({
  from: 'nodes',
  to,
  protocol: 'Https',
  ports: [443],
  why: 'images',
  required: true,
  evidence,
});

const rowsFor = (purposes: readonly ('nodes' | 'pods')[], flows: readonly Omit<Flow, 'because'>[]): readonly string[] =>
  firewallText(
    planOf((adder) => {
      adder.add(clusterGroup, {
        api: '2025-04-01',
        name: 'rg-demo',
        scope: { in: 'subscription' },
        stage: 'subscription',
        body: {},
      });
      adder.add(vnet, {
        api: '2025-05-01',
        name: 'vnet',
        scope: { in: 'group', group: clusterGroup.symbol },
        stage: 'network',
        body: {},
      });
      for (const [i, purpose] of purposes.entries())
        adder.add(subnets[purpose], {
          api: '2025-05-01',
          name: purpose,
          scope: { in: 'parent', of: vnet.symbol },
          stage: 'network',
          body: { properties: { addressPrefix: `10.0.${i}.0/24` } },
        });
      for (const one of flows) adder.flow(one);
    }),
  ).split('\n');

test('a firewall table has a row for the nodes and one for the subnet of their pods, which call by addresses of their own', () => {
  expect(rowsFor(['nodes', 'pods'], [flow('mcr.microsoft.com', 'read')]).slice(1, -1)).toEqual([
    'nodes,10.0.0.0/24,mcr.microsoft.com,Https,443,yes,yes,images',
    'nodes,10.0.1.0/24,mcr.microsoft.com,Https,443,yes,yes,images',
  ]);
});

test('a firewall table tells what documents name from what follows from them and from what nobody says', () => {
  const rows = rowsFor(['nodes'], [flow('a.io', 'read'), flow('b.io', 'derived'), flow('c.io', 'unverified')]);
  expect(rows.slice(1, -1).map((row) => row.split(',')[6])).toEqual(['yes', 'derived', 'UNVERIFIED']);
});

test('of two reasons for one host the better confirmed counts', () => {
  const rows = rowsFor(['nodes'], [flow('a.io', 'unverified'), flow('a.io', 'derived')]);
  expect(rows.slice(1, -1).map((row) => row.split(',')[6])).toEqual(['derived']);
});
