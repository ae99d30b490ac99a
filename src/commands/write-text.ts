import { dirname, resolve } from 'node:path';
import { Usage } from '../core/errors.ts';
import { ensureFolder } from '../files/ensure-folder.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import type { Io } from './io.ts';
import { reasonOf } from './load.ts';

/** Writes a file that the operator named. @throws Usage when it cannot be written */
export function writeText(io: Io, file: string, text: string): void {
  const path = resolve(io.cwd, file);
  try {
    ensureFolder(dirname(path));
    writeAtomically(path, text);
  } catch (error) {
    throw new Usage(`cannot write ${file}: ${reasonOf(error)}`, 'Name another file');
  }
}
