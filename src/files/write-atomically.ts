import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

let counter = 0;

export interface WriteOptions {
  readonly mode?: number;
  /** Waits until the disk has it: for what cannot be made again, such as a draft. */
  readonly durable?: boolean;
}

/**
 * Writes a whole file or nothing: a temporary file in the same folder, then renamed over the old one. Synchronous, so
 * that it also works in a signal handler.
 * @throws the system's error (`ENOSPC`, `EACCES` ...); the old file is untouched then
 */
export function writeAtomically(path: string, text: string, options: WriteOptions = {}): void {
  counter += 1;
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${counter}.tmp`);
  try {
    const file = openSync(temporary, 'wx', options.mode ?? 0o644);
    try {
      writeAll(file, Buffer.from(text, 'utf8'));
      if (options.durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes what killed processes left half written of this file. Only for who has its lock: a living writer would lose its work. */
export function removeHalfWritten(path: string): void {
  const start = `.${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(start) && /^\d+-\d+\.tmp$/.test(name.slice(start.length))) rmSync(join(dirname(path), name));
  }
}

function writeAll(file: number, bytes: Buffer): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done);
}
