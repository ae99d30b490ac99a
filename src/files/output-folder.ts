import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { ensureFolder } from './ensure-folder.ts';
import { writeAtomically } from './write-atomically.ts';

/** Path relative to the folder -> text. */
export type Texts = ReadonlyMap<string, string>;

export interface WriteRequest {
  readonly folder: string;
  readonly files: Texts;
  /** What an earlier run wrote there, by its manifest: path -> SHA-256. */
  readonly written: ReadonlyMap<string, string>;
  /** Files that may be replaced whatever they hold: the profile that was given as input, and the manifest itself. */
  readonly own: readonly string[];
  /** Replaces strangers too, and keeps the old ones beside them. */
  readonly force: boolean;
}

/** A file that stands in the way, and why. */
export interface Stranger {
  readonly path: string;
  readonly why: 'not written by aks-setup' | 'changed since it was written' | 'no regular file';
}

export type WriteResult =
  | { readonly done: true; readonly kept: readonly string[]; readonly left: readonly string[] }
  | { readonly done: false; readonly strangers: readonly Stranger[] };

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/**
 * Writes a set of files. Either all strangers are named and nothing is written, or everything is written, each file
 * whole. Files that an earlier run wrote, that nobody changed and that are no longer wanted are removed.
 * @throws the system's error when a folder or file cannot be written
 */
export function writeFolder(request: WriteRequest): WriteResult {
  if (!exists(request.folder)) {
    makeFolder(request);
    return { done: true, kept: [], left: [] };
  }
  const found = [...request.files].flatMap(([path, text]) => strangerAt(request, path, text) ?? []);
  if (found.length > 0 && !request.force) return { done: false, strangers: found };
  const kept = found.map(({ path }) => keepBeside(request.folder, path));
  const folders = new Set([...request.files.keys()].map((path) => dirname(inside(request.folder, path))));
  for (const folder of folders) ensureFolder(folder);
  for (const [path, text] of request.files) {
    const target = inside(request.folder, path);
    if (!isSame(target, text)) writeAtomically(target, text, { mode: modeOf(path) });
  }
  return { done: true, kept, left: removeStale(request) };
}

/** A folder that is not there yet comes whole or not at all: it is filled under another name first. */
function makeFolder(request: WriteRequest): void {
  const target = resolve(request.folder);
  ensureFolder(dirname(target));
  const temporary = mkdtempSync(join(dirname(target), `.${basename(target)}.`));
  try {
    const folders = new Set([...request.files.keys()].map((path) => dirname(inside(temporary, path))));
    for (const folder of folders) if (folder !== temporary) ensureFolder(folder);
    for (const [path, text] of request.files)
      writeFileSync(inside(temporary, path), text, { flag: 'wx', mode: modeOf(path) });
    chmodSync(temporary, 0o777 & ~process.umask());
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** Scripts can be run as they are. */
const modeOf = (path: string): number => (path.endsWith('.sh') ? 0o755 : 0o644);

/** The path of a file of the folder. @throws Error when it would leave the folder */
function inside(folder: string, path: string): string {
  const root = resolve(folder);
  const target = resolve(root, path);
  if (!target.startsWith(root + sep)) throw new Error(`${path} would leave the output folder`);
  return target;
}

function strangerAt(request: WriteRequest, path: string, text: string): Stranger | undefined {
  const target = inside(request.folder, path);
  if (!exists(target)) return linkedAbove(request.folder, path) ? { path, why: 'no regular file' } : undefined;
  if (!lstatSync(target).isFile() || linkedAbove(request.folder, path)) return { path, why: 'no regular file' };
  if (request.own.includes(path) || isSame(target, text)) return undefined;
  const hash = request.written.get(path);
  if (hash === undefined) return { path, why: 'not written by aks-setup' };
  return hash === sha256(readFileSync(target)) ? undefined : { path, why: 'changed since it was written' };
}

/** Whether a folder below the output folder is a link: a link would lead the files somewhere else. */
function linkedAbove(folder: string, path: string): boolean {
  const parent = dirname(inside(folder, path));
  if (!existsSync(parent) || !existsSync(folder)) return false;
  return (
    realpathSync(parent) !==
    join(realpathSync(folder), dirname(path) === '.' ? '' : dirname(path)).replace(/[/\\]$/, '')
  );
}

function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

const isSame = (path: string, text: string): boolean => {
  try {
    return lstatSync(path).isFile() && readFileSync(path).equals(Buffer.from(text, 'utf8'));
  } catch {
    return false;
  }
};

function keepBeside(folder: string, path: string): string {
  for (let i = 1; ; i += 1) {
    const name = `${path}.old${i === 1 ? '' : i}`;
    if (exists(inside(folder, name))) continue;
    renameSync(inside(folder, path), inside(folder, name));
    return name;
  }
}

/** Removes what an earlier run wrote and this one does not. What a person changed stays, and is named. */
function removeStale(request: WriteRequest): readonly string[] {
  const left: string[] = [];
  for (const [path, hash] of request.written) {
    if (request.files.has(path) || request.own.includes(path)) continue;
    const target = resolve(request.folder, path);
    if (!target.startsWith(resolve(request.folder) + sep) || !exists(target)) continue;
    if (lstatSync(target).isFile() && sha256(readFileSync(target)) === hash) {
      rmSync(target);
      removeEmpty(dirname(target), resolve(request.folder));
    } else left.push(path);
  }
  return left;
}

function removeEmpty(folder: string, root: string): void {
  let at = folder;
  while (at.startsWith(root + sep)) {
    try {
      rmdirSync(at);
    } catch {
      return;
    }
    at = dirname(at);
  }
}
