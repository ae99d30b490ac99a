import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareWith } from './az-plan.ts';
import { whyNoRig } from './az-rig.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { type Crossed, cross, differing, strangersIn, worldOf, writtenAfter } from './equal-crossed.ts';
import { askedBy, askedIn, assignmentsOf, idsMade, rolesOf } from './equal-predicted.ts';
import { emissionsOfProfiles } from './profiles.ts';
import { forRig } from './rig-round-trip.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: script and Bicep are not crossed with the real az, since ${why}`);
const compiler = await openCompiler();
afterAll(() => compiler?.close());

describe.skipIf(why !== undefined || compiler === undefined).each([...emissionsOfProfiles()])(
  '%s, made twice',
  (_, given) => {
    const emission = forRig(given);
    let both: readonly [Crossed, Crossed];
    beforeAll(async () => {
      const of = compiler as Compiler;
      both = [await cross(of, emission, 'script, then Bicep'), await cross(of, emission, 'Bicep, then script')];
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

    test('what az sent is what the compiler of Bicep predicts', () => {
      const [{ first: sent, chosen, predicted }] = both;
      const asked = askedBy(predicted, chosen);
      expect(idsMade(sent)).toEqual(new Set(asked.map((one) => one.id)));
      expect(asked.flatMap((one) => compareWith(one, sent).differs.map((says) => `${one.id}: ${says}`))).toEqual([]);
      const assignments = assignmentsOf(asked);
      expect(assignments).toEqual(assignmentsOf(askedIn(sent)));
      expect(new Set(assignments).size).toBe(assignments.length);
      expect(assignments.length).toBe(emission.plan.grants.length);
      expect(rolesOf(asked)).toEqual(rolesOf(askedIn(sent)));
    });
  },
);
