import type { ProfileResult } from './result.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML 1.0: characters that it cannot hold at all are shown as the replacement character. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

interface Case {
  readonly name: string;
  readonly className: string;
  readonly failure?: string;
  readonly skipped?: string;
  readonly warning?: string;
}

/** JUnit XML: a suite a profile, a case a rule or check. No times. */
export function junit(results: readonly ProfileResult[]): string {
  const suites = results.map(suite).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites}</testsuites>\n`;
}

function suite(result: ProfileResult): string {
  const cases = casesOf(result);
  const failures = cases.filter((one) => one.failure !== undefined).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  const body = cases.map(caseText).join('');
  return `  <testsuite name="${xml(result.file)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}">\n${body}  </testsuite>\n`;
}

function casesOf(result: ProfileResult): readonly Case[] {
  const problems = result.problems.map(
    (problem): Case => ({
      name: problem.subject,
      className: 'profile',
      failure: `${problem.at ? `line ${problem.at.line}, column ${problem.at.column}: ` : ''}${problem.says}. ${problem.fix}`,
    }),
  );
  const missing = result.missing.map(
    (one): Case => ({ name: one.id, className: 'missing', failure: `no answer: ${one.question}` }),
  );
  const rules = result.rules.map(
    (rule): Case => ({
      name: rule.rule.id,
      className: 'rules',
      ...(rule.blocking ? { failure: `${rule.says}. ${rule.rule.fix}` } : { warning: rule.says }),
    }),
  );
  const checks = result.checks.map((finding): Case => {
    const common = { name: `${finding.id} ${finding.target}`.trim(), className: 'checks' };
    if (finding.result === 'not-run') return { ...common, skipped: finding.why ?? '' };
    if (finding.result === 'fail' && finding.level === 'must')
      return { ...common, failure: `${finding.saw ?? ''}. ${finding.fix ?? ''}` };
    return finding.result === 'pass' ? common : { ...common, warning: finding.saw ?? '' };
  });
  return [...problems, ...missing, ...rules, ...checks];
}

function caseText(one: Case): string {
  const head = `    <testcase classname="${xml(one.className)}" name="${xml(one.name)}"`;
  if (one.failure !== undefined) return `${head}>\n      <failure message="${xml(one.failure)}"/>\n    </testcase>\n`;
  if (one.skipped !== undefined) return `${head}>\n      <skipped message="${xml(one.skipped)}"/>\n    </testcase>\n`;
  if (one.warning !== undefined)
    return `${head}>\n      <system-out>warning: ${xml(one.warning)}</system-out>\n    </testcase>\n`;
  return `${head}/>\n`;
}
