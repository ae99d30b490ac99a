import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/run.ts';
import { KEYS, open, type Tty } from '../helpers/tty.ts';
import {
  answersOf,
  atFirstLine,
  atFirstQuestion,
  draftIn,
  endsWith,
  hasDraft,
  patient,
  SUBSCRIPTION,
  theProgram,
} from './program.ts';

const program = theProgram();
const { enter, control } = KEYS;

/** Leaves with ^C twice; the terminal is as it was before. */
async function leave(tty: Tty): Promise<void> {
  tty.key(control('c'), control('c'));
  await endsWith(tty, 130);
  expectRestored(tty);
}

function expectRestored(tty: Tty): void {
  const raw = tty.raw();
  for (const [on, off] of [
    ['\x1b[?1049h', '\x1b[?1049l'],
    ['\x1b[?7l', '\x1b[?7h'],
    ['\x1b[?25l', '\x1b[?25h'],
    ['\x1b[?2004h', '\x1b[?2004l'],
  ] as const) {
    expect(raw.lastIndexOf(off), JSON.stringify(off)).toBeGreaterThan(raw.lastIndexOf(on));
  }
  expect(tty.onAlternateScreen()).toBe(false);
  expect(tty.scrollback().concat(tty.lines()).join('\n')).not.toContain('questions left');
  expect(raw).not.toContain('\x1b[2J');
  expect(raw).not.toContain('\x1b[3J');
}

test('resized to 80x24, 40x12, below 40x10 and back, each frame is as if drawn anew', async () => {
  await using tty = await atFirstQuestion(program.start(temporaryFolder(), ['--emulator'], { columns: 100, rows: 30 }));
  tty.key(SUBSCRIPTION, enter);
  await tty.until('In which region?');
  for (const [columns, rows, shows] of [
    [80, 24, 'In which region?'],
    [40, 12, 'In which region?'],
    [39, 9, 'Make the window at least 40x10.'],
    [80, 24, 'In which region?'],
    [100, 30, 'In which region?'],
  ] as const) {
    tty.resize(columns, rows);
    await tty.until(shows);
    await tty.until(() => columns < 40 || (tty.lines()[rows - 1] ?? '').includes('^C leave'));
    await tty.settled(250);
    const frame = { lines: tty.lines(), caret: tty.caret() };
    expect(frame.lines).toHaveLength(rows);
    if (columns < 40) expect(frame.lines.filter((line) => line.trim() !== '')).toHaveLength(1);
    const written = tty.raw().length;
    tty.key(control('l'));
    await tty.until(() => tty.raw().length > written);
    await tty.settled(250);
    expect({ lines: tty.lines(), caret: tty.caret() }).toEqual(frame);
  }
  await leave(tty);
});

test('^Z gives the shell its screen back, fg draws at the size that the window has then, and the keys still work', async () => {
  const cwd = temporaryFolder();
  const env = { PS1: 'ready> ', HISTFILE: undefined, NODE: process.execPath, PROGRAM: program.file() };
  await using tty = patient(open('bash', ['--norc', '--noprofile', '-i'], { cwd, env }));
  await tty.until('ready>');
  tty.key('"$NODE" "$PROGRAM" --emulator', enter);
  await atFirstQuestion(tty);
  for (const [columns, rows] of [
    [60, 20],
    [90, 26],
  ] as const) {
    tty.key(control('z'));
    await tty.until(() => !tty.onAlternateScreen());
    await tty.until(/Stopped[\s\S]*ready> *$/);
    tty.resize(columns, rows);
    tty.key('fg', enter);
    await tty.until('Which subscription pays for the cluster?');
    await tty.until(() => (tty.lines()[rows - 1] ?? '').includes('^C leave'));
  }
  tty.key(SUBSCRIPTION, enter);
  await tty.until('In which region?');
  expect(answersOf(draftIn(cwd))).toEqual({ 'base.subscription': SUBSCRIPTION });
  tty.key(control('c'), control('c'));
  await tty.until(/kept in[\s\S]*ready> *$/);
  tty.key('exit $?', enter);
  await endsWith(tty, 130);
});

test('without a terminal it ends with 2 and names the commands that need none', async () => {
  const cwd = temporaryFolder();
  const { exit, out, err } = await program.run(cwd, ['--emulator']);
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  expect(err).toContain('needs a terminal');
  for (const command of ['replay', 'script', 'check']) expect(err).toContain(`aks-setup ${command} FILE`);
  expect(hasDraft(cwd)).toBe(false);
});

test('CI=true draws all the same', async () => {
  await using tty = await atFirstQuestion(
    program.start(temporaryFolder(), ['--emulator'], { env: { CI: 'true', GITHUB_ACTIONS: 'true' } }),
  );
  tty.key(SUBSCRIPTION, enter);
  await tty.until('In which region?');
  await leave(tty);
});

// Foreground and background, the eight, the bright, and the 256 and true colours.
const COLOUR = /\x1b\[(?:\d*;)*(?:3\d|4\d|9\d|10[0-7])(?:;\d*)*m/;

test('NO_COLOR draws without colours, whatever FORCE_COLOR says', async () => {
  const drawn = async (env: Record<string, string>): Promise<string> => {
    await using tty = await atFirstQuestion(program.start(temporaryFolder(), ['--emulator'], { env }));
    tty.key(enter);
    await tty.until('✗ needs an answer');
    await leave(tty);
    return tty.raw();
  };
  expect(await drawn({})).toMatch(COLOUR);
  expect(await drawn({ NO_COLOR: '1' })).not.toMatch(COLOUR);
  expect(await drawn({ NO_COLOR: '1', FORCE_COLOR: '3' })).not.toMatch(COLOUR);
});

test.each([
  ['TERM=dumb', { name: 'dumb' }],
  ['ACCESSIBLE=1', { env: { ACCESSIBLE: '1' } }],
])('%s asks in lines without one escape byte, and keeps the draft', async (_name, options) => {
  const cwd = temporaryFolder();
  await using tty = program.start(cwd, ['--emulator'], { rows: 50, ...options });
  await atFirstLine(tty);
  tty.key('nonsense', enter, SUBSCRIPTION, enter);
  await tty.until('In which region?');
  tty.key('?', enter, ':problems', enter, ':leave', enter);
  await tty.until('Leave?');
  tty.key('leave', enter);
  await endsWith(tty, 130);
  expect(tty.raw()).not.toContain('\x1b');
  expect(answersOf(draftIn(cwd))).toEqual({ 'base.subscription': SUBSCRIPTION });
});
