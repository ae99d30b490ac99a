import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/emit/bash/index.ts';
import type { Emission, Files } from '../../src/emit/emission.ts';
import { emitAll } from '../../src/emit/index.ts';
import { handoverTeams } from '../../src/emit/teams.ts';
import { plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import { viewFor } from '../../src/plan/ownership.ts';
import { findResource, type Plan } from '../../src/plan/plan.ts';
import { newerThanBash32 } from '../helpers/bash-3.2.ts';
import type { Resource } from '../helpers/fake-az.ts';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { ScriptWorld } from '../helpers/script-world.ts';
import { shellWords } from '../helpers/shell-words.ts';
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

/** What bash says of what it cannot run. */
const SHELL_SAYS = /\.sh: |unbound|syntax error|bad substitution|not found/;

test('the profiles write setup.sh, cleanup.sh, scripts for the cluster, and some for other teams', () => {
  for (const name of [/setup\.sh$/, /cleanup\.sh$/, /in-cluster\.sh$/, /handover\/.*setup\.sh$/])
    expect(files.filter((file) => name.test(file)).length).toBeGreaterThan(2);
});

test('no script uses what is newer than bash 3.2, which macOS has', () => {
  for (const [file, content] of scripts) expect({ file, newer: newerThanBash32(content) }).toEqual({ file, newer: [] });
});

/** What every macOS and Linux has beside its shells: coreutils of POSIX, and mktemp. */
const BASICS = ['cat', 'dirname', 'env', 'grep', 'head', 'mkdir', 'mktemp', 'paste', 'rm', 'sed', 'sh', 'sort', 'tr'];
/** Where sha1sum (Linux) is not, shasum (macOS) is, or openssl; a script that needs one looks for it at the start. */
const HASHERS = ['sha1sum', 'shasum', 'openssl'];
/** What a script looks for at the start, and says where to get it. */
const CHECKED = ['az', 'kubectl', 'kubelogin', 'helm'];

const inBash = new Set(said('bash', ['-c', 'compgen -b; compgen -k']).split('\n'));

test('no script calls a program but basic ones, and those that it looks for at the start', () => {
  const allowed = new Set([...BASICS, ...HASHERS, ...CHECKED, 'sleep']);
  for (const [file, content] of scripts) {
    const { called, defined } = shellWords(content);
    const others = [...called].filter((word) => !inBash.has(word) && !defined.has(word) && !allowed.has(word));
    expect({ file, others }).toEqual({ file, others: [] });
    if (HASHERS.some((name) => called.has(name)))
      expect(content).toMatch(/^ {2}stop 'this script needs sha1sum, shasum or/m);
    // the scripts in files/ run in a place that was looked at by the one beside them, or say it in their head
    if (file.includes(`${sep}files${sep}`)) continue;
    for (const name of CHECKED)
      if (called.has(name)) expect(content, file).toMatch(new RegExp(`need_tool (${name}|"\\$line") `));
  }
});

/** What was there before an owner's part begins: what existed, and what others make. */
function madeBefore(plan: Plan, owner: string | undefined): Record<string, Resource> {
  const chosen = (text: string): string =>
    text.replace(/<(\w+)\.[\w.]*principalId>/g, (_, symbol: string) => `principal-of-${nameOf(plan, symbol)}`);
  const view = viewFor(plan, owner);
  const mine = new Set(view.actions.flatMap(({ act }) => (act.do === 'register-provider' ? act.namespace : [])));
  const resources = view.resources.flatMap((one): [string, Resource][] => {
    if (one.existing === undefined) return [];
    const whole = findResource(plan, one.symbol);
    const known = {
      principalId: `principal-of-${nameOf(plan, one.symbol)}`,
      clientId: 'client',
      tenantId: 'tenant',
      oidcIssuerProfile: { issuerURL: 'https://issuer.of/it' },
    };
    const body = JSON.parse(chosen(JSON.stringify(plainOf(plan, whole.body)))) as Resource;
    return [[one.existing, { ...body, properties: { ...known, ...body.properties } }]];
  });
  const providers = plan.actions.flatMap(({ act }): [string, Resource][] =>
    act.do === 'register-provider' && !mine.has(act.namespace) ? [[act.namespace, { state: 'Registered' }]] : [],
  );
  return Object.fromEntries([...resources, ...providers]);
}

const nameOf = (plan: Plan, symbol: string): string => resourceIdOf(plan, symbol).split('/').at(-1) ?? '';

/** The reference profiles, and some of the twenty: those with teams and those without. */
const some = DEEP ? cases : cases.slice(0, 9);
const parts = some.flatMap(([name, one]) => {
  // what is made from the sample subscription refuses to run
  const emission = { ...one, plan: { ...one.plan, sample: false } };
  return [undefined, ...handoverTeams(emission.plan)]
    .filter((owner) => scriptFor(emission, owner).has('setup.sh'))
    .map((owner) => ({ name: `${name}, ${owner ?? 'operator'}`, emission, owner }));
});

/** The operator has the files for the stage in the cluster beside the scripts. */
const filesOf = ({ emission, owner }: { readonly emission: Emission; readonly owner: string | undefined }): Files =>
  owner === undefined ? emitAll(emission) : scriptFor(emission, owner);

describe('with no other programs on the machine', () => {
  test.each(parts)(
    '$name: setup.sh runs to its end, again without a write, and cleanup.sh to its end',
    async (part) => {
      const { emission, owner } = part;
      const files = filesOf(part);
      const world = new ScriptWorld(files, [...BASICS, 'sha1sum']);
      try {
        const there = madeBefore(emission.plan, owner);
        world.az.store = structuredClone(there);
        world.az.rules = [{ match: 'aks command invoke', out: '0\nall well\n', exit: 0, times: 99 }];
        const ran = async (script: string, args: readonly string[]) => {
          const { code, err } = await world.run(script, [...args, '--inside']);
          const bad = err.split('\n').filter((line) => SHELL_SAYS.test(line));
          expect({ script, code, bad, end: code === 0 ? '' : err.slice(-600) }).toEqual({
            script,
            code: 0,
            bad: [],
            end: '',
          });
        };
        await ran('setup.sh', []);
        expect(world.writes.length).toBeGreaterThan(0);
        await ran('setup.sh', []);
        expect(world.writes.filter((call) => !/ invoke /.test(call.join(' ')))).toEqual([]);
        if (!files.has('cleanup.sh')) return;
        await ran('cleanup.sh', ['--confirm', emission.plan.clusterName]);
        const left = Object.keys(world.az.store).filter((id) => id.startsWith('/'));
        expect(left.filter((id) => there[id] === undefined)).toEqual([]);
        // roles of others go with what they are on; what existed before the profile stays
        const existed = emission.plan.resources.flatMap((one) => one.existing ?? []);
        expect(left).toEqual(expect.arrayContaining(existed));
      } finally {
        world.remove();
      }
    },
  );

  const [first] = parts.filter(({ emission }) => emission.plan.delivery !== 'run-command');
  const files = first && filesOf(first);
  const start = async (programs: readonly string[], without?: string) => {
    const world = new ScriptWorld(files ?? new Map(), [...BASICS, ...programs]);
    try {
      if (without !== undefined) world.without(without);
      world.az.store = madeBefore(first?.emission.plan as Plan, first?.owner);
      const { code, err } = await world.run('setup.sh', ['--inside']);
      return { code, said: err.split('\n').find((line) => line.startsWith('stopped:')), writes: world.writes.length };
    } finally {
      world.remove();
    }
  };

  test.each(['shasum', 'openssl'])('%s does as well as sha1sum', async (hasher) => {
    // the one of macOS is written in Perl
    const { code } = await start(hasher === 'shasum' ? [hasher, 'perl'] : [hasher]);
    expect(code).toBe(0);
  });

  test.each(CHECKED.filter((name) => name !== 'helm'))('without %s nothing begins', async (name) => {
    const { code, said: line, writes } = await start(['sha1sum'], name);
    expect([code, writes]).toEqual([1, 0]);
    expect(line).toContain(`${name} is not here`);
  });

  test('without any of the programs that hash nothing begins', async () => {
    expect(await start([])).toMatchObject({ code: 1, said: expect.stringContaining('sha1sum'), writes: 0 });
  });
});

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
if (!hasShellcheck) console.log('skipped: shellcheck is not here (apt-get install shellcheck)');

describe.skipIf(!hasShellcheck)('shellcheck', () => {
  test('finds nothing, and no rule is switched off', async () => {
    for (const [file, content] of scripts)
      expect({ file, off: content.match(/shellcheck disable.*/) }).toEqual({ file, off: null });
    // a script takes it half a second, so two processes share them
    const halves = [0, 1].map((half) => files.filter((_, i) => i % 2 === half));
    const found = await Promise.all(
      halves.map((half) =>
        promisify(execFile)(
          'shellcheck',
          ['--norc', '--shell=bash', '--severity=style', '--external-sources', ...half],
          {
            maxBuffer: 1 << 28,
          },
        ).catch((error: { readonly stdout: string; readonly stderr: string }) => error),
      ),
    );
    expect(found.map(({ stdout, stderr }) => stdout + stderr)).toEqual(['', '']);
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
      const bad = stderr.split('\n').filter((line) => SHELL_SAYS.test(line));
      expect({ file, status, bad }).toEqual({ file, status: 0, bad: [] });
      expect(stdout).toMatch(/^ *az /m);
    }
  });
});
