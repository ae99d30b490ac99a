import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emitFormat } from '../../src/emit/index.ts';
import { resourceIdOf } from '../../src/plan/ids.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { SAMPLE_SUBSCRIPTION } from '../../steps/head.ts';
import { isWrite, RIG_SUBSCRIPTION, RIG_TENANT, Rig, type RigRun, whyNoRig } from './az-rig.ts';
import { emissionsOfProfiles } from './profiles.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: script and Bicep are not crossed with the real az, since ${why}`);

const emissions = emissionsOfProfiles((text) =>
  text.replaceAll(SAMPLE_SUBSCRIPTION, RIG_SUBSCRIPTION).replaceAll('8d3b7c10-0000-4000-8000-2f6e1a9b4d50', RIG_TENANT),
);

/** What the profile says is there, made before anything runs: groups, then parents, then children. */
function existing(plan: Plan): readonly string[] {
  const ids = plan.resources.flatMap((one) => (one.existing === undefined ? [] : [{ id: one.existing, api: one.api }]));
  const groups = [...new Set(ids.flatMap(({ id }) => /^.*\/resourceGroups\/[^/]+/i.exec(id)?.[0] ?? []))];
  const namespaces = [...new Set(ids.flatMap(({ id }) => /providers\/([^/]+)/.exec(id)?.[1] ?? []))];
  const put = (id: string, api: string) =>
    `az rest --method put --url '${id}?api-version=${api}' --body '{"location":"westeurope","properties":{}}' --output none`;
  const parts = ids.filter(({ id }) => !groups.includes(id)).toSorted((a, b) => a.id.length - b.id.length);
  return [
    ...namespaces.map((one) => `az provider register --namespace ${one} --wait --output none`),
    ...groups.map((id) => put(id, '2025-04-01')),
    ...parts.map(({ id, api }) => put(id, api)),
  ];
}

const MARK = 'mark() { wc -l <"$RIG/requests.jsonl" | tr -d " " >>"$RIG/marks"; }';
const SCRIPT = 'bash setup.sh && bash setup.sh --inside --stage 7 || [ $? = 2 ]';
const DEPLOY = 'az deployment sub create --location westeurope --parameters bicep/main.bicepparam --output none';

const ORDERS = {
  'script, then Bicep': [SCRIPT, DEPLOY],
  'Bicep twice, then script': ['bash setup.sh --stage 1', DEPLOY, DEPLOY],
} as const;

const cases = [...emissions].flatMap(([name, emission]) =>
  Object.entries(ORDERS).map(([order, lines]) => ({ name, order, emission, lines })),
);

describe.skipIf(why !== undefined).each(cases)('$name: $order', ({ emission, lines }) => {
  const { plan } = emission;
  let rig: Rig;
  let run: RigRun;
  let marks: readonly number[];
  beforeAll(async () => {
    const formats = ['bash', 'bicep', 'kubernetes', 'charts'];
    rig = new Rig(new Map(formats.flatMap((id) => [...emitFormat(emission, id)])));
    run = await rig.run([MARK, ...existing(plan), ...lines, 'mark', SCRIPT, 'mark']);
    marks = rig.marks();
  });
  afterAll(() => rig.remove());

  test('the script then finds all there, as planned, and writes nothing but what Bicep cannot', () => {
    expect({ code: run.code, says: run.code === 0 ? '' : run.err.slice(-2000) }).toEqual({ code: 0, says: '' });
    const written = run.requests.slice(marks[0], marks[1]).filter(isWrite);
    const beyond = written.filter((one) => !/\/imageTemplates\/[^/]+\/run$|\/register$/i.test(one.path));
    expect(beyond.map((one) => `${one.method} ${one.path}`)).toEqual([]);
    expect(run.err.match(/differs: .*/g) ?? []).toEqual([]);
  });

  test('what exists is what the plan names', () => {
    const there = new Set(run.store.map((one) => one.id.toLowerCase()));
    const missing = plan.resources
      .map((one) => resourceIdOf(plan, one.symbol))
      .filter((id) => !there.has(id.toLowerCase()));
    expect(missing).toEqual([]);
  });
});
