import type { Permanence } from '../../core/kind.ts';
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
    ...rows.map(recordsOf),
    bullets(rows.map(reasonOf)),
  );

type Row = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const isRecords = (value: unknown): value is readonly Row[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord);

/** A list of records is a table of its own. */
function recordsOf({ id, value }: DecisionRow): string {
  if (!isRecords(value)) return '';
  const keys = [...new Set(value.flatMap((row) => Object.keys(row)))];
  const cells = (row: Row) => keys.map((key) => (row[key] === undefined ? '' : answerOf(row[key])));
  return `${code(id)}:\n\n${table(keys.map(prose), value.map(cells))}`;
}

function originOf(row: DecisionRow): string {
  const how = ORIGINS[row.origin];
  if (row.origin === 'derived' || row.recommended === undefined) return how;
  return row.recommended ? `${how}, as recommended` : `${how}, not what is recommended`;
}

/** A value on one line. */
function answerOf(value: unknown): string {
  if (isRecords(value)) return value.length === 1 ? '1 row, below' : `${value.length} rows, below`;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => code(String(one))).join(', ');
  if (!isRecord(value)) return code(String(value));
  const pairs = Object.entries(value).map(([key, one]) => `${code(key)} = ${code(String(one))}`);
  return pairs.length === 0 ? 'none' : pairs.join(', ');
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
  ]
    .filter(Boolean)
    .join(' ');
}

function acceptance({ accepted, severity }: RuleRow): string {
  if (!accepted) return severity === 'info' ? '' : 'Nobody has accepted it.';
  const by = accepted.by === undefined ? '' : ` by ${prose(accepted.by)}`;
  const until = accepted.until === undefined ? '' : `, until ${prose(accepted.until)}`;
  return `Accepted${by}${until}: ${sentence(prose(accepted.because))}`;
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
