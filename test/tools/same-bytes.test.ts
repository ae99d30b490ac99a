import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Built, built } from '../helpers/built.ts';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { filesIn } from '../helpers/run.ts';
import { emissionsOfProfiles } from './profiles.ts';

const LEAST = [22, 15];
const versionOf = (program: string): string =>
  spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** Another Node that may run the program, with a version of its own. */
function otherNode(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const installed = join(cache, 'aks-setup', 'node', 'node_modules', '.bin', 'node');
  const places = [process.env['AKS_SETUP_NODE'], installed, '/usr/local/bin/node', '/usr/bin/node'];
  return places.find((program) => {
    if (program === undefined || !existsSync(program)) return false;
    const version = versionOf(program);
    const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
    const isNew = major > (LEAST[0] as number) || (major === LEAST[0] && minor >= (LEAST[1] as number));
    return isNew && version !== process.version;
  });
}

const other = otherNode();
if (other === undefined)
  console.log(`skipped: no second Node from ${LEAST.join('.')} on is here (test/tools/install.sh, or AKS_SETUP_NODE)`);

const WORLDS = [
  { LANG: 'C', TZ: 'UTC' },
  { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' },
  { LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8', TZ: 'America/St_Johns' },
] as const;

const profiles = new Map(
  [
    ...emissionsOfProfiles(),
    ...pairwiseProfiles(5).map((one) => [one.name.replace(' ', '-'), one.emission()] as const),
  ].map(([name, { profile }]) => [name, profile]),
);
const names = [...profiles.keys()];

describe('the same profile gives the same bytes', () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'aks-setup-'));
  let program: Built;
  beforeAll(async () => {
    program = await built();
    for (const [name, text] of profiles) writeFileSync(join(folder, `${name}.yaml`), text);
  });
  afterAll(() => {
    program[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  let runs = 0;
  /** The outputs of these profiles, written at once by the built program: name -> digest. */
  async function digests(some: readonly string[], node: string, env: object): Promise<ReadonlyMap<string, string>> {
    const out = join(folder, `out-${++runs}`);
    mkdirSync(out);
    const files = some.map((name) => join(folder, `${name}.yaml`));
    const args = [program.file, 'replay', ...files, '--out', out, '--offline'];
    await promisify(execFile)(node, args, { cwd: folder, env: { PATH: '/usr/bin:/bin', HOME: folder, ...env } });
    return new Map(some.map((name) => [name, digest(some.length === 1 ? out : join(out, name))]));
  }

  function digest(at: string): string {
    const files = filesIn(at);
    expect(files.size).toBeGreaterThan(8);
    const hash = createHash('sha256');
    for (const [path, text] of files) hash.update(path).update('\0').update(text).update('\0');
    return hash.digest('hex');
  }

  const nodes = [process.execPath, ...(other === undefined ? [] : [other])].map((node) => ({
    node,
    version: versionOf(node),
  }));
  const cases = nodes.flatMap(({ node, version }) => WORLDS.map((env) => ({ node, version, env, ...env })));

  test.each(cases)('with Node $version, $LANG, $TZ: one, two and eight at once', async ({ node, env }) => {
    const expected = await digests(names, process.execPath, {});
    const [first = '', second = ''] = names;
    expect(await digests(names, node, env)).toEqual(expected);
    expect(await digests(names.toReversed(), node, env)).toEqual(new Map([...expected].toReversed()));
    for (const some of [[second, first], [first]])
      for (const [name, found] of await digests(some, node, env))
        expect({ name, found }).toEqual({ name, found: expected.get(name) });
  });
});
