import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { emitFormat } from '../../src/emit/index.ts';
import { emissionOf, plans } from '../emit/plans.ts';
import { emissionsOfProfiles } from './profiles.ts';

interface Problem {
  readonly file: string;
  readonly message: string;
}
interface KubeCheck {
  readonly check: (files: readonly { readonly file: string; readonly text: string }[]) => readonly Problem[];
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

describe.skipIf(kubeCheck === undefined)('manifests, judged by kube-check', () => {
  const byHand = [...plans].map(([name, plan]) => [name, emissionOf(plan)] as const);
  const withObjects = [...byHand, ...emissionsOfProfiles()].filter(([, { plan }]) => plan.objects.length > 0);

  test.each(withObjects)('%s: no problem and no warning', (_, emission) => {
    const { check, line } = kubeCheck as KubeCheck;
    const files = [...emitFormat(emission, 'kubernetes')].map(([file, text]) => ({ file, text }));
    expect(files.length).toBeGreaterThan(1);
    expect(check(files).map(line)).toEqual([]);
  });
});
