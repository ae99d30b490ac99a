import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/run.ts';
import { KEYS, type Tty } from '../helpers/tty.ts';
import {
  answersOf,
  atFirstLine,
  atFirstQuestion,
  DRAFT,
  draftIn,
  endsWith,
  hasDraft,
  pick,
  SUBSCRIPTION,
  theProgram,
} from './program.ts';

const program = theProgram();
const { enter, control } = KEYS;
const THREE = { 'base.subscription': SUBSCRIPTION, 'base.location': 'westeurope', 'base.clusterName': 'weu1' };

/** At the first question, on the screen or in lines. */
async function begin(tty: Tty, args: readonly string[]): Promise<void> {
  await (args.length === 0 ? atFirstQuestion(tty) : atFirstLine(tty));
}

/** With three answers given, at the fourth question. */
async function afterThree(tty: Tty): Promise<Tty> {
  await atFirstQuestion(tty);
  tty.key(SUBSCRIPTION, enter, 'westeurope', enter, 'weu1', enter);
  await tty.until('Which of these belong to another team?');
  return tty;
}

test('^C once asks, and Stay goes back to the question; twice leaves with 130 and the draft is whole', async () => {
  const cwd = temporaryFolder();
  await using tty = await afterThree(program.start(cwd, ['--emulator']));
  tty.key(control('c'));
  await tty.until('Leave? Your 3 answers are kept in .aks-setup-draft.yaml.');
  await tty.until('❯ Stay');
  tty.key(enter);
  await tty.until('Which of these belong to another team?');
  tty.key(control('c'));
  await tty.until('Leave?');
  tty.key(control('c'));
  await endsWith(tty, 130);
  expect(tty.screen()).toContain('.aks-setup-draft.yaml');
  expect(answersOf(draftIn(cwd))).toEqual(THREE);
});

describe.each([
  ['on the screen', []],
  ['in lines', ['--no-tui']],
])('%s', (_where, args) => {
  test.each([
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const)('%s ends with %i, and the draft has every answer', async (signal, code) => {
    const cwd = temporaryFolder();
    await using tty = program.start(cwd, ['--emulator', ...args], { rows: 50 });
    await begin(tty, args);
    tty.key(SUBSCRIPTION, enter, 'westeurope', enter, 'weu1', enter);
    await tty.until('Which of these belong to another team?');
    tty.signal(signal);
    await endsWith(tty, code);
    expect(answersOf(draftIn(cwd))).toEqual(THREE);
    expect(readdirSync(cwd)).toEqual([DRAFT]);
  });
});

test.each([
  ['on the screen', []],
  ['in lines', ['--no-tui']],
])('a draft that can no longer be kept is said %s, and the questions go on', async (_where, args) => {
  const cwd = temporaryFolder();
  await using tty = program.start(cwd, ['--emulator', ...args], { rows: 50 });
  await begin(tty, args);
  rmSync(cwd, { recursive: true });
  tty.key(SUBSCRIPTION, enter);
  await tty.until('The draft could not be kept');
  await tty.until('In which region?');
});

test('the next start offers the draft and goes on at the next question', async () => {
  const cwd = temporaryFolder();
  {
    await using tty = await afterThree(program.start(cwd, ['--emulator']));
    tty.key(control('c'), control('c'));
    await tty.exited;
  }
  await using tty = program.start(cwd, ['--emulator']);
  await pick(tty, 'Go on with the draft');
  await tty.until('Which of these belong to another team?');
  expect(answersOf(draftIn(cwd))).toEqual(THREE);
});

test('killed at random moments, the draft is whole each time, and the next start goes on from it', {
  timeout: 120_000,
}, async () => {
  const cwd = temporaryFolder();
  const keys = `westeurope${enter}weu1${enter}${enter.repeat(4)}`;
  let kept = 0;
  for (let round = 0; round < 8; round++) {
    await using tty = program.start(cwd, ['--emulator']);
    await tty.until('How do you want to start?');
    if (kept > 0) {
      await tty.until(new RegExp(`❯ Go on with the draft +${kept} answers?, `));
      tty.key(enter);
      await tty.until(/questions? left/);
      tty.key(enter);
    } else {
      await pick(tty, 'Answer the usual questions');
      await tty.until('Which subscription');
      tty.key(`${SUBSCRIPTION}${enter}`);
      await tty.until('In which region?');
      tty.key(keys);
    }
    const moment = Math.random() * 60;
    await new Promise((done) => setTimeout(done, moment));
    tty.signal('SIGKILL');
    await tty.exited;
    const now = hasDraft(cwd) ? draftIn(cwd).answers.size : 0;
    expect(now, `round ${round}, after ${moment} ms`).toBeGreaterThanOrEqual(kept);
    kept = now;
  }
  expect(kept).toBeGreaterThan(0);
  await using tty = program.start(cwd, ['--emulator']);
  await tty.until('❯ Go on with the draft');
  tty.key(control('c'), control('c'));
  await tty.exited;
  expect(readdirSync(cwd)).toEqual([DRAFT]);
});

test('--from in a folder with a draft asks which of the two to go on from', async () => {
  const cwd = temporaryFolder();
  {
    await using tty = await afterThree(program.start(cwd, ['--emulator']));
    tty.key(control('c'), control('c'));
    await tty.exited;
  }
  writeFileSync(join(cwd, 'other.yaml'), 'format: 1\ndecisions:\n  base:\n    clusterName: other\n');
  await using tty = program.start(cwd, ['--emulator', '--from', 'other.yaml']);
  await tty.until('❯ Go on with the draft');
  await pick(tty, 'Begin with other.yaml');
  await tty.until('aks-setup  other');
});

test('a second wizard on the same draft is told so, and keeps its own under another name', async () => {
  const cwd = temporaryFolder();
  await using first = await afterThree(program.start(cwd, ['--emulator']));
  await using second = program.start(cwd, ['--emulator']);
  await second.until(`Another aks-setup keeps its draft in ${DRAFT}`);
  second.key(enter);
  await atFirstQuestion(second);
  second.key(SUBSCRIPTION, enter);
  await second.until('In which region?');
  expect(answersOf(draftIn(cwd))).toEqual(THREE);
  expect(answersOf(draftIn(cwd, '.aks-setup-draft-2.yaml'))).toEqual({ 'base.subscription': SUBSCRIPTION });
  first.key(control('c'), control('c'));
  await first.exited;
});

test('a second wizard leaves at once when it is asked to instead', async () => {
  const cwd = temporaryFolder();
  await using first = await afterThree(program.start(cwd, ['--emulator']));
  for (const key of [control('c'), control('d')]) {
    await using second = program.start(cwd, ['--emulator']);
    await second.until('Ctrl-C leaves');
    second.key(key);
    await endsWith(second, 130);
  }
  expect(readdirSync(cwd).toSorted()).toEqual([DRAFT, `${DRAFT}.lock`]);
  expect(first.hasExited()).toBe(false);
});
