import { beforeAll, describe, expect, test } from 'vitest';
import type { Emission } from '../../src/emit/emission.ts';
import { whyNoRig } from './az-rig.ts';
import type { Fault, Round } from './broken-off.ts';
import { EXPLAINED_BY_ROLES, type FaultsByStep, faultsOf, faultsOfRemoval } from './broken-off-faults.ts';
import type { ArmRequest } from './broken-off-proxy.ts';
import { type Inventory, stepsIn, World } from './broken-off-world.ts';
import { emissionsOfProfiles } from './profiles.ts';

const why = whyNoRig();
if (why !== undefined)
  console.log(`skipped: no script is broken off and no failure shown to the real az, since ${why}`);

interface Story {
  readonly planned: FaultsByStep;
  readonly left: readonly string[];
  readonly rounds: readonly Round[];
  readonly taken: readonly ArmRequest[];
}

interface Told {
  readonly setup: Story;
  readonly cleanup: Story;
  readonly inventory: Readonly<Record<'before' | 'brokenOff' | 'cleaned' | 'unbroken', Inventory>>;
}

/** setup.sh broken off at each step, cleanup.sh at each removal; then setup.sh once more, as it runs when nothing goes wrong. */
async function tell(world: World, emission: Emission, number: number): Promise<Told> {
  const story = async (script: 'setup.sh' | 'cleanup.sh', planned: FaultsByStep): Promise<Story> => {
    const known = world.breaker.taken.length;
    const rounds = await world.run(script, planned);
    return { planned, left: world.breaker.left(), rounds, taken: world.breaker.taken.slice(known) };
  };
  const before = await world.inventory();
  const setup = await story('setup.sh', faultsOf(stepsIn(emission, 'setup.sh'), number));
  const brokenOff = await world.inventory();
  const cleanup = await story('cleanup.sh', faultsOfRemoval(stepsIn(emission, 'cleanup.sh'), number));
  const cleaned = await world.inventory();
  await world.run('setup.sh', new Map());
  const unbroken = await world.inventory();
  return { setup, cleanup, inventory: { before, brokenOff, cleaned, unbroken } };
}

async function tellOf(emission: Emission, number: number): Promise<Told & { readonly outside: readonly unknown[] }> {
  const world = new World(emission);
  const told = await tell(world, emission, number).catch((error: unknown) => ({ error }));
  const { outside } = await world.close();
  if ('error' in told) throw told.error;
  return { ...told, outside };
}

const profiles = [...emissionsOfProfiles()].map(([name, emission], number) => ({ name, emission, number }));

describe.skipIf(why !== undefined).each(profiles)('with the real az, a broken off $name', ({ emission, number }) => {
  let all: Awaited<ReturnType<typeof tellOf>>;
  beforeAll(async () => {
    all = await tellOf(emission, number);
  }, 1_800_000);

  test.each(['setup', 'cleanup'] as const)(
    '%s.sh ends at each step that goes wrong, and says how to go on',
    (script) => {
      const { planned, left, rounds } = all[script];
      const stops = [...planned].flatMap(([step, faults]) =>
        faults.filter((fault) => !fault.passes).map((fault) => [step, fault] as const),
      );
      expect(left).toEqual([]);
      expect(rounds.slice(0, -1).map(({ step, code, command }) => ({ step, code, command }))).toEqual(
        stops.map(([step, { ends }]) => ({
          step,
          code: ends === 'killed' ? 137 : 1,
          command: ends === 'killed' ? undefined : `bash ${script}.sh --inside --from ${step}`,
        })),
      );
      expect(rounds.at(-1)).toMatchObject({ code: 0, faults: [] });
    },
  );

  test('setup.sh waits for what is in progress, and asks again for what failed', () => {
    expect(after(all.setup, 'Creating').length).toBeGreaterThan(0);
    for (const said of after(all.setup, 'Creating')) expect(said).toMatch(/^ {2}waiting {4}.* is Creating$/m);
    expect(after(all.setup, 'Failed').length).toBeGreaterThan(0);
    for (const said of after(all.setup, 'Failed')) expect(said).toMatch(/^ {2}(?:repeating|removing) .* \(Failed\)/m);
    for (const said of after(all.cleanup, 'Deleting')) expect(said).toMatch(/^ {2}waiting {4}.* is Deleting$/m);
  });

  test('setup.sh asks once more, after a pause, for what a new role explains', () => {
    const late = all.setup.rounds.filter(({ faults }) => faults.some((fault) => EXPLAINED_BY_ROLES.includes(fault)));
    expect(late.length).toBeGreaterThan(0);
    for (const { said } of late) expect(said).toContain('a new role may not be seen everywhere yet');
  });

  test('setup.sh puts nothing over what is there', () => {
    expect(all.setup.taken.some((one) => one.method === 'PUT')).toBe(true);
    expect(putTwice(all.setup.taken)).toEqual([]);
  });

  test('setup.sh ends with what it makes when nothing goes wrong', () => {
    expect(all.inventory.brokenOff).toEqual(all.inventory.unbroken);
    expect(all.inventory.unbroken).not.toEqual(all.inventory.before);
  });

  test('cleanup.sh leaves what was there before, as it was', () => {
    expect(all.inventory.cleaned).toEqual(all.inventory.before);
  });

  test('nothing leaves the machine', () => {
    expect(all.outside).toEqual([]);
  });
});

/** What was said by each run after one after which Azure shows this. */
const after = ({ rounds }: Story, state: string): readonly string[] =>
  rounds.slice(1).flatMap(({ said }, i) => (shown(rounds[i]?.faults.at(-1)) === state ? [said] : []));

const shown = (fault: Fault | undefined): string | undefined => fault?.shows?.state;

/** What was created once more without having been removed. `resource update` sends what is there. */
function putTwice(taken: readonly ArmRequest[]): readonly string[] {
  const there = new Set<string>();
  return taken.flatMap(({ method, name, path }) => {
    const key = path.toLowerCase();
    if (method === 'DELETE') there.delete(key);
    if (method !== 'PUT' || name === 'resource update') return [];
    if (there.has(key)) return [`${name} ${path}`];
    there.add(key);
    return [];
  });
}
