import { join, resolve } from 'node:path';
import type { Asked } from '../azure/look.ts';
import { Usage } from '../core/errors.ts';
import type { Emission } from '../emit/emission.ts';
import { type BatchOptions, report, runBatch, writeEvidence } from './batch.ts';
import { emissionOf } from './emission.ts';
import { gateReports } from './gates.ts';
import type { Io } from './io.ts';
import type { Judged } from './judge.ts';
import { nameOf } from './load.ts';
import { type CheckChoice, lookAll, openMemory, skippedOf, validateChoice } from './looking.ts';
import { startProgress } from './progress.ts';
import { writeOutputs } from './write-outputs.ts';

export interface ReplayOptions extends BatchOptions, CheckChoice {
  readonly out: string;
  readonly force: boolean;
  readonly evidence: string | undefined;
}

/** Repeats saved profiles: checks, then writes all outputs. One after the other, memory flat. */
export async function replay(io: Io, files: readonly string[], options: ReplayOptions): Promise<number> {
  validateChoice(options);
  refuseSameNames(files);
  const asked: Asked[] = [];
  const memory = options.offline
    ? undefined
    : await openMemory(options.emulator, options.evidence === undefined ? undefined : (one) => asked.push(one));
  const progress = startProgress(io, options, files.length);
  const emissions = new WeakMap<Judged, Emission>();
  const emission = (judged: Judged): Emission =>
    remember(emissions, judged, () => emissionOf(judged.evaluation, judged.profile.acknowledged, judged.profile.text));
  const results = await runBatch(io, files, options, {
    look: async (judged) => {
      progress.show(judged.source.label);
      return lookAll(memory, judged.evaluation.resolved, options, io.signal);
    },
    skipped: skippedOf,
    gates: (judged) => gateReports(emission(judged).plan),
    write: (judged) =>
      writeOutputs(emission(judged), {
        folder: folderFor(io, files, options.out, judged),
        input: judged.source.path,
        force: options.force,
      }),
  });
  progress.end();
  memory?.stop();
  if (options.evidence !== undefined) writeEvidence(io, options.evidence, asked);
  return report(io, results, options, `Written to ${options.out}`);
}

function remember<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const kept = map.get(key) ?? make();
  map.set(key, kept);
  return kept;
}

const folderFor = (io: Io, files: readonly string[], out: string, judged: Judged): string =>
  files.length > 1 ? join(resolve(io.cwd, out), judged.source.name) : resolve(io.cwd, out);

/** Two profiles of one name would be written into one folder. */
function refuseSameNames(files: readonly string[]): void {
  const names = files.map(nameOf);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (files.length > 1 && twice !== undefined)
    throw new Usage(
      `two of the profiles are named ${twice}: each is written to a folder of its name`,
      'Rename one, or replay them one at a time',
    );
}
