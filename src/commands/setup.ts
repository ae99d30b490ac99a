import { engine } from '../../steps/index.ts';
import { chooseFrontEnd, type FrontEnd } from '../ask/choose.ts';
import { safe } from '../ask/safe.ts';
import type { Ended, Start, WizardOptions } from '../ask/tui/port.ts';
import { Cancelled, Usage } from '../core/errors.ts';
import { readProfile } from '../core/profile/read.ts';
import { emptySession, type Session } from '../core/session.ts';
import type { Io } from './io.ts';
import { loadSource, reasonOf, type Source } from './load.ts';
import { validateWorld } from './looking.ts';
import type { SharedOptions } from './options.ts';
import { readSets } from './sets.ts';
import { DRAFT_NAME, type Draft, draftFolder, freeDraftName, takeDraft } from './setup/draft.ts';
import { openPort } from './setup/port.ts';
import { sessionOf, startsOf } from './setup/starts.ts';

export interface SetupOptions extends SharedOptions {
  readonly from: string | undefined;
  readonly out: string | undefined;
  readonly tui: boolean;
}

/** The wizard: asks, checks, and writes when the operator says so. */
export async function setup(io: Io, options: SetupOptions): Promise<number> {
  const frontEnd = chooseFrontEnd({
    tui: options.tui,
    env: io.env,
    stdinIsTerminal: io.stdin.isTTY,
    stdoutIsTerminal: io.stdout.isTTY,
  });
  if (frontEnd === 'none') {
    throw new Usage(
      'the wizard needs a terminal, and there is none',
      'Without one: aks-setup replay FILE --out DIR, aks-setup script FILE --out DIR, aks-setup check FILE',
    );
  }
  validateWorld(options.emulator);
  const sets = readSets(engine, options.sets);
  const source = options.from === undefined ? undefined : loadSource(io, options.from);
  const from = begin(source, sets, options.asOf);
  const draft = await openDraft(io, options.from, source?.text);
  io.takeSignals();
  try {
    const opened = openPort(io, {
      emulator: options.emulator,
      draft,
      previous: source?.text,
      input: source?.path,
      strict: options.strict,
    });
    try {
      const starts = startsOf(draft, (session) => withSets(session, sets, options.asOf));
      const wizard: WizardOptions = {
        engine,
        port: opened.port,
        account: opened.account,
        env: io.env,
        ...(options.out === undefined ? {} : { folder: options.out }),
        ...(from ? beginWith(from, options.from, draft, starts) : { starts }),
      };
      return conclude(io, draft, await ask(frontEnd, wizard));
    } finally {
      opened.close();
    }
  } finally {
    draft.release();
  }
}

/** Begins with what the command line gives; where an earlier draft would be overwritten by that, the person chooses. */
function beginWith(
  from: Session,
  label: string | undefined,
  draft: Draft,
  starts: readonly Start[],
): Pick<WizardOptions, 'starts' | 'from'> {
  if (!draft.found) return { starts, from };
  const given = { label: `Begin with ${label ?? 'the answers of --set'}`, note: 'replaces the draft', session: from };
  return { starts: [...starts.slice(0, 1), given, ...starts.slice(1)] };
}

async function ask(frontEnd: Exclude<FrontEnd, 'none'>, wizard: WizardOptions): Promise<Ended> {
  if (frontEnd === 'ink') {
    const { runWizard } = await import('../ask/tui/run.ts');
    return runWizard(wizard);
  }
  const { runLines } = await import('../ask/lines/run.ts');
  const { openReader } = await import('../ask/lines/open-reader.ts');
  return runLines({ ...wizard, reader: await openReader(frontEnd) });
}

/** The session of `--from FILE`. @throws Usage with everything that is wrong with the file */
function begin(
  source: Source | undefined,
  sets: ReturnType<typeof readSets>,
  asOf: string | undefined,
): Session | undefined {
  if (!source) return sets.size > 0 ? withSets(emptySession, sets, asOf) : undefined;
  const { profile, problems } = readProfile(engine, source.text);
  if (problems.length > 0) {
    throw new Usage(
      problems
        .map(
          (one) =>
            `${source.label}${one.at ? `:${one.at.line}:${one.at.column}` : ''}  ${one.subject} ${one.says}. ${one.fix}`,
        )
        .join('\n'),
    );
  }
  return withSets(sessionOf(profile), sets, asOf);
}

const withSets = (session: Session, sets: ReturnType<typeof readSets>, asOf: string | undefined): Session => ({
  ...session,
  answers: new Map([...session.answers, ...sets]),
  asOf,
});

/** Takes the draft; one that another wizard has is left to it, and another name is offered. */
async function openDraft(io: Io, from: string | undefined, previous: string | undefined): Promise<Draft> {
  const folder = draftFolder(io.cwd, from);
  const draft = firstDraft(folder, previous);
  if (draft) return draft;
  const name = freeDraftName(folder);
  io.stderr.write(
    `Another aks-setup keeps its draft in ${DRAFT_NAME}.\nThis one would keep its own in ${name}.\nEnter goes on, Ctrl-C leaves: `,
  );
  await nextLine(io.signal);
  const other = takeDraft(folder, name, previous);
  if (!other) throw new Usage(`${name} was taken meanwhile`, 'Start again');
  return other;
}

/** @throws Usage where no draft can be kept: answers would be lost with the window */
function firstDraft(folder: string, previous: string | undefined): Draft | undefined {
  try {
    return takeDraft(folder, DRAFT_NAME, previous);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Usage(
      `cannot keep a draft in ${safe(folder)}: ${reasonOf(error)}`,
      'Start in a folder where you may write; with --from, copy the profile to one',
    );
  }
}

/** Waits for Enter. @throws Cancelled at the end of input, the signal's reason when the program is asked to end */
function nextLine(signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onEnd = (): void => reject(new Cancelled(130, 'left; nothing was begun'));
  const onAbort = (): void => reject(signal.reason);
  process.stdin.once('data', () => resolve()).once('end', onEnd);
  signal.addEventListener('abort', onAbort, { once: true });
  return promise.finally(() => {
    signal.removeEventListener('abort', onAbort);
    process.stdin.off('end', onEnd).pause();
  });
}

const EXITS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

function conclude(io: Io, draft: Draft, ended: Ended): number {
  if (ended.is === 'written') {
    io.stdout.write(ended.summary);
    draft.remove();
    return ended.exit;
  }
  if (ended.is === 'signalled') return EXITS[ended.signal];
  const again = draft.name === DRAFT_NAME ? 'aks-setup' : `aks-setup --from ${draft.name}`;
  throw new Cancelled(130, `left. Your answers are kept in ${safe(draft.name)}; ${safe(again)} goes on from there`);
}
