import { type Document, isMap, isScalar, type Node } from 'yaml';
import { prefixOf } from '../decision.ts';
import { type Engine, findDecision } from '../engine.ts';
import { nearest } from '../nearest.ts';
import { parse } from '../parse.ts';
import { type Place, type Problem, problem } from '../problem.ts';
import type { Given } from '../resolve.ts';
import type { Acknowledgement } from '../session.ts';
import { readAcknowledged } from './acknowledged.ts';
import { problemOf } from './fault.ts';
import { isSecretValue } from './secrets.ts';
import { hasAlias, pairsOf, parseStrictly } from './yaml.ts';

/** The format number that this version writes and reads. */
export const FORMAT = 1;

/** What a profile says. Answers of `decisions` are a person's, those of `defaults` are frozen. */
export interface Profile {
  readonly answers: ReadonlyMap<string, Given>;
  readonly acknowledged: readonly Acknowledgement[];
  /** Where each answer stands, for messages. */
  readonly places: ReadonlyMap<string, Place>;
  /** The text it was read from: comments survive a rewrite. */
  readonly text: string;
}

export type ReadProfile = { readonly profile: Profile; readonly problems: readonly Problem[] };

type Placing = (node: unknown) => Place | undefined;
interface Reading {
  readonly engine: Engine;
  readonly document: Document<Node, boolean>;
  readonly place: Placing;
  readonly answers: Map<string, Given>;
  readonly places: Map<string, Place>;
  readonly problems: Problem[];
}

const TOP = ['format', 'writtenBy', 'decisions', 'defaults', 'acknowledged'];

/** Reads a profile strictly. All problems at once; `profile` holds what could be read. */
export function readProfile(engine: Engine, text: string): ReadProfile {
  const { document, place, problems, readable } = parseStrictly(text);
  const reading: Reading = { engine, document, place, answers: new Map(), places: new Map(), problems: [...problems] };
  const acknowledged: Acknowledgement[] = [];
  if (readable) {
    if (!isMap(document.contents))
      reading.problems.push(
        problem('profile', 'is no map of keys', `Begin with the line: format: ${FORMAT}`, { line: 1, column: 1 }),
      );
    else acknowledged.push(...readTop(reading, document.contents));
  }
  return {
    profile: { answers: reading.answers, acknowledged, places: reading.places, text },
    problems: inFileOrder(reading.problems.filter(saysNoSecret)),
  };
}

/** What quotes a secret is left out: that it is one was told already. */
const saysNoSecret = ({ subject, says, fix }: Problem): boolean => ![subject, says, fix].some(isSecretValue);

const inFileOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0));

function readTop(reading: Reading, root: unknown): readonly Acknowledgement[] {
  let acknowledged: readonly Acknowledgement[] = [];
  const pairs = pairsOf(root);
  if (!pairs.some(({ key }) => key === 'format')) {
    reading.problems.push(problem('format', 'is missing', `Add the line: format: ${FORMAT}`, { line: 1, column: 1 }));
  }
  for (const { key, keyNode, value } of pairs) {
    if (key === 'format') readFormat(reading, value, keyNode);
    else if (key === 'writtenBy') readWriter(reading, value, keyNode);
    else if (key === 'decisions' || key === 'defaults') readBlock(reading, key, value, keyNode);
    else if (key === 'acknowledged') acknowledged = readAcknowledged(reading, value, keyNode);
    else
      reading.problems.push(
        problem(key, 'is no key of a profile', unknownTop(reading.engine, key), reading.place(keyNode)),
      );
  }
  return acknowledged;
}

function unknownTop(engine: Engine, key: string): string {
  if (engine.areas.some((area) => area.id === key) || key.includes('.'))
    return `Move it under decisions: , as ${prefixOf(key)}: and below it the rest`;
  const near = nearest(key, TOP)[0];
  return near ? `Did you mean ${near}?` : `The keys are ${TOP.join(', ')}`;
}

function readFormat(reading: Reading, value: Node | null, keyNode: Node): void {
  const format = isScalar(value) ? value.value : undefined;
  if (format === FORMAT) return;
  const newer = typeof format === 'number' && format > FORMAT;
  reading.problems.push(
    problem(
      'format',
      newer ? `is ${format}: a newer aks-setup wrote this profile` : `must be ${FORMAT}`,
      newer ? 'Use that version, or a newer one' : `Write: format: ${FORMAT}`,
      reading.place(value) ?? reading.place(keyNode),
    ),
  );
}

function readWriter(reading: Reading, value: Node | null, keyNode: Node): void {
  if (isScalar(value) && typeof value.value === 'string') return;
  reading.problems.push(
    problem(
      'writtenBy',
      'must be text',
      'Remove the line: it is written anew',
      reading.place(value) ?? reading.place(keyNode),
    ),
  );
}

function readBlock(reading: Reading, block: 'decisions' | 'defaults', node: Node | null, keyNode: Node): void {
  if (node === null || (isScalar(node) && node.value === null)) return;
  if (!isMap(node)) {
    reading.problems.push(
      problem(
        block,
        'must be a map of areas',
        `Write an area below it, such as base:`,
        reading.place(node) ?? reading.place(keyNode),
      ),
    );
    return;
  }
  const known = new Set(reading.engine.decisions.map((decision) => prefixOf(decision.id)));
  for (const area of pairsOf(node)) {
    if (!known.has(area.key)) reading.problems.push(unknownArea(reading, area.key, [...known], area.keyNode));
    else if (!isMap(area.value))
      reading.problems.push(
        problem(
          area.key,
          'must be a map of answers',
          `Write the answers of ${area.key} below it, one a line`,
          reading.place(area.value) ?? reading.place(area.keyNode),
        ),
      );
    else
      for (const leaf of pairsOf(area.value))
        readAnswer(reading, block, `${area.key}.${leaf.key}`, leaf.keyNode, leaf.value);
  }
}

function unknownArea(reading: Reading, key: string, known: readonly string[], keyNode: Node): Problem {
  if (key.includes('.') && findDecision(reading.engine, key)) {
    return problem(
      key,
      'is written with a dot',
      `Write ${prefixOf(key)}: and below it, indented, ${key.slice(key.indexOf('.') + 1)}:`,
      reading.place(keyNode),
    );
  }
  const near = nearest(key, known)[0];
  return problem(
    key,
    'is no area',
    near ? `Did you mean ${near}?` : `The areas are ${known.join(', ')}`,
    reading.place(keyNode),
  );
}

function readAnswer(
  reading: Reading,
  block: 'decisions' | 'defaults',
  id: string,
  keyNode: Node,
  value: Node | null,
): void {
  const { engine, place, problems } = reading;
  const decision = engine.byId.get(id);
  const at = place(keyNode);
  if (decision?.form !== 'decision') {
    problems.push(
      problem(
        id,
        decision ? 'follows from other answers and cannot be set' : 'is no decision',
        decision ? 'Remove the line' : unknownDecision(engine, id),
        at,
      ),
    );
    return;
  }
  if (reading.answers.has(id)) {
    problems.push(
      problem(
        id,
        'stands in both decisions and defaults',
        'Keep it under decisions if you chose it, else under defaults',
        at,
      ),
    );
    return;
  }
  if (hasAlias(value)) return;
  const raw = value === null ? null : value.toJS(reading.document);
  const parsed = parse(decision.kind, raw);
  if ('faults' in parsed) {
    for (const fault of parsed.faults) problems.push(problemOf(decision, fault, value, keyNode, place));
    return;
  }
  reading.answers.set(id, { value: parsed.value, origin: block === 'decisions' ? 'person' : 'frozen' });
  if (at) reading.places.set(id, at);
}

function unknownDecision(engine: Engine, id: string): string {
  const alias = findDecision(engine, id);
  if (alias) return `It is called ${alias.id}`;
  const near = nearest(
    id,
    engine.decisions.map((decision) => decision.id),
  )[0];
  return near ? `Did you mean ${near}?` : `See aks-setup explain for all of ${prefixOf(id)}`;
}
