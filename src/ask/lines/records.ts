import type { Field, Shape } from '../../core/kind.ts';
import { type Fault, parse } from '../../core/parse.ts';
import { nameOfId, optionsOf, textOfValue } from '../words.ts';
import { askValue, LEFT_OUT } from './ask-value.ts';
import { within } from './conflict.ts';
import { sentence } from './question.ts';
import type { Talk } from './talk.ts';
import { fieldsDue, fieldsMissing } from './typed.ts';

type Records = Extract<Shape, { tag: 'records' }>;
type Row = Readonly<Record<string, unknown>>;

export interface WantedRecords {
  readonly kind: Records;
  readonly decision: string;
  readonly rows: readonly Row[];
  /** Rows may be proposed incomplete: then a missing value is taken from what is found. */
  readonly sketched: boolean;
  readonly explain: () => readonly string[];
}

const ACTION = /^(?:(add)|(?:(remove)\s+)?(\d+))$/i;

/** A list of records: Enter keeps all, `add`, a number edits field by field, `remove N`. */
export async function askRecords(talk: Talk, wanted: WantedRecords): Promise<readonly Row[]> {
  const { kind } = wanted;
  let rows = wanted.rows;
  let isNew = true;
  for (;;) {
    const parsed = parse(kind, rows);
    const faults = 'faults' in parsed ? parsed.faults : [];
    const toFill = rows.findIndex((row) => isIncomplete(kind, row));
    if (isNew) talk.say(...rowLines(kind, rows), ...faultLines(rows.length > 0 && toFill < 0 ? faults : []));
    const keep = faults.length === 0 ? 'Enter keeps all, ' : toFill < 0 ? '' : `Enter fills in ${toFill + 1}, `;
    const said = await talk.ask(`${keep}add adds, 1 edits, remove 1 removes:`);
    isNew = false;
    if (said.is === 'explain') talk.say(...wanted.explain(), ...fieldLines(kind));
    else if (said.is === 'empty' && 'value' in parsed) return parsed.value as readonly Row[];
    else if (said.is === 'empty' && toFill >= 0) {
      rows = (await within(() => act(talk, wanted, rows, String(toFill + 1)))) ?? rows;
      isNew = true;
    } else if (said.is === 'empty') talk.say(...faultLines(faults));
    else {
      const next = await within(() => act(talk, wanted, rows, said.text));
      if (next) rows = next;
      else talk.say(`add adds ${kind.noun}; 1 edits the first, remove 1 takes it away.`);
      isNew = next !== undefined;
    }
  }
}

async function act(
  talk: Talk,
  wanted: WantedRecords,
  rows: readonly Row[],
  text: string,
): Promise<readonly Row[] | undefined> {
  const [, add, remove, digits] = ACTION.exec(text) ?? [];
  if (add) return [...rows, await askRecord(talk, wanted, {}, rows)];
  const index = digits === undefined ? -1 : Number(digits) - 1;
  const row = rows[index];
  if (!row) return undefined;
  if (remove) return rows.filter((_, at) => at !== index);
  const others = rows.filter((_, at) => at !== index);
  const edited = await askRecord(talk, wanted, row, others);
  return rows.map((one, at) => (at === index ? edited : one));
}

/** One record, a field after the other; Enter keeps what is there or takes what is usual. */
async function askRecord(
  talk: Talk,
  { kind, decision, sketched }: WantedRecords,
  given: Row,
  others: readonly Row[],
): Promise<Row> {
  const fills = isIncomplete(kind, given) && given[kind.key] !== undefined;
  if (fills) talk.say(`${textOfValue(given[kind.key])}:`);
  const made: Record<string, unknown> = {};
  for (const field of kind.fields) {
    if (!fieldsDue(kind.fields, made).includes(field)) continue;
    if (fills && given[field.name] !== undefined) {
      made[field.name] = given[field.name];
      continue;
    }
    talk.say(field.question, ...optionLines(field));
    const value = await askValue(talk, {
      shape: field.kind,
      decision,
      record: { ...made },
      takes: given[field.name] ?? field.fallback?.(made),
      optional: field.optional,
      takesFirst: sketched && field.optional && isIncomplete(kind, made),
      taken: others.map((other) => other[field.name]),
      explain: () => [`${field.name} of ${kind.noun}.`, ...effectLines(field)],
    });
    if (value !== LEFT_OUT) made[field.name] = value;
  }
  return made;
}

const fieldOptions = (field: Field) => optionsOf(field.kind.tag === 'list' ? field.kind.of : field.kind);

const optionLines = (field: Field): string[] =>
  fieldOptions(field).map(({ label, risk }, index, { length }) =>
    [
      `  ${index + 1} of ${length}  ${sentence(label)}`,
      ...(risk === undefined ? [] : [`Warning: ${sentence(risk)}`]),
    ].join(' '),
  );

const effectLines = (field: Field): string[] =>
  fieldOptions(field).map(({ label, effect }, index) => `  ${index + 1}  ${sentence(label)} ${sentence(effect)}`);

/** A row each, its key first, then every field as `name value`. */
function rowLines(kind: Records, rows: readonly Row[]): string[] {
  if (rows.length === 0) return ['None yet.'];
  return rows.map((row, index) => {
    const others = Object.entries(row)
      .filter(([name]) => name !== kind.key)
      .map(([name, value]) => `${name} ${nameOfId(textOfValue(value)) || 'none'}`);
    const left = isIncomplete(kind, row) ? ['to fill in'] : [];
    return `  ${index + 1} of ${rows.length}  ${[textOfValue(row[kind.key]), ...others, ...left].join('; ')}`;
  });
}

/** Whether a field that must be there is not, and nothing is taken instead. */
const isIncomplete = (kind: Records, row: Row): boolean => fieldsMissing(kind.fields, row).length > 0;

const faultLines = (faults: readonly Fault[]): string[] =>
  faults.map(({ at, says }) => {
    const place = at.map((part) => (typeof part === 'number' ? part + 1 : part)).join(' ');
    return `  ${sentence(`Fault: ${place === '' ? says : `${place} ${says}`}`)}`;
  });

const fieldLines = (kind: Records): string[] => kind.fields.map((field) => `  ${field.name}: ${field.question}`);
