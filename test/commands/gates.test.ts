import { expect, test } from 'vitest';
import { gateReports } from '../../src/commands/gates.ts';
import { contributionsOf, planOf } from '../emit/plans.ts';

test('gates name what another team delivers in words, with its id, and never by symbol', () => {
  const plan = planOf(contributionsOf['spoke of a hub'], { owners: { network: 'Net', roles: 'IAM & Co' } });
  const reports = gateReports(plan);
  expect(reports.map(({ team, request }) => [team, request])).toEqual([
    ['Net', 'handover/net/request.md'],
    ['IAM & Co', 'handover/iam-co/request.md'],
  ]);
  const [net, iam] = reports.map(({ resources }) => resources);
  expect(net).toContainEqual(
    expect.stringMatching(/^virtual network: \/subscriptions\/.*\/virtualNetworks\/vnet-aks$/),
  );
  expect(iam).toContainEqual(
    expect.stringMatching(/^role Network Contributor for the name of controlPlaneIdentity id-cp: \/.*\/snet-nodes$/),
  );
  const symbols = plan.grants.map((grant) => grant.assignment);
  for (const words of iam ?? []) expect(symbols).not.toContain(words);
});
