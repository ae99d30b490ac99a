import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEYS, type Options, open, type Tty } from '../helpers/tty.ts';

// The built program on a pseudo-terminal, against the sample subscription.
const bin = join(import.meta.dirname, '..', '..', 'bin', 'aks-setup.js');
const DRAFT = '.aks-setup-draft.yaml';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aks-setup-tty-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const setup = (options: Options = {}, ...args: readonly string[]): Tty =>
  open(process.execPath, [bin, 'setup', '--emulator', ...args], { cwd: folder, ...options });

async function begin(tty: Tty): Promise<void> {
  await tty.until('How do you want to start?');
  while (!tty.screen().includes('❯ Small public cluster')) {
    tty.key(KEYS.down);
    await tty.settled(40);
  }
  tty.key(KEYS.enter);
  await tty.until('Which subscription');
}

async function answerAll(tty: Tty): Promise<void> {
  await tty.until('Sample subscription');
  tty.key(KEYS.down, KEYS.enter);
  await tty.until('In which region?');
  tty.key('westeurope', KEYS.enter);
  await tty.until('What is the cluster called?');
  tty.key('prod-weu', KEYS.enter);
  await tty.until('Which node pools?');
  tty.key(KEYS.enter);
  await tty.until('Which public IPv4 ranges');
  tty.key(KEYS.paste('20.50.0.0/24\ncluster-egress\n'), KEYS.down, KEYS.down, KEYS.enter);
  await tty.until('aks-admins');
  tty.key('aks-adm', KEYS.tab, KEYS.down, KEYS.down, KEYS.enter);
  await tty.until('When may AKS do maintenance');
  tty.key(KEYS.enter);
  await tty.until('[Decisions]');
}

async function filesOf(dir: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  const files = names.map((one) => join(one.parentPath, one.name)).toSorted();
  const entries = files.map(async (file) => [file.slice(dir.length + 1), await readFile(file, 'utf8')] as const);
  return new Map(await Promise.all(entries));
}

describe('a guided run', () => {
  test('shows script and Bicep, writes the folder, and a replay of its profile writes the same bytes', async () => {
    await using tty = setup();
    await begin(tty);
    await answerAll(tty);
    tty.key(KEYS.tab);
    await tty.until('#!/usr/bin/env bash');
    tty.key(KEYS.tab);
    await tty.until("targetScope = 'subscription'");
    tty.key(KEYS.shiftTab, KEYS.shiftTab, KEYS.shiftTab);
    await tty.until('Write to prod-weu/');
    tty.key(KEYS.enter);
    expect(await tty.exited).toMatchObject({ code: 0 });
    expect(tty.onAlternateScreen()).toBe(false);
    expect(tty.screen()).toContain('Nothing was changed in Azure.');

    const written = await filesOf(join(folder, 'prod-weu'));
    expect([...written.keys()]).toEqual(expect.arrayContaining(['profile.yaml', 'setup.sh', 'bicep/main.bicep']));
    await copyFile(join(folder, 'prod-weu', 'profile.yaml'), join(folder, 'prod-weu.yaml'));
    const replay = ['replay', 'prod-weu.yaml', '--out', 'again', '--emulator'];
    await promisify(execFile)(process.execPath, [bin, ...replay], { cwd: folder });
    expect(await filesOf(join(folder, 'again'))).toEqual(written);
    expect(await readdir(folder)).not.toContain(DRAFT);
  });

  test('all keys at once come to the same answers', async () => {
    await using tty = setup();
    await tty.until('How do you want to start?');
    await begin(tty);
    tty.key('6f2c1d8e-0000-4000-8000-5a3b9d7e1c20\rwesteurope\rprod-weu\r\r');
    await tty.until('Which public IPv4 ranges');
    const draft = await readFile(join(folder, DRAFT), 'utf8');
    expect(draft).toContain('clusterName: prod-weu');
    expect(draft).toContain('location: westeurope');
  });
});

describe('a draft', () => {
  test('survives kill -9 whole, and the next start goes on from it', async () => {
    await using tty = setup();
    await begin(tty);
    tty.key('6f2c1d8e-0000-4000-8000-5a3b9d7e1c20\r');
    await tty.until('In which region?');
    tty.key('westeurope\r');
    await tty.until('What is the cluster called?');
    tty.key('half-typed');
    await tty.until('half-typed');
    tty.signal('SIGKILL');
    await tty.exited;

    await using again = setup();
    await again.until(/❯ Go on with the draft/);
    again.key(KEYS.enter);
    await again.until('What is the cluster called?');
    expect(again.screen()).toContain('westeurope');
    expect(again.screen()).not.toContain('half-typed');
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const)('is kept on %s, which ends with %i', async (signal, code) => {
    await using tty = setup();
    await begin(tty);
    tty.key('6f2c1d8e-0000-4000-8000-5a3b9d7e1c20\r');
    await tty.until('In which region?');
    tty.signal(signal);
    expect(await tty.exited).toMatchObject({ code });
    expect(await readFile(join(folder, DRAFT), 'utf8')).toContain('subscription: 6f2c1d8e');
  });

  test('is named when one leaves with ^C twice, which ends with 130', async () => {
    await using tty = setup();
    await begin(tty);
    tty.key(KEYS.control('c'));
    await tty.until('Leave?');
    tty.key(KEYS.control('c'));
    expect(await tty.exited).toMatchObject({ code: 130 });
    expect(tty.screen()).toContain(DRAFT);
  });
});

describe('the terminal it runs on', () => {
  test('CI=true does not stop the wizard from drawing', async () => {
    await using tty = setup({ env: { CI: 'true' } });
    await tty.until('How do you want to start?');
  });

  test('NO_COLOR leaves shapes and drops colours', async () => {
    await using tty = setup({ env: { NO_COLOR: '1' } });
    await tty.until(/❯ /);
    await tty.settled();
    expect(tty.raw()).not.toMatch(/\x1b\[[0-9;]*3\d[0-9;]*m/);
  });

  test('80x24, 40x12 and back hold', async () => {
    await using tty = setup();
    await begin(tty);
    for (const [columns, rows] of [
      [40, 12],
      [80, 24],
    ] as const) {
      tty.resize(columns, rows);
      await tty.settled(200);
      expect(tty.screen()).toContain('Which subscription');
      expect(tty.lines()[rows - 1]).toContain('^C leave');
    }
  });
});
