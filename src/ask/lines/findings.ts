import { type BrokenRule, brokenRules, isBlocking } from '../../core/acknowledge.ts';
import type { Engine } from '../../core/engine.ts';
import { type Finding, findingKey } from '../../core/finding.ts';
import { type Session, view } from '../../core/session.ts';
import { count } from '../words.ts';
import { sentence } from './question.ts';

const isFailure = (finding: Finding): boolean => finding.result === 'fail' && finding.level === 'must';

/** `Checked: the subnet is large enough (snet-api): it is a /29. Fails. Fix: ...`; what could not look says why and is never a pass. */
export function findingInWords(finding: Finding): string {
  const { title, target, result, saw, why, fix } = finding;
  const what = `${title} (${target})`;
  if (result === 'not-run') return `Not checked: ${what}: ${sentence(why ?? 'no reason was given')}`;
  const verdict = result === 'pass' ? 'Pass.' : isFailure(finding) ? 'Fails.' : 'Warning.';
  const mend = fix === null || result === 'pass' ? [] : [`Fix: ${sentence(fix)}`];
  return [`Checked: ${sentence(saw === null ? what : `${what}: ${saw}`)}`, verdict, ...mend].join(' ');
}

/** One result as it was told, so that it is told again only when it changed. */
export const toldAs = (finding: Finding): string =>
  `${findingKey(finding)} ${finding.result} ${finding.saw ?? finding.why ?? ''}`;

const MOST_NOT_RUN = 3;

/** New results: all that is wrong, the passes that concern `about` one by one, the others counted. */
export function newsLines(fresh: readonly Finding[], about: readonly string[]): readonly string[] {
  const concerns = (one: Finding): boolean => one.decisions.some((id) => about.includes(id));
  const wrong = fresh.filter((one) => one.result === 'fail' || one.result === 'warn');
  const passed = fresh.filter((one) => one.result === 'pass');
  const notRun = fresh.filter((one) => one.result === 'not-run');
  const others = passed.filter((one) => !concerns(one)).length;
  const silent = notRun.slice(MOST_NOT_RUN).length;
  return [
    ...passed.filter(concerns).map(findingInWords),
    ...(others > 0 ? [`Checked: ${count(others, 'other check')}. Pass.`] : []),
    ...wrong.map(findingInWords),
    ...notRun.slice(0, MOST_NOT_RUN).map(findingInWords),
    ...(silent > 0 ? [`Not checked: ${silent} more. :problems names them.`] : []),
  ];
}

/** Broken rules that nobody accepted, in rule order. */
export function brokenIn(engine: Engine, session: Session): readonly BrokenRule[] {
  const { resolved, verdicts } = view(engine, session);
  return brokenRules(engine, resolved, verdicts, session.acknowledged, session.asOf ?? engine.factsRead).filter(
    (one) => one.rule.severity !== 'info' && !one.accepted,
  );
}

const ruleInWords = (broken: BrokenRule): string =>
  [
    `${broken.rule.id}: ${sentence(broken.rule.says)}`,
    isBlocking(broken) ? 'Blocks.' : 'Warning.',
    `Fix: ${sentence(broken.rule.fix)}`,
    `Concerns ${broken.conflict.join(', ')}.`,
  ].join(' ');

/** What the checks said and how many still run. */
export interface Looked {
  readonly findings: readonly Finding[];
  readonly running: readonly unknown[];
}

/** Everything that blocks, warns or could not be checked. Nothing is claimed of what was not looked at. */
export function problemLines(engine: Engine, session: Session, { findings, running }: Looked): readonly string[] {
  const rules = brokenIn(engine, session);
  const wrong = findings.filter((one) => one.result !== 'pass');
  if (rules.length + wrong.length === 0) return [`No rule is broken. ${progressOf({ findings, running })}`];
  return [
    ...rules.map(ruleInWords),
    ...wrong.map((one) => `${one.id}: ${findingInWords(one)} Concerns ${one.decisions.join(', ')}.`),
    ':find and one of these ids goes there.',
  ];
}

function progressOf({ findings, running }: Looked): string {
  if (running.length > 0) return `${count(running.length, 'check')} still running; :wait waits.`;
  return findings.length === 0
    ? 'No check has looked at anything yet.'
    : `All ${count(findings.length, 'check')} passed.`;
}

/** What keeps outputs from being written: blocking rules, and failed checks that must hold. */
export function blockingLines(engine: Engine, session: Session, findings: readonly Finding[]): readonly string[] {
  return [
    ...brokenIn(engine, session).filter(isBlocking).map(ruleInWords),
    ...findings
      .filter(isFailure)
      .map((one) => `${one.id}: ${findingInWords(one)} Concerns ${one.decisions.join(', ')}.`),
  ];
}
