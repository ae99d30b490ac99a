import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyNoRig } from './az-rig.ts';
import { type FaultsByStep, killsOf } from './broken-off-faults.ts';
import { type Inventory, stepsIn, World } from './broken-off-world.ts';
import { emissionsOfProfiles } from './profiles.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: no script is killed at each of its writes, since ${why}`);

const NO_FAULTS: FaultsByStep = new Map();

const words = (faults: FaultsByStep): string => [...faults].map(([step, [fault]]) => `${step} ${fault?.name}`).join();

describe.skipIf(why !== undefined).each([...emissionsOfProfiles()])('with the real az, %s', (_, emission) => {
  const removals = killsOf(stepsIn(emission, 'cleanup.sh'), 'remove');
  const kills = killsOf(stepsIn(emission, 'setup.sh'), 'make').map((setup, i) => {
    const cleanup = removals[i % removals.length] ?? NO_FAULTS;
    return { setup, cleanup, at: words(setup), later: words(cleanup) };
  });
  let world: World;
  let before: Inventory;
  let unbroken: Inventory;

  const cleanUp = async (faults: FaultsByStep) => {
    await world.run('cleanup.sh', faults, true);
    expect(world.breaker.left()).toEqual([]);
    expect(await world.inventory()).toEqual(before);
    await world.forget();
  };

  beforeAll(async () => {
    world = new World(emission);
    before = await world.inventory();
    await world.run('setup.sh', NO_FAULTS);
    unbroken = await world.inventory();
    await cleanUp(NO_FAULTS);
  }, 1_800_000);
  afterAll(() => world.close());

  test('each removal is broken off', () => {
    expect(removals.length).toBeGreaterThan(0);
    expect(removals.length).toBeLessThanOrEqual(kills.length);
  });

  for (const { setup, cleanup, at, later } of kills) {
    test(`setup.sh, ${at}: is done by running it again, and undone by cleanup.sh, ${later}`, async () => {
      await world.run('setup.sh', setup, true);
      expect(world.breaker.left()).toEqual([]);
      expect(await world.inventory()).toEqual(unbroken);
      await cleanUp(cleanup);
    });

    test(`setup.sh, ${at}: is undone by cleanup.sh right then`, async () => {
      expect(await world.breakOff('setup.sh', setup)).toBe(137);
      await cleanUp(NO_FAULTS);
    });
  }
});
