import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/run.ts';
import { KEYS, type Tty } from '../helpers/tty.ts';
import { FORBIDDEN } from './evil.ts';
import { endsWith, SUBSCRIPTION, theProgram } from './program.ts';

const program = theProgram('test/tty/hostile.config.js');
const { enter, down, control } = KEYS;

function expectHarmless(tty: Tty): void {
  for (const one of FORBIDDEN) expect(tty.raw().includes(one), JSON.stringify(one)).toBe(false);
}

/** A name as it is shown: escaped, so that one sees that somebody tried. */
const shown = (name: string): RegExp => new RegExp(`${name}\\u{1b}`.replace(/[.\\{}]/g, '\\$&'));

test.each([
  ['on the screen', []],
  ['in lines', ['--no-tui']],
  ['in plain lines', ['--no-tui', 'plain']],
])('names from Azure put no control character on the terminal %s', async (_where, [tui, plain]) => {
  const args = tui === undefined ? [] : [tui];
  const env = plain ? { ACCESSIBLE: '1' } : {};
  await using tty = program.start(temporaryFolder(), ['--emulator', ...args], { env, columns: 180, rows: 60 });
  await tty.until('Answer the usual questions');
  tty.key(tui === undefined ? `${down.repeat(3)}${enter}` : `4${enter}`);
  await tty.until(shown('subscription'));
  tty.key(SUBSCRIPTION, enter);
  await tty.until(shown('West Europe'));
  tty.key('westeurope', enter, 'weu1', enter, enter.repeat(6));
  await tty.until('Which hub is the new VNet a spoke of');
  await tty.until('10.77.0.0/16');
  await tty.until(shown('vnet'));
  tty.key(enter.repeat(4));
  await tty.until('Which Entra groups administer the cluster?');
  await tty.until(shown('aks-admins'));
  tty.key(tui === undefined ? control('p') : `:wait${enter}:problems${enter}`);
  await tty.until(shown('No.'));
  // Ctrl-C while `:wait` waits ends the waiting alone.
  await tty.settled(400);
  tty.key(control('c'));
  await tty.until('Leave?');
  tty.key(control('c'));
  await endsWith(tty, 130);
  expectHarmless(tty);
});

test('a check on a terminal neither', async () => {
  const args = ['check', 'hub-spoke-private', '--emulator', '--color', 'always'];
  await using tty = program.start(temporaryFolder(), args, { columns: 180, rows: 80 });
  await tty.exited;
  await tty.until(shown('aks-admins'));
  expectHarmless(tty);
});
