import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/emit/bash/index.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { folderOf, handoverTeams } from '../../src/emit/teams.ts';
import { plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { SAMPLE_SUBSCRIPTION } from '../../steps/head.ts';
import { isWrite, RIG_SUBSCRIPTION, RIG_TENANT, Rig, type RigRun, whyNoCluster, whyNoRig } from './az-rig.ts';
import { openCompiler } from './bicep-compiler.ts';
import { type Deployment, expectPredicted, filesOf, prepareBicep } from './equal-bicep.ts';
import { worldOf } from './equal-crossed.ts';
import { chosenIn, KEEP_CHOSEN } from './equal-leaves.ts';
import { testEqual } from './equal-script.ts';
import {
  cleanups,
  idsBefore,
  MARK,
  makeExisting,
  onVirtualNode,
  SECOND_RUN,
  setups,
  setupsAgain,
  snapshot,
} from './rig-lines.ts';
import { rightsMissing, rightsUnused, turnsIn } from './rights.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: the scripts are not run with the real az, since ${why}`);
const whyNot = whyNoCluster();
if (why === undefined && whyNot !== undefined)
  console.log(`skipped: the stage in the cluster runs without the real kubectl, since ${whyNot}`);

const compiler = why === undefined ? await openCompiler() : undefined;

/** The same with the subscription and tenant of the rig in place of the sample ones. */
export function forRig(emission: Emission): Emission {
  const text = JSON.stringify(emission.plan)
    .replaceAll(SAMPLE_SUBSCRIPTION, RIG_SUBSCRIPTION)
    .replaceAll('8d3b7c10-0000-4000-8000-2f6e1a9b4d50', RIG_TENANT);
  return { ...emission, plan: { ...(JSON.parse(text) as Plan), sample: false } };
}

/** Whose scripts there are: the operator's, then each team's, by folder. */
function ownersOf(emission: Emission): ReadonlyMap<string, string | undefined> {
  const { plan } = emission;
  const owners = [undefined, ...handoverTeams(plan)].filter((owner) => scriptFor(emission, owner).has('setup.sh'));
  return new Map(owners.map((owner) => [owner === undefined ? '.' : `handover/${folderOf(plan, owner)}`, owner]));
}

/** What setup.sh says at its end; all of the second is for the jump box, all of the third for a later stage. */
const ALL_IS_THERE = /^(?:All is there\.|Done here\. What is left is the stage in the cluster|Stage 7 is done\.)/m;

/** Makes all that each of the plans says with the real az, then by Bicep, then with az again, and removes it. */
export function testRoundTrips(emissions: readonly (readonly [string, Emission])[]): void {
  afterAll(() => compiler?.close());
  describe.skipIf(why !== undefined).each(emissions)('with the real az: %s', (name, given) => {
    testRoundTrip(name, forRig(given));
  });
}

function testRoundTrip(name: string, emission: Emission): void {
  const { plan } = emission;
  let rig: Rig;
  let run: RigRun;
  let marks: readonly number[];
  let bicep: Deployment;
  const between = (from: number, to: number) => run.requests.slice(marks[from], marks[to]);

  beforeAll(async () => {
    const folders = [...ownersOf(emission).keys()];
    const inCluster = whyNot === undefined && plan.objects.length > 0;
    const files = filesOf(emission);
    rig = new Rig(files, { cluster: whyNot === undefined });
    bicep = compiler ? await prepareBicep(compiler, emission, rig, files) : { lines: [], predicted: [] };
    run = await rig.run([
      MARK,
      ...makeExisting(plan),
      'mark',
      ...setups(plan, folders),
      'mark',
      KEEP_CHOSEN,
      ...bicep.lines,
      'mark',
      ...(inCluster ? snapshot('first') : []),
      ...setupsAgain(plan, folders),
      'mark',
      ...(inCluster ? snapshot('second') : []),
      ...(whyNot === undefined && plan.charts.length > 0 ? onVirtualNode() : []),
      ...cleanups(plan, folders),
    ]);
    marks = rig.marks();
  });
  afterAll(() => rig.remove());

  test('setup.sh and cleanup.sh run to their end, and nothing leaves the machine', () => {
    const says = run.code === 0 ? '' : run.err.slice(-3000);
    expect({ name, code: run.code, says }).toEqual({ name, code: 0, says: '' });
    expect(run.outside).toEqual([]);
    expect(run.requests.flatMap((one) => one.dangling ?? [])).toEqual([]);
  });

  testEqual(
    plan,
    () => between(0, 1),
    () => rig.folder,
  );

  test.skipIf(compiler === undefined)('what az sent is what the compiler of Bicep predicts', () => {
    expectPredicted(plan, between(0, 1), bicep.predicted, chosenIn(rig.folder));
  });

  test.skipIf(compiler === undefined)('the Bicep is then deployed over it', () => {
    const deployed = between(1, 2).filter((one) => one.cmd === 'deployment sub create' && one.method === 'PUT');
    expect(deployed.length).toBeGreaterThan(0);
    expect(deployed.filter((one) => one.status >= 400)).toEqual([]);
  });

  test('nothing else is written', () => {
    const ids = new Set(plan.resources.map((one) => resourceIdOf(plan, one.symbol).toLowerCase()));
    const others = between(0, 1)
      .filter((one) => isWrite(one) && one.status < 400)
      .filter(
        (one) =>
          !ids.has(one.path.toLowerCase()) &&
          !/\/(securityRules|routes)\/[^/]+$|\/register$|\/imageTemplates\/[^/]+\/run$/i.test(one.path),
      );
    expect(others.map((one) => `${one.method} ${one.path}`)).toEqual([]);
  });

  test('setup.sh run again writes nothing, finds nothing that differs, and says that all is there', () => {
    const written = between(2, 3).filter(isWrite);
    expect(written.map((one) => `${one.cmd} ${one.method} ${one.path}`)).toEqual([]);
    expect(run.err.match(/differs: .*/g) ?? []).toEqual([]);
    const said = run.err.split(SECOND_RUN).slice(1);
    expect(said.length).toBeGreaterThan(0);
    for (const one of said) expect(one).toMatch(ALL_IS_THERE);
    expect(said.join('').match(/^ {2}(?:creating|repeating|registers|building|changing) .*/gm) ?? []).toEqual([]);
  });

  test('cleanup.sh leaves what was there before', () => {
    const before = idsBefore(plan).map((id) => id.toLowerCase());
    const left = [...worldOf(run.store).keys()].filter((id) => !before.includes(id));
    expect(left).toEqual([]);
  });

  test('what az sends is what the rights in report.md and in the roles of the teams are for, no more and no less', () => {
    const owners = ownersOf(emission);
    const turns = turnsIn(rig.read('turns'), run.requests, owners);
    expect(new Set(turns.map((turn) => turn.owner))).toEqual(new Set(owners.values()));
    expect(rightsMissing(plan, turns)).toEqual([]);
    expect(rightsUnused(plan, turns)).toEqual([]);
  });

  testCluster(
    plan,
    () => rig,
    () => run,
  );
}

/** The stage in the cluster, with the real kubectl: once, again, and what cleanup.sh does before the cluster goes. */
function testCluster(plan: Plan, rig: () => Rig, run: () => RigRun): void {
  const written = (from: number, to?: number) => {
    const marks = rig().marks('cluster-marks');
    const all = run().toCluster.slice(marks[from], to === undefined ? undefined : marks[to]);
    return all.filter((one) => one.method !== 'GET' && !one.query.includes('dryRun'));
  };
  const objects = plan.objects.map((one) => plainOf(plan, one.manifest) as unknown as Live);

  test.skipIf(whyNot !== undefined || objects.length === 0)('the cluster then has the objects of the plan', () => {
    const live = new Map(objectsIn(rig().read('first.json')).map((one) => [nameOf(one), one]));
    expect([...live.keys()].toSorted()).toEqual(objects.map(nameOf).toSorted());
    for (const one of objects) expect(live.get(nameOf(one))).toMatchObject(one);
    const made = written(0, 1);
    expect(made.filter((one) => one.method !== 'POST' || one.status !== 201)).toEqual([]);
    expect(made.map((one) => nameOf(one.body as Live)).toSorted()).toEqual(objects.map(nameOf).toSorted());
  });

  test.skipIf(whyNot !== undefined || objects.length === 0)('the second run changes nothing in the cluster', () => {
    expect(written(1, 3)).toEqual([]);
    expect(rig().read('second.json')).toBe(rig().read('first.json'));
    expect(rig().read('second-run.txt')).not.toMatch(/ (?:created|configured)$/m);
  });

  test.skipIf(whyNot !== undefined || plan.charts.length === 0)(
    'cleanup.sh empties virtual nodes and uninstalls charts before the cluster goes',
    () => {
      const gone = written(3).filter((one) => one.method === 'DELETE');
      expect(gone.map((one) => one.path)).toEqual([
        '/api/v1/namespaces/default/pods/on-virtual-node',
        '/api/v1/nodes/virtual-node',
      ]);
      const looked = run().toCluster.map((one) => one.query);
      expect(looked.some((query) => query.includes('fieldSelector=spec.nodeName%3Dvirtual-node'))).toBe(true);
      const releases = plan.charts.map((chart) => chart.release);
      const helm = rig().read('helm.txt');
      for (const [verb, all] of [
        ['upgrade --install', releases],
        ['uninstall', releases.toReversed()],
      ] as const)
        expect(helm.match(new RegExp(`^helm ${verb} \\S+`, 'gm'))).toEqual(all.map((one) => `helm ${verb} ${one}`));
    },
  );
}

interface Live {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** kubectl writes the namespace that it takes where a manifest names none. */
const nameOf = ({ kind, metadata: { namespace = 'default', name } }: Live): string => `${kind} ${namespace}/${name}`;

/** What `kubectl get --output json` said: a list, or the one object. */
function objectsIn(json: string): readonly Live[] {
  const said = JSON.parse(json) as Live & { readonly items?: readonly Live[] };
  return said.items ?? [said];
}
