import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Not `mkdirSync` with `recursive`: where the system says ENOENT below a folder that is
 * there, as /proc does, that never ends.
 * @throws the system's error when it cannot be made
 */
export function ensureFolder(path: string): void {
  if (!existsSync(dirname(path))) ensureFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(path).isDirectory();
    if (!isThere) throw error;
  }
}
