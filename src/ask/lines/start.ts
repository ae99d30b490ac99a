import type { Start } from '../tui/port.ts';
import { count } from '../words.ts';
import { within } from './conflict.ts';
import { choose, type Row } from './menu.ts';
import { accountLine, Detour, type Talk } from './talk.ts';

type Choice =
  | { readonly is: 'start'; readonly start: Start }
  | { readonly is: 'load' }
  | { readonly is: 'connect'; readonly how: 'sign-in' | 'sample' | 'off' };

/** How to begin: the draft, a preset, a saved profile, or nothing decided. */
export async function start(talk: Talk): Promise<void> {
  await talk.accountKnown();
  for (;;) {
    talk.say('', 'How do you want to start?');
    const choice = await onlyHere(talk, () => choose(talk, rowsOf(talk)));
    if (!choice) continue;
    if (choice.is === 'start') return talk.begin(choice.start.session);
    if (choice.is === 'load' && (await load(talk))) return;
    if (choice.is === 'connect') await connect(talk, choice.how);
  }
}

function rowsOf(talk: Talk): readonly Row<Choice>[] {
  const connects: Row<Choice>[] = [
    { label: 'Sign in (az login)', choice: { is: 'connect', how: 'sign-in' } },
    {
      label: 'Use the sample subscription',
      note: 'nothing real is looked at',
      choice: { is: 'connect', how: 'sample' },
    },
    { label: 'Go on without checks', choice: { is: 'connect', how: 'off' } },
  ];
  return [
    ...talk.options.starts.map(
      (start): Row<Choice> => ({ label: start.label, note: start.note, choice: { is: 'start', start } }),
    ),
    { label: 'Load a saved profile', note: 'asks for its path', choice: { is: 'load' } },
    ...(talk.account.is === 'signed-out' ? connects : []),
  ];
}

async function load(talk: Talk): Promise<boolean> {
  for (;;) {
    const said = await onlyHere(talk, () => talk.ask('Path of the profile, Enter goes back:'));
    if (said?.is !== 'text') return false;
    const loaded = await talk.options.port.load(said.text);
    if (loaded.is === 'loaded') {
      talk.begin(loaded.session);
      talk.say(`Loaded: ${count(loaded.session.answers.size, 'answer')}.`);
      return true;
    }
    talk.say(...loaded.why);
    const paths = await talk.options.port.completePath(said.text);
    if (paths.length > 0) talk.say(`There is: ${paths.slice(0, 8).join(', ')}`);
  }
}

async function connect(talk: Talk, how: 'sign-in' | 'sample' | 'off'): Promise<void> {
  const run = () => talk.options.port.connect(how);
  const account = how === 'sign-in' ? await talk.options.reader.lend(run) : await run();
  talk.hear({ kind: 'account', account });
  if (account.is === 'looking') talk.say(accountLine(account));
}

/** Nothing is decided yet, so there is nowhere to go to. */
async function onlyHere<Value>(talk: Talk, run: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await within(run);
  } catch (thrown) {
    if (!(thrown instanceof Detour)) throw thrown;
    talk.say('First choose how to start.');
    return undefined;
  }
}
