import { engine } from '../../steps/index.ts';
import { safe } from '../ask/safe.ts';
import { shellWord } from '../checks/shell-word.ts';
import { prefixOf } from '../core/decision.ts';
import type { RuleReport } from '../core/evaluate.ts';
import type { Finding } from '../core/finding.ts';
import type { Problem } from '../core/problem.ts';
import type { Paint, Tone } from './paint.ts';
import { countFindings, type ProfileResult } from './result.ts';

/** One profile's result for people, as lines. */
export function resultLines(result: ProfileResult, paint: Paint): readonly string[] {
  const head = `${safe(result.file)}${result.sample ? ` ${paint.separator} SAMPLE` : ''}`;
  return [
    head,
    ...result.problems.flatMap((problem) => problemLines(result.file, problem, paint)),
    ...missingLines(result, paint),
    ...result.rules.filter((rule) => !rule.accepted).flatMap((rule) => ruleLines(result.file, rule, paint)),
    ...result.rules
      .filter((rule) => rule.accepted && rule.rule.severity !== 'info')
      .map((rule) => `  ${paint.sign('not-run')} ${rule.rule.id}  accepted: ${safe(rule.accepted?.because ?? '')}`),
    ...checkLines(result.checks, paint),
    ...result.gates.map(
      (gate) =>
        `  ${paint.sign('warn')} ${safe(gate.team)} has to deliver ${gate.resources.length === 1 ? '1 thing' : `${gate.resources.length} things`}; ask with ${safe(gate.request)}`,
    ),
    ...result.notes.map((note) => `  ${safe(note)}`),
    lastLine(result),
  ];
}

const place = (file: string, at: Problem['at']): string => (at ? `${safe(file)}:${at.line}:${at.column}` : safe(file));

const problemLines = (file: string, problem: Problem, paint: Paint): readonly string[] => [
  `  ${paint.sign('fail')} ${place(file, problem.at)}  ${safe(problem.subject)} ${safe(problem.says)}`,
  `      fix  ${safe(problem.fix)}`,
];

function missingLines(result: ProfileResult, paint: Paint): readonly string[] {
  if (result.missing.length === 0) return [];
  return [
    `  ${paint.sign('fail')} ${result.missing.length} ${result.missing.length === 1 ? 'answer is' : 'answers are'} missing`,
    ...result.missing.flatMap((one) => {
      const options = one.options.length > 0 ? `  one of ${one.options.map(String).join(', ')}` : '';
      const taken = one.recommended === undefined ? '' : `  recommended ${safe(JSON.stringify(one.recommended))}`;
      return [`      ${one.id}  ${safe(one.question)}${options}${taken}`];
    }),
    '      fix  Write them into the profile, give them with --set ID=VALUE, or take the recommended ones with --accept-defaults',
  ];
}

const toneOf = (rule: RuleReport): Tone => (rule.blocking ? 'fail' : rule.warning ? 'warn' : 'not-run');

function ruleLines(file: string, rule: RuleReport, paint: Paint): readonly string[] {
  if (rule.rule.severity === 'info') return [];
  const rows = rule.rows.length > 0 ? ` (${rule.rows.map(safe).join(', ')})` : '';
  return [
    `  ${paint.sign(toneOf(rule))} ${rule.rule.id}  ${safe(rule.says)}${rows}`,
    ...(rule.at
      ? [`      at   ${place(file, rule.at)}  ${rule.conflict.join(', ')}`]
      : [`      in   ${rule.conflict.join(', ')}`]),
    `      fix  ${safe(rule.rule.fix)}`,
    ...(rule.blocking
      ? rule.repairs.map(
          (repair) =>
            `      or   ${Object.entries(repair.set)
              .map(([id, value]) => `--set ${safe(shellWord(`${id}=${JSON.stringify(value)}`))}`)
              .join(' ')}`,
        )
      : []),
    ...(rule.rule.severity === 'retired' && rule.blocking
      ? [`      or   accept it by name under acknowledged: with rule: ${rule.rule.id}`]
      : []),
  ];
}

/** Checks by area, in the order of the areas. */
function checkLines(findings: readonly Finding[], paint: Paint): readonly string[] {
  const areaOf = (finding: Finding): string => prefixOf(finding.decisions[0] ?? 'base');
  const idWidth = Math.max(0, ...findings.map((finding) => finding.id.length));
  return engine.areas.flatMap(({ id }) =>
    findings
      .filter((finding) => areaOf(finding) === id)
      .flatMap((finding, i) => findingLines(finding, i === 0 ? id : '', idWidth, paint)),
  );
}

function findingLines(finding: Finding, area: string, idWidth: number, paint: Paint): readonly string[] {
  const what = finding.result === 'not-run' ? `${finding.title}: ${finding.why ?? ''}` : (finding.saw ?? finding.title);
  const target = finding.target === '' ? '' : `${finding.target}: `;
  const lines = [
    `  ${area.padEnd(9)} ${paint.sign(finding.result)} ${finding.id.padEnd(idWidth)}  ${safe(target + what)}`,
  ];
  return finding.fix && finding.result !== 'pass'
    ? [...lines, `  ${' '.repeat(11 + idWidth)}   fix  ${safe(finding.fix)}`]
    : lines;
}

function lastLine(result: ProfileResult): string {
  const { passed, warnings, failed, notRun } = countFindings(result);
  const skipped = result.skipped.length > 0 ? ' (skipped as asked)' : '';
  return `${passed} passed, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, ${failed} failed, ${notRun} not run${skipped}`;
}
