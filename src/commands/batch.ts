import { setImmediate } from 'node:timers/promises';
import { SAMPLE_SUBSCRIPTION } from '../../steps/head.ts';
import { engine } from '../../steps/index.ts';
import { safe } from '../ask/safe.ts';
import type { Asked } from '../azure/look.ts';
import { Cancelled, Stop, worstExit } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import { problem } from '../core/problem.ts';
import { answerOf } from '../core/resolve.ts';
import type { Io } from './io.ts';
import { type Judged, judgeProfile } from './judge.ts';
import { junit } from './junit.ts';
import { loadSource } from './load.ts';
import type { SharedOptions } from './options.ts';
import { paintFor } from './paint.ts';
import { resultLines } from './print-result.ts';
import { type GateReport, isRefused, judge, type ProfileResult } from './result.ts';
import { resultJson } from './result-json.ts';
import { readSets } from './sets.ts';
import { writeText } from './write-text.ts';

/** One step of the work on a profile. */
export interface Steps {
  /** Runs checks; absent where the command runs none. */
  readonly look?: (judged: Judged) => Promise<readonly Finding[]>;
  readonly skipped?: (findings: readonly Finding[]) => readonly string[];
  /** What other teams still have to deliver. */
  readonly gates?: (judged: Judged) => readonly GateReport[];
  /** Writes outputs; called only for profiles that are not refused. */
  readonly write?: (judged: Judged) => Pick<ProfileResult, 'files' | 'notes' | 'problems'>;
}

export interface BatchOptions extends SharedOptions {
  readonly acceptDefaults: boolean;
}

/** Works through profiles one after the other. One that is bad never hides the others. */
export async function runBatch(
  io: Io,
  files: readonly string[],
  options: BatchOptions,
  steps: Steps,
): Promise<readonly ProfileResult[]> {
  const sets = readSets(engine, options.sets);
  const results: ProfileResult[] = [];
  for (const file of files) {
    // Without a turn of the event loop a signal would be heard only at the end.
    if (results.length > 0) await setImmediate();
    io.signal.throwIfAborted();
    results.push(
      await runOne(
        io,
        file,
        { sets, acceptDefaults: options.acceptDefaults, asOf: options.asOf, strict: options.strict },
        steps,
      ),
    );
  }
  return results;
}

interface OneOptions {
  readonly sets: ReturnType<typeof readSets>;
  readonly acceptDefaults: boolean;
  readonly asOf: string | undefined;
  readonly strict: boolean;
}

async function runOne(io: Io, file: string, options: OneOptions, steps: Steps): Promise<ProfileResult> {
  try {
    const judged = judgeProfile(engine, loadSource(io, file), options);
    return await workThrough(judged, options, steps);
  } catch (error) {
    if (error instanceof Cancelled || io.signal.aborted) throw error;
    return error instanceof Stop ? unreadable(file, error) : brokenBy(file, error);
  }
}

const unreadable = (file: string, error: Stop): ProfileResult => ({
  ...EMPTY,
  file,
  name: file,
  result: 'refused',
  exit: error.exit,
  problems: [problem('profile', error.message, error.fix ?? '')],
});

/** A bug met one profile: the others are worked through and reported before it is told. */
const brokenBy = (file: string, bug: unknown): ProfileResult => ({
  ...EMPTY,
  file,
  name: file,
  result: 'refused',
  exit: 70,
  problems: [problem('profile', 'met a bug in aks-setup', 'Report what is printed at the end')],
  bug,
});

const EMPTY: Omit<ProfileResult, 'file' | 'name' | 'result' | 'exit'> = {
  sample: false,
  problems: [],
  missing: [],
  rules: [],
  checks: [],
  gates: [],
  notes: [],
  files: [],
  skipped: [],
};

async function workThrough(judged: Judged, options: OneOptions, steps: Steps): Promise<ProfileResult> {
  const { evaluation, source } = judged;
  const base = {
    problems: judged.problems,
    missing: judged.problems.length > 0 ? [] : evaluation.missing,
    rules: judged.problems.length > 0 ? [] : evaluation.rules,
  };
  const sound = base.problems.length === 0 && base.missing.length === 0;
  const checks = sound && steps.look ? await steps.look(judged) : [];
  const gates = sound && !isRefused({ ...base, checks: [] }) && steps.gates ? steps.gates(judged) : [];
  const skipped = steps.skipped?.(checks) ?? [];
  const written =
    sound && !isRefused({ ...base, checks }) && steps.write
      ? steps.write(judged)
      : { files: [], notes: [], problems: [] };
  const facts = { ...base, checks, gates, skipped, strict: options.strict };
  const judgement = written.problems.length > 0 ? { result: 'refused' as const, exit: 1 } : judge(facts);
  return {
    ...judgement,
    file: source.label,
    name: source.name,
    sample: answerOf(evaluation.resolved, 'base.subscription') === SAMPLE_SUBSCRIPTION,
    ...base,
    problems: [...base.problems, ...written.problems],
    checks,
    gates,
    skipped,
    notes: [...notesOf(judged, options), ...written.notes],
    files: written.files,
  };
}

function notesOf(judged: Judged, options: OneOptions): readonly string[] {
  const taken = options.acceptDefaults
    ? engine.decisions.filter((decision) => {
        const state = judged.evaluation.resolved.get(decision.id);
        return state?.is === 'given' && state.origin === 'default';
      })
    : [];
  return [
    ...judged.dropped.map((id) => `dropped ${id}: it is not asked with what --set says`),
    ...(taken.length > 0
      ? [
          `taken as recommended: ${taken.map((decision) => `${decision.id}=${JSON.stringify(answerOf(judged.evaluation.resolved, decision.id))}`).join(' ')}`,
        ]
      : []),
  ];
}

/** Prints and saves the results. @returns the exit code of the run @throws what met a profile and is a bug */
export function report(io: Io, results: readonly ProfileResult[], options: SharedOptions, written?: string): number {
  if (options.junit !== undefined) writeText(io, options.junit, junit(results));
  if (options.json) io.stdout.write(resultJson(results));
  const to = options.json ? io.stderr : io.stdout;
  const paint = paintFor(io, to, options.color);
  if (!options.json) {
    const shown = options.quiet ? results.filter((result) => result.exit !== 0) : results;
    for (const [i, result] of shown.entries())
      to.write(`${i > 0 ? '\n' : ''}${resultLines(result, paint).join('\n')}\n`);
  }
  if (written !== undefined && !options.quiet && results.some((result) => result.files.length > 0))
    to.write(`${safe(written)}. Nothing was changed in Azure.\n`);
  const broken = results.find((result) => result.exit === 70);
  if (broken) throw broken.bug;
  return worstExit(results.map((result) => result.exit));
}

/** What was asked and answered, with times: a file of its own, since no two runs give the same. */
export function writeEvidence(io: Io, path: string, asked: readonly Asked[]): void {
  writeText(io, path, `${JSON.stringify({ format: 1, asked }, null, 2)}\n`);
}
