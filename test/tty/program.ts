import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Profile, readProfile } from '../../src/core/profile/read.ts';
import { engine } from '../../steps/index.ts';
import { type Built, built } from '../helpers/built.ts';
import { KEYS, type Options, open, type Tty } from '../helpers/tty.ts';

export const SUBSCRIPTION = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
export const ADMINS = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30';
export const DRAFT = '.aks-setup-draft.yaml';

/** A loaded machine may take its time: how long is never what is tested. */
const PATIENCE_MS = 20_000;

export interface Program {
  /** Starts it on a pseudo-terminal in a folder. */
  readonly start: (cwd: string, args: readonly string[], options?: Options) => Tty;
  /** Runs it without a terminal until it ends. */
  readonly run: (cwd: string, args: readonly string[]) => Promise<{ exit: number; out: string; err: string }>;
  readonly file: () => string;
}

/** The built program for the tests of one file; with `config`, one that is built otherwise. */
export function theProgram(config?: string): Program {
  let product: Built | undefined;
  beforeAll(async () => {
    product = await built(config);
  });
  afterAll(() => product?.[Symbol.dispose]());
  const file = (): string => {
    if (!product) throw new Error('not built yet');
    return product.file;
  };
  return {
    file,
    start: (cwd, args, options = {}) => patient(open(process.execPath, [file(), ...args], { cwd, ...options })),
    run: (cwd, args) =>
      new Promise((done) => {
        const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' };
        const child = execFile(process.execPath, [file(), ...args], { cwd, env }, (error, out, err) =>
          done({ exit: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
        );
        child.stdin?.end();
      }),
  };
}

export const patient = (tty: Tty): Tty => ({ ...tty, until: (wanted, ms = PATIENCE_MS) => tty.until(wanted, ms) });

/** The wizard on the sample subscription, at its first question. */
export async function atFirstQuestion(tty: Tty): Promise<Tty> {
  await tty.until('How do you want to start?');
  await pick(tty, 'Answer the usual questions');
  await tty.until('Which subscription pays for the cluster?');
  return tty;
}

/** The same in line mode. */
export async function atFirstLine(tty: Tty): Promise<Tty> {
  await tty.until(/\d of \d +Answer the usual questions/);
  tty.key(/(\d) of \d +Answer the usual questions/.exec(tty.screen())?.[1] ?? '', KEYS.enter);
  await tty.until('Which subscription pays for the cluster?');
  return tty;
}

/** Moves the cursor to the row that begins like this, and takes it. */
export async function pick(tty: Tty, row: string): Promise<void> {
  const lineOf = (found: (line: string) => boolean): number => tty.lines().findIndex(found);
  const isRow = (line: string): boolean => line.replace('❯', '').trimStart().startsWith(row);
  const isUnderCursor = (line: string): boolean => line.trimStart().startsWith('❯');
  await tty.until(() => lineOf(isRow) >= 0);
  for (let moves = 0; moves < 30; moves++) {
    const cursor = lineOf(isUnderCursor);
    if (lineOf((line) => isUnderCursor(line) && isRow(line)) >= 0) return tty.key(KEYS.enter);
    tty.key(cursor < lineOf(isRow) ? KEYS.down : KEYS.up);
    await tty.until(() => lineOf(isUnderCursor) !== cursor);
  }
  throw new Error(`No row ${row} was reached:\n${tty.screen()}`);
}

/** Waits for the end, and shows the screen where it is another one. */
export async function endsWith(tty: Tty, code: number): Promise<void> {
  const ended = await tty.exited;
  expect(ended.code, tty.screen()).toBe(code);
}

/** The draft in a folder, read strictly: what is malformed fails the test. */
export function draftIn(folder: string, name = DRAFT): Profile {
  const text = readFileSync(join(folder, name), 'utf8');
  const { profile, problems } = readProfile(engine, text);
  expect(problems, text).toEqual([]);
  return profile;
}

export const hasDraft = (folder: string): boolean => existsSync(join(folder, DRAFT));

export const answersOf = (profile: Profile): Record<string, unknown> =>
  Object.fromEntries([...profile.answers].map(([id, given]) => [id, given.value]));
