import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emission } from '../../src/emit/emission.ts';
import { emitFormat } from '../../src/emit/index.ts';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { openCompiler } from './bicep-compiler.ts';
import { type Failed, findCheckov, type Scanned, scan } from './checkov.ts';
import { emissionsOfProfiles } from './profiles.ts';

const program = findCheckov();
if (program === undefined) console.log('skipped: checkov is not here (test/tools/install.sh, or AKS_SETUP_CHECKOV)');
const compiler = program === undefined ? undefined : await openCompiler();

const cases: readonly (readonly [string, Emission])[] = [
  ...emissionsOfProfiles(),
  ...pairwiseProfiles().map((one) => [one.name, one.emission()] as const),
];

interface Template {
  readonly resources: Readonly<Record<string, ArmResource>>;
}
interface ArmResource {
  readonly type: string;
  readonly name: string;
  readonly existing?: boolean;
  readonly properties?: { readonly template?: Template };
}

/** The resources of a compiled template and all within it as a list: checkov reads neither symbolic names nor nested templates. */
const flat = (template: Template): readonly (ArmResource & { readonly symbol: string })[] =>
  Object.entries(template.resources).flatMap(([symbol, one]) => {
    if (one.properties?.template) return flat(one.properties.template);
    return one.existing === true ? [] : [{ ...one, symbol }];
  });

/** Why checkov's Bicep parser gives up on a file. It is the parser's fault: the compiler takes all of them. */
const NEWER_SYNTAX = /@onlyIfNotExists\(\)|\(\n/;

describe.skipIf(program === undefined)('checkov', () => {
  let folder: string;
  let scanned: Scanned;
  /** In a template checkov names a resource by type and name. */
  const symbols: ReadonlyMap<string, string>[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'checkov-'));
    // so that a template names resources by their symbols throughout
    write('bicepconfig.json', '{ "experimentalFeaturesEnabled": { "symbolicNameCodegen": true } }');
    for (const [i, [, emission]] of cases.entries()) {
      const files = [...emitFormat(emission, 'bicep'), ...emitFormat(emission, 'kubernetes')];
      for (const [path, content] of files) write(join(`${i}`, path), content);
      if (!compiler) continue;
      const { contents } = await compiler.build(join(folder, `${i}`, 'bicep', 'main.bicep'));
      const template = JSON.parse(contents) as Template & { readonly $schema: string };
      const { $schema } = template;
      const resources = flat(template);
      symbols[i] = new Map(resources.map((one) => [`${one.type}.${one.name}`, one.symbol]));
      write(join(`${i}`, 'arm', 'main.json'), JSON.stringify({ $schema, contentVersion: '1.0.0.0', resources }));
    }
    scanned = await scan(program as string, folder);
  });
  afterAll(() => {
    compiler?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };

  const symbolOf = ({ framework, resource }: Failed, at: number): string =>
    framework === 'arm' ? (symbols[at]?.get(resource) ?? resource) : resource.slice(resource.lastIndexOf('.') + 1);

  /** `<check> <symbol>` of one case. */
  const found = (framework: string, at: number): readonly string[] =>
    scanned.failed
      .filter((one) => one.framework === framework && one.file.startsWith(`/${at}/`))
      .map((one) => `${one.check} ${symbolOf(one, at)}`)
      .toSorted();

  const expected = (emission: Emission): readonly string[] =>
    emission.findings.map((one) => `${one.check} ${one.on}`).toSorted();

  const numbered = cases.map(([name, emission], at) => ({ name, emission, at }));

  test('is the version that the report names', () => {
    expect(cases[0]?.[1].scanner).toBe(`checkov ${scanned.version}`);
  });

  test.each(numbered)('finds in the Bicep of $name what the report says, and nothing else', ({ emission, at }) => {
    expect(found('bicep', at)).toEqual(expected(emission));
  });

  test.skipIf(compiler === undefined).each(numbered)(
    'finds in the compiled template of $name what the report says',
    ({ emission, at }) => {
      expect(found('arm', at)).toEqual(expected(emission));
    },
  );

  test.each(numbered)('finds nothing in the manifests of $name', ({ at }) => {
    expect(found('kubernetes', at)).toEqual([]);
  });

  test('has looked: what is as it asks is counted too', () => {
    for (const framework of ['bicep', ...(compiler ? ['arm'] : [])]) {
      const passed = scanned.passed.filter((one) => one.framework === framework && one.check === 'CKV_AZURE_5');
      expect(passed.length).toBe(cases.length);
    }
  });

  test('reads every Bicep file but those with syntax that is newer than its parser', () => {
    expect(scanned.unread.filter((path) => !NEWER_SYNTAX.test(readFileSync(path, 'utf8')))).toEqual([]);
  });
});
