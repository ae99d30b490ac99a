import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bicepFor } from '../../src/emit/bicep/format.ts';
import { teamsOf } from '../../src/plan/ownership.ts';
import { compareWith } from './az-plan.ts';
import { whyNoRig } from './az-rig.ts';
import { openCompiler, type Predicted } from './bicep-compiler.ts';
import { writeFiles } from './bicep-plan.ts';
import { type Crossed, cross, differing, strangersIn, worldOf, writtenAfter } from './equal-crossed.ts';
import { askedBy, askedIn, assignmentsOf, idsMade, rolesOf } from './equal-predicted.ts';
import { emissionsOfProfiles } from './profiles.ts';
import { forRig } from './rig-round-trip.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: script and Bicep are not crossed with the real az, since ${why}`);
const compiler = await openCompiler();
afterAll(() => compiler?.close());

/** What the compiler says that all owners' Bicep makes. */
async function predict({ plan, ...emission }: ReturnType<typeof forRig>): Promise<readonly Predicted[]> {
  const ids = { subscriptionId: plan.subscription, tenantId: plan.tenant ?? '', location: plan.location };
  const folder = mkdtempSync(join(tmpdir(), 'bicep '));
  const all: Predicted[] = [];
  for (const [i, owner] of [undefined, ...teamsOf(plan)].entries()) {
    writeFiles(bicepFor({ plan, ...emission }, owner), join(folder, String(i)));
    const found = await compiler?.snapshot(join(folder, String(i), 'main.bicepparam'), { ...ids, deploymentName: 'x' });
    all.push(...(found?.predictedResources ?? []));
  }
  rmSync(folder, { recursive: true });
  return all;
}

describe.skipIf(why !== undefined).each([...emissionsOfProfiles()])('%s, made twice', (_, given) => {
  const emission = forRig(given);
  let both: readonly [Crossed, Crossed];
  beforeAll(async () => {
    both = [await cross(emission, 'script, then Bicep'), await cross(emission, 'Bicep, then script')];
  });

  test('the script then finds all there, as planned, and writes nothing but what Bicep cannot', () => {
    expect(both.map(writtenAfter)).toEqual([[], []]);
    expect(both.map(differing)).toEqual([[], []]);
  });

  test('what exists is what the plan names, and nothing else', () => {
    for (const one of both) expect(strangersIn(emission.plan, worldOf(one))).toEqual([]);
  });

  test('it is the same whichever came first', () => {
    expect(worldOf(both[0])).toEqual(worldOf(both[1]));
  });

  test.skipIf(compiler === undefined)('what az sent is what the compiler of Bicep predicts', async () => {
    const [{ first: sent, chosen }] = both;
    const asked = askedBy(await predict(emission), chosen);
    expect(idsMade(sent)).toEqual(new Set(asked.map((one) => one.id)));
    expect(asked.flatMap((one) => compareWith(one, sent).differs.map((says) => `${one.id}: ${says}`))).toEqual([]);
    const assignments = assignmentsOf(asked);
    expect(assignments).toEqual(assignmentsOf(askedIn(sent)));
    expect(new Set(assignments).size).toBe(assignments.length);
    expect(assignments.length).toBe(emission.plan.grants.length);
    expect(rolesOf(asked)).toEqual(rolesOf(askedIn(sent)));
  });
});
