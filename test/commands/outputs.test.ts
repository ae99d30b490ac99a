import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sha256 } from '../../src/files/output-folder.ts';
import { filesIn, run, temporaryFolder } from '../helpers/run.ts';

const PRESET = readFileSync(join(import.meta.dirname, '../../profiles/starter-public.yaml'), 'utf8');
const OFFLINE = ['--out', 'out', '--offline'];

async function workIn(folder: string, ...argv: string[]) {
  return run(argv, { cwd: folder });
}

describe('the output folder', () => {
  test('holds the same bytes after a second run, and that run touches nothing', async () => {
    const folder = temporaryFolder();
    await workIn(folder, 'replay', 'starter-public', ...OFFLINE);
    const first = filesIn(join(folder, 'out'));
    const { exit, out } = await workIn(folder, 'replay', 'starter-public', ...OFFLINE);
    expect({ exit, out }).toMatchObject({ exit: 0, out: expect.not.stringMatching(/kept|left/) });
    expect(filesIn(join(folder, 'out'))).toEqual(first);
  });

  test('of the name of a preset does not hide the preset', async () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 2; i += 1)
      expect((await workIn(folder, 'replay', 'starter-public', '--out', 'starter-public', '--offline')).exit).toBe(0);
  });

  test('refuses a file that a person changed by name, writes nothing, and with --force keeps it beside', async () => {
    const folder = temporaryFolder();
    await workIn(folder, 'replay', 'starter-public', ...OFFLINE);
    writeFileSync(join(folder, 'out/setup.sh'), '# mine\n');
    const before = filesIn(folder);
    const change = ['--set', 'base.clusterName=other-weu'];
    const refused = await workIn(folder, 'replay', 'starter-public', ...OFFLINE, ...change);
    expect(refused).toMatchObject({
      exit: 1,
      out: expect.stringMatching(
        /setup\.sh would be overwritten: it is a file changed since it was written\n.*--force/,
      ),
    });
    expect(filesIn(folder)).toEqual(before);
    const forced = await workIn(folder, 'replay', 'starter-public', ...OFFLINE, ...change, '--force');
    expect(forced).toMatchObject({ exit: 0, out: expect.stringContaining('kept the old file as setup.sh.old') });
    expect(readFileSync(join(folder, 'out/setup.sh.old'), 'utf8')).toBe('# mine\n');
    expect(readFileSync(join(folder, 'out/setup.sh'), 'utf8')).toContain('other-weu');
  });

  test('loses files that other answers no longer make', async () => {
    const folder = temporaryFolder();
    await workIn(folder, 'script', 'virtual-nodes-locked', '--out', 'out');
    expect(existsSync(join(folder, 'out/charts'))).toBe(true);
    expect((await workIn(folder, 'script', 'starter-public', '--out', 'out')).exit).toBe(0);
    const fresh = temporaryFolder();
    await workIn(fresh, 'script', 'starter-public', '--out', 'out');
    expect(filesIn(folder)).toEqual(filesIn(fresh));
  });

  test.each(['', '{', '{"files": 5}', '{"files": [{"path": "../../x", "sha256": "y"}]}'])(
    'is not taken for ours because of an outputs.json that says %j',
    async (manifest) => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out/outputs.json'), manifest);
      const { exit, out } = await workIn(folder, 'replay', 'starter-public', ...OFFLINE);
      expect({ exit, out }).toMatchObject({
        exit: 1,
        out: expect.stringContaining('outputs.json would be overwritten'),
      });
      expect(filesIn(join(folder, 'out'))).toEqual(new Map([['outputs.json', manifest]]));
    },
  );

  test('lists each file with its digest', async () => {
    const folder = temporaryFolder();
    const { out } = await workIn(folder, 'replay', 'starter-public', ...OFFLINE, '--json');
    const files = filesIn(join(folder, 'out'));
    const listed = JSON.parse(out).profiles[0].files as { path: string; sha256: string }[];
    expect(listed.map((one) => one.path).toSorted()).toEqual([...files.keys()].toSorted());
    for (const { path, sha256: digest } of listed) expect(digest, path).toBe(sha256(files.get(path) ?? ''));
  });

  test('rewrites the profile that lies in it, with its comments', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out'));
    const mine = PRESET.replace('    exposure:', '    # agreed on Monday\n    exposure:').replace(/writtenBy.*\n/, '');
    writeFileSync(join(folder, 'out/profile.yaml'), mine);
    for (let i = 0; i < 2; i += 1) {
      const { exit, out } = await workIn(
        folder,
        'replay',
        'out/profile.yaml',
        ...OFFLINE,
        '--set',
        'api.authorizedRanges=[20.50.0.0/24]',
      );
      expect({ exit, out }).toMatchObject({ exit: 0 });
    }
    const text = readFileSync(join(folder, 'out/profile.yaml'), 'utf8');
    expect(text).toContain('# agreed on Monday');
    expect(text).toContain('# the office, and the cluster');
    expect(parse(text).decisions.api.authorizedRanges).toEqual(['20.50.0.0/24']);
  });

  test('of several profiles holds a folder each, as one alone would be', async () => {
    const folder = temporaryFolder();
    await workIn(folder, 'replay', 'starter-public', 'hub-spoke-private', ...OFFLINE);
    await workIn(folder, 'replay', 'hub-spoke-private', '--out', 'alone', '--offline');
    expect(filesIn(join(folder, 'out/hub-spoke-private'))).toEqual(filesIn(join(folder, 'alone')));
    expect(existsSync(join(folder, 'out/starter-public/setup.sh'))).toBe(true);
  });
});

describe('answers', () => {
  const BASE = [
    '--set',
    'base.subscription=6f2c1d8e-0000-4000-8000-5a3b9d7e1c20',
    '--set',
    'base.location=westeurope',
    '--set',
    'base.clusterName=x1',
    '--set',
    'id.adminGroups=[3c9a5f2e-0000-4000-8000-7b1d4e8f6a30]',
  ];

  test('that are missing are all listed at once, with question, values and recommendation', async () => {
    const { exit, out } = await run(['replay', '-', ...OFFLINE, '--json'], {
      cwd: temporaryFolder(),
      input: 'format: 1\n',
    });
    const { missing } = JSON.parse(out).profiles[0] as {
      missing: { id: string; question: string; options: unknown[]; recommended: unknown }[];
    };
    expect(exit).toBe(1);
    expect(missing.length).toBeGreaterThan(30);
    expect(missing.find((one) => one.id === 'api.runCommand')).toMatchObject({
      question: expect.stringMatching(/\?$/),
      options: [true, false],
      recommended: false,
    });
    expect(missing.find((one) => one.id === 'base.subscription')).toMatchObject({ recommended: null });
  });

  test('that are taken as recommended are told and recorded as defaults; what --set gave as decided', async () => {
    const folder = temporaryFolder();
    const { exit, out } = await run(['replay', '-', ...OFFLINE, ...BASE, '--accept-defaults'], {
      cwd: folder,
      input: 'format: 1\n',
    });
    expect(exit, out).toBe(0);
    expect(out).toMatch(/taken as recommended: .*api\.runCommand=false/);
    const written = parse(readFileSync(join(folder, 'out/profile.yaml'), 'utf8'));
    expect(written.decisions.base.clusterName).toBe('x1');
    expect(written.defaults.api.runCommand).toBe(false);
    const again = await run(['replay', 'out/profile.yaml', '--out', 'again', '--offline'], { cwd: folder });
    expect(again.exit, again.out).toBe(0);
  });

  test('of --set beat the file, and drop what they make unnecessary by name', async () => {
    const folder = temporaryFolder();
    const { exit, out } = await workIn(
      folder,
      'script',
      'starter-public',
      '--out',
      'out',
      '--set',
      'api.exposure=public',
      '--accept-defaults',
    );
    expect(out).toContain('dropped api.authorizedRanges');
    if (exit === 0) expect(readFileSync(join(folder, 'out/profile.yaml'), 'utf8')).not.toContain('authorizedRanges');
    else expect(exit).toBe(1);
  });
});

describe('a repair that is printed', () => {
  test.each([
    ['patch.k8sVersion="1.20"', 'PT-11'],
    ['node.pools=[{name: sys, mode: User}]', 'POOL-3'],
  ])('of %s can be pasted into a shell', async (set, rule) => {
    const folder = temporaryFolder();
    const refused = await workIn(folder, 'script', 'starter-public', '--out', 'out', '--set', set);
    expect(refused.exit).toBe(1);
    expect(refused.out).toContain(rule);
    const pasted = /^ +or {3}(--set .*)$/m.exec(refused.out)?.[1] ?? '';
    const words = execFileSync('bash', ['-c', `printf '%s\\0' ${pasted}`], { encoding: 'utf8' });
    const argv = words.split('\0').slice(0, -1);
    expect(argv).toHaveLength(2);
    const repaired = await workIn(folder, 'script', 'starter-public', '--out', 'out', ...argv);
    expect(repaired.exit, repaired.out + repaired.err).toBe(0);
  });
});

describe('what is printed', () => {
  const both = ['replay', 'starter-public', 'hub-spoke-private', '--out', 'out', '--emulator'];

  test('as JSON is one document, the same in two runs, and nothing else', async () => {
    const [one, two] = [
      await workIn(temporaryFolder(), ...both, '--json'),
      await workIn(temporaryFolder(), ...both, '--json'),
    ];
    expect(one.out).toBe(two.out);
    const document = JSON.parse(one.out);
    expect(Object.keys(document)).toEqual(['format', 'tool', 'facts', 'profiles']);
    for (const profile of document.profiles) {
      expect(Object.keys(profile)).toEqual(
        expect.arrayContaining(['file', 'name', 'result', 'missing', 'rules', 'checks', 'files']),
      );
      const keys = profile.checks.map((check: { id: string; target: string }) => `${check.id} ${check.target}`);
      expect(keys).toEqual([...new Set<string>(keys)].toSorted());
      for (const check of profile.checks) {
        expect(['pass', 'warn', 'fail', 'not-run']).toContain(check.result);
        if (check.result === 'not-run') expect(check.why).toBeTruthy();
        if (check.result === 'fail') expect(check).toMatchObject({ saw: expect.any(String), fix: expect.any(String) });
      }
    }
  });

  test('as JSON carries what a rule needs to be repaired', async () => {
    const { out } = await run(['script', '-', '--out', 'out', '--json'], {
      cwd: temporaryFolder(),
      input: PRESET.replace('osType: Linux', 'osType: Windows'),
    });
    const { rules, result, files } = JSON.parse(out).profiles[0];
    expect({ result, files }).toEqual({ result: 'refused', files: [] });
    expect(rules[0]).toMatchObject({
      id: expect.any(String),
      severity: expect.stringMatching(/^(block|retired|warn|info)$/),
      decisions: expect.any(Array),
      says: expect.any(String),
      fix: expect.any(String),
      rows: expect.any(Array),
      repairs: expect.any(Array),
      source: expect.stringMatching(/^https:/),
      asOf: expect.stringMatching(/^\d{4}-/),
      at: { line: expect.any(Number), column: expect.any(Number) },
    });
  });

  test('as JUnit is well formed, a suite a profile, a case a rule or check, each named once', async () => {
    const folder = temporaryFolder();
    await run(['replay', 'starter-public', '-', '--out', 'out', '--emulator', '--junit', 'r/x.xml'], {
      cwd: folder,
      input: 'format: 1\n# <&"\n',
    });
    const xml = readFileSync(join(folder, 'r/x.xml'), 'utf8');
    expect(wellFormed(xml)).toBe(true);
    expect(xml.match(/<testsuite /g)).toHaveLength(2);
    const names = [...xml.matchAll(/<testcase classname="checks" name="([^"]*)"/g)].map((found) => found[1]);
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
    expect(xml).not.toMatch(/time=|timestamp=/);
  });

  test('quietly is nothing when all is well, and the problems when it is not', async () => {
    const folder = temporaryFolder();
    expect(await workIn(folder, 'replay', 'starter-public', ...OFFLINE, '--quiet')).toEqual({
      exit: 0,
      out: '',
      err: '',
    });
    expect((await workIn(folder, 'check', 'starter-public', '--emulator=empty', '--quiet')).out).toMatch(/✗/);
  });

  test('has colour only where it is wanted, and never in JSON', async () => {
    const colored = async (argv: string[], env: Record<string, string> = {}) =>
      (await run(['check', 'starter-public', '--emulator', ...argv], { cwd: temporaryFolder(), env })).out.includes(
        '\u001b',
      );
    expect(await colored([])).toBe(false);
    expect(await colored(['--color', 'always'])).toBe(true);
    expect(await colored(['--color', 'always', '--json'])).toBe(false);
    expect(await colored([], { FORCE_COLOR: '1' })).toBe(true);
    expect(await colored([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(await colored(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false);
  });

  test('as evidence is what was asked and answered, in a file of its own', async () => {
    const folder = temporaryFolder();
    await workIn(folder, 'check', 'starter-public', '--emulator', '--evidence', 'e.json');
    const { format, asked } = JSON.parse(readFileSync(join(folder, 'e.json'), 'utf8'));
    expect(format).toBe(1);
    expect(asked.length).toBeGreaterThan(5);
    expect(JSON.stringify(asked)).not.toMatch(/[Bb]earer|authorization"/);
  });
});

/** Tags that close in order, attributes in quotes, no bare & or <. */
function wellFormed(xml: string): boolean {
  const open: string[] = [];
  const tag = /<\?[^?]*\?>|<(\/?)([A-Za-z-]+)((?: [A-Za-z-]+="[^"<]*")*)(\/?)>|[^<>&]+|&(?:amp|lt|gt|quot|apos);/gy;
  for (let at = 0; at < xml.length; at = tag.lastIndex) {
    tag.lastIndex = at;
    const found = tag.exec(xml);
    if (!found || /&(?!amp;|lt;|gt;|quot;|apos;)/.test(found[0])) return false;
    if (found[2] === undefined || found[4] === '/') continue;
    if (found[1] === '') open.push(found[2]);
    else if (open.pop() !== found[2]) return false;
  }
  return open.length === 0;
}
