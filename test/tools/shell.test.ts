import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/emit/bash/index.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { handoverTeams } from '../../src/emit/teams.ts';
import { addEverything, emissionOf, HEAD, planOf } from '../helpers/plans.ts';
import { legalPlans } from './legal-plans.ts';
import { emissionsOfProfiles } from './profiles.ts';

const isThere = spawnSync('shellcheck', ['--version']).status === 0;
if (!isThere) console.log('skipped: shellcheck is not installed (apt-get install shellcheck)');

const hub = `/subscriptions/${HEAD.subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub`;
const folder = mkdtempSync(join(tmpdir(), 'aks-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The scripts of every owner, written. */
function written(name: string, emission: Emission): readonly string[] {
  return [undefined, ...handoverTeams(emission.plan)].flatMap((owner, i) =>
    [...scriptFor(emission, owner)].flatMap(([path, content]) => {
      const file = join(folder, name, String(i), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return path.endsWith('.sh') ? [file] : [];
    }),
  );
}

describe.skipIf(!isThere)('scripts, judged by shellcheck', () => {
  test.each([
    ['one of everything', emissionOf(planOf((plan) => addEverything(plan, hub)))] as const,
    ...emissionsOfProfiles(),
    ...legalPlans(4).map(({ emission }, i) => [`random ${i}`, emission] as const),
  ])('%s: no finding, and no rule switched off', (name, emission) => {
    const files = written(name, emission);
    expect(files.length).toBeGreaterThan(1);
    const { stdout } = spawnSync('shellcheck', ['--enable', 'require-double-brackets', ...files], { encoding: 'utf8' });
    expect(stdout).toBe('');
    for (const [, content] of scriptFor(emission, undefined)) expect(content).not.toContain('shellcheck disable');
  });
});
