import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

export interface Lock {
  readonly release: () => void;
}

/**
 * Takes the lock of a file for this process: `<path>.lock` with the process id in it. `undefined` when a living process
 * has it. A lock whose process has ended is taken over.
 */
export function takeLock(path: string): Lock | undefined {
  const lock = `${path}.lock`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = openSync(lock, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return { release: () => rmSync(lock, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isAlive(holderOf(lock))) return undefined;
      rmSync(lock, { force: true });
    }
  }
  return undefined;
}

function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
