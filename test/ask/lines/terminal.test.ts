import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundle } from '../../helpers/bundle.ts';
import { KEYS, open } from '../../helpers/tty.ts';

let program: Bundle;
beforeAll(async () => {
  program = await bundle(resolve(import.meta.dirname, 'program.ts'));
}, 60_000);
afterAll(() => program[Symbol.asyncDispose]());

const start = (reader: 'inquirer' | 'plain', name = 'xterm-256color') =>
  open(process.execPath, [program.file, reader], { columns: 100, rows: 60, name });

/** What the program printed last, its long lines put together again. */
const lastOf = (screen: string, word: string): string =>
  screen.slice(screen.lastIndexOf(word)).split('\n').join('').replace(/\s+$/, '');

describe.each(['inquirer', 'plain'] as const)('the %s reader', (reader) => {
  test('takes five answers that were typed before the first question', async () => {
    await using tty = start(reader);
    tty.key('prod\r\r\rno\r3\r1\r');
    await tty.until('Write to prod/? Enter writes:', 20_000);
    tty.key(KEYS.enter);
    const screen = await tty.until('ANSWERS');
    expect(lastOf(screen, 'ENDED')).toContain('"is":"written"');
    expect(lastOf(screen, 'ANSWERS')).toContain('"vn.enable":false,"api.exposure":"public"');
    expect((await tty.exited).code).toBe(0);
  });

  test('asks before it leaves on Ctrl-C; Enter stays, a second Ctrl-C leaves with the draft kept', async () => {
    await using tty = start(reader);
    await tty.until('Your answer:');
    tty.key('prod', KEYS.enter);
    await tty.until('Enter for westeurope:');
    tty.key(KEYS.control('c'));
    await tty.until('Enter stays, leave leaves:');
    tty.key(KEYS.enter);
    await tty.until((screen) => screen.split('Enter for westeurope:').length === 3);
    tty.key(KEYS.control('c'));
    await tty.until((screen) => screen.split('Enter stays').length === 3);
    tty.key(KEYS.control('c'));
    const screen = await tty.until('ANSWERS');
    expect(lastOf(screen, 'ENDED')).toContain('{"is":"left"}');
    expect(lastOf(screen, 'ANSWERS')).toContain('{"base.clusterName":"prod"}');
  });

  test('Ctrl-D on an empty line asks too, and the wizard goes on after Enter', async () => {
    await using tty = start(reader);
    await tty.until('Your answer:');
    tty.key(KEYS.control('d'));
    await tty.until('Leave? You have answered nothing yet.');
    tty.key(KEYS.enter);
    await tty.until((screen) => screen.split('Your answer:').length === 3);
    tty.key('prod', KEYS.enter);
    await tty.until('Which region?');
    tty.key(':leave', KEYS.enter, 'leave', KEYS.enter);
    expect((await tty.exited).code).toBe(0);
  });

  test('a hang-up ends it at once', async () => {
    await using tty = start(reader);
    await tty.until('Your answer:');
    tty.signal('SIGHUP');
    expect(lastOf(await tty.until('ANSWERS'), 'ENDED')).toContain('{"is":"signalled","signal":"SIGHUP"}');
  });
});

test('the plain reader writes no escape sequence at all', async () => {
  await using tty = start('plain', 'dumb');
  await tty.until('Your answer:');
  tty.key('prod', KEYS.enter);
  await tty.until('Which region?');
  tty.key(KEYS.control('c'));
  await tty.until('Leave?');
  tty.key(KEYS.control('c'));
  await tty.exited;
  expect(tty.raw()).not.toContain('\x1b');
});

test('the Inquirer reader edits the line: what is deleted is not answered', async () => {
  await using tty = start('inquirer');
  await tty.until('Your answer:');
  tty.key('prox', KEYS.backspace, 'd', KEYS.enter);
  await tty.until('Which region?');
  tty.key('leave', KEYS.control('u'), 'eastus', KEYS.enter);
  await tty.until('Which node pools?');
  tty.key(KEYS.control('d'));
  await tty.until('Leave?');
  tty.key('leave', KEYS.enter);
  expect(lastOf(await tty.until('ANSWERS'), 'ANSWERS')).toContain(
    '{"base.clusterName":"prod","base.location":"eastus"}',
  );
});

// The plain reader leaves Ctrl-Z to the terminal, which stops no program that has no shell around it.
test('the Inquirer reader can be suspended and goes on', async () => {
  await using tty = start('inquirer');
  await tty.until('Your answer:');
  tty.key(KEYS.control('z'));
  await expect.poll(() => readFileSync(`/proc/${tty.pid}/stat`, 'utf8').split(' ')[2]).toBe('T');
  tty.signal('SIGCONT');
  await expect.poll(() => readFileSync(`/proc/${tty.pid}/stat`, 'utf8').split(' ')[2]).not.toBe('T');
  tty.key('prod', KEYS.enter);
  await tty.until('Which region?');
});
