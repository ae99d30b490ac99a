import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import { isDate } from '../date.ts';
import { type Engine, findDecision } from '../engine.ts';
import { nearest } from '../nearest.ts';
import { type Place, type Problem, problem } from '../problem.ts';
import type { Acknowledgement } from '../session.ts';
import { hasAlias, pairsOf } from './yaml.ts';

interface Reading {
  readonly engine: Engine;
  readonly document: Document<Node, boolean>;
  readonly place: (node: unknown) => Place | undefined;
  readonly problems: Problem[];
}

const FIELDS = ['rule', 'for', 'because', 'by', 'until'];

/** Reads the list of accepted warnings and retired technology. */
export function readAcknowledged(reading: Reading, node: Node | null, keyNode: Node): readonly Acknowledgement[] {
  if (node === null || (isScalar(node) && node.value === null)) return [];
  if (!isSeq(node)) {
    reading.problems.push(
      problem(
        'acknowledged',
        'must be a list',
        'Begin each entry with - rule:',
        reading.place(node) ?? reading.place(keyNode),
      ),
    );
    return [];
  }
  return node.items.flatMap((item, i) => readOne(reading, item as Node, i) ?? []);
}

function readOne(reading: Reading, node: Node, index: number): Acknowledgement | undefined {
  const subject = `acknowledged[${index}]`;
  const before = reading.problems.length;
  if (!isMap(node)) {
    reading.problems.push(problem(subject, 'must be a map', 'Write rule:, for: and because:', reading.place(node)));
    return undefined;
  }
  const pairs = new Map(pairsOf(node).map((pair) => [pair.key, pair] as const));
  const tell = (at: unknown, field: string, says: string, fix: string) =>
    reading.problems.push(problem(`${subject}.${field}`, says, fix, reading.place(at) ?? reading.place(node)));
  for (const { key, keyNode } of pairs.values())
    if (!FIELDS.includes(key))
      tell(keyNode, key, 'is no field of an acknowledgement', `The fields are ${FIELDS.join(', ')}`);
  const text = (field: string): string | undefined => {
    const pair = pairs.get(field);
    if (!pair) return undefined;
    const value = isScalar(pair.value) ? pair.value.value : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value;
    tell(pair.value ?? pair.keyNode, field, 'must be text', `Write ${field}: and some words`);
    return undefined;
  };
  const rule = text('rule');
  const because = text('because');
  const by = text('by');
  const until = text('until');
  if (rule === undefined && !pairs.has('rule')) tell(node, 'rule', 'is missing', 'Name the rule, such as rule: NP-6');
  if (because === undefined && !pairs.has('because')) tell(node, 'because', 'is missing', 'Say why it is accepted');
  if (rule !== undefined) checkRule(reading, rule, (says, fix) => tell(pairs.get('rule')?.value, 'rule', says, fix));
  if (until !== undefined && !isDate(until))
    tell(pairs.get('until')?.value, 'until', 'must be a date', 'Write it as 2027-12-31');
  const given = readFor(reading, pairs.get('for')?.value ?? null, (at, field, says, fix) =>
    tell(at ?? pairs.get('for')?.keyNode ?? node, field, says, fix),
  );
  if (reading.problems.length > before || rule === undefined || because === undefined) return undefined;
  return { rule, for: given, because, ...(by === undefined ? {} : { by }), ...(until === undefined ? {} : { until }) };
}

function checkRule(reading: Reading, id: string, tell: (says: string, fix: string) => void): void {
  if (reading.engine.rules.some((rule) => rule.id === id)) return;
  const alias = reading.engine.rules.find((rule) => rule.aliases.includes(id));
  const near = nearest(
    id,
    reading.engine.rules.map((rule) => rule.id),
  )[0];
  tell(
    'is no rule',
    alias ? `It is called ${alias.id}` : near ? `Did you mean ${near}?` : 'See the id in the message of the rule',
  );
}

function readFor(
  reading: Reading,
  node: Node | null,
  tell: (at: unknown, field: string, says: string, fix: string) => void,
): Readonly<Record<string, unknown>> {
  if (!isMap(node) || node.items.length === 0) {
    tell(node, 'for', 'is missing', 'Name the answers it is accepted for, such as for: { net.policy: azure }');
    return {};
  }
  if (hasAlias(node)) return {};
  for (const { key, keyNode } of pairsOf(node)) {
    if (!findDecision(reading.engine, key))
      tell(keyNode, `for.${key}`, 'is no decision', 'Write the id of the decision that the rule names');
  }
  return Object.fromEntries(pairsOf(node).map(({ key, value }) => [key, value?.toJS(reading.document)]));
}
