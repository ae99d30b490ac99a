import { type WorldName, worldNames } from './names.ts';
import { serve } from './server.ts';
import type { Emulated, Fault, World } from './types.ts';
import { denied } from './worlds/denied.ts';
import { empty } from './worlds/empty.ts';
import { sample } from './worlds/sample.ts';

const WORLDS: Readonly<Record<WorldName, () => World>> = { sample, empty, denied };

/** A world by name. @throws RangeError that lists the names */
export function findWorld(name: string): World {
  const world = Object.hasOwn(WORLDS, name) ? WORLDS[name as WorldName] : undefined;
  if (!world)
    throw new RangeError(`there is no world named ${JSON.stringify(name)}; there are: ${worldNames.join(', ')}`);
  return world();
}

export interface EmulateOptions {
  /** Added to every answer: for measuring. */
  readonly delayMs?: number;
  readonly faults?: readonly Fault[];
}

/** Azure out of a world's documents: hand it to `makeClients`. @throws RangeError for an unknown name */
export function emulate(chosen: World | string, options: EmulateOptions = {}): Emulated {
  const world = typeof chosen === 'string' ? findWorld(chosen) : chosen;
  const delay: readonly Fault[] = options.delayMs === undefined ? [] : [{ at: '', does: { delayMs: options.delayMs } }];
  const { httpClient, requests } = serve({ ...world, faults: [...delay, ...world.faults, ...(options.faults ?? [])] });
  return {
    world,
    httpClient,
    requests,
    credential: { getToken: async () => ({ token: tokenOf(world), expiresOnTimestamp: Date.UTC(2100, 0, 1) }) },
    az: async (args) => runAz(args, world),
  };
}

/** An unsigned token: it says who is signed in, and no real service would take it. */
function tokenOf({ caller }: World): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'none' }), part({ oid: caller.objectId, tid: caller.tenantId, upn: caller.name }), ''].join('.');
}

function runAz(args: readonly string[], world: World): string {
  if (world.azVersion === undefined) throw azError('az is not installed');
  const command = args
    .filter((arg) => !arg.startsWith('-'))
    .join(' ')
    .replace(/ json$/, '');
  if (command === 'version')
    return JSON.stringify({ 'azure-cli': world.azVersion, 'azure-cli-core': world.azVersion, extensions: {} });
  if (command === 'account show') {
    const [first] = world.subscriptions;
    const user = { name: world.caller.name, type: 'user' };
    return JSON.stringify({ id: first?.id, name: first?.name, tenantId: first?.tenantId, state: first?.state, user });
  }
  throw azError(`the emulated az does not know: az ${args.join(' ')}`);
}

/** Read as *not run* by its name, as the SDK's errors are: the emulator imports nothing of the checks. */
const azError = (why: string): Error => Object.assign(new Error(why), { name: 'NotRun', why });
