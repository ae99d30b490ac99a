import type { Heard, LineReader } from '../../../src/ask/lines/reader.ts';
import { runLines } from '../../../src/ask/lines/run.ts';
import type { Ended, News, WizardOptions, WizardPort } from '../../../src/ask/tui/port.ts';
import type { Engine } from '../../../src/core/engine.ts';
import { emptySession, type Session } from '../../../src/core/session.ts';

/** `^C`, `^D` and `SIGHUP` are what they say; anything else is a line. A function runs first and gives the line. */
export type Line = string | ((told: Told) => string | Promise<string>);

/** What a run said and did. */
export interface Told {
  readonly printed: string[];
  readonly prompts: string[];
  readonly saved: Session[];
  readonly checked: (string | undefined)[];
  readonly news: (news: News) => void;
}

export interface Run extends Told {
  readonly ended: Ended;
  readonly text: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

function heardOf(line: string): Heard {
  if (line === '^C' || line === '^D') return { is: 'interrupted' };
  return line === 'SIGHUP' ? { is: 'signalled', signal: 'SIGHUP' } : { is: 'line', text: line };
}

/** Runs the line front end over lines that are all typed ahead; afterwards the input ends. */
export async function run(
  engine: Engine,
  lines: readonly Line[],
  options: Partial<WizardOptions> & { readonly with?: Partial<WizardPort> } = {},
  begins: 'menu' | 'question' = 'question',
): Promise<Run> {
  const waiting = [...lines];
  let listener: (news: News) => void = () => {};
  const told: Told = { printed: [], prompts: [], saved: [], checked: [], news: (news) => listener(news) };
  const reader: LineReader = {
    columns: undefined,
    print: (texts) => void told.printed.push(...texts),
    ask: async (prompt) => {
      told.prompts.push(prompt);
      told.printed.push(`> ${prompt}`);
      const next = waiting.shift();
      if (next === undefined) return { is: 'ended' };
      return heardOf(typeof next === 'string' ? next : await next(told));
    },
    wait: async (work) => {
      await work;
      return 'done';
    },
    lend: (work) => work(),
    close: () => {},
  };
  const port: WizardPort = {
    draftName: '.aks-setup-draft.yaml',
    saveDraft: (session) => void told.saved.push(session),
    check: (_session, concerning) => void told.checked.push(concerning),
    subscribe: (heard) => {
      listener = heard;
      return () => {};
    },
    suggest: async () => ({ is: 'not-run', why: 'nobody is signed in' }),
    preview: async () => ({ is: 'made', script: 'az group create\naz aks create', bicep: 'param name string' }),
    write: async (_session, folder) => ({ is: 'written', summary: `Written to ${folder}/\n`, exit: 0 }),
    load: async (path) => ({ is: 'refused', why: [`${path} does not exist`] }),
    completePath: async () => [],
    connect: async () => ({ is: 'sample' }),
    page: async () => {},
    ...options.with,
  };
  const ended = await runLines({
    engine,
    starts: [],
    account: { is: 'sample' },
    env: { LANG: 'C.UTF-8' },
    ...(begins === 'menu' ? {} : { from: emptySession }),
    ...options,
    port,
    reader,
  });
  const session = told.saved.at(-1) ?? options.from ?? emptySession;
  const answers = Object.fromEntries([...session.answers].map(([id, given]) => [id, given.value]));
  return { ...told, ended, text: told.printed.join('\n'), answers };
}
