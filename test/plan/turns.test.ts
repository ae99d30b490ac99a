import { describe, expect, test } from 'vitest';
import { planOf as answersToPlan } from '../../src/commands/emission.ts';
import { handoverTeams } from '../../src/emit/teams.ts';
import { gatesOf } from '../../src/plan/ownership.ts';
import { partOf } from '../../src/plan/parts.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { turnsOf } from '../../src/plan/turns.ts';
import { contributionsOf, planOf } from '../emit/plans.ts';
import { profileWith, randomProfiles } from '../helpers/legal-profiles.ts';

const spoke = (owners: Plan['owners']): Plan => planOf(contributionsOf['spoke of a hub'], { owners });

describe('the turns of a plan', () => {
  test('without other teams are one', () => {
    expect(turnsOf(spoke({}), [])).toMatchObject([{ owner: undefined, stopsAt: undefined }]);
  });

  test('send whoever gives roles a second time, once the cluster is there', () => {
    const plan = spoke({ network: 'Net', roles: 'IAM' });
    expect(turnsOf(plan, handoverTeams(plan))).toMatchObject([
      { owner: undefined, stages: [1, 3], stopsAt: 'cluster' },
      { owner: 'Net', stages: [2], stopsAt: undefined },
      { owner: 'IAM', stages: [3], stopsAt: 'adminGroup1GetsClusterUserOnCluster' },
      { owner: undefined, stages: [5, 6], stopsAt: 'inCluster' },
      { owner: 'IAM', stages: [6], stopsAt: undefined },
      { owner: undefined, stages: [7], stopsAt: undefined },
    ]);
  });

  test('begin with whoever registers the providers of what others make', () => {
    const profile = profileWith('a spoke', { 'net.vnet': 'new', 'vn.enable': true });
    const plan = (owners: Plan['owners']): Plan => ({ ...answersToPlan(profile!.resolved), owners });
    const ofTeams = plan({ network: 'Net', subscription: 'Landing' });
    expect(turnsOf(ofTeams, handoverTeams(ofTeams)).map((turn) => turn.owner)).toEqual(['Landing', 'Net', undefined]);
    const mine = plan({ network: 'Net' });
    expect(turnsOf(mine, handoverTeams(mine)).map((turn) => turn.owner)).toEqual([undefined, 'Net', undefined]);
  });

  test('end for random legal plans, whoever owns what, and each gate is looked at by the operator', () => {
    const teams: readonly Plan['owners'][] = [
      { network: 'Net', dns: 'DNS', roles: 'IAM', subscription: 'Landing', firewall: 'Fire', policy: 'Policy' },
      { roles: 'IAM' },
      { network: 'Net', roles: 'Net', dns: 'Net' },
    ];
    for (const profile of randomProfiles(30))
      for (const owners of teams) {
        const plan = { ...answersToPlan(profile.resolved), owners };
        const names = handoverTeams(plan);
        const turns = turnsOf(plan, names);
        for (const owner of [...names, undefined].filter((one) => partOf(plan, one).length > 0))
          expect(turns.findLast((turn) => turn.owner === owner)?.stopsAt, `${profile.name} ${owner}`).toBeUndefined();
        const looked = partOf(plan, undefined).flatMap(({ before, steps }) => [
          ...before,
          ...steps.flatMap((step) => step.roles),
        ]);
        expect(looked, profile.name).toEqual(expect.arrayContaining(gatesOf(plan).map((gate) => gate.symbol)));
      }
  });
});
