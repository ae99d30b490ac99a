import { bash } from './bash/index.ts';
import { bicep } from './bicep/format.ts';
import { charts } from './charts/format.ts';
import type { Emission, Files, Format } from './emission.ts';
import { handover } from './handover/format.ts';
import { kubernetes } from './kubernetes/format.ts';
import { outputsText } from './outputs.ts';
import { report } from './report/format.ts';
import { readmeText } from './report/readme.ts';
import { roles } from './roles/format.ts';

/** Every output format, in the order in which its files are written. */
export const FORMATS: readonly Format[] = [report, bash, bicep, roles, kubernetes, charts, handover];

/** The files of one format. @throws Error where there is no such format */
export function emitFormat(emission: Emission, id: string): Files {
  const format = FORMATS.find((one) => one.id === id);
  if (!format) throw new Error(`there is no format ${id}`);
  return format.emit(emission);
}

/** All outputs of a profile by path, README.md first and outputs.json last. */
export function emitAll(emission: Emission): Files {
  const made = new Map([
    ['profile.yaml', emission.profile] as const,
    ...FORMATS.flatMap((format) => [...format.emit(emission)]),
  ]);
  const files = new Map([['README.md', readmeText(emission, made)], ...made]);
  return new Map([...files, ['outputs.json', outputsText(emission, files)]]);
}
