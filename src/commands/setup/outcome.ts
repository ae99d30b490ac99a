import { resolve } from 'node:path';
import { engine } from '../../../steps/index.ts';
import type { Outputs, WriteOutcome } from '../../ask/tui/port.ts';
import type { Memory } from '../../azure/look.ts';
import { resolveWith } from '../../core/engine.ts';
import { type Evaluation, evaluate } from '../../core/evaluate.ts';
import type { Finding } from '../../core/finding.ts';
import type { Session } from '../../core/session.ts';
import type { Emission } from '../../emit/emission.ts';
import { emitFormat } from '../../emit/index.ts';
import { emissionOf } from '../emission.ts';
import { gateReports } from '../gates.ts';
import { lookAll, skippedOf } from '../looking.ts';
import { isRefused, judge } from '../result.ts';
import { writeOutputs } from '../write-outputs.ts';
import { summaryOf } from './summary.ts';

/** The session as a profile in replay would be judged: answers that are not due left out, the rest taken as recommended. */
export function evaluateSession(session: Session): Evaluation {
  const all = resolveWith(engine, session.answers, session.asOf === undefined ? {} : { asOf: session.asOf });
  const answers = new Map([...session.answers].filter(([id]) => all.get(id)?.is === 'given'));
  return evaluate(engine, {
    answers,
    acknowledged: session.acknowledged,
    places: new Map(),
    acceptDefaults: true,
    asOf: session.asOf,
  });
}

const emissionFor = (session: Session, evaluation: Evaluation, previous: string | undefined): Emission =>
  emissionOf(evaluation, session.acknowledged, previous);

/** The texts of the review. */
export function previewOutputs(session: Session, previous: string | undefined): Outputs {
  const evaluation = evaluateSession(session);
  if (evaluation.missing.length > 0) return { is: 'not-made', why: `${evaluation.missing.length} questions are open` };
  const emission = emissionFor(session, evaluation, previous);
  const bicep = emitFormat(emission, 'bicep');
  return {
    is: 'made',
    script: emitFormat(emission, 'bash').get('setup.sh') ?? '',
    bicep: [...bicep].map(([path, text]) => `// ==> ${path}\n${text}`).join('\n'),
  };
}

export interface Writing {
  /** Where the answers are kept meanwhile. */
  readonly draft: string;
  readonly cwd: string;
  /** Where the checks look; `undefined` when the person went on without them. */
  readonly memory: Memory | undefined;
  readonly previous: string | undefined;
  /** Absolute path of the profile it started from. */
  readonly input: string | undefined;
  readonly strict: boolean;
  readonly signal: AbortSignal;
}

/** Checks everything once more and writes, or says why not. */
export async function writeSession(
  session: Session,
  folder: string,
  force: boolean,
  writing: Writing,
): Promise<WriteOutcome> {
  const evaluation = evaluateSession(session);
  const choice = { offline: writing.memory === undefined, only: undefined, skip: [] };
  const base = { problems: evaluation.problems, missing: evaluation.missing, rules: evaluation.rules };
  const refused = isRefused({ ...base, checks: [] });
  const checks = refused ? [] : await lookAll(writing.memory, evaluation.resolved, choice, writing.signal);
  if (refused || isRefused({ ...base, checks }))
    return { is: 'refused', why: reasons(evaluation, checks, writing.draft), forcible: false };
  const emission = emissionFor(session, evaluation, writing.previous);
  const target = resolve(writing.cwd, folder);
  const written = writeOutputs(emission, { folder: target, input: writing.input, force });
  if (written.problems.length > 0)
    return { is: 'refused', why: written.problems.map((one) => `${one.subject} ${one.says}`), forcible: true };
  const gates = gateReports(emission.plan);
  const { exit } = judge({ ...base, checks, gates, skipped: skippedOf(checks), strict: writing.strict });
  return {
    is: 'written',
    exit,
    summary: summaryOf({
      folder: `${folder.replace(/[/\\]+$/, '')}/`,
      emission,
      checks,
      rules: evaluation.rules,
      gates,
      files: written.files.map((file) => file.path),
      notes: written.notes,
    }),
  };
}

function reasons(evaluation: Evaluation, checks: readonly Finding[], draft: string): readonly string[] {
  const failed = checks.filter((one) => one.level === 'must' && one.result === 'fail');
  return [
    ...evaluation.problems.map((one) => `${one.subject} ${one.says}`),
    ...evaluation.missing.map((one) => `${one.id} is open: ${one.question}`),
    ...evaluation.rules
      .filter((rule) => rule.blocking)
      .map((rule) => `${rule.rule.id}: ${rule.says}. ${rule.rule.fix}`),
    ...failed.map((one) => `${one.id}: ${one.saw ?? ''}. ${one.fix ?? ''}`),
    // Whoever prepares files for somebody with more rights is not stuck here.
    ...(failed.length > 0 ? [`Without checks: aks-setup script ${draft} --accept-defaults --out DIR`] : []),
  ];
}
