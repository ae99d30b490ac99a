import { join } from 'node:path';
import { expect } from 'vitest';
import type { Emission, Files } from '../../src/emit/emission.ts';
import { emitFormat } from '../../src/emit/index.ts';
import { folderOf, handoverTeams } from '../../src/emit/teams.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { compareWith } from './az-plan.ts';
import type { Rig, Sent } from './az-rig.ts';
import type { Compiler, Predicted } from './bicep-compiler.ts';
import type { Chosen } from './equal-leaves.ts';
import { askedBy, askedIn, assignmentsOf, idsMade, predict, rolesOf } from './equal-predicted.ts';

const FORMATS = ['bash', 'bicep', 'kubernetes', 'charts', 'handover'];

/** What is written for the operator and for the teams, as far as it runs. */
export const filesOf = (emission: Emission): Files => new Map(FORMATS.flatMap((id) => [...emitFormat(emission, id)]));

/** The folder of the operator and those of the teams that hold such a file. */
export function foldersWith(plan: Plan, files: Files, file: string): readonly string[] {
  const folders = ['.', ...handoverTeams(plan).map((team) => `handover/${folderOf(plan, team)}`)];
  return folders.filter((folder) => files.has(folder === '.' ? file : `${folder}/${file}`));
}

export interface Deployment {
  /** Lines of bash that deploy the Bicep of all owners, the operator's first. They read what `KEEP_CHOSEN` kept. */
  readonly lines: readonly string[];
  /** What the compiler says that they make. */
  readonly predicted: readonly Predicted[];
}

/** Compiles the Bicep of all owners, and puts beside it what the rig takes in its place. */
export async function prepareBicep(
  compiler: Compiler,
  emission: Emission,
  rig: Rig,
  files: Files,
): Promise<Deployment> {
  const lines: string[] = [];
  const predicted: Predicted[] = [];
  for (const owner of foldersWith(emission.plan, files, 'bicep/main.bicepparam')) {
    const folder = owner === '.' ? 'bicep' : `${owner}/bicep`;
    const { resources, template } = await predict(compiler, emission, below(files, `${folder}/`));
    predicted.push(...resources);
    rig.write(new Map([[`${folder}/predicted.json`, template]]));
    lines.push(...deploy(emission.plan, folder));
  }
  return { lines, predicted };
}

const below = (files: Files, folder: string): Files =>
  new Map([...files].flatMap(([path, text]) => (path.startsWith(folder) ? [[path.slice(folder.length), text]] : [])));

const deploy = (plan: Plan, folder: string): readonly string[] => [
  `'${process.execPath}' '${join(import.meta.dirname, 'equal-fill.ts')}' "$RIG/chosen.json" ${folder}`,
  `az deployment sub create --location ${plan.location} --parameters ${folder}/main.bicepparam --output none`,
];

/** What az sent is what the compiler of Bicep predicts: ids, leaves, who has which role where, and what custom roles allow. */
export function expectPredicted(
  plan: Plan,
  sent: readonly Sent[],
  predicted: readonly Predicted[],
  chosen: Chosen,
): void {
  const asked = askedBy(predicted, chosen);
  expect(idsMade(sent)).toEqual(new Set(asked.map((one) => one.id)));
  expect(asked.flatMap((one) => compareWith(one, sent).differs.map((says) => `${one.id}: ${says}`))).toEqual([]);
  const assignments = assignmentsOf(asked);
  expect(assignments).toEqual(assignmentsOf(askedIn(sent)));
  expect(new Set(assignments).size).toBe(assignments.length);
  expect(assignments.length).toBe(plan.grants.length);
  expect(rolesOf(asked)).toEqual(rolesOf(askedIn(sent)));
}
