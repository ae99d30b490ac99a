import { safe } from '../../ask/safe.ts';
import { count } from '../../ask/words.ts';
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
  /** What was kept or left of an earlier run. */
  readonly notes: readonly string[];
}

/**
 * What was written and what to do next: printed after the screen closed, so it stays in the scrollback. Commands stand on lines
 * of their own, beginning where they can be copied, and none needs a wide terminal for an ordinary folder.
 */
export function summaryOf(facts: Facts): string {
  const { emission, notes } = facts;
  return `${[
    ` Written to ${safe(facts.folder)}${emission.plan.sample ? '  (SAMPLE)' : ''}`,
    '',
    ...filesOf(facts).map(([name, what]) => `   ${name.padEnd(14)}  ${safe(what)}`),
    '',
    ...nextOf(facts).map(([why, command]) => ` ${why.padEnd(8)} ${safe(command)}`),
    '',
    ` Checks   ${checksLine(facts)}`,
    ...notes.map((note) => ` Note     ${safe(note)}`),
    ' Nothing was changed in Azure.',
  ].join('\n')}\n`;
}

function filesOf({ emission, files }: Facts): readonly (readonly [name: string, what: string])[] {
  const has = (start: string): number => files.filter((file) => file.startsWith(start)).length;
  const chosen = emission.decisions.filter((row) => row.origin === 'person' || row.origin === 'preset').length;
  const made = emission.plan.resources.filter((one) => one.existing === undefined).length;
  return [
    ['profile.yaml', `${count(chosen, 'decision')}, ${emission.decisions.length - chosen} by default`],
    ['setup.sh', count(made, 'resource')],
    ['bicep/', `main, ${count(has('bicep/modules/'), 'module')}`],
    ...(has('kubernetes/') > 0 ? [['kubernetes/', count(has('kubernetes/'), 'file')] as const] : []),
    ['report.md', 'decisions, permissions, addresses, egress'],
  ];
}

function nextOf({ folder, emission, files, checks }: Facts): readonly (readonly [why: string, command: string])[] {
  const dir = shellWord(folder.replace(/[/\\]$/, ''));
  const teams = files.filter((file) => file.startsWith('handover/')).map((file) => file.split('/')[1] ?? '');
  const sample = emission.plan.sample ? ' --emulator' : '';
  const isUnseen = checks.some((one) => one.result === 'not-run');
  return [
    ...(isUnseen ? [['Check', `aks-setup check ${dir}/profile.yaml${sample}`] as const] : []),
    ['Try', `bash ${dir}/setup.sh --what-if`],
    ['', `az deployment sub what-if -l ${emission.plan.location} -p ${dir}/bicep/main.bicepparam`],
    ...[...new Set(teams)].map(
      (team, index) => [index === 0 ? 'Ask' : '', `${dir}/handover/${team}/request.md`] as const,
    ),
    ['Repeat', `aks-setup replay ${dir}/profile.yaml --out ${dir}${sample}`],
  ];
}

function checksLine({ checks, rules, gates }: Facts): string {
  const results = (result: Finding['result']): number => checks.filter((one) => one.result === result).length;
  const accepted = rules.filter((rule) => rule.accepted).length;
  const warnings =
    results('warn') +
    checks.filter((one) => one.result === 'fail').length +
    rules.filter((rule) => rule.warning).length +
    gates.length;
  return `${results('pass')} passed, ${warnings} warnings, ${accepted} accepted, ${results('not-run')} not run`;
}

/** A path as one shell word, for people who copy the line. */
const shellWord = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
