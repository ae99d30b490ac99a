import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundle } from '../../helpers/bundle.ts';
import { KEYS, type Options, open, type Tty } from '../../helpers/tty.ts';

let program: Bundle;
let folder: string;
beforeAll(async () => {
  program = await bundle(join(import.meta.dirname, 'program.ts'));
  folder = await mkdtemp(join(tmpdir(), 'aks-setup-tui-'));
});
afterAll(async () => {
  await program[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

let counter = 0;
const draftFile = (): string => join(folder, `draft-${counter++}.json`);
const start = (options: Options = {}, draft = draftFile(), ...behaviours: string[]): Tty =>
  open(process.execPath, [program.file, draft, ...behaviours], options);
const draftOf = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

const begun = async (tty: Tty): Promise<void> => {
  await tty.until('How do you want to start?');
  tty.key(KEYS.enter);
  await tty.until('What is the cluster called?');
  await tty.settled();
};

/** What every end must leave behind: the main screen, a visible cursor, autowrap, no bracketed paste, nothing of the frame. */
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
  expect(tty.scrollback().concat(tty.lines()).join('\n')).not.toContain('aks-setup  ');
  expect(raw).not.toContain('\x1b[2J');
  expect(raw).not.toContain('\x1b[3J');
}

describe('the wizard on a terminal', () => {
  test('runs from the first screen to the end; the summary stays on the main screen', async () => {
    await using tty = start();
    await begun(tty);
    tty.key('weu', KEYS.enter);
    await tty.until('✓ enough quota (westeurope): quota is enough');
    tty.key(KEYS.enter, KEYS.enter, KEYS.enter, KEYS.enter, KEYS.enter);
    await tty.until('[Decisions]');
    tty.key(KEYS.shiftTab);
    await tty.until('Write to weu/');
    tty.key(KEYS.enter);
    expect(await tty.exited).toMatchObject({ code: 0 });
    expect(tty.screen()).toContain('Written to weu/');
    expectRestored(tty);
  });

  test('takes keys that were typed before the first frame, in one chunk', async () => {
    await using tty = start();
    await tty.until(() => tty.raw().includes('\x1b[?1049h'));
    tty.key('\rweu\r\r\r\x1b[B\r');
    await tty.until('How do clients and nodes reach');
    expect(tty.raw()).not.toContain('weu\r\n');
  });

  test('takes keys byte by byte, and an arrow whose escape came early', async () => {
    await using tty = start();
    await tty.until('How do you want to start?');
    tty.key(KEYS.down);
    await tty.until('❯ Load a saved profile');
    for (const byte of ['\x1b', '[', 'A']) {
      tty.key(byte);
      await new Promise((done) => setTimeout(done, 45));
    }
    await tty.until('❯ Decide everything myself');
  });

  test('a paste goes into a field, its newline is no Enter, and a reply of the terminal is no text', async () => {
    await using tty = start();
    await begun(tty);
    tty.key('\x1b]11;rgb:0000/0000/0000\x07', KEYS.paste('we\n'), 'u');
    await tty.until('❯ weu');
    expect(tty.screen()).toContain('What is the cluster called?');
  });

  test('the cursor stands where one types', async () => {
    await using tty = start();
    await begun(tty);
    tty.key('weu', KEYS.left);
    await tty.until('❯ weu');
    await tty.settled();
    const row = tty.lines().findIndex((line) => line.includes('❯ weu'));
    expect(tty.caret()).toEqual({ x: 3 + 2, y: row });
  });

  test('shows hostile names from a look-up without obeying them', async () => {
    await using tty = start();
    await begun(tty);
    tty.key('weu\r');
    await tty.until('\\u{1b}[2Jevil\\u{202e}');
    expect(tty.raw()).not.toContain('\x1b[2J');
    expect(tty.raw()).not.toContain('\u202e');
  });

  test('holds 80x24, 40x12, larger and back, each like a fresh drawing, with nothing left over', async () => {
    await using tty = start({ columns: 100, rows: 30 });
    await begun(tty);
    tty.key('weu\r\r\r\r');
    await tty.until('How do clients and nodes reach');
    for (const [columns, rows] of [
      [80, 24],
      [40, 12],
      [30, 8],
      [132, 43],
      [60, 15],
      [100, 30],
    ] as const) {
      tty.resize(columns, rows);
      await tty.settled(150);
      const resized = tty.lines();
      expect(resized.join('\n')).toContain(columns < 40 ? 'Make the window' : 'How do clients');
      tty.key(KEYS.control('l'));
      await tty.settled(150);
      expect(tty.lines()).toEqual(resized);
    }
    tty.key(KEYS.control('c'), KEYS.control('c'));
    expect(await tty.exited).toMatchObject({ code: 130 });
    expectRestored(tty);
  });

  test('a storm of results neither blocks typing nor spoils the screen', async () => {
    await using tty = start({}, draftFile(), 'storm');
    await begun(tty);
    for (const letter of 'abcdefghij') tty.key(letter);
    await tty.until('❯ abcdefghij');
    await tty.until(/\d+ warn/);
  });

  test('suspends and resumes, with a resize between, twice', async () => {
    await using tty = start();
    await begun(tty);
    tty.key('we');
    await tty.until('❯ we');
    for (const [columns, rows] of [
      [60, 20],
      [90, 26],
    ] as const) {
      tty.key(KEYS.control('z'));
      await tty.until(() => !tty.onAlternateScreen());
      await tty.settled(100);
      tty.resize(columns, rows);
      tty.signal('SIGCONT');
      await tty.until('What is the cluster called?');
      await tty.settled(100);
      expect(tty.lines()[rows - 1]).toContain('^C leave');
    }
    tty.key('u');
    await tty.until('❯ weu');
  });

  test('a stop from outside takes the same way', async () => {
    await using tty = start();
    await begun(tty);
    tty.signal('SIGTSTP');
    await tty.until(() => !tty.onAlternateScreen());
    await tty.settled(100);
    tty.signal('SIGCONT');
    await tty.until('What is the cluster called?');
    tty.key('weu');
    await tty.until('❯ weu');
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const)('%s keeps the draft and ends with %i', async (signal, code) => {
    const draft = draftFile();
    await using tty = start({}, draft);
    await begun(tty);
    tty.key('weu\r');
    await tty.until('Which region?');
    tty.signal(signal);
    expect(await tty.exited).toMatchObject({ code });
    expect(await draftOf(draft)).toEqual({ 'base.clusterName': 'weu' });
    expectRestored(tty);
  });

  test('a draft that cannot be kept is said, and the wizard goes on', async () => {
    await using tty = start({}, join(folder, 'no such folder', 'draft.json'));
    await begun(tty);
    tty.key('weu\r');
    await tty.until('✗ The draft could not be kept: ENOENT');
    await tty.until('Which region?');
    tty.signal('SIGTERM');
    expect(await tty.exited).toMatchObject({ code: 143 });
    expectRestored(tty);
  });

  test('^C asks, a second one leaves', async () => {
    await using tty = start();
    await begun(tty);
    tty.key(KEYS.control('c'));
    await tty.until('Leave?');
    tty.key(KEYS.control('c'));
    expect(await tty.exited).toMatchObject({ code: 130 });
    expect(tty.screen()).toContain('ended: left');
    expectRestored(tty);
  });

  test.each([
    ['a timer', 'crash-in-timer', 'the timer broke'],
    ['a promise', 'reject', 'the look-up broke'],
  ])('a crash in %s restores the screen and keeps its message', async (_where, behaviour, message) => {
    await using tty = start({}, draftFile(), behaviour);
    await begun(tty);
    tty.key('weu\r');
    const { code } = await tty.exited;
    expect(code).not.toBe(0);
    expect(tty.scrollback().concat(tty.lines()).join('\n')).toContain(message);
    expectRestored(tty);
  });

  test('what others print is kept for after the end', async () => {
    await using tty = start({}, draftFile(), 'print');
    await begun(tty);
    tty.key('weu\r');
    await tty.until('Which region?');
    await tty.settled();
    expect(tty.screen()).not.toContain('printed');
    tty.key(KEYS.control('c'), KEYS.control('c'));
    await tty.exited;
    expect(tty.screen()).toContain('printed to stdout');
    expect(tty.screen()).toContain('printed to stderr');
  });

  test('CI=true changes nothing, NO_COLOR and other locales draw without', async () => {
    await using tty = start({ env: { CI: 'true', FORCE_COLOR: '0', LANG: 'C' } });
    await begun(tty);
    expect(tty.screen()).toMatch(/^ >/m);
    expect(tty.screen()).not.toMatch(/[^\x20-\x7e\n]/);
    expect(tty.raw()).not.toMatch(/\x1b\[3\dm/);
  });
});
