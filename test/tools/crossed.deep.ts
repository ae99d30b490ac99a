import { afterAll, describe, expect, test } from 'vitest';
import type { Emission } from '../../src/emit/emission.ts';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { whyNoRig } from './az-rig.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { cross, expectUnchanged, worldOf } from './equal-crossed.ts';
import { emissionsOfProfiles } from './profiles.ts';
import { forRig } from './rig-round-trip.ts';

const compiler = await openCompiler();
afterAll(() => compiler?.close());

const cases: readonly (readonly [string, Emission])[] = [
  ...emissionsOfProfiles(),
  ...pairwiseProfiles().map((one) => [one.name, one.emission()] as const),
];

describe.skipIf(whyNoRig() !== undefined || compiler === undefined)('made twice', () => {
  test.each(cases)('%s: nothing changes, and what is there is the same whichever came first', async (_, given) => {
    const emission = forRig(given);
    const first = await cross(compiler as Compiler, emission, 'script, then Bicep');
    const second = await cross(compiler as Compiler, emission, 'Bicep, then script');
    for (const one of [first, second]) expectUnchanged(emission.plan, one);
    expect(worldOf(first.run.store)).toEqual(worldOf(second.run.store));
  });
});
