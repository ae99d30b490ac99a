import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli.ts';
import * as emission from '../../src/commands/emission.ts';
import type { Io } from '../../src/commands/io.ts';
import { Cancelled } from '../../src/core/errors.ts';
import { answerOf } from '../../src/core/resolve.ts';
import { run, temporaryFolder } from '../helpers/run.ts';

const preset = (name: string): string => readFileSync(join(import.meta.dirname, `../../profiles/${name}.yaml`), 'utf8');
const LOCKED = preset('virtual-nodes-locked');
/** Without its acknowledgement a rule warns. */
const WARNED = LOCKED.slice(0, LOCKED.indexOf('acknowledged:'));
/** Without az on the path nothing can be looked at. */
const NO_AZ = { PATH: '/nowhere' };

const FILES: Readonly<Record<string, string>> = {
  'good.yaml': preset('starter-public'),
  'locked.yaml': LOCKED,
  'warned.yaml': WARNED,
  'spoke.yaml': preset('hub-spoke-private'),
  'blocked.yaml': LOCKED.replace('egress: natgw', 'egress: none').replace('osType: Linux', 'osType: Windows'),
  'missing.yaml': 'format: 1\n',
  'malformed.yaml': preset('starter-public').replace('runCommand: false', 'runCommand: no'),
  'big.yaml': `# ${'x'.repeat(1024 * 1024)}\n`,
  'deep.yaml': `${'['.repeat(200_000)}\n`,
  'file-in-the-way': 'a file\n',
  'full/setup.sh': 'mine\n',
};

function workFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'full'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  symlinkSync('nowhere', join(folder, 'dangling.yaml'));
  return folder;
}

interface Row {
  readonly argv: string;
  readonly exit: number;
  /** What the operator is told, and how to get on. */
  readonly told: RegExp;
  readonly env?: Readonly<Record<string, string>>;
}
const row = (exit: number, argv: string, told: RegExp, env?: Row['env']): Row => ({
  argv,
  exit,
  told,
  ...(env ? { env } : {}),
});

const DONE: readonly Row[] = [
  row(0, '--help', /Usage: aks-setup/),
  row(0, '--version', /^\d+\.\d+\.\d+/),
  ...['setup', 'replay', 'script', 'check', 'explain', 'graph', 'schema'].map((one) =>
    row(0, `${one} --help`, /Usage: aks-setup/),
  ),
  row(0, 'replay good.yaml --out out --emulator', /20 passed|passed, 0 warnings, 0 failed, 0 not run\n/),
  row(0, 'replay good.yaml --out out --offline', /not run \(skipped as asked\)/),
  row(0, 'replay good.yaml --out out --offline --strict', /not run \(skipped as asked\)/),
  row(0, 'replay warned.yaml --out out --emulator', /NP-9/),
  row(
    0,
    'replay missing.yaml --out out --offline --accept-defaults --set base.subscription=6f2c1d8e-0000-4000-8000-5a3b9d7e1c20 --set base.location=westeurope --set base.clusterName=x1 --set id.adminGroups=[3c9a5f2e-0000-4000-8000-7b1d4e8f6a30]',
    /taken as recommended/,
  ),
  row(0, 'script starter-public --out out', /Written to out/),
  row(0, 'script starter-public --format bash', /^==> setup\.sh <==\n#!/),
  row(0, 'script starter-public --format roles', /^These answers call for no roles\n$/),
  row(0, 'check good.yaml --emulator', /0 failed, 0 not run\n/),
  row(0, 'explain', /base\.subscription/),
  row(0, 'explain api.exposure', /vnet-private/),
  row(0, 'graph', /api\.exposure/),
  row(0, 'schema', /json-schema\.org/),
];

const FAILED: readonly Row[] = [
  row(1, 'replay blocked.yaml --out out --emulator', /✗ [A-Z]+-\d+[\s\S]*fix/),
  row(1, 'check blocked.yaml --emulator', /✗ [A-Z]+-\d+/),
  row(1, 'script blocked.yaml --out out', /✗ [A-Z]+-\d+/),
  row(1, 'script blocked.yaml --format bash', /✗ [A-Z]+-\d+/),
  row(1, 'replay spoke.yaml --out out --emulator=empty', /✗ [A-Z]+[\s\S]* failed/),
  row(1, 'check spoke.yaml --emulator=empty', /✗ [A-Z]+[\s\S]* failed/),
  row(1, 'replay missing.yaml --out out --emulator', /answers are missing[\s\S]*--accept-defaults/),
  row(1, 'replay missing.yaml --out out --offline --accept-defaults', /answers are missing[\s\S]*base\.subscription/),
  row(1, 'script missing.yaml --format bash', /answers are missing/),
  row(1, 'check missing.yaml --emulator', /answers are missing/),
  row(1, 'replay good.yaml --out full --offline', /setup\.sh would be overwritten[\s\S]*--force/),
  row(1, 'script good.yaml --out full', /setup\.sh would be overwritten[\s\S]*--force/),
  row(2, '--bogus', /unknown option '--bogus'[\s\S]*--help/),
  row(2, 'replya good.yaml', /no command "replya"[\s\S]*replay, script, check/),
  row(2, 'replay good.yaml --out out --bogus', /unknown option '--bogus'/),
  row(2, 'replay good.yaml', /--out/),
  row(2, 'replay --out out', /missing required argument/),
  row(2, 'script good.yaml extra --out out', /too many arguments/),
  row(2, 'replay good.yaml --out out --emulator=mars', /no world "mars"[\s\S]*sample/),
  row(2, 'replay good.yaml --out out --offline --emulator=mars', /no world "mars"/),
  row(2, 'script good.yaml --out out --emulator=mars', /no world "mars"/),
  row(2, 'check good.yaml --emulator=mars', /no world "mars"/),
  row(2, 'replay good.yaml --out out --offline --as-of tomorrow', /--as-of takes a date/),
  row(2, 'replay good.yaml --out out --offline --as-of 2026-02-30', /--as-of takes a date/),
  row(2, 'replay good.yaml --out out --offline --color maybe', /--color takes auto, always or never/),
  row(2, 'replay good.yaml --out out --offline --set base.location', /no = between/),
  row(2, 'replay good.yaml --out out --offline --set base.locatoin=x', /did you mean base\.location/),
  row(2, 'replay good.yaml --out out --offline --set api.runCommand=no', /must be true or false[\s\S]*write false/),
  row(2, 'replay good.yaml --out out --offline --set base.location=[', /--set base\.location/),
  row(2, 'replay good.yaml --out out --offline --set base.location=*a', /--set base\.location/),
  row(2, 'replay good.yaml --out out --emulator --skip PF-99', /no check PF-99/),
  row(2, 'check good.yaml --emulator --only PF-99', /no check PF-99/),
  row(2, 'replay nowhere.yaml --out out --offline', /no such file[\s\S]*presets are/),
  row(2, 'replay starter-pubic --out out --offline', /mean the preset starter-public/),
  row(2, 'replay dangling.yaml --out out --offline', /no such file/),
  row(2, 'replay full --out out --offline', /it is a folder/),
  row(2, 'replay good.yaml/x.yaml --out out --offline', /no folder|no such file/),
  row(2, 'replay - --out out --offline', /standard input is a terminal/),
  row(2, 'replay big.yaml --out out --offline', /larger than 1 MiB/),
  row(2, 'replay deep.yaml --out out --offline', /nested deeper/),
  row(
    2,
    'replay malformed.yaml --out out --emulator',
    /malformed\.yaml:\d+:\d+ {2}api\.runCommand must be true or false/,
  ),
  row(2, 'check malformed.yaml --emulator', /malformed\.yaml:\d+:\d+/),
  row(2, 'script malformed.yaml --format bash', /malformed\.yaml:\d+:\d+/),
  row(2, 'graph malformed.yaml', /malformed\.yaml:\d+:\d+/),
  row(2, 'graph nowhere.yaml', /no such file/),
  row(2, 'graph --format svg', /--format/),
  row(2, 'explain api.exposrue', /mean api\.exposure/),
  row(2, 'schema extra', /too many arguments/),
  row(2, 'script good.yaml', /--out DIR or --format/),
  row(2, 'script good.yaml --out out --format bash', /exclude each other/),
  row(2, 'script good.yaml --json --format bash', /exclude each other/),
  row(2, 'script good.yaml --format powershell', /no format "powershell"[\s\S]*bash/),
  row(2, 'replay good.yaml full/../good.yaml --out out --offline', /two of the profiles are named good/),
  row(2, 'replay good.yaml --out file-in-the-way --offline', /cannot write to .*file-in-the-way/),
  row(2, 'replay good.yaml --out file-in-the-way/x --offline', /cannot write to .*file-in-the-way/),
  row(2, 'replay good.yaml --out /proc/x --offline', /cannot write to \/proc\/x/),
  row(2, 'replay good.yaml --out out --offline --junit /proc/x/y.xml', /cannot write \/proc\/x/),
  row(2, 'check good.yaml --emulator --evidence file-in-the-way/x', /cannot write file-in-the-way/),
  row(2, 'setup', /needs a terminal[\s\S]*replay FILE/),
  row(2, '', /needs a terminal/),
  row(2, 'setup --no-tui --emulator', /needs a terminal/),
  row(3, 'replay warned.yaml --out out --emulator --strict', /NP-9/),
  row(3, 'script warned.yaml --out out --strict', /NP-9/),
  row(3, 'check warned.yaml --emulator --strict', /NP-9/),
  row(1, 'check good.yaml --emulator=denied', /✗ PF-04[\s\S]* not run/),
  row(4, 'replay good.yaml --out out --emulator=denied --skip PF-04', /not run/),
  row(4, 'replay good.yaml --out out --emulator=denied --skip PF-04 --strict', /not run/),
  row(4, 'check good.yaml --emulator=denied --skip PF-04', /not run/),
  row(4, 'replay good.yaml --out out', /not run/, NO_AZ),
  row(4, 'check good.yaml', /not run/, NO_AZ),
];

async function start({ argv, env }: Pick<Row, 'argv' | 'env'>, folder = workFolder()) {
  if (env) vi.stubEnv('PATH', env['PATH']);
  return run(argv.split(' ').filter(Boolean), { cwd: folder, ...(env ? { env } : {}) });
}
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe.each([...DONE, ...FAILED])('aks-setup $argv', (one) => {
  test(`ends with ${one.exit}, and says what and why`, async () => {
    const { exit, out, err } = await start(one);
    expect(out + err).toMatch(one.told);
    expect(exit, out + err).toBe(one.exit);
    if (exit === 2 || exit === 1) expect(out + err).toMatch(/\n {2,6}(?:fix)? ?\S/);
  });
});

test('no error path ends with 0', async () => {
  for (const one of FAILED) expect((await start(one)).exit, one.argv).not.toBe(0);
});

const WORDS = [
  ...[
    'replay',
    'script',
    'check',
    'explain',
    'graph',
    'schema',
    'good.yaml',
    'warned.yaml',
    'missing.yaml',
    'malformed.yaml',
    'blocked.yaml',
    'nowhere.yaml',
    '-',
    '--',
    '',
  ],
  ...[
    '--out',
    'out',
    'full',
    '--format',
    'bash',
    'text',
    '--emulator',
    '--emulator=denied',
    '--offline',
    '--skip',
    'PF-01',
    '--set',
    'base.location=x',
    'a=',
    '--json',
    '--strict',
    '--quiet',
    '--force',
    '--as-of',
    '2027-01-01',
  ],
];

test('whatever the command line: 0 is never said of what was refused, and nothing in it is a bug', async () => {
  const lines = fc.tuple(fc.constantFrom(...WORDS.slice(0, 6)), fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(lines, async ([command, rest]) => {
      const { exit, out, err } = await start({ argv: [command, ...rest].join(' ') });
      expect([0, 1, 2, 3, 4]).toContain(exit);
      if (/^aks-setup: |✗ /m.test(err)) expect(exit).not.toBe(0);
      if (exit === 0) expect(out + err).not.toMatch(/"result": "(?:refused|incomplete)"/);
    }),
    { numRuns: 60 },
  );
});

describe('a check that could not run', () => {
  const notRun = async (argv: string): Promise<readonly string[]> => {
    const { out } = await start({ argv: `${argv} --json` });
    const { checks } = JSON.parse(out).profiles[0] as { checks: { id: string; level: string; result: string }[] };
    return [...new Set(checks.filter((one) => one.result === 'not-run' && one.level === 'must').map((one) => one.id))];
  };

  test('counts, unless it is skipped by name, each one; the skipping is told', async () => {
    const ids = await notRun('check good.yaml --emulator=denied --skip PF-04');
    expect(ids.length).toBeGreaterThan(1);
    const all = await start({ argv: `check good.yaml --emulator=denied --skip ${ids.join(',')}` });
    expect(all.exit).toBe(0);
    expect(all.out).toMatch(/skipped by name[\s\S]*\(skipped as asked\)/);
    const butOne = await start({ argv: `check good.yaml --emulator=denied --skip ${ids.slice(1).join(' --skip ')}` });
    expect(butOne.exit).toBe(4);
  });

  test('still lets the outputs be written', async () => {
    const folder = workFolder();
    const { exit } = await start({ argv: 'replay good.yaml --out out --emulator=denied --skip PF-04' }, folder);
    expect(exit).toBe(4);
    expect(readFileSync(join(folder, 'out/setup.sh'), 'utf8')).toMatch(/^#!/);
  });

  test('asks nothing with --offline: not even for az', async () => {
    const folder = workFolder();
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/az'), `#!/bin/sh\ntouch ${join(folder, 'asked')}\n`);
    chmodSync(join(folder, 'bin/az'), 0o755);
    const env = { PATH: join(folder, 'bin') };
    expect((await start({ argv: 'replay good.yaml --out out --offline', env }, folder)).exit).toBe(0);
    expect(() => readFileSync(join(folder, 'asked'))).toThrow('ENOENT');
  });
});

describe('with several profiles', () => {
  const results = async (argv: string) => {
    const { exit, out } = await start({ argv: `${argv} --json` });
    const { profiles } = JSON.parse(out) as { profiles: { file: string; exit: number; result: string }[] };
    return { exit, each: profiles.map((one) => one.exit), words: profiles.map((one) => one.result) };
  };

  test('each has its own result, and the worst is the exit code', async () => {
    const all = 'malformed.yaml blocked.yaml missing.yaml nowhere.yaml warned.yaml good.yaml';
    expect(await results(`replay ${all} --out out --emulator --strict`)).toEqual({
      exit: 2,
      each: [2, 1, 1, 2, 3, 0],
      words: ['refused', 'refused', 'refused', 'refused', 'done-with-warnings', 'done'],
    });
  });

  test.each([
    ['good.yaml warned.yaml', '--emulator --strict', 3],
    ['warned.yaml good.yaml', '--emulator --strict', 3],
    ['good.yaml locked.yaml warned.yaml', '--emulator=denied --skip PF-04 --strict', 4],
    ['warned.yaml missing.yaml', '--emulator=denied --strict', 1],
    ['malformed.yaml missing.yaml', '--emulator=denied --strict', 2],
    ['missing.yaml malformed.yaml good.yaml', '--emulator', 2],
  ])('%s %s', async (files, options, exit) => {
    expect((await results(`check ${files} ${options}`)).exit).toBe(exit);
  });

  test('good ones are written whatever the others are', async () => {
    const folder = workFolder();
    const { exit } = await start(
      { argv: 'replay malformed.yaml good.yaml missing.yaml locked.yaml --out out --offline' },
      folder,
    );
    expect(exit).toBe(2);
    for (const name of ['good', 'locked'])
      expect(readFileSync(join(folder, 'out', name, 'profile.yaml'), 'utf8')).toContain('format: 1');
  });

  test('a bug that meets one hides nothing of the others, and wins', async () => {
    const real = emission.emissionOf;
    vi.spyOn(emission, 'emissionOf').mockImplementation((evaluation, ...rest) => {
      if (answerOf(evaluation.resolved, 'base.clusterName') === 'burst-weu')
        throw new TypeError('undefined is not a cluster');
      return real(evaluation, ...rest);
    });
    const folder = workFolder();
    const { exit, out, err } = await start(
      { argv: 'replay malformed.yaml locked.yaml good.yaml --out out --offline --json' },
      folder,
    );
    expect(exit).toBe(70);
    expect(JSON.parse(out).profiles.map((one: { exit: number }) => one.exit)).toEqual([2, 70, 0]);
    expect(err).toMatch(/this is a bug in aks-setup[\s\S]*report[\s\S]*undefined is not a cluster/);
    expect(readFileSync(join(folder, 'out/good/setup.sh'), 'utf8')).toMatch(/^#!/);
  });
});

describe('what nobody expected', () => {
  const io = (more: Partial<Io>): { io: Io; err: string[] } => {
    const err: string[] = [];
    const silent = { isTTY: false, columns: 80, write: () => {} };
    const all: Io = {
      env: {},
      cwd: temporaryFolder(),
      stdin: { isTTY: true, read: () => Buffer.alloc(0) },
      stdout: silent,
      stderr: { ...silent, write: (text) => void err.push(text) },
      signal: new AbortController().signal,
      takeSignals: () => {},
      ...more,
    };
    return { io: all, err };
  };

  test('is a bug: 70, what to report, and no control character of its message', async () => {
    const stdout = {
      isTTY: false,
      columns: 80,
      write: () => {
        throw new Error('\u001b[2Jboom');
      },
    };
    const { io: world, err } = io({ stdout });
    expect(await main(['schema'], world)).toBe(70);
    expect(err.join('')).toMatch(/a bug in aks-setup \d[\s\S]*Please report[\s\S]*boom/);
    expect(err.join('')).not.toContain('\u001b');
  });

  test.each([129, 130, 143] as const)('a signal ends the work with %i and no output', async (exit) => {
    const abort = new AbortController();
    abort.abort(new Cancelled(exit, 'stopped'));
    const { exit: ended, out } = await run(['replay', 'starter-public', '--out', 'out', '--emulator'], {
      cwd: temporaryFolder(),
      signal: abort.signal,
    });
    expect({ ended, out }).toEqual({ ended: exit, out: '' });
  });
});
