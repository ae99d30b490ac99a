import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/emit/bash/index.ts';
import { bicepFor } from '../../src/emit/bicep/format.ts';
import type { Emission, Files } from '../../src/emit/emission.ts';
import { emitFormat } from '../../src/emit/index.ts';
import { teamsOf, viewFor } from '../../src/plan/ownership.ts';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { RIG } from './az-rig.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { inventoryOfPlan, inventoryOfSnapshot, writeFiles } from './bicep-plan.ts';
import { notShownOf, printNotShown } from './equal-not-shown.ts';
import { brokenInBicep, type Template } from './equal-order.ts';
import { emissionsOfProfiles } from './profiles.ts';

// How it is proven that script and Bicep are equal (design.md, "Equal means"), over the reference profiles and twenty that
// hold as many pairs of answers as possible:
// - (1) to (4) of the script: rig-round-trip.ts runs it with the real az, and equal-script.ts compares requests and plan.
// - (1) to (4) of the Bicep: here, the compiler's snapshot and template with the same plan. So both are equal to each other;
//   crossed.test.ts also compares requests and snapshot directly, for the reference profiles.
// - (5) is here, (6) in crossed.test.ts and equal-crossed-pairwise.test.ts.
// What this leaves open is in equal-not-shown.md.

const emissions: readonly (readonly [string, Emission])[] = [
  ...emissionsOfProfiles(),
  ...pairwiseProfiles().map((one) => [one.name, one.emission()] as const),
];
const parts = emissions.flatMap(([name, emission]) =>
  [undefined, ...teamsOf(emission.plan)]
    .map((owner) => ({ name: `${name}: ${owner ?? 'operator'}`, emission, owner, files: bicepFor(emission, owner) }))
    .filter((one) => one.files.size > 0),
);

const compiler = await openCompiler();

describe.skipIf(compiler === undefined)('the Bicep of profiles of every pair of answers', () => {
  const { build, snapshot } = (compiler ?? {}) as Compiler;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bicep '));
  });
  afterAll(() => {
    compiler?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (files: Files): string => {
    const at = mkdtempSync(join(folder, 'of '));
    writeFiles(files, at);
    return at;
  };

  test.each(parts)('$name: its snapshot is the plan, leaf by leaf', async ({ emission: { plan }, owner, files }) => {
    const ids = { subscriptionId: plan.subscription, tenantId: plan.tenant ?? '', location: plan.location };
    const file = join(write(files), 'main.bicepparam');
    const { predictedResources } = await snapshot(file, { ...ids, deploymentName: 'test' });
    expect(inventoryOfSnapshot(predictedResources)).toEqual(inventoryOfPlan(plan, owner));
  });

  test.each(parts)('$name: it keeps every dependency of the plan', async ({ emission: { plan }, owner, files }) => {
    const at = write(files);
    // dependencies by symbol instead of by an expression for each id
    writeFileSync(join(at, 'bicepconfig.json'), '{ "experimentalFeaturesEnabled": { "symbolicNameCodegen": true } }');
    const template = JSON.parse((await build(join(at, 'main.bicep'))).contents) as Template;
    const view = viewFor(plan, owner);
    const { seen, broken } = brokenInBicep(view, template);
    expect(broken).toEqual([]);
    // without its order every wait is broken: they are all looked at
    expect(brokenInBicep(view, withoutOrder(template)).broken.length).toBe(seen);
    expect(seen > 0 || owner !== undefined).toBe(true);
  });
});

const withoutOrder = (template: Template): Template =>
  JSON.parse(JSON.stringify(template), (key, value: unknown) => (key === 'dependsOn' ? [] : value)) as Template;

/** The stages in which setup.sh has a step of one of these kinds. */
const stagesWith = (setup: string, kinds: RegExp): ReadonlySet<string> =>
  new Set(
    [...setup.matchAll(/^ {2}'(\d) \w+ ([^']*)'$/gm)].flatMap(([, stage = '', kind = '']) =>
      kinds.test(kind) ? [stage] : [],
    ),
  );

describe('what ARM cannot do', () => {
  test.each(parts)('$name: main.bicep names the stages of setup.sh that do it', ({ emission, owner, files }) => {
    const setup = scriptFor(emission, owner).get('setup.sh') ?? '';
    const main = files.get('main.bicep') ?? '';
    const named = new Set([...main.matchAll(/^\/\/ {3}stage (\d) {2}/gm)].map(([, stage]) => stage));
    expect(named).toEqual(stagesWith(setup, /^(?:register-provider|build-image|manifests and charts)$/));
    for (const { act } of viewFor(emission.plan, owner).actions)
      if (act.do === 'register-provider') expect(main).toContain(act.namespace);
  });

  test.each(emissions)('%s: one file goes into the cluster, whichever way the rest was made', (_, emission) => {
    const all = ['bash', 'bicep', 'kubernetes', 'charts', 'handover'].flatMap((id) => [...emitFormat(emission, id)]);
    const into = all.filter(([, text]) => /^[^#]*\b(?:kubectl apply|helm upgrade)\b/m.test(text)).map(([path]) => path);
    const { objects, charts } = emission.plan;
    expect(into).toEqual(objects.length + charts.length > 0 ? ['files/in-cluster.sh'] : []);
    for (const [path, text] of all) if (path.endsWith('.bicep')) expect(text).not.toMatch(/deploymentScripts/i);
  });
});

const readme = join(RIG, 'README.md');

test.skipIf(!existsSync(readme))('what running az does not show is listed, and nothing else', async () => {
  const all = emissions.flatMap(([, { plan }]) =>
    plan.resources.filter((one) => one.existing === undefined).flatMap((one) => notShownOf(plan, one)),
  );
  const [, notReal = ''] = /^Not real: (.*(?:\n(?!\n|#).*)*)/m.exec(readFileSync(readme, 'utf8')) ?? [];
  await expect(printNotShown(all, notReal.trim())).toMatchFileSnapshot('equal-not-shown.md');
});
