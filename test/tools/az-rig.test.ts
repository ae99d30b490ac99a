import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/emit/bash/index.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { emitFormat } from '../../src/emit/index.ts';
import { handoverTeams } from '../../src/emit/teams.ts';
import { resourceIdOf } from '../../src/plan/ids.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { SAMPLE_SUBSCRIPTION } from '../../steps/head.ts';
import { addEverything, emissionOf, planOf } from '../helpers/plans.ts';
import { differences } from './az-plan.ts';
import { isWrite, RIG_SUBSCRIPTION, RIG_TENANT, Rig, type RigRun, whyNoRig } from './az-rig.ts';
import { legalPlans } from './legal-plans.ts';
import { emissionsOfProfiles } from './profiles.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: the scripts are not run with the real az, since ${why}`);

/** The same with the subscription and tenant of the rig in place of the sample ones. */
function forRig(emission: Emission): Emission {
  const text = JSON.stringify(emission.plan)
    .replaceAll(SAMPLE_SUBSCRIPTION, RIG_SUBSCRIPTION)
    .replaceAll('8d3b7c10-0000-4000-8000-2f6e1a9b4d50', RIG_TENANT);
  return { ...emission, plan: { ...(JSON.parse(text) as Plan), sample: false } };
}

const HUB = `/subscriptions/${RIG_SUBSCRIPTION}/resourceGroups/rg-hub-network/providers/Microsoft.Network/virtualNetworks/vnet-hub`;

const everything = planOf(
  (plan) => {
    addEverything(plan, HUB, true);
    plan.object({
      symbol: 'defaultDeny',
      manifest: {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'default-deny' },
        spec: { podSelector: {} },
      },
    });
  },
  { subscription: RIG_SUBSCRIPTION, tenant: RIG_TENANT, delivery: 'run-command' },
);

const emissions: ReadonlyMap<string, Emission> = new Map([
  ['one of everything', emissionOf(everything)],
  ...[...emissionsOfProfiles()].map(([name, emission]): [string, Emission] => [name, forRig(emission)]),
  // more of them than a usual run has time for
  ...legalPlans(process.env['AKS_SETUP_DEEP'] === '1' ? 12 : 0).map(({ answers, emission }): [string, Emission] => [
    answers,
    forRig(emission),
  ]),
]);

/** What the profile says is there, made before it runs. */
function existing(plan: Plan): readonly string[] {
  const ids = plan.resources.flatMap((one) => (one.existing === undefined ? [] : [{ id: one.existing, api: one.api }]));
  const parents = ids
    .filter(({ id }) => /\/subnets\/[^/]+$/.test(id))
    .map(({ id, api }) => ({ id: id.replace(/\/subnets\/[^/]+$/, ''), api }));
  const all = new Map(
    [...parents, ...ids].toSorted((a, b) => a.id.length - b.id.length).map((one) => [one.id, one.api]),
  );
  const groups = new Set([...all.keys()].flatMap((id) => /^.*\/resourceGroups\/[^/]+/i.exec(id)?.[0] ?? []));
  const put = (id: string, api: string) =>
    `az rest --method put --url '${id}?api-version=${api}' --body '{"location":"westeurope","properties":{}}' --output none`;
  const namespaces = new Set([...all.keys()].flatMap((id) => /providers\/([^/]+)/.exec(id)?.[1] ?? []));
  return [
    ...[...namespaces].map((one) => `az provider register --namespace ${one} --wait --output none`),
    ...[...groups].map((id) => put(id, '2025-04-01')),
    ...[...all].filter(([id]) => !groups.has(id)).map(([id, api]) => put(id, api)),
  ];
}

const MARK = 'mark() { wc -l <"$RIG/requests.jsonl" | tr -d " " >>"$RIG/marks"; }';

/** Each owner's script as often as they wait for each other, until all of them end well. */
const untilDone = (owners: readonly string[]): readonly string[] => [
  'for round in 1 2 3 4 5 6 7 8; do',
  '  waits=',
  ...owners.map((owner) => `  bash '${owner}/setup.sh' --inside || waits=yes`),
  '  [ -n "$waits" ] || break',
  'done',
  '[ -z "$waits" ]',
];

describe.skipIf(why !== undefined).each([...emissions])('with the real az: %s', (name, emission) => {
  const { plan } = emission;
  const teams = handoverTeams(plan).filter((team) => scriptFor(emission, team).has('setup.sh'));
  let rig: Rig;
  let run: RigRun;
  let marks: readonly number[];
  beforeAll(async () => {
    rig = new Rig(
      new Map([
        ...scriptFor(emission, undefined),
        ...emitFormat(emission, 'kubernetes'),
        ...emitFormat(emission, 'charts'),
      ]),
    );
    for (const [i, team] of teams.entries())
      rig.write(new Map([...scriptFor(emission, team)].map(([path, text]) => [`team-${i}/${path}`, text])));
    const owners = ['.', ...teams.map((_, i) => `team-${i}`)];
    const confirm = `--inside --confirm '${plan.clusterName}'`;
    run = await rig.run([
      MARK,
      ...existing(plan),
      'mark',
      ...untilDone(owners),
      'mark',
      ...owners.map((owner) => `bash ${owner}/setup.sh --inside`),
      'mark',
      // what one owner leaves because another's still uses it goes in the next round
      'for round in 1 2 3; do',
      ...owners.map((owner) => `  [ ! -f '${owner}/cleanup.sh' ] || bash '${owner}/cleanup.sh' ${confirm}`),
      'done',
    ]);
    marks = rig.marks();
  });
  afterAll(() => rig.remove());

  const between = (from: number, to: number) => run.requests.slice(marks[from], marks[to]);

  test('setup.sh and cleanup.sh run to their end, and nothing leaves the machine', () => {
    expect({ name, code: run.code, says: run.code === 0 ? '' : run.err.slice(-3000) }).toEqual({
      name,
      code: 0,
      says: '',
    });
    expect(run.outside).toEqual([]);
    expect(run.requests.flatMap((one) => one.dangling ?? [])).toEqual([]);
  });

  test('each body is the plan, leaf by leaf, but for what is listed as implicit', () => {
    const sent = between(0, 1);
    const all = plan.resources
      .filter((one) => one.existing === undefined)
      .flatMap((one) => differences(plan, one, sent).map((says) => `${one.symbol}: ${says}`));
    expect(all).toEqual([]);
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

  test('the second run writes nothing and finds nothing that differs', () => {
    expect(
      between(1, 2)
        .filter(isWrite)
        .map((one) => `${one.cmd} ${one.method} ${one.path}`),
    ).toEqual([]);
    expect(run.err.match(/differs: .*/g) ?? []).toEqual([]);
  });

  test('cleanup.sh leaves what was there before', () => {
    const before = plan.resources.flatMap((one) => (one.existing === undefined ? [] : [one.existing.toLowerCase()]));
    const left = run.store
      .map((one) => one.id.toLowerCase())
      .filter((id) => !before.some((one) => one === id || one.startsWith(`${id}/`)));
    expect(left).toEqual([]);
  });
});
