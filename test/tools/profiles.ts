import { emissionOf } from '../../src/commands/emission.ts';
import { judgeProfile } from '../../src/commands/judge.ts';
import { loadPreset, presetNames } from '../../src/commands/load.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { engine } from '../../steps/index.ts';

/** What the outputs of each reference profile are made from; `edit` changes the text of the profile first. */
export const emissionsOfProfiles = (edit = (text: string) => text): ReadonlyMap<string, Emission> =>
  new Map(
    presetNames().map((name) => {
      const options = { sets: new Map(), acceptDefaults: true, asOf: undefined };
      const source = loadPreset(name);
      const { evaluation, profile, problems } = judgeProfile(engine, { ...source, text: edit(source.text) }, options);
      if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems)}`);
      return [name, emissionOf(evaluation, profile.acknowledged, undefined)];
    }),
  );
