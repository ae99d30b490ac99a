import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, cpSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Built, built } from '../helpers/built.ts';
import { filesIn, temporaryFolder } from '../helpers/run.ts';

let program: Built;
beforeAll(async () => {
  program = await built();
});
afterAll(() => program[Symbol.dispose]());

async function start(argv: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [program.file, ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (text.out += data));
  child.stderr.on('data', (data: Buffer) => (text.err += data));
  return { child, text, ended: once(child, 'close').then(([code, signal]) => ({ code, signal, ...text })) };
}

const PRESETS = ['starter-public', 'virtual-nodes-locked', 'hub-spoke-private'];

test('languages, time zones, widths and the order of options change no byte', async () => {
  const digests = new Set<string>();
  for (const env of [
    { LANG: 'C', TZ: 'UTC' },
    { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu', COLUMNS: '40' },
    { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', TZ: 'America/St_Johns', NO_COLOR: '1', CI: 'true' },
  ]) {
    const folder = temporaryFolder();
    const { ended } = await start(['replay', ...PRESETS, '--out', 'out', '--emulator', '--json'], folder, env);
    const { code, out } = await ended;
    expect(code).toBe(0);
    const hash = createHash('sha256').update(out);
    for (const [path, text] of filesIn(join(folder, 'out'))) hash.update(path).update(text);
    digests.add(hash.digest('hex'));
  }
  expect(digests.size).toBe(1);
});

test('ends with 2 without a terminal, at once', async () => {
  const { ended } = await start([], temporaryFolder());
  expect(await ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining('needs a terminal') });
});

test.skipIf(!existsSync('/dev/full'))('a full disk behind stdout is told as what it is, and is no bug', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [program.file, 'schema'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  let err = '';
  child.stderr?.on('data', (data: Buffer) => (err += data));
  const [code] = await once(child, 'close');
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringMatching(/^aks-setup: cannot write what it prints: ENOSPC/),
  });
});

test('a reader that goes away is no success and no bug', async () => {
  const { child, ended } = await start(['schema'], temporaryFolder());
  child.stdout.destroy();
  const { code, err } = await ended;
  expect({ code, err }).toEqual({ code: 2, err: '' });
});

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s in the middle of many profiles', (signal, exit) => {
  test(`ends with ${exit}, says so, and leaves whole folders only`, async () => {
    const folder = temporaryFolder();
    const preset = join(import.meta.dirname, '../../profiles/hub-spoke-private.yaml');
    const names = Array.from({ length: 2_000 }, (_, i) => `p${i}.yaml`);
    for (const name of names) cpSync(preset, join(folder, name));
    const { child, ended } = await start(['replay', ...names, '--out', 'out', '--offline'], folder);
    const written = () => {
      try {
        return filesIn(join(folder, 'out', 'p0')).size > 0;
      } catch {
        return false;
      }
    };
    while (!written() && child.exitCode === null) await new Promise((turn) => setTimeout(turn, 20));
    child.kill(signal);
    expect(await ended).toMatchObject({ code: exit, out: '', err: expect.stringContaining(`stopped by ${signal}`) });
    const files = filesIn(join(folder, 'out'));
    expect([...files.keys()].filter((path) => path.endsWith('.tmp'))).toEqual([]);
    expect(files.get('p0/profile.yaml')).toContain(readFileSync(preset, 'utf8').slice(-40));
  });
});
