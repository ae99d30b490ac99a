import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { engine } from '../../../steps/index.ts';
import type { Account, Loaded, WizardPort } from '../../ask/tui/port.ts';
import type { Memory } from '../../azure/look.ts';
import { Stop } from '../../core/errors.ts';
import { readProfile } from '../../core/profile/read.ts';
import type { Io } from '../io.ts';
import { loadSource } from '../load.ts';
import { openMemory } from '../looking.ts';
import { lookForAccount, runOnTerminal } from './account.ts';
import { addsOf } from './adds.ts';
import type { Draft } from './draft.ts';
import { sessionOf } from './starts.ts';
import { startWatching, type Watching } from './watching.ts';

export interface PortOptions {
  readonly emulator: string | undefined;
  readonly draft: Draft;
  /** The text of `--from FILE`, whose comments survive, and its absolute path. */
  readonly previous: string | undefined;
  readonly input: string | undefined;
  readonly strict: boolean;
}

export interface OpenPort {
  readonly port: WizardPort;
  readonly account: Account;
  readonly close: () => void;
}

/**
 * Everything that the front ends may not know, behind one port. What the first screen does not need is loaded when it is
 * asked for: emitters, look-ups, the clients.
 */
export function openPort(io: Io, options: PortOptions): OpenPort {
  const watching = startWatching();
  let memory: Memory | undefined;
  let input = { previous: options.previous, path: options.input };
  const use = (next: Memory | undefined): void => {
    memory?.stop();
    memory = next;
    watching.use(next);
  };
  const start = async (world: string | undefined): Promise<Account> => {
    use(await openMemory(world));
    return world === undefined && memory ? lookForAccount(memory) : { is: 'sample' };
  };
  const port: WizardPort = {
    draftName: options.draft.name,
    saveDraft: options.draft.save,
    check: watching.check,
    subscribe(listener) {
      begin();
      return watching.subscribe(listener);
    },
    suggest: async (lookup) => {
      await started;
      const { suggestFor } = await import('../lookups.ts');
      return memory ? suggestFor(memory.look, lookup) : { is: 'not-run', why: 'checks are off' };
    },
    preview: async (session) => (await import('./outcome.ts')).previewOutputs(session, input.previous),
    write: async (session, folder, force) =>
      refusedOr(async () => {
        await started;
        const { writeSession } = await import('./outcome.ts');
        return writeSession(session, folder, force, {
          cwd: io.cwd,
          draft: options.draft.name,
          memory,
          previous: input.previous,
          input: input.path,
          strict: options.strict,
          signal: io.signal,
        });
      }),
    load: async (path) => {
      const loaded = load(io, path);
      if ('text' in loaded) input = { previous: loaded.text, path: resolve(io.cwd, path) };
      return loaded.loaded;
    },
    completePath: (typed) => completePath(io.cwd, typed),
    connect: async (how) => {
      if (how === 'off') {
        use(undefined);
        return { is: 'off' };
      }
      if (how === 'sign-in') await runOnTerminal('az', ['login', '--output', 'none']);
      return start(how === 'sample' ? 'sample' : undefined);
    },
    adds: addsOf,
    page: async (text) => {
      const [pager = 'less', ...args] = (io.env['PAGER'] || 'less').split(' ').filter((word) => word !== '');
      if (!(await runOnTerminal(pager, args, text)) && pager !== 'more') await runOnTerminal('more', [], text);
    },
  };
  const { started, begin } = starting(options.emulator, start, watching);
  return {
    port,
    account: options.emulator === undefined ? { is: 'looking' } : { is: 'sample' },
    close: () => {
      watching.stop();
      memory?.stop();
    },
  };
}

/**
 * Looks for who is signed in once a front end listens: then the first screen is drawn. What goes wrong there ends the wizard
 * as a bug.
 */
function starting(
  emulator: string | undefined,
  start: (world: string | undefined) => Promise<Account>,
  watching: Watching,
): { readonly started: Promise<void>; readonly begin: () => void } {
  const started = Promise.withResolvers<void>();
  let isBegun = false;
  const begin = (): void => {
    if (isBegun) return;
    isBegun = true;
    setTimeout(() => {
      start(emulator)
        .then((account) => watching.tell({ kind: 'account', account }))
        .then(started.resolve, started.reject);
    }, 0);
  };
  return { started: started.promise, begin };
}

async function refusedOr(write: () => ReturnType<WizardPort['write']>): ReturnType<WizardPort['write']> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Stop) || error.exit > 2) throw error;
    return { is: 'refused', why: [error.message, ...(error.fix === undefined ? [] : [error.fix])], forcible: false };
  }
}

function load(io: Io, path: string): { readonly loaded: Loaded; readonly text?: string } {
  try {
    const source = loadSource(io, path);
    const { profile, problems } = readProfile(engine, source.text);
    if (problems.length > 0)
      return {
        loaded: {
          is: 'refused',
          why: problems.map(
            (one) =>
              `${path}${one.at ? `:${one.at.line}:${one.at.column}` : ''}  ${one.subject} ${one.says}. ${one.fix}`,
          ),
        },
      };
    return { loaded: { is: 'loaded', session: sessionOf(profile) }, text: source.text };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { loaded: { is: 'refused', why: [error.message, ...(error.fix === undefined ? [] : [error.fix])] } };
  }
}

/** Folders and profiles that begin as typed. */
async function completePath(cwd: string, typed: string): Promise<readonly string[]> {
  const folder = typed.endsWith('/')
    ? typed
    : dirname(typed) === '.' && !typed.startsWith('./')
      ? ''
      : `${dirname(typed)}/`;
  const start = typed.endsWith('/') ? '' : basename(typed);
  try {
    const entries = await readdir(resolve(cwd, folder || '.'), { withFileTypes: true });
    return entries
      .filter(
        (entry) =>
          entry.name.startsWith(start) &&
          (entry.isDirectory() ? !entry.name.startsWith('.') || start !== '' : /\.ya?ml$/.test(entry.name)),
      )
      .map((entry) => `${folder === '' ? '' : join(folder, '/')}${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .toSorted();
  } catch {
    return [];
  }
}
