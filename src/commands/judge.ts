import type { Engine } from '../core/engine.ts';
import { type Evaluation, evaluate } from '../core/evaluate.ts';
import type { Problem } from '../core/problem.ts';
import { type Profile, readProfile } from '../core/profile/read.ts';
import type { Answers, Given } from '../core/resolve.ts';
import type { Source } from './load.ts';

export interface JudgeOptions {
  readonly sets: ReadonlyMap<string, Given>;
  readonly acceptDefaults: boolean;
  /** ISO date of `--as-of`. */
  readonly asOf: string | undefined;
}

/** A profile, read and evaluated. */
export interface Judged {
  readonly source: Source;
  readonly profile: Profile;
  readonly evaluation: Evaluation;
  /** Why the profile is malformed: it is then no further looked at. */
  readonly problems: readonly Problem[];
  /** Answers of the file that `--set` made unnecessary. */
  readonly dropped: readonly string[];
}

/** Reads and evaluates one profile. Never throws for what stands in it. */
export function judgeProfile(engine: Engine, source: Source, options: JudgeOptions): Judged {
  const { profile, problems } = readProfile(engine, source.text);
  const evaluateWith = (answers: Answers): Evaluation =>
    evaluate(engine, {
      answers,
      acknowledged: profile.acknowledged,
      places: profile.places,
      acceptDefaults: options.acceptDefaults,
      asOf: options.asOf,
      partial: problems.length > 0,
    });
  const asFile = evaluateWith(profile.answers);
  if (options.sets.size === 0)
    return { source, profile, evaluation: asFile, problems: [...problems, ...asFile.problems], dropped: [] };
  const together = new Map([...profile.answers, ...options.sets]);
  const first = evaluateWith(together);
  const wereDue = new Set(asFile.problems.map((problem) => problem.subject));
  const dropped = first.problems
    .map((problem) => problem.subject)
    .filter((id) => !wereDue.has(id) && !options.sets.has(id));
  const kept = new Map([...together].filter(([id]) => !dropped.includes(id)));
  const evaluation = dropped.length === 0 ? first : evaluateWith(kept);
  return { source, profile, evaluation, problems: [...problems, ...evaluation.problems], dropped };
}
