import { afterAll, describe, expect, test } from 'vitest';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { whyNoRig } from './az-rig.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { cross, differing, type Order, strangersIn, worldOf, writtenAfter } from './equal-crossed.ts';
import { forRig } from './rig-round-trip.ts';

/** The other order takes twice as long: the script makes all, which rig-pairwise-*.test.ts proves too. */
const ORDERS: readonly Order[] =
  process.env['AKS_SETUP_DEEP'] === '1' ? ['Bicep, then script', 'script, then Bicep'] : ['Bicep, then script'];

const cases = pairwiseProfiles().flatMap((one) => ORDERS.map((order) => ({ name: one.name, order, one })));

const compiler = await openCompiler();
afterAll(() => compiler?.close());

describe.skipIf(whyNoRig() !== undefined || compiler === undefined)(
  'profiles of every pair of answers, made twice',
  () => {
    test.each(cases)('$name: $order changes nothing', async ({ order, one }) => {
      const emission = forRig(one.emission());
      const crossed = await cross(compiler as Compiler, emission, order);
      expect(writtenAfter(crossed)).toEqual([]);
      expect(differing(crossed)).toEqual([]);
      expect(strangersIn(emission.plan, worldOf(crossed))).toEqual([]);
    });
  },
);
