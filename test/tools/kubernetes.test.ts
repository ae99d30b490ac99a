import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Emission } from '../../src/emit/emission.ts';
import { emitFormat } from '../../src/emit/index.ts';
import { emissionOf, plans } from '../emit/plans.ts';
import { pairwiseProfiles, randomProfiles } from '../helpers/legal-profiles.ts';
import { conform, findKubeconform, writeSchemas } from './kubeconform.ts';
import { emissionsOfProfiles } from './profiles.ts';

interface Problem {
  readonly file: string;
  readonly message: string;
}
interface KubeCheck {
  readonly check: (
    files: readonly { readonly file: string; readonly text: string }[],
    options: { readonly k8s?: string },
  ) => readonly Problem[];
  readonly line: (problem: Problem) => string;
}

const shared = resolve(process.env['AKS_SETUP_SHARED'] ?? '../shared');
const program = resolve(shared, 'tools/kube-check/kube-check.mjs');

async function load(): Promise<KubeCheck | undefined> {
  if (existsSync(program)) return (await import(pathToFileURL(program).href)) as KubeCheck;
  console.log(`skipped: kube-check is not at ${program} (AKS_SETUP_SHARED names the folder above tools/)`);
  return undefined;
}

const kubeCheck = await load();

const DEEP = process.env['AKS_SETUP_DEEP'] === '1';
const withObjects = (all: readonly (readonly [string, Emission])[]) =>
  all.filter(([, { plan }]) => plan.objects.length > 0);

const chosen = withObjects([
  ...[...plans].map(([name, plan]) => [name, emissionOf(plan)] as const),
  ...emissionsOfProfiles(),
  ...pairwiseProfiles().map((one) => [one.name, one.emission()] as const),
]);

/** The newest that the schemas know, and what the profile runs. */
const versionsOf = ({ decisions }: Emission): readonly (string | undefined)[] => {
  const version = decisions.find((one) => one.id === 'patch.k8sVersion')?.value;
  return typeof version === 'string' ? [undefined, version] : [undefined];
};

describe.skipIf(kubeCheck === undefined)('manifests, judged by kube-check', () => {
  const problemsOf = (emission: Emission): readonly string[] => {
    const { check, line } = kubeCheck as KubeCheck;
    const files = [...emitFormat(emission, 'kubernetes')].map(([file, text]) => ({ file, text }));
    expect(files.length).toBeGreaterThan(1);
    return versionsOf(emission).flatMap((k8s) => check(files, k8s === undefined ? {} : { k8s }).map(line));
  };

  test.each(chosen)('%s: no problem and no warning', (_, emission) => {
    expect(problemsOf(emission)).toEqual([]);
  });

  test('those of random legal profiles have no problem and no warning', () => {
    const random = randomProfiles(DEEP ? 2000 : 200).map((one) => [one.name, one.emission()] as const);
    const found = withObjects(random).map(([name, emission]) => ({ name, problems: problemsOf(emission) }));
    expect(found.filter((one) => one.problems.length > 0)).toEqual([]);
    expect(found.length).toBeGreaterThan(50);
  });
});

const kubeconform = kubeCheck === undefined ? undefined : findKubeconform();
if (kubeCheck !== undefined && kubeconform === undefined)
  console.log('skipped: kubeconform is not here (test/tools/install.sh, or AKS_SETUP_KUBECONFORM)');

describe.skipIf(kubeconform === undefined)('manifests, judged by kubeconform', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubeconform-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const conformed = async (all: readonly (readonly [string, Emission])[], edit = (text: string) => text) => {
    const out = mkdtempSync(join(folder, 'out-'));
    for (const [i, [, emission]] of all.entries())
      for (const [path, text] of emitFormat(emission, 'kubernetes')) {
        const file = join(out, `${i}`, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, edit(text));
      }
    return conform(kubeconform as string, await writeSchemas(join(folder, 'schemas'), '1.35'), [out], '1.35');
  };

  test('all are valid, and none is skipped', async () => {
    expect(await conformed(chosen)).toMatch(
      /^Summary: \d+ resources? found in \d+ files? - Valid: [1-9]\d*, Invalid: 0, Errors: 0, Skipped: 0\n$/,
    );
  });

  test('a field that does not exist is seen', async () => {
    expect(await conformed(chosen, (text) => text.replace(/podSelector:/g, 'podSelectors:'))).toMatch(/Invalid: [1-9]/);
  });
});
