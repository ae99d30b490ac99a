import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, PROGRAM } from './timing.ts';

const PRESET = join(import.meta.dirname, '..', 'profiles', 'starter-public.yaml');

/** Replays many profiles in one process, without checks: how many a second, and its memory early and late (resident MB). */
export async function measureReplay(
  count: number,
): Promise<{ readonly perSecond: number; readonly early: number; readonly late: number }> {
  const profiles = join(folder, 'profiles');
  mkdirSync(profiles);
  const text = readFileSync(PRESET, 'utf8');
  const files = Array.from({ length: count }, (_, i) => {
    const file = join(profiles, `c${i}.yaml`);
    writeFileSync(file, text.replaceAll('starter-weu', `starter-${i}`));
    return file;
  });
  const began = performance.now();
  const memory = await residentMegabytes(['replay', ...files, '--out', join(folder, 'fleet'), '--offline', '--quiet']);
  const seconds = (performance.now() - began) / 1000;
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  return {
    perSecond: count / seconds,
    early: Math.max(...memory.slice(0, quarter)),
    late: Math.max(...memory.slice(-quarter)),
  };
}

/** Runs the program and reads its memory twenty times a second. */
function residentMegabytes(args: readonly string[]): Promise<readonly number[]> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    const seen: number[] = [];
    const timer = setInterval(() => {
      try {
        const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
        if (kilobytes) seen.push(Number(kilobytes) / 1024);
      } catch {
        // The process has ended, or this system has no /proc: then there is no number to print.
      }
    }, 50);
    child.on('close', () => {
      clearInterval(timer);
      done(seen.length > 0 ? seen : [Number.NaN]);
    });
  });
}
