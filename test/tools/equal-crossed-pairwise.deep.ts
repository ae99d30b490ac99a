import { afterAll, describe, expect, test } from 'vitest';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { whyNoRig } from './az-rig.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { cross, differing, strangersIn, worldOf, writtenAfter } from './equal-crossed.ts';
import { forRig } from './rig-round-trip.ts';

/** The other order is a part of each round trip (rig-pairwise-*.test.ts). */
const compiler = await openCompiler();
afterAll(() => compiler?.close());

describe.skipIf(whyNoRig() !== undefined || compiler === undefined)(
  'profiles of every pair of answers, made twice',
  () => {
    test.each(pairwiseProfiles())('$name: Bicep, then script changes nothing', async (one) => {
      const emission = forRig(one.emission());
      const crossed = await cross(compiler as Compiler, emission, 'Bicep, then script');
      expect(writtenAfter(crossed)).toEqual([]);
      expect(differing(crossed)).toEqual([]);
      expect(strangersIn(emission.plan, worldOf(crossed.run.store))).toEqual([]);
    });
  },
);
