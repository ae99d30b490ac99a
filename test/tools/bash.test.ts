import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Emission } from '../../src/emit/emission.ts';
import { emitAll } from '../../src/emit/index.ts';
import { newerThanBash32 } from '../helpers/bash-3.2.ts';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { emissionsOfProfiles } from './profiles.ts';

const DEEP = process.env['AKS_SETUP_DEEP'] === '1';
const cases: readonly (readonly [string, Emission])[] = [
  ...emissionsOfProfiles(),
  ...pairwiseProfiles().map((one) => [one.name, one.emission()] as const),
];
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'aks setup '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every shell script that is written, the hand-over packs included, each text once. */
const scripts = new Map<string, string>();
for (const [i, [, emission]] of cases.entries())
  for (const [path, content] of emitAll(emission)) {
    if (!path.endsWith('.sh') || [...scripts.values()].includes(content)) continue;
    const file = join(folder, `${i}`, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    scripts.set(file, content);
  }
const files = [...scripts.keys()];

const said = (program: string, args: readonly string[]): string => {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  return stdout + stderr;
};

test('the profiles write setup.sh, cleanup.sh, scripts for the cluster, and some for other teams', () => {
  for (const name of [/setup\.sh$/, /cleanup\.sh$/, /in-cluster\.sh$/, /handover\/.*setup\.sh$/])
    expect(files.filter((file) => name.test(file)).length).toBeGreaterThan(2);
});

test('no script uses what is newer than bash 3.2, which macOS has', () => {
  for (const [file, content] of scripts) expect({ file, newer: newerThanBash32(content) }).toEqual({ file, newer: [] });
});

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
if (!hasShellcheck) console.log('skipped: shellcheck is not here (apt-get install shellcheck)');

describe.skipIf(!hasShellcheck)('shellcheck', () => {
  // a script takes it a second, and all of the twenty are made of the same parts
  const some = DEEP ? files : files.filter((file) => Number(relative(folder, file).split(sep)[0]) < 6);

  test('finds nothing, and no rule is switched off', () => {
    for (const [file, content] of scripts)
      expect({ file, off: content.match(/shellcheck disable.*/) }).toEqual({ file, off: null });
    expect(said('shellcheck', ['--norc', '--shell=bash', '--severity=style', '--external-sources', ...some])).toBe('');
  });
});

const old = process.env['AKS_SETUP_BASH'] ?? '/bin/bash';
const isOld = /version 3\.2/.test(spawnSync(old, ['--version'], { encoding: 'utf8' }).stdout ?? '');
if (!isOld) console.log('skipped: no bash 3.2 is here (macOS has it as /bin/bash; AKS_SETUP_BASH names another)');

describe.each(['bash', ...(isOld ? [old] : [])])('each script, with %s', (bash) => {
  test('is parsed', () => {
    for (const file of files) expect(said(bash, ['-n', file])).toBe('');
  });

  test('prints its commands from another folder, and meets no name or array that is not set', () => {
    for (const file of files.filter((one) => /(setup|cleanup)\.sh$/.test(one))) {
      const { status, stdout, stderr } = spawnSync(bash, [file, '--what-if'], { encoding: 'utf8', cwd: '/' });
      const bad = stderr
        .split('\n')
        .filter((line) => /\.sh: |unbound|syntax error|bad substitution|not found/.test(line));
      expect({ file, status, bad }).toEqual({ file, status: 0, bad: [] });
      expect(stdout).toMatch(/^ *az /m);
    }
  });
});
