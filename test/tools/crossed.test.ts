import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyNoRig } from './az-rig.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { expectPredicted } from './equal-bicep.ts';
import { type Crossed, cross, differing, strangersIn, worldOf, writtenAfter } from './equal-crossed.ts';
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
      for (const one of both) expect(strangersIn(emission.plan, worldOf(one.run.store))).toEqual([]);
    });

    test('it is the same whichever came first', () => {
      expect(worldOf(both[0].run.store)).toEqual(worldOf(both[1].run.store));
    });

    test('what az sent is what the compiler of Bicep predicts', () => {
      const [{ first, chosen, predicted }] = both;
      expectPredicted(emission.plan, first, predicted, chosen);
    });
  },
);
