import { afterAll, describe, test } from 'vitest';
import { whyNoRig } from './az-rig.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { cross, expectUnchanged } from './equal-crossed.ts';
import { emissionsOfProfiles } from './profiles.ts';
import { forRig } from './rig-round-trip.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: script and Bicep are not crossed with the real az, since ${why}`);
const compiler = await openCompiler();
afterAll(() => compiler?.close());

/** That Bicep changes nothing of what the script made is a part of each round trip (rig-round-trip.ts). */
describe.skipIf(why !== undefined || compiler === undefined)('made by Bicep', () => {
  test.each([...emissionsOfProfiles()])('%s: setup.sh then changes nothing', async (_, given) => {
    const emission = forRig(given);
    expectUnchanged(emission.plan, await cross(compiler as Compiler, emission, 'Bicep, then script'));
  });
});
