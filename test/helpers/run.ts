import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli.ts';
import type { Io, Sink } from '../../src/commands/io.ts';

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal;
}

/** Runs the program in this process, without a terminal. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const sink = (to: string[]): Sink => ({ isTTY: false, columns: 80, write: (text) => void to.push(text) });
  const io: Io = {
    env: { LANG: 'C.UTF-8', ...options.env },
    cwd: options.cwd ?? process.cwd(),
    stdin: { isTTY: options.input === undefined, read: () => Buffer.from(options.input ?? '') },
    stdout: sink(out),
    stderr: sink(err),
    signal: options.signal ?? new AbortController().signal,
    takeSignals: () => {},
  };
  const exit = await main(argv, io);
  return { exit, out: out.join(''), err: err.join('') };
}

/** A folder that is removed when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aks-setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder: path -> text. */
export function filesIn(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (at: string): void => {
    for (const name of readdirSync(at).toSorted()) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) walk(path);
      else found.set(relative(folder, path), readFileSync(path, 'utf8'));
    }
  };
  walk(folder);
  return found;
}
