import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { templateFor } from '../../src/emit/arm/template.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { emissionsOfProfiles } from './profiles.ts';

const bicep = resolve(process.env['AKS_SETUP_SHARED'] ?? '../shared', 'tools/bicep/bicep');
const run = promisify(execFile);
const compiler = existsSync(bicep) ? await openCompiler() : undefined;

/** Without the two things that a template may say by id and Bicep by symbol alone. */
const inBicepWords = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inBicepWords);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, one]) => key !== 'dependsOn' && !(key === 'scope' && one !== 'inner'),
  );
  return Object.fromEntries(kept.map(([key, one]) => [key, inBicepWords(one)]));
};

describe.skipIf(compiler === undefined)('the ARM template, read by the real compiler of Bicep', () => {
  const { build } = (compiler ?? {}) as Compiler;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'arm-'));
  });
  afterAll(() => {
    compiler?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([...emissionsOfProfiles()])(
    '%s: every nested template is sound, and bodies fit their types',
    async (name, { plan }) => {
      const at = mkdtempSync(join(folder, `${name}-`));
      writeFileSync(join(at, 'main.json'), JSON.stringify(inBicepWords(templateFor(plan))));
      await run(bicep, ['decompile', join(at, 'main.json')], {
        env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
      });
      const files = readdirSync(at).filter((file) => file.endsWith('.bicep'));
      expect(files.length).toBeGreaterThan(3);
      for (const file of files) {
        const { diagnostics } = await build(join(at, file));
        const said = diagnostics.filter((one) => one.level === 'Error' || one.code.startsWith('BCP'));
        expect(said.map((one) => `${file} ${one.code} ${one.message}`)).toEqual([]);
      }
    },
  );
});
