import type { Permanence } from '../../core/decision.ts';
import type { Origin } from '../../core/resolve.ts';
import type { DecisionRow, Emission, RuleRow } from '../emission.ts';
import { bullets, code, link, prose, section, table } from '../markdown.ts';

/** Only what the profile says too: the wizard knows more (which answers came with a preset), and a replay must give the same bytes. */
const ORIGINS: Readonly<Record<Origin, string>> = {
  person: 'chosen',
  preset: 'chosen',
  frozen: 'default',
  default: 'default',
  derived: 'follows from others',
};

const LATER: Readonly<Record<Permanence, string>> = {
  'create-only': 'fixed at creation',
  reimage: 'can be changed: nodes are replaced',
  update: 'can be changed',
  none: 'not a setting of the cluster',
};

/** One area after the other: the answers as a table, then the reason and source of each. */
export function decisionsSection(emission: Emission): string {
  const areas = [...Map.groupBy(emission.decisions, (row) => row.area).values()];
  return section(2, 'Decisions', ...areas.map(areaSection));
}

const areaSection = (rows: readonly DecisionRow[]): string =>
  section(
    3,
    rows[0]?.areaTitle ?? '',
    table(
      ['Decision', 'Answer', 'How', 'Later'],
      rows.map((row) => [code(row.id), answerOf(row.value), originOf(row), LATER[row.permanence]]),
    ),
    bullets(rows.map(reasonOf)),
  );

function originOf(row: DecisionRow): string {
  const how = ORIGINS[row.origin];
  if (row.origin === 'derived' || row.recommended === undefined) return how;
  return row.recommended ? `${how}, as recommended` : `${how}, not what is recommended`;
}

/** A value on one line; a list of records as JSON, since it is for looking up and not for reading. */
export function answerOf(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.length === 0 ? 'none' : value.map((one) => code(String(one))).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? 'none' : code(JSON.stringify(value));
  return code(String(value));
}

function reasonOf(row: DecisionRow): string {
  const sources = row.sources.map((one) => `${link(one.title, one.url)}, read ${prose(one.read)}`);
  return [
    `${code(row.id)}: ${prose(row.question)} ${prose(row.explain)}`,
    ...(sources.length === 0 ? [] : [`Source: ${sources.join('; ')}.`]),
    ...(row.unverified === undefined ? [] : [`**Unverified:** ${prose(row.unverified)}`]),
  ].join(' ');
}

/** Rules that these answers break: accepted ones with who accepted them and why. */
export function rulesSection(emission: Emission): string {
  const { rules } = emission;
  if (rules.length === 0) return section(2, 'Findings', 'These answers break no rule.');
  return section(2, 'Findings', bullets(rules.map(ruleText)));
}

function ruleText(row: RuleRow): string {
  const rows = row.rows.length === 0 ? '' : ` At fault: ${row.rows.map(code).join(', ')}.`;
  return [
    `**${prose(row.id)}** (${row.severity}): ${prose(row.says)}${rows}`,
    `Decisions: ${row.decisions.map(code).join(', ')}.`,
    `Way out: ${prose(row.fix)}`,
    acceptance(row),
    `Source: ${link(row.source.title, row.source.url)}, read ${prose(row.source.read)}.`,
  ].join(' ');
}

function acceptance({ accepted }: RuleRow): string {
  if (!accepted) return 'Nobody has accepted it.';
  const by = accepted.by === undefined ? '' : ` by ${prose(accepted.by)}`;
  const until = accepted.until === undefined ? '' : `, until ${prose(accepted.until)}`;
  return `Accepted${by}${until}: ${prose(accepted.because)}`;
}
