import { afterEach, expect, test } from 'vitest';
import { scriptFor } from '../../src/emit/bash/index.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { emitFormat } from '../../src/emit/index.ts';
import { handoverTeams } from '../../src/emit/teams.ts';
import { turnsOf } from '../../src/plan/turns.ts';
import { profileWith } from '../helpers/legal-profiles.ts';
import { ScriptWorld } from '../helpers/script-world.ts';

const worlds: ScriptWorld[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

/** All scripts, the operator's beside the folders of the teams, and what the profile says is there. */
function worldOf({ plan, ...rest }: Emission): ScriptWorld {
  const emission = { ...rest, plan: { ...plan, sample: false } };
  const world = new ScriptWorld(
    new Map([
      ...['kubernetes', 'charts'].flatMap((format) => [...emitFormat(emission, format)]),
      ...[undefined, ...handoverTeams(plan)].flatMap((owner) =>
        [...scriptFor(emission, owner)].map(([path, text]) => [`${folder(owner)}${path}`, text] as const),
      ),
    ]),
  );
  worlds.push(world);
  for (const { existing } of plan.resources) if (existing !== undefined) world.az.store[existing] = {};
  return world;
}

const folder = (owner: string | undefined): string => (owner === undefined ? '' : `${owner}/`);

const TEAMS = { network: 'Net', dns: 'DNS', firewall: 'Fire', roles: 'IAM', subscription: 'Landing' };

test.each([
  ['a spoke with virtual nodes', { 'net.vnet': 'new', 'vn.enable': true, 'base.owners': TEAMS }],
  ['a jump box image', { 'jb.enable': 'build', 'api.exposure': 'vnet-private', 'base.owners': TEAMS }],
  ['nothing inside', { 'net.defaultDeny': 'none', 'vn.enable': false, 'base.owners': TEAMS }],
])(
  'each turn of %s ends where the plan says, and the last with all that there is',
  { timeout: 120_000 },
  async (name, answers) => {
    const emission = profileWith(name, answers)?.emission();
    if (!emission) throw new Error('a rule refuses these answers');
    const world = worldOf(emission);
    const turns = turnsOf(emission.plan, handoverTeams(emission.plan));
    expect(turns.length).toBeGreaterThan(1);
    for (const { owner, steps, stopsAt } of turns) {
      const { code, err } = await world.run(`${folder(owner)}setup.sh`);
      expect({ owner, code, err }).toMatchObject({ code: stopsAt === undefined ? 0 : 1 });
      if (stopsAt !== undefined) expect(err).toMatch(new RegExp(`--from ${stopsAt}$`, 'm'));
      for (const step of steps) expect(err).toMatch(new RegExp(`^${step}$`, 'm'));
    }
  },
);
