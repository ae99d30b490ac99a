import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
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

function writeAll(file: number, bytes: Buffer): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done);
}
