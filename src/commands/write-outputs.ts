import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { Usage } from '../core/errors.ts';
import { type Problem, problem } from '../core/problem.ts';
import type { Emission, Files } from '../emit/emission.ts';
import { emitAll } from '../emit/index.ts';
import { sha256, writeFolder } from '../files/output-folder.ts';
import { reasonOf } from './load.ts';
import { readManifest } from './manifest.ts';

export interface Written {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

const MANIFEST = 'outputs.json';

export interface Target {
  readonly folder: string;
  /** Absolute path of the profile that was given: it may lie in the folder and be written anew. */
  readonly input: string | undefined;
  readonly force: boolean;
}

/** Writes all outputs of one profile. @throws Usage when the folder cannot be written */
export function writeOutputs(emission: Emission, target: Target): Written {
  const files = emitAll(emission);
  try {
    return writeAll(files, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Usage(
      `cannot write to ${target.folder}: ${reasonOf(error)}`,
      'Name another folder with --out, or make room and write permission there',
    );
  }
}

function writeAll(files: Files, target: Target): Written {
  const written = manifestIn(target.folder);
  const input =
    target.input === undefined ? undefined : relative(resolve(target.folder), target.input).split(sep).join('/');
  const own = [...(written ? [MANIFEST] : []), ...(input === 'profile.yaml' ? [input] : [])];
  const result = writeFolder({ folder: target.folder, files, written: written ?? new Map(), own, force: target.force });
  if (!result.done) {
    return {
      files: [],
      notes: [],
      problems: result.strangers.map(({ path, why }) =>
        problem(
          join(target.folder, path),
          `would be overwritten: it is ${why === 'no regular file' ? why : `a file ${why}`}`,
          'Move it away, choose another --out, or replace it with --force (the old one stays beside it)',
        ),
      ),
    };
  }
  return {
    files: [...files].map(([path, text]) => ({ path, sha256: sha256(text) })),
    notes: [
      ...result.kept.map((path) => `kept the old file as ${path}`),
      ...result.left.map((path) => `left ${path}: it is no longer made, but was changed since`),
    ],
    problems: [],
  };
}

/** What an earlier run wrote there; `undefined` where there is no manifest of ours. */
function manifestIn(folder: string): ReadonlyMap<string, string> | undefined {
  try {
    return readManifest(readFileSync(join(folder, MANIFEST), 'utf8'));
  } catch {
    return undefined;
  }
}
