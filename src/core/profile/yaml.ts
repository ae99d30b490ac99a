import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Place, type Problem, problem } from '../problem.ts';
import { isSecretKey, isSecretValue } from './secrets.ts';
import { compose, placeIn } from './syntax.ts';

/** A profile is small; more is an accident or an attack. In bytes of UTF-8. */
export const MOST_BYTES = 1024 * 1024;

export interface StrictYaml {
  readonly document: Document.Parsed<ParsedNode>;
  readonly place: (node: unknown) => Place | undefined;
  readonly problems: readonly Problem[];
  /** Whether the document can be read further although something is wrong with it. */
  readonly readable: boolean;
}

/**
 * Parses one YAML 1.2 document strictly: the core schema, unique keys, keys that are texts, no aliases, no anchors, no
 * tags, no directives, no control characters, nothing that looks like a secret. Collects everything that is wrong.
 */
export function parseStrictly(text: string): StrictYaml {
  if (Buffer.byteLength(text, 'utf8') > MOST_BYTES)
    return refused('is larger than 1 MiB', 'A profile holds answers only; check that this is the right file');
  const bare = text.replace(/^\uFEFF/, '');
  const control = UNPRINTABLE.exec(bare);
  if (control)
    return refused(`holds the control character ${codePointOf(control[0])}`, 'Remove it', placeIn(bare, control.index));
  const { document, at, problems, readable } = compose(bare);
  const place = (node: unknown): Place | undefined => {
    const range = (node as Node | undefined | null)?.range;
    return range ? at(range[0]) : undefined;
  };
  return { document, place, problems: readable ? [...problems, ...forbidden(document, place)] : problems, readable };
}

/** What YAML 1.2 allows nowhere in a text (section 5.1), and a carriage return that ends no line. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]|\r(?!\n)/;
/** What no answer holds, however it is escaped: no shell argument can, no terminal should get it. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Cs}/u;

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const refused = (says: string, fix: string, at: Place = { line: 1, column: 1 }): StrictYaml => ({
  document: compose('').document,
  place: () => undefined,
  problems: [problem('profile', says, fix, at)],
  readable: false,
});

function forbidden(
  document: Document.Parsed<ParsedNode>,
  place: (node: unknown) => Place | undefined,
): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (node: unknown, subject: string, says: string, fix: string) =>
    problems.push(problem(subject, says, fix, place(node)));
  visit(document, {
    Alias: (_, node) => add(node, `*${node.source}`, 'is an alias, which profiles do not have', 'Write the value out'),
    Pair: (_, pair) => {
      const key = pair.key;
      if (!isScalar(key) || typeof key.value !== 'string')
        add(key, 'profile', 'has a key that is no text', 'Write the key as a text, in quotes if needed');
      else if (isSecretKey(key.value) || isSecretValue(key.value))
        add(
          key,
          isSecretValue(key.value) ? 'a key here' : key.value,
          'looks like a secret, and secrets have no place in a profile',
          'Remove it; only public keys, ids and references may stand here',
        );
    },
    Value: (key, node) => {
      if (isAlias(node)) return;
      if ('anchor' in node && node.anchor)
        add(node, `&${node.anchor}`, 'is an anchor, which profiles do not have', 'Remove it');
      if (node.tag && (isScalar(node) || isMap(node) || isSeq(node)) && isTagged(node))
        add(
          node,
          subjectOf(key, node),
          `has the YAML tag ${node.tag}, which profiles do not have`,
          'Remove the word that begins with !',
        );
      const control = isScalar(node) && typeof node.value === 'string' ? CONTROL.exec(node.value) : null;
      if (control)
        add(
          node,
          'a value here',
          `holds the control character ${codePointOf(control[0])}`,
          'Remove it; a text of several lines stands below a | sign',
        );
      if (isScalar(node) && typeof node.value === 'string' && isSecretValue(node.value))
        add(
          node,
          'a value here',
          'looks like a secret, and secrets have no place in a profile',
          'Remove it; only public keys, ids and references may stand here',
        );
    },
  });
  return problems;
}

const subjectOf = (key: unknown, node: { readonly tag?: string }): string =>
  typeof key === 'string' ? key : (node.tag ?? 'a value');
const isTagged = (node: { readonly tag?: string }): boolean => Object.hasOwn(node, 'tag') && node.tag !== undefined;

/** The pairs of a map whose keys are texts; of two with one key the first. */
export function pairsOf(
  node: unknown,
): readonly { readonly key: string; readonly keyNode: Node; readonly value: Node | null }[] {
  if (!isMap(node)) return [];
  const seen = new Set<string>();
  return (node as YAMLMap).items.flatMap((item) => {
    if (!isPair(item) || !isScalar(item.key) || typeof item.key.value !== 'string') return [];
    if (seen.has(item.key.value)) return [];
    seen.add(item.key.value);
    return [{ key: item.key.value, keyNode: item.key as Node, value: item.value as Node | null }];
  });
}

/** Whether an alias stands in a node: it is refused, and its value is not looked at. */
export function hasAlias(node: Node | null): boolean {
  let found = false;
  if (node)
    visit(node, {
      Alias: () => {
        found = true;
        return visit.BREAK;
      },
    });
  return found;
}
