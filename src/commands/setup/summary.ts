import { safe } from '../../ask/safe.ts';
import type { RuleReport } from '../../core/evaluate.ts';
import type { Finding } from '../../core/finding.ts';
import type { Emission } from '../../emit/emission.ts';
import type { GateReport } from '../result.ts';

interface Facts {
  readonly folder: string;
  readonly emission: Emission;
  readonly checks: readonly Finding[];
  readonly rules: readonly RuleReport[];
  readonly gates: readonly GateReport[];
  readonly files: readonly string[];
}

/** What was written and what to do next: printed after the screen closed, so it stays in the scrollback. */
export function summaryOf(facts: Facts): string {
  const { emission, files } = facts;
  const dir = shellWord(facts.folder.replace(/[/\\]$/, ''));
  const has = (start: string): number => files.filter((file) => file.startsWith(start)).length;
  const chosen = emission.decisions.filter((row) => row.origin === 'person' || row.origin === 'preset').length;
  const rows: readonly (readonly [string, string, string])[] = [
    [
      'profile.yaml',
      `${chosen} decisions, ${emission.decisions.length - chosen} by default`,
      `repeat: aks-setup replay ${dir}/profile.yaml --out ${dir}`,
    ],
    [
      'setup.sh',
      `${emission.plan.resources.filter((one) => one.existing === undefined).length} resources`,
      `try:    bash ${dir}/setup.sh --what-if`,
    ],
    [
      'bicep/',
      `main, ${has('bicep/modules/')} modules`,
      `try:    az deployment sub what-if -l ${emission.plan.location} -p ${dir}/bicep/main.bicepparam`,
    ],
    ...(has('kubernetes/') > 0 ? [['kubernetes/', `${has('kubernetes/')} files`, ''] as const] : []),
    ...[...new Set(files.filter((file) => file.startsWith('handover/')).map((file) => file.split('/')[1] ?? ''))].map(
      (team) => ['handover/', team, `ask:    ${dir}/handover/${team}/request.md`] as const,
    ),
    ['report.md', 'decisions, permissions, addresses, egress', ''],
  ];
  return `${[
    ` Written to ${safe(facts.folder)}${emission.plan.sample ? '  (SAMPLE)' : ''}`,
    '',
    ...rows.map(([name, what, next]) => `   ${name.padEnd(14)}  ${safe(what).padEnd(32)}${safe(next)}`.trimEnd()),
    '',
    ` Checks            ${checksLine(facts)}`,
    ' Nothing was changed in Azure.',
  ].join('\n')}\n`;
}

function checksLine({ checks, rules, gates }: Facts): string {
  const count = (result: Finding['result']): number => checks.filter((one) => one.result === result).length;
  const accepted = rules.filter((rule) => rule.accepted).length;
  const warnings =
    count('warn') +
    checks.filter((one) => one.result === 'fail').length +
    rules.filter((rule) => rule.warning).length +
    gates.length;
  return `${count('pass')} passed, ${warnings} warnings, ${accepted} accepted, ${count('not-run')} not run`;
}

/** A path as one shell word, for people who copy the line. */
const shellWord = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
