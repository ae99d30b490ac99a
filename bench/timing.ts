import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PROGRAM = join(import.meta.dirname, '..', 'bin', 'aks-setup.js');
export const folder = mkdtempSync(join(tmpdir(), 'aks-setup-bench-'));

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value below which this part of all values lies. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Wall-clock times of whole processes, in milliseconds. */
export function spawnTimes(args: readonly string[], runs: number): readonly number[] {
  return Array.from({ length: runs }, () => {
    const began = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder });
    if (status !== 0) process.stderr.write(`ended with ${status}: ${stderr.toString()}\n`);
    return performance.now() - began;
  });
}
