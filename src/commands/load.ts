import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Usage } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Problem } from '../core/problem.ts';
import { MOST_BYTES } from '../core/profile/yaml.ts';
import type { Io } from './io.ts';

/** A profile's text and where it came from. */
export interface Source {
  /** As it is shown in messages: the path as given, the preset's name, or `standard input`. */
  readonly label: string;
  /** File name without extension: the profile's name, and its folder when there are several. */
  readonly name: string;
  /** Absolute path of a file of the operator's; `undefined` for presets and standard input. */
  readonly path: string | undefined;
  readonly text: string;
}

/** The folder of the presets: beside `src` in a checkout, beside `dist` when packed. */
const PROFILES = fileURLToPath(new URL('../profiles/', import.meta.url));
const profilesFolder = (): string =>
  existsSync(PROFILES) ? PROFILES : fileURLToPath(new URL('../../profiles/', import.meta.url));

/** The presets by name, in alphabetical order. */
export const presetNames = (): readonly string[] =>
  readdirSync(profilesFolder())
    .filter((file) => extname(file) === '.yaml')
    .map((file) => basename(file, '.yaml'))
    .toSorted();

/** Reads a preset that ships with the program. @throws Usage when there is none of that name */
export function loadPreset(name: string): Source {
  return { label: name, name, path: undefined, text: readFileSync(join(profilesFolder(), `${name}.yaml`), 'utf8') };
}

/**
 * Reads FILE: a path, a preset's name, or `-` for standard input.
 * @throws Usage that names the file, why it cannot be read, and what to do
 */
export function loadSource(io: Io, file: string): Source {
  if (file === '-') {
    if (io.stdin.isTTY)
      throw new Usage(
        'standard input is a terminal, and nothing waits for a key here',
        'Pipe a profile into it, or name a file',
      );
    return {
      label: 'standard input',
      name: 'profile',
      path: undefined,
      text: decode('standard input', io.stdin.read()),
    };
  }
  const path = resolve(io.cwd, file);
  // A folder of a preset's name is most likely what an earlier run wrote: `replay starter-public --out starter-public`.
  if (presetNames().includes(file) && !statSync(path, { throwIfNoEntry: false })?.isFile()) return loadPreset(file);
  return { label: file, name: nameOf(file), path, text: readProfileFile(file, path) };
}

/** Everything that is wrong with a profile, for commands that do nothing but read it. */
export const malformed = (source: Source, problems: readonly Problem[]): Usage =>
  new Usage(
    problems
      .map(
        ({ at, subject, says, fix }) =>
          `${source.label}${at ? `:${at.line}:${at.column}` : ''}  ${subject} ${says}\n  fix  ${fix}`,
      )
      .join('\n'),
  );

/** The name of a profile: that of its file, without folder and extension. */
export const nameOf = (file: string): string => basename(file).replace(/\.(ya?ml)$/i, '') || 'profile';

function readProfileFile(file: string, path: string): string {
  try {
    return decode(file, readAtMost(path, MOST_BYTES + 1));
  } catch (error) {
    if (error instanceof Usage) throw error;
    throw new Usage(`cannot read ${file}: ${reasonOf(error)}`, fixOf(file, error));
  }
}

/** The first bytes of a file, whatever size the system says it has: a device has none and never ends. */
function readAtMost(path: string, most: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(most, Math.max(fstatSync(file).size + 1, 64 * 1024)));
    let all = Buffer.alloc(0);
    for (let read = -1; read !== 0 && all.length < most; ) {
      read = readSync(file, bytes, 0, Math.min(bytes.length, most - all.length), null);
      all = Buffer.concat([all, bytes.subarray(0, read)]);
    }
    return all;
  } finally {
    closeSync(file);
  }
}

function decode(file: string, bytes: Buffer): string {
  if (bytes.length > MOST_BYTES)
    throw new Usage(`${file} is larger than 1 MiB`, 'A profile holds answers only; check that this is the right file');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Usage(`${file} is no UTF-8 text`, 'Save it as UTF-8');
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** A system error in words. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'the file system is read-only';
    case 'EEXIST':
      return 'a file is in the way';
    case 'ENOTDIR':
      return 'a part of its path is no folder';
    default:
      return (error as Error).message;
  }
}

function fixOf(file: string, error: unknown): string {
  if (codeOf(error) === 'EACCES') return `chmod u+r ${file}`;
  if (codeOf(error) !== 'ENOENT') return 'Name the profile file itself';
  const near = nearest(file, presetNames())[0];
  return near ? `Did you mean the preset ${near}?` : `Check the path; the presets are ${presetNames().join(', ')}`;
}
