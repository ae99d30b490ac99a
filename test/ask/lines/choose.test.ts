import { expect, test } from 'vitest';
import { chooseFrontEnd } from '../../../src/ask/choose.ts';

const terminal = { tui: true, env: { TERM: 'xterm-256color' }, stdinIsTerminal: true, stdoutIsTerminal: true };

test.each([
  ['a terminal', {}, 'ink'],
  ['--no-tui', { tui: false }, 'inquirer'],
  ['a screen reader', { env: { ACCESSIBLE: '1' } }, 'plain'],
  ['a screen reader that Ink knows', { env: { INK_SCREEN_READER: 'true' } }, 'plain'],
  ['a dumb terminal', { env: { TERM: 'dumb' } }, 'plain'],
  ['a dumb terminal with --no-tui', { tui: false, env: { TERM: 'dumb' } }, 'plain'],
  ['ACCESSIBLE=0, which is off', { env: { ACCESSIBLE: '0' } }, 'ink'],
  ['CI with a terminal of its own', { env: { CI: 'true' } }, 'ink'],
  ['no input to type into', { stdinIsTerminal: false }, 'none'],
  ['output into a file', { stdoutIsTerminal: false, env: { ACCESSIBLE: '1' } }, 'none'],
])('%s', (_says, change, frontEnd) => {
  expect(chooseFrontEnd({ ...terminal, ...change })).toBe(frontEnd);
});
