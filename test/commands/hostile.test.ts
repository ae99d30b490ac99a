import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parseAllDocuments, parseDocument } from 'yaml';
import type { Shape } from '../../src/core/kind.ts';
import { parse } from '../../src/core/parse.ts';
import { engine } from '../../steps/index.ts';
import { HOSTILE as SHELL_BREAKERS } from '../helpers/hostile.ts';
import { filesIn, run, temporaryFolder } from '../helpers/run.ts';
import { ScriptWorld } from '../helpers/script-world.ts';

/** What has broken shells, and beside it what has broken templates, documents and YAML. */
const HOSTILE: readonly string[] = [
  ...SHELL_BREAKERS.filter((text) => text !== ''),
  ...['"; touch pwned; "', "'; touch pwned; '", '\u2028line', '\ufeffbom', '...', 'a: b', '- a'],
  ...['${subscription().id}', "'${x}'", '[link](javascript:x)', '<script>alert(1)</script>', '| cell |', '**bold**'],
  ...['yes', 'null', '1e3', '0x10', '1.30'],
];
const NEVER_SHOWN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const preset = (name: string): string => readFileSync(join(import.meta.dirname, `../../profiles/${name}.yaml`), 'utf8');
/** Not the sample subscription: its script would only print. */
const own = (name: string): string =>
  preset(name).replaceAll('6f2c1d8e-0000-4000-8000-5a3b9d7e1c20', '0a1b2c3d-0000-4000-8000-000000000001');
const withTags = (profile: string, tags: Readonly<Record<string, string>>): string =>
  profile.replace(/tags:\n {6}environment: production\n {6}owner: platform/, () => `tags: ${JSON.stringify(tags)}`);

/** What newer commands of az read: https://github.com/Azure/azure-cli/tree/dev/doc/shorthand_syntax.md */
const fromShorthand = (word: string): string =>
  word.replace(/^('(?:[^']|'\/)*'|[^=]*)=('(?:[^']|'\/)*'|[\s\S]*)$/, (_, key: string, value: string) =>
    [key, value].map((one) => (one.startsWith("'") ? one.slice(1, -1).replaceAll("'/", "'") : one)).join('='),
  );

const worlds: ScriptWorld[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

async function written(profile: string, name = 'profile.yaml'): Promise<Map<string, string>> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), profile);
  const { exit, out, err } = await run(['script', name, '--out', 'out'], { cwd: folder });
  expect(exit, out + err).toBe(0);
  return filesIn(join(folder, 'out'));
}

function worldOf(files: ReadonlyMap<string, string>): ScriptWorld {
  const world = new ScriptWorld(files);
  worlds.push(world);
  return world;
}

const stepsAside = (files: ReadonlyMap<string, string>, ending: string) =>
  [...files].filter(([path]) => path.endsWith(ending));

/** Every place in an answer that a person types into. */
function textsIn(shape: Shape, at: string): readonly { readonly at: string; readonly shape: Shape }[] {
  switch (shape.tag) {
    case 'list':
      return textsIn(shape.of, at);
    case 'map':
      return [...textsIn(shape.key, `${at} key`), ...textsIn(shape.value, `${at} value`)];
    case 'records':
      return shape.fields.flatMap((field) => textsIn(field.kind, `${at} ${field.name}`));
    case 'toggle':
    case 'number':
      return [];
    default:
      return [{ at, shape }];
  }
}
const TEXTS = engine.decisions.flatMap((decision) => textsIn(decision.kind, decision.id));
const accepts = (shape: Shape, text: string): boolean => 'value' in parse(shape as never, text);
const acceptedAt = (at: string): readonly string[] => {
  const found = TEXTS.find((one) => one.at === at);
  if (!found) throw new Error(`there is no ${at}`);
  return HOSTILE.filter((one) => accepts(found.shape, one));
};

test('every other answer takes nothing that a shell, a template or a document would take for its own', () => {
  const harmless = /^[\p{L}\p{N} ._&'-]*$/u;
  const open = TEXTS.filter(({ shape }) => HOSTILE.some((one) => !harmless.test(one) && accepts(shape, one))).map(
    (one) => one.at,
  );
  expect(open).toEqual(['base.tags key', 'base.tags value']);
});

test('no answer takes a control character', () => {
  for (const { at, shape } of TEXTS)
    for (let code = 0; code < 0xa0; code = code === 0x1f ? 0x7f : code + 1)
      expect(accepts(shape, `a${String.fromCharCode(code)}b`), `${at} ${code}`).toBe(false);
});

const ALL_TAGS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['values', Object.fromEntries(acceptedAt('base.tags value').map((text, i) => [`t${i}`, text]))],
  ['names', Object.fromEntries(acceptedAt('base.tags key').map((text, i) => [text, `v${i}`]))],
];

describe.each(ALL_TAGS)('hostile %s of tags', (_, tags) => {
  const profile = withTags(own('starter-public'), tags);

  test('are there in number', () => {
    expect(Object.keys(tags).length).toBeGreaterThan(25);
    expect(Object.keys(tags).length).toBeLessThanOrEqual(49);
  });

  test('arrive at az as they are, and start nothing', async () => {
    const world = worldOf(await written(profile));
    const printed = await world.run('setup.sh', ['--what-if']);
    expect(printed.code, printed.err).toBe(0);
    expect({ az: world.az.calls, others: world.others }).toEqual({ az: [], others: [] });
    expect((printed.out + printed.err).replaceAll('\n', '')).not.toMatch(NEVER_SHOWN);
    const { code, out, err } = await world.run('setup.sh');
    expect(code, err.slice(-2000)).toBe(0);
    expect((out + err).replaceAll('\n', '')).not.toMatch(NEVER_SHOWN);
    const tagged = world.az.calls.filter((call) => call.includes('--tags'));
    expect(tagged.length).toBeGreaterThan(1);
    const pairs = Object.entries(tags).map(([name, value]) => `${name}=${value}`);
    for (const call of tagged) {
      const plain = /^(?:group|aks) /.test(call.join(' '));
      const words = plain ? call : call.flatMap((word) => [word, fromShorthand(word)]);
      expect(pairs.filter((pair) => !words.includes(pair))).toEqual([]);
    }
    expect(tagged.some((call) => call[0] === 'group')).toBe(true);
    for (const other of world.others) expect(other).toMatch(/^(?:kubectl|kubelogin|sleep) /);
    for (const folder of [world.root, world.scripts, join(world.root, 'state')])
      expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });

  test('stand in JSON and in the profile as they are', async () => {
    const files = await written(profile);
    for (const [path, text] of stepsAside(files, '.json')) expect(() => JSON.parse(text), path).not.toThrow();
    for (const [path, text] of [...stepsAside(files, '.yaml'), ...stepsAside(files, '.yml')])
      for (const document of parseAllDocuments(text)) expect(document.errors, path).toEqual([]);
    expect(
      parseDocument(files.get('profile.yaml') ?? '')
        .getIn(['defaults', 'base', 'tags'], true)
        ?.toString(),
    ).toBeDefined();
    expect(
      (parseDocument(files.get('profile.yaml') ?? '').toJS() as { defaults: { base: { tags: unknown } } }).defaults.base
        .tags,
    ).toEqual(tags);
  });

  test('are one literal each in Bicep: no interpolation, no quote that ends it, nothing that hides', async () => {
    const files = await written(profile);
    for (const [path, text] of [...stepsAside(files, '.bicep'), ...stepsAside(files, '.bicepparam')]) {
      expect(text.replaceAll('\n', ''), path).not.toMatch(NEVER_SHOWN);
      for (const line of text.split('\n').filter((one) => /pwned|javascript|script>alert/.test(one)))
        expect(
          line.trim().replaceAll(/'(?:[^'\\$\n]|\\(?:[\\'nrt$]|u\{[0-9a-f]+\})|\$(?!\{))*'/g, ''),
          `${path}: ${line}`,
        ).not.toMatch(/pwned|javascript|alert/);
    }
  });

  test('neither act nor hide in the documents for people', async () => {
    const files = await written(profile);
    for (const [path, text] of stepsAside(files, '.md')) {
      expect(text.replaceAll('\n', ''), path).not.toMatch(NEVER_SHOWN);
      const outsideCode = text.replaceAll(/(`+)[\s\S]*?\1/g, '');
      expect(outsideCode, path).not.toMatch(/<script|\]\(javascript/);
    }
  });
});

test('a hostile name of another team, of the file and in comments stays a name', async () => {
  const name = `$(touch pwned)\`touch pwned\`'"\u202e\u001b[31m.yaml`;
  const profile = own('hub-spoke-private')
    .replaceAll('Network team', "R&D - O'Neil's_team.")
    .replace('  egress:', "  # $(touch pwned) `touch pwned` \u202e ${x} '''\n  egress:");
  const files = await written(profile, name);
  const world = worldOf(files);
  const { code, err } = await world.run('setup.sh', ['--what-if']);
  expect(code, err).toBe(0);
  for (const [path, text] of files) {
    if (path === 'profile.yaml') continue;
    expect(text.replaceAll(/[\n\t]/g, ''), path).not.toMatch(NEVER_SHOWN);
  }
  expect(files.get('profile.yaml')).toContain('# $(touch pwned)');
  expect(existsSync(join(world.root, 'state', 'pwned'))).toBe(false);
});

test.each(HOSTILE.filter((one) => one.trim() !== '' && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/.test(one)))(
  'a reason that says %j is kept, escaped and harmless',
  async (because) => {
    const profile = own('virtual-nodes-locked').replace(/because: .*/, () => `because: ${JSON.stringify(because)}`);
    const files = await written(profile);
    const kept = (parseDocument(files.get('profile.yaml') ?? '').toJS() as { acknowledged: { because: string }[] })
      .acknowledged[0];
    expect(kept?.because).toBe(because);
    for (const [path, text] of files)
      if (path !== 'profile.yaml') expect(text.replaceAll(/[\n\t]/g, ''), path).not.toMatch(NEVER_SHOWN);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'p.yaml'), profile);
    const { out } = await run(['check', 'p.yaml', '--emulator'], { cwd: folder });
    expect(out.replaceAll('\n', '')).not.toMatch(NEVER_SHOWN);
  },
);

describe('what people read on a terminal', () => {
  const clean = (text: string): void => expect(text.replaceAll('\n', '')).not.toMatch(NEVER_SHOWN);

  test.each(HOSTILE)('holds no control character when a profile holds %j in the wrong place', async (text) => {
    const value = JSON.stringify(text);
    for (const profile of [
      `format: ${value}\n`,
      `format: 1\n${value}: x\n`,
      `format: 1\ndecisions:\n  api:\n    exposure: ${value}\n    ${value}: 1\n  ${value}: {}\n  base:\n    clusterName: ${value}\n    tags: { ${value}: 1 }\n`,
      `format: 1\nacknowledged:\n  - rule: ${value}\n    for: { ${value}: ${value} }\n    because: ${value}\n    ${value}: x\n`,
      `${text}: {\n`,
    ]) {
      const { exit, out, err } = await run(['replay', '-', '--out', 'out', '--offline'], {
        cwd: temporaryFolder(),
        input: profile,
      });
      expect(exit).toBe(2);
      clean(out + err);
    }
  });

  test.each(HOSTILE)('holds no control character when the command line holds %j', async (text) => {
    const folder = temporaryFolder();
    for (const argv of [
      ['explain', text],
      ['replay', `${text}.yaml`, '--out', 'out', '--offline'],
      ['replay', 'starter-public', '--out', 'out', '--offline', '--set', `${text}=1`],
      ['replay', 'starter-public', '--out', 'out', '--offline', '--set', `api.exposure="${text}"`],
      ['check', 'starter-public', `--emulator=${text}`],
      ['check', 'starter-public', '--emulator', '--skip', text],
      ['script', 'starter-public', `--format=${text}`],
      ['graph', `--format=${text}`],
      ['replay', 'starter-public', `--as-of=${text}`, '--out', 'out'],
      [text],
    ]) {
      const { exit, out, err } = await run(argv, { cwd: folder });
      if (text.trim() !== '' && text !== '--help') expect(exit, argv.join(' ')).not.toBe(0);
      expect(exit, argv.join(' ')).not.toBe(70);
      clean(out + err);
    }
  });

  test('holds none when the file, and the file in the way, have such names', async () => {
    const folder = temporaryFolder();
    const name = 'a\u001b[31m\u202eb.yaml';
    writeFileSync(join(folder, name), preset('starter-public'));
    mkdirSync(join(folder, 'o\u0007'));
    writeFileSync(join(folder, 'o\u0007', 'setup.sh'), 'mine');
    for (const argv of [
      ['check', name, '--emulator'],
      ['replay', name, '--out', 'o\u0007', '--offline'],
      ['replay', name, '--out', 'p\u0007', '--offline'],
    ]) {
      const { out, err } = await run(argv, { cwd: folder });
      clean(out + err);
      expect(out).toContain(basename('a\\u{1b}[31m\\u{202e}b.yaml'));
    }
  });
});
