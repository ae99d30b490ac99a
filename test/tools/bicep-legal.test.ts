import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bicepFor } from '../../src/emit/bicep/format.ts';
import { teamsOf } from '../../src/plan/ownership.ts';
import { SUBSCRIPTION, TENANT } from '../emit/plans.ts';
import { type LegalProfile, randomProfiles } from '../helpers/legal-profiles.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { inventoryOfPlan, inventoryOfSnapshot, writeFiles } from './bicep-plan.ts';
import { chosen, OPTIONS, REFUSED, rareProfiles, refusedAlone } from './every-option.ts';
import { emissionFor } from './legal-plans.ts';

const compiler = await openCompiler();
const IDS = { subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', deploymentName: 'test' };
/** A usual run has time for so many; each takes about 0.1 s. */
const COUNT = process.env['AKS_SETUP_DEEP'] === '1' ? 10_000 : 500;

describe.skipIf(compiler === undefined)('Bicep of random legal answers', () => {
  const { buildParams, snapshot } = (compiler ?? {}) as Compiler;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bicep '));
  });
  afterAll(() => {
    compiler?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('keeps hostile texts as texts', async () => {
    const hostile = [
      "'",
      "'''",
      '${x}',
      '$(x)',
      '`x`',
      '\\',
      'a\nb',
      '\r\n',
      '\t',
      '---',
      '\u202e',
      '[x]',
      '[[x]]',
      '#',
      '//',
      '*/',
    ];
    const tags = Object.fromEntries(hostile.map((text, i) => [`${text}${i}`, text]));
    const emission = emissionFor({ 'base.tags': tags, 'vn.enable': true });
    expect(emission).toBeDefined();
    if (!emission) return;
    const at = join(folder, 'hostile');
    writeFiles(bicepFor(emission, undefined), at);
    const file = join(at, 'main.bicepparam');
    expect((await buildParams(file)).diagnostics).toEqual([]);
    const { predictedResources } = await snapshot(file, IDS);
    expect(inventoryOfSnapshot(predictedResources)).toEqual(inventoryOfPlan(emission.plan));
  });

  const compiled = new Set<string>();
  async function check({ name, resolved, emission: emissionOf }: LegalProfile): Promise<void> {
    const emission = emissionOf();
    for (const owner of [undefined, ...teamsOf(emission.plan)]) {
      const files = bicepFor(emission, owner);
      if (files.size === 0) continue;
      const at = join(folder, `${name} ${owner}`.replaceAll(/[^\w.]+/g, '-'));
      writeFiles(files, at);
      const file = join(at, 'main.bicepparam');
      const { diagnostics } = await buildParams(file);
      expect(diagnostics, `${name} ${owner}`).toEqual([]);
      const { predictedResources } = await snapshot(file, IDS);
      expect(inventoryOfSnapshot(predictedResources), name).toEqual(inventoryOfPlan(emission.plan, owner));
      rmSync(at, { recursive: true });
    }
    for (const option of chosen(resolved)) compiled.add(option);
  }

  test(
    'gives no diagnostic, and its snapshot is the plan',
    async () => {
      const profiles = randomProfiles(COUNT);
      expect(profiles.length).toBe(COUNT);
      for (const one of profiles) await check(one);
    },
    COUNT * 1_000,
  );

  test('does so for every option that there is, but for those that a rule always refuses', async () => {
    for (const one of rareProfiles()) await check(one);
    expect(OPTIONS.filter((option) => !compiled.has(option)).toSorted()).toEqual([...REFUSED.keys()].toSorted());
    expect(OPTIONS.length).toBeGreaterThan(200);
    for (const [option, answers] of REFUSED) expect([option, refusedAlone(answers).length]).toEqual([option, 1]);
  });
});
