import type { Excluded } from '../../../steps/excluded/index.ts';
import { engine } from '../../../steps/index.ts';
import type { Check } from '../../checks/check.ts';
import type { Rule } from '../../core/rule.ts';
import { decisionLines } from './decision-lines.ts';
import type { Found } from './found.ts';
import { groundLines, idsOf, listed, named, paragraph } from './layout.ts';

/** What is found, for people. */
export function linesOf(found: Found): readonly string[] {
  if ('decision' in found) return decisionLines(found.decision);
  if ('excluded' in found) return excludedLines(found.excluded);
  return 'rule' in found ? ruleLines(found.rule) : checkLines(found.check);
}

const SEVERITY: Readonly<Record<Rule['severity'], string>> = {
  block: 'blocks: nothing is written while it holds',
  retired: 'blocks until the profile acknowledges it by name',
  warn: 'warns; can be accepted with a reason',
  info: 'says what follows',
};

const ruleLines = (rule: Rule): readonly string[] => [
  rule.id,
  ...paragraph(rule.says),
  '',
  ...named('severity', SEVERITY[rule.severity]),
  ...named('reads', idsOf(rule.reads).join(', ')),
  ...named('fix', rule.fix),
  ...groundLines(rule, [rule.source]),
];

const checkLines = (check: Check): readonly string[] => [
  check.id,
  ...paragraph(check.title),
  '',
  ...named(
    'level',
    check.level === 'must'
      ? 'must: what it looks at decides whether the deployment can work'
      : 'should: a failure is a warning',
  ),
  ...named('reads', idsOf(check.reads).join(', ')),
  ...groundLines(check, [check.source]),
];

const excludedLines = ({ id, why, see }: Excluded): readonly string[] => [
  id,
  ...paragraph(why),
  '',
  ...(/^[A-Z]/.test(id) ? named('severity', 'none: no answers can break it') : []),
  ...listed('see', see),
];

/** All decisions by area, a line each. */
export function listLines(): readonly string[] {
  return engine.areas
    .flatMap((area) => {
      const decisions = engine.decisions.filter((decision) => decision.area === area.id);
      const width = Math.max(0, ...decisions.map((decision) => decision.id.length));
      return decisions.length === 0
        ? []
        : [area.title, ...decisions.map((decision) => `  ${decision.id.padEnd(width)}  ${decision.question}`), ''];
    })
    .slice(0, -1);
}
