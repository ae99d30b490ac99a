import process from 'node:process';
import { openReader } from '../../../src/ask/lines/open-reader.ts';
import { runLines } from '../../../src/ask/lines/run.ts';
import type { WizardPort } from '../../../src/ask/tui/port.ts';
import { emptySession } from '../../../src/core/session.ts';
import { toy } from '../tui/toy.ts';

// The line front end over the toy engine, as a program for a pseudo-terminal. Argument: which reader.
const frontEnd = process.argv[2] === 'plain' ? 'plain' : 'inquirer';
let saved = emptySession;
const port: WizardPort = {
  draftName: '.aks-setup-draft.yaml',
  saveDraft: (session) => {
    saved = session;
  },
  check: () => undefined,
  subscribe: () => () => undefined,
  suggest: async () => ({ is: 'not-run', why: 'nobody is signed in' }),
  preview: async () => ({ is: 'not-made', why: 'not here' }),
  write: async (_session, folder) => ({ is: 'written', summary: `Written to ${folder}/`, exit: 0 }),
  load: async () => ({ is: 'refused', why: ['no'] }),
  completePath: async () => [],
  connect: async () => ({ is: 'sample' }),
  page: async () => undefined,
};

const reader = await openReader(frontEnd);
const ended = await runLines({
  engine: toy,
  port,
  starts: [],
  account: { is: 'sample' },
  env: process.env,
  from: emptySession,
  reader,
});
const answers = JSON.stringify(Object.fromEntries([...saved.answers].map(([id, given]) => [id, given.value])));
process.stdout.write(`ENDED ${JSON.stringify(ended)}\nANSWERS ${answers}\n`);
