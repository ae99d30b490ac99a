import type { Engine, Verdicts } from './engine.ts';
import { answerOf, type Resolved } from './resolve.ts';
import type { Rule, Verdict } from './rule.ts';
import type { Acknowledgement } from './session.ts';

export interface BrokenRule {
  readonly rule: Rule;
  readonly conflict: readonly string[];
  readonly rows: readonly string[];
  /** Set where a person accepted it for exactly these answers, and the date has not passed. */
  readonly accepted: Acknowledgement | undefined;
}

/** Every broken rule, in rule order, with its acknowledgement where that still holds on the day `asOf` (ISO). */
export function brokenRules(
  engine: Engine,
  resolved: Resolved,
  verdicts: Verdicts,
  acknowledged: readonly Acknowledgement[],
  asOf: string | undefined,
): readonly BrokenRule[] {
  return engine.rules.flatMap((rule) => {
    const verdict = verdicts.get(rule.id);
    if (verdict?.is !== 'broken') return [];
    const accepted = acknowledged.find((one) => one.rule === rule.id && holds(one, resolved, asOf));
    return [{ rule, conflict: verdict.conflict, rows: verdict.rows, accepted }];
  });
}

const holds = (one: Acknowledgement, resolved: Resolved, asOf: string | undefined): boolean =>
  Object.entries(one.for).every(([id, value]) => JSON.stringify(answerOf(resolved, id)) === JSON.stringify(value)) &&
  (one.until === undefined || asOf === undefined || asOf <= one.until);

/** Whether a broken rule stops the outputs: a block always, retired technology until it is acknowledged. */
export const isBlocking = (broken: BrokenRule): boolean =>
  broken.rule.severity === 'block' || (broken.rule.severity === 'retired' && !broken.accepted);

/** Whether it counts as a warning that nobody accepted. */
export const isWarning = (broken: BrokenRule): boolean => broken.rule.severity === 'warn' && !broken.accepted;

/** The acknowledgement that accepts a broken rule for the answers that are in conflict now. */
export function acknowledge(
  verdict: Extract<Verdict, { is: 'broken' }>,
  rule: string,
  resolved: Resolved,
  because: string,
): Acknowledgement {
  return { rule, for: Object.fromEntries(verdict.conflict.map((id) => [id, answerOf(resolved, id)])), because };
}
