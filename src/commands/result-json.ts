import { engine } from '../../steps/index.ts';
import { VERSION } from '../version.ts';
import type { ProfileResult } from './result.ts';

/** The one JSON document of `--json`: no times, so two runs that saw the same give the same bytes. */
export function resultJson(results: readonly ProfileResult[]): string {
  const document = { format: 1, tool: VERSION, facts: engine.factsRead, profiles: results.map(profileJson) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const profileJson = (result: ProfileResult) => ({
  file: result.file,
  name: result.name,
  result: result.result,
  exit: result.exit,
  problems: result.problems.map(({ subject, says, fix, at }) => ({ subject, says, fix, ...(at ? { at } : {}) })),
  missing: result.missing.map(({ id, question, options, recommended }) => ({
    id,
    question,
    options,
    recommended: recommended ?? null,
  })),
  rules: result.rules.map((rule) => ({
    id: rule.rule.id,
    severity: rule.rule.severity,
    decisions: rule.conflict,
    says: rule.says,
    fix: rule.rule.fix,
    rows: rule.rows,
    repairs: rule.repairs,
    acknowledged: rule.accepted ?? null,
    source: rule.rule.source.url,
    asOf: rule.rule.source.read,
    ...(rule.at ? { at: rule.at } : {}),
  })),
  checks: result.checks.map(({ id, target, title, level, result: word, saw, why, fix, decisions, source }) => ({
    id,
    target,
    title,
    level,
    result: word,
    saw,
    why,
    fix,
    decisions,
    source,
  })),
  gates: result.gates,
  notes: result.notes,
  files: result.files,
});
