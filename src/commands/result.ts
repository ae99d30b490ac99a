import type { Missing, RuleReport } from '../core/evaluate.ts';
import type { Finding } from '../core/finding.ts';
import type { Problem } from '../core/problem.ts';

export type ResultWord = 'done' | 'done-with-warnings' | 'incomplete' | 'refused';

/** Another team's delivery that somebody has to ask for. */
export interface GateReport {
  readonly team: string;
  readonly request: string;
  readonly resources: readonly string[];
}

/** What came of one profile. */
export interface ProfileResult {
  readonly file: string;
  readonly name: string;
  readonly result: ResultWord;
  readonly exit: number;
  readonly sample: boolean;
  /** Why it is malformed or could not be written. */
  readonly problems: readonly Problem[];
  readonly missing: readonly Missing[];
  readonly rules: readonly RuleReport[];
  readonly checks: readonly Finding[];
  readonly gates: readonly GateReport[];
  /** Defaults that `--accept-defaults` took, answers that `--set` dropped, files that were kept or left. */
  readonly notes: readonly string[];
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** Checks that were skipped by name or by `--offline`. */
  readonly skipped: readonly string[];
  /** What was thrown and is a bug: with exit 70 only. */
  readonly bug?: unknown;
}

interface Facts {
  readonly problems: readonly Problem[];
  readonly missing: readonly Missing[];
  readonly rules: readonly RuleReport[];
  readonly checks: readonly Finding[];
  readonly gates: readonly GateReport[];
  readonly skipped: readonly string[];
  readonly strict: boolean;
}

const isSkipped = (finding: Finding, skipped: readonly string[]): boolean =>
  finding.result === 'not-run' && skipped.includes(finding.id);

/** Whether a finding is a warning: it says so, or what it looked at is not decisive and it failed or could not look. */
const isWarning = (finding: Finding, skipped: readonly string[]): boolean =>
  finding.result === 'warn' ||
  (finding.level === 'should' &&
    (finding.result === 'fail' || (finding.result === 'not-run' && !isSkipped(finding, skipped))));

/** Whether outputs may be written: everything is answered, nothing blocks, no decisive check failed. */
export const isRefused = (facts: Pick<Facts, 'problems' | 'missing' | 'rules' | 'checks'>): boolean =>
  facts.problems.length > 0 ||
  facts.missing.length > 0 ||
  facts.rules.some((rule) => rule.blocking) ||
  facts.checks.some((finding) => finding.level === 'must' && finding.result === 'fail');

/** The word and the exit code of a profile, by the table of the contract. */
export function judge(facts: Facts): { readonly result: ResultWord; readonly exit: number } {
  if (facts.problems.length > 0) return { result: 'refused', exit: 2 };
  if (isRefused(facts)) return { result: 'refused', exit: 1 };
  const couldNotLook = facts.checks.some(
    (finding) => finding.level === 'must' && finding.result === 'not-run' && !isSkipped(finding, facts.skipped),
  );
  if (couldNotLook) return { result: 'incomplete', exit: 4 };
  const warned =
    facts.rules.some((rule) => rule.warning) ||
    facts.checks.some((finding) => isWarning(finding, facts.skipped)) ||
    facts.gates.length > 0;
  return warned ? { result: 'done-with-warnings', exit: facts.strict ? 3 : 0 } : { result: 'done', exit: 0 };
}

/** How many of each, for the last line. */
export function countFindings(result: ProfileResult): {
  readonly passed: number;
  readonly warnings: number;
  readonly failed: number;
  readonly notRun: number;
} {
  const has = (word: Finding['result']) => result.checks.filter((finding) => finding.result === word).length;
  const warned = result.rules.filter((rule) => rule.warning).length + result.gates.length;
  return {
    passed: has('pass'),
    warnings: has('warn') + warned,
    failed: has('fail') + result.rules.filter((rule) => rule.blocking).length,
    notRun: has('not-run'),
  };
}
