import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emissionOf } from '../../src/commands/emission.ts';
import { judgeProfile } from '../../src/commands/judge.ts';
import { loadPreset, presetNames } from '../../src/commands/load.ts';
import { emitAll } from '../../src/emit/index.ts';
import { engine } from '../../steps/index.ts';

const HERE = import.meta.dirname;

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

describe.each(presetNames())('the outputs of %s', (name) => {
  const judged = judgeProfile(engine, loadPreset(name), { sets: new Map(), acceptDefaults: false, asOf: undefined });
  const files = emitAll(emissionOf(judged.evaluation, judged.profile.acknowledged, judged.profile.text));

  test('are those that were reviewed', async () => {
    for (const [path, text] of files) await expect(text).toMatchFileSnapshot(join(HERE, name, path));
  });

  test('are no more and no fewer', () => {
    const folder = join(HERE, name);
    expect(
      filesBelow(folder)
        .map((path) => relative(folder, path))
        .toSorted(),
    ).toEqual([...files.keys()].toSorted());
  });

  test('hold the profile byte for byte', () => {
    expect(judged.problems).toEqual([]);
    expect(judged.evaluation.missing).toEqual([]);
    expect(files.get('profile.yaml')).toBe(readFileSync(join(HERE, '../../profiles', `${name}.yaml`), 'utf8'));
  });
});
