import type { Asked } from '../azure/look.ts';
import { type BatchOptions, report, runBatch, writeEvidence } from './batch.ts';
import { emissionOf } from './emission.ts';
import { gateReports } from './gates.ts';
import type { Io } from './io.ts';
import { type CheckChoice, lookAll, openMemory, skippedOf, validateChoice } from './looking.ts';
import { startProgress } from './progress.ts';

export interface CheckOptions extends BatchOptions, CheckChoice {
  readonly evidence: string | undefined;
}

/** Checks profiles against the subscription. Writes no outputs. */
export async function check(io: Io, files: readonly string[], options: CheckOptions): Promise<number> {
  validateChoice(options);
  const asked: Asked[] = [];
  const memory = await openMemory(
    options.emulator,
    options.evidence === undefined ? undefined : (one) => asked.push(one),
  );
  const progress = startProgress(io, options, files.length);
  const results = await runBatch(io, files, options, {
    look: async (judged) => {
      progress.show(judged.source.label);
      return lookAll(memory, judged.evaluation.resolved, options, io.signal);
    },
    skipped: skippedOf,
    gates: (judged) => gateReports(emissionOf(judged.evaluation, judged.profile.acknowledged, undefined).plan),
  });
  progress.end();
  memory.stop();
  if (options.evidence !== undefined) writeEvidence(io, options.evidence, asked);
  return report(io, results, options);
}
