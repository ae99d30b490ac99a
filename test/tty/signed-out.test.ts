import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/run.ts';
import { KEYS } from '../helpers/tty.ts';
import { pick, theProgram } from './program.ts';

const program = theProgram();
/** A machine without az: it is known at once that nobody is signed in. */
const env = { PATH: '/nonexistent', LANG: 'C.UTF-8' };

test('where nobody is signed in, the first screen offers to sign in, the sample, and to go on without checks', async () => {
  await using tty = program.start(temporaryFolder(), [], { columns: 80, rows: 24, env });
  await tty.until('Go on without checks');
  expect(tty.screen()).toContain('Sign in (az login)');
  expect(tty.screen()).toContain('Use the sample subscription');
  await pick(tty, 'Go on without checks');
  await tty.until('every check counts as not run');
  await pick(tty, 'Answer the usual questions');
  await tty.until('Which subscription pays for the cluster?');
  await tty.until('not looked up: checks are off');
  tty.key(KEYS.escape);
  await tty.until('How do you want to start?');
});

test('line by line the same rows are there', async () => {
  await using tty = program.start(temporaryFolder(), ['--no-tui'], { columns: 100, rows: 60, env });
  await tty.until(/Not signed in: .*[\s\S]*Sign in \(az login\)\.[\s\S]*Use the sample[\s\S]*Go on without checks\./);
});
