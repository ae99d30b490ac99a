import type { Asked, Memory } from '../azure/look.ts';
import { type BatchOptions, runAll } from '../checks/run.ts';
import { Usage } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import type { Resolved } from '../core/resolve.ts';
import { worldNames } from '../emulator/names.ts';
import { allChecks } from './plan-checks.ts';

/** Connects to the operator's subscription, or to an emulated world. SDK clients load when the first query asks. */
export async function openMemory(world: string | undefined, onAsked?: (asked: Asked) => void): Promise<Memory> {
  const { makeMemory } = await import('../azure/look.ts');
  const { makeClients } = await import('../azure/sdk.ts');
  return makeMemory(makeClients(await connect(world)), onAsked ? { onAsked } : {});
}

/** @throws Usage for a world that does not exist, with the names of those that do */
export function validateWorld(world: string | undefined): void {
  if (world === undefined || (worldNames as readonly string[]).includes(world)) return;
  throw new Usage(`--emulator knows no world ${JSON.stringify(world)}`, `The worlds are ${worldNames.join(', ')}`);
}

async function connect(world: string | undefined) {
  if (world === undefined) {
    const { signedInByAz } = await import('../azure/credential.ts');
    return signedInByAz();
  }
  validateWorld(world);
  const { emulate } = await import('../emulator/emulate.ts');
  return emulate(world);
}

export interface CheckChoice {
  readonly offline: boolean;
  readonly only: readonly string[] | undefined;
  readonly skip: readonly string[];
}

/** Every id and alias by which a check can be named. */
const namesOf = (): readonly string[] => allChecks.flatMap((check) => [check.id, ...check.aliases]);

/** @throws Usage for a check that does not exist: a misspelled skip must not pass for one that worked */
export function validateChoice(choice: CheckChoice): void {
  const known = namesOf();
  const unknown = [...(choice.only ?? []), ...choice.skip].filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new Usage(
      `there is no check ${unknown.join(', ')}`,
      'aks-setup explain ID shows one; aks-setup check FILE lists those of a profile',
    );
}

/** Why a check is left out, by its name; `undefined` where it runs. */
function reasonFor(choice: CheckChoice): NonNullable<BatchOptions['leftOut']> {
  return (check) => {
    const names = [check.id, ...check.aliases];
    if (choice.offline) return 'skipped: --offline';
    if (names.some((name) => choice.skip.includes(name))) return 'skipped by name';
    return choice.only && !names.some((name) => choice.only?.includes(name)) ? 'left out by --only' : undefined;
  };
}

/** Where every check is left out nothing may ask. */
const blind: Memory['look'] = () => Promise.reject(new Error('a check asked although all are left out'));

/** Runs what these answers want. @throws the signal's reason when the program is asked to end */
export async function lookAll(
  memory: Memory | undefined,
  resolved: Resolved,
  choice: CheckChoice,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const stop = () => memory?.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const findings = await runAll(allChecks, resolved, memory?.look ?? blind, { leftOut: reasonFor(choice) });
    signal.throwIfAborted();
    return choice.only ? findings.filter((finding) => finding.why !== 'left out by --only') : findings;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The checks that were left out on purpose. */
export const skippedOf = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(findings.filter((finding) => finding.why?.startsWith('skipped')).map((finding) => finding.id)),
];
