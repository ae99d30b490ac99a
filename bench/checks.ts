import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeMemory } from '../src/azure/look.ts';
import { makeClients } from '../src/azure/sdk.ts';
import { runAll } from '../src/checks/run.ts';
import { resolveWith } from '../src/core/engine.ts';
import { readProfile } from '../src/core/profile/read.ts';
import { emulate } from '../src/emulator/emulate.ts';
import { checks, engine } from '../steps/index.ts';

const AT_ONCE = 16;
const PRESET = join(import.meta.dirname, '..', 'profiles', 'hub-spoke-private.yaml');

/**
 * The checks of the largest profile against an emulator that answers after `delayMs`. The floor is the larger of the longest chain
 * of questions that wait for each other (measured with no limit on how many run at once) and GETs x delay / 16. In milliseconds.
 */
export async function measureChecks(
  delayMs: number,
): Promise<{ readonly gets: number; readonly floor: number; readonly took: number }> {
  const { profile } = readProfile(engine, readFileSync(PRESET, 'utf8'));
  const resolved = resolveWith(engine, profile.answers);
  const run = async (atOnce: number) => {
    const world = emulate('sample', { delayMs });
    const memory = makeMemory(makeClients(world), { atOnce });
    const began = performance.now();
    await runAll(checks, resolved, memory.look);
    memory.stop();
    return { took: performance.now() - began, gets: world.requests.length };
  };
  await run(10_000); // loads the SDK
  const chain = await run(10_000);
  const real = await run(AT_ONCE);
  return { gets: real.gets, floor: Math.max(chain.took, (real.gets * delayMs) / AT_ONCE), took: real.took };
}
