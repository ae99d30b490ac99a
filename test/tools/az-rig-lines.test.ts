import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ArgumentRow, type Row, TABLES } from '../../src/emit/az/index.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { pairwiseProfiles, randomProfiles } from '../helpers/legal-profiles.ts';
import { type Argv, commandsOf, commandsPrinted, scriptsOf, type Written } from './az-lines.ts';
import { RIG, whyNoRig } from './az-rig.ts';
import { AZ_SINCE, AZ_SINCE_BY_PACKAGE, newerIn, newest, sinceOf } from './az-since.ts';
import { rareProfiles } from './every-option.ts';
import { emissionsOfProfiles } from './profiles.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: az does not judge command lines, since ${why}`);

const COUNT = process.env['AKS_SETUP_DEEP'] === '1' ? 10_000 : 2_000;

const folder = mkdtempSync(join(tmpdir(), 'aks-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of one plan after the other: the profiles, then legal ones with every option, and random ones. */
function* emissions(): Generator<Emission> {
  yield* emissionsOfProfiles().values();
  for (const one of [...pairwiseProfiles(), ...rareProfiles(), ...randomProfiles(COUNT)]) yield one.emission();
}

/** As many of the scripts as real bash prints one by one in a few seconds, the profiles' among them. */
const SOME = 80;

const some: Written[] = [];
/** The LEAST_AZ of each script. */
const stated: (string | undefined)[] = [];
let commands: readonly (readonly Argv[])[];
beforeAll(() => {
  commands = commandsOf(noted(), folder);
}, COUNT * 500);

/** The scripts, of which only what the tests need is kept: all together would not fit into memory. */
function* noted(): Generator<Written> {
  for (const emission of emissions())
    for (const script of scriptsOf(emission)) {
      if (some.length < SOME) some.push(script);
      stated.push(/^LEAST_AZ=(.*)$/m.exec(script.text)?.[1]);
      yield script;
    }
}

test('there are thousands of scripts, and they say what `bash setup.sh --what-if` prints of them', () => {
  expect(commands.length).toBeGreaterThan(2 * COUNT);
  expect(some.length).toBe(SOME);
  for (const [i, { path, files }] of some.entries()) {
    const at = join(folder, `${i} as a person runs it`, path);
    mkdirSync(dirname(at), { recursive: true });
    for (const [name, content] of files) {
      const file = join(dirname(at), name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const printed = execFileSync('bash', [at, '--what-if'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    // where the files lie is the only difference
    const placed = (all: readonly Argv[] = []) =>
      all.map((argv) => argv.map((word) => word.replace(/^(@?)\/.*\/(files|kubernetes|charts)\//, '$1$2/')));
    expect(placed(commandsPrinted(printed, folder)), path).toEqual(placed(commands[i]));
  }
});

describe('the minimum az version', () => {
  test('that a script states is the newest that the research names for what it runs', () => {
    for (const [i, version] of stated.entries())
      expect(version).toBe(newest((commands[i] ?? []).flatMap(newerIn).map(sinceOf)));
  });

  test('is 2.88.0 with a window for `default`, as low as 2.80.0 without, and lower for teams that make no cluster', () => {
    expect([...new Set(stated)].toSorted()).toEqual(
      expect.arrayContaining(['2.45.0', '2.56.0', '2.78.0', '2.80.0', '2.82.0', '2.86.0', '2.88.0']),
    );
  });

  /** A row's argument, asked with one value after the other until one fits. */
  const argumentOf = (row: ArgumentRow): string | undefined => {
    const resource = { name: 'x' } as Parameters<ArgumentRow['words']>[2];
    for (const value of [true, false, 'Free', 'x', 'Delete', ['x'], { x: 'y' }, [{ id: 'x', name: 'x', value: 'x' }]])
      try {
        const words = row.words(value, row.path, resource);
        const word = words === 'later' ? undefined : words.find((one) => String(one).startsWith('--'));
        if (word !== undefined && word !== '--schedule-type') return String(word);
      } catch {
        // not a value of this row
      }
    return undefined;
  };
  const rowsOf = (command: string, rows: readonly Row[]): readonly (readonly [string, ArgumentRow])[] =>
    rows.flatMap((row) => {
      if (row.as === 'part') return rowsOf(row.command, row.rows);
      return row.as === 'argument' ? [[command, row] as const] : [];
    });
  const tables = [...TABLES.values()].flatMap((table) => ('rows' in table ? [table] : []));
  const rows = tables.flatMap((table) => rowsOf(table.command, table.rows));

  test('of each argument that the research names is that of the research, in every row', () => {
    const found = new Map(
      tables.flatMap(({ command, since, newerNames = {} }) => [
        [command, since] as const,
        ...Object.entries(newerNames).map(([name, newer]) => [`${command} --name=${name}`, newer] as const),
      ]),
    );
    for (const [command, row] of rows) {
      const argument = argumentOf(row);
      if (argument === undefined) continue;
      found.set(`${command} ${argument}`, row.since);
      for (const [value, since] of Object.entries(row.newer)) {
        const word = command === 'aks create' && argument === '--tier' ? value.toLowerCase() : value;
        found.set(`${command} ${argument}=${word}`, since);
      }
    }
    const of = (keys: Iterable<string>) => Object.fromEntries([...keys].map((key) => [key, found.get(key)]));
    expect(of(AZ_SINCE.keys())).toEqual(Object.fromEntries(AZ_SINCE));
    expect(of(AZ_SINCE_BY_PACKAGE.keys())).toEqual(Object.fromEntries(AZ_SINCE_BY_PACKAGE));
  });
});

interface Verdict {
  readonly status: string;
  readonly argv: Argv;
  readonly text?: string;
}

/** az judges them in two processes; lines of one command go to the same one, which builds its parser once. */
async function judged(all: readonly Argv[]): Promise<readonly Verdict[]> {
  const isCluster = (argv: Argv) => argv[2] === 'create' && argv[1] === 'aks';
  const half = all.filter(isCluster).length / 2;
  let seen = 0;
  const [left, right]: [Argv[], Argv[]] = [[], []];
  for (const argv of all) (isCluster(argv) && seen++ < half * 1.3 ? left : right).push(argv);
  const answers = await Promise.all([left, right].map((some, i) => azcheck(some, join(folder, `argv-${i}.jsonl`))));
  return answers.flat();
}

async function azcheck(all: readonly Argv[], file: string): Promise<readonly Verdict[]> {
  writeFileSync(file, all.map(([, ...argv]) => `${JSON.stringify({ argv })}\n`).join(''));
  const run = promisify(execFile)(join(RIG, 'azcheck'), ['--handlers', '--all', '--json', file], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  // it ends with 1 where it refuses something, and has said what
  const { stdout } = await run.catch((error: { readonly stdout: string }) => error);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Verdict);
}

/** What Azure will choose, as it may look. */
const chosen = (word: string): string =>
  word.replace(/<[A-Za-z0-9]+\.[A-Za-z.]+>/g, (name) =>
    name.endsWith('.ipAddress>') ? '20.61.10.9' : '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30',
  );

describe.skipIf(why !== undefined)('command lines, judged by the parser and the validators of az', () => {
  test(`of every profile and of ${COUNT} random legal plans: none is refused`, async () => {
    const lines = new Set(commands.flat().map((argv) => JSON.stringify(argv.map(chosen))));
    expect(lines.size).toBeGreaterThan(COUNT);
    const verdicts = await judged([...lines].map((line) => JSON.parse(line) as Argv));
    expect(verdicts.length).toBe(lines.size);
    const refused = verdicts.filter((one) => !['ok', 'network'].includes(one.status));
    expect(new Set(refused.map((one) => `${one.argv.slice(0, 4).join(' ')}: ${one.text}`))).toEqual(new Set());
  });
});
