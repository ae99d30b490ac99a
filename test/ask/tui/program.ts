import { writeFileSync } from 'node:fs';
import process from 'node:process';
import type { News, WizardPort } from '../../../src/ask/tui/port.ts';
import { runWizard } from '../../../src/ask/tui/run.ts';
import { emptySession } from '../../../src/core/session.ts';
import { finding, toy } from './toy.ts';

// The wizard over the toy engine, as a program for a pseudo-terminal. Arguments: the draft's path, then what should happen.
const [draft = 'draft.json', ...behaviours] = process.argv.slice(2);
const does = (what: string): boolean => behaviours.includes(what);
let tell: (news: News) => void = () => undefined;

const port: WizardPort = {
  draftName: '.aks-setup-draft.yaml',
  saveDraft: (session) =>
    writeFileSync(
      draft,
      JSON.stringify(Object.fromEntries([...session.answers].map(([id, given]) => [id, given.value]))),
    ),
  check: (_session, concerning) => {
    if (does('crash-in-timer') && concerning === 'base.location')
      setTimeout(() => {
        throw new Error('the timer broke');
      }, 50);
    if (does('print') && concerning === 'base.location') {
      console.log('printed to stdout');
      console.error('printed to stderr');
    }
    if (concerning === 'base.location')
      tell({ kind: 'checks', running: [], findings: [finding({ result: 'pass', saw: 'quota is enough' })] });
  },
  subscribe: (listener) => {
    tell = listener;
    if (does('storm'))
      setInterval(
        () =>
          listener({
            kind: 'checks',
            running: [],
            findings: [finding({ target: String(Math.random()), result: 'warn', saw: 'storm' })],
          }),
        20,
      ).unref();
    return () => undefined;
  },
  suggest: async ({ name }) => {
    if (does('reject')) throw new Error('the look-up broke');
    return {
      is: 'found',
      items:
        name === 'regions'
          ? [
              { value: 'westeurope', note: 'zones 1 2 3' },
              { value: '\x1b[2Jevil\u202e', note: 'a\x07b' },
            ]
          : [],
    };
  },
  preview: async () => ({ is: 'made', script: 'az group create\n'.repeat(100), bicep: 'param x string' }),
  write: async (_session, folder) => ({ is: 'written', summary: `Written to ${folder}/`, exit: 0 }),
  load: async () => ({ is: 'loaded', session: emptySession }),
  completePath: async () => [],
  connect: async () => ({ is: 'sample' }),
  page: async () => undefined,
};

const ended = await runWizard({
  engine: toy,
  port,
  starts: [{ label: 'Decide everything myself', note: 'no defaults taken', session: emptySession }],
  account: { is: 'signed-in', who: 'ops@contoso.com' },
  env: process.env,
});
process.stdout.write(`${ended.is === 'written' ? ended.summary : `ended: ${ended.is}`}\n`);
process.exitCode =
  ended.is === 'written' ? ended.exit : ended.is === 'left' ? 130 : ended.signal === 'SIGHUP' ? 129 : 143;
