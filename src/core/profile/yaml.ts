import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Place, type Problem, problem } from '../problem.ts';
import { isSecretKey, isSecretValue } from './secrets.ts';

/** A profile is small; more is an accident or an attack. In bytes of UTF-8. */
export const MOST_BYTES = 1024 * 1024;
/** Deeper nesting than any profile has. */
const MOST_LEVELS = 12;

export interface StrictYaml {
  readonly document: Document.Parsed<ParsedNode>;
  readonly place: (node: unknown) => Place | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Parses one YAML 1.2 document strictly: the core schema, unique keys, keys that are texts, no aliases, no anchors, no
 * tags, nothing that looks like a secret. Collects everything that is wrong.
 */
export function parseStrictly(text: string): StrictYaml {
  if (Buffer.byteLength(text, 'utf8') > MOST_BYTES)
    return refused('is larger than 1 MiB', 'A profile holds answers only; check that this is the right file');
  const depth = deepest(text);
  if (depth > MOST_LEVELS)
    return refused(
      'is nested deeper than any profile',
      'A profile holds answers only; check that this is the right file',
    );
  const counter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    merge: false,
    prettyErrors: false,
    lineCounter: counter,
    logLevel: 'silent',
  });
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  const place = (node: unknown): Place | undefined => {
    const range = (node as Node | undefined | null)?.range;
    return range ? at(range[0]) : undefined;
  };
  const syntax = [...document.errors, ...document.warnings].map((error) => {
    const where = at(error.pos[0]);
    return problem(keyAt(text, error.pos[0]), wordsFor(error.code, error.message), fixFor(error.code), where);
  });
  return { document, place, problems: syntax.length > 0 ? syntax : forbidden(document, place) };
}

function refused(says: string, fix: string): StrictYaml {
  return {
    document: parseDocument('') as Document.Parsed<ParsedNode>,
    place: () => undefined,
    problems: [problem('profile', says, fix, { line: 1, column: 1 })],
  };
}

/** Flow nesting and indentation, read before the parser sees the text: it is recursive. */
function deepest(text: string): number {
  let flow = 0;
  let most = 0;
  for (const line of text.split('\n')) {
    for (const char of line) {
      if (char === '[' || char === '{') flow += 1;
      if (char === ']' || char === '}') flow = Math.max(0, flow - 1);
      most = Math.max(most, flow);
    }
    const dashes = /^(?:\s*-\s)+/.exec(line)?.[0].split('-').length ?? 0;
    most = Math.max(most, dashes);
  }
  return most;
}

const keyAt = (text: string, offset: number): string =>
  /^\s*-?\s*([\w.]+)\s*:/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[1] ?? 'profile';

function wordsFor(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'the key stands twice';
    case 'MULTIPLE_DOCS':
      return 'the file holds more than one YAML document';
    case 'TAB_AS_INDENT':
      return 'a tab is used to indent';
    case 'TAG_RESOLVE_FAILED':
      return 'has a YAML tag, which profiles do not have';
    default:
      return `is no valid YAML: ${message.replace(/\s+/g, ' ').replace(/ at line \d+.*$/, '')}`;
  }
}

function fixFor(code: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'Keep one of the two';
    case 'MULTIPLE_DOCS':
      return 'Remove the --- and everything after it, or make two files of it';
    case 'TAB_AS_INDENT':
      return 'Indent with spaces';
    case 'TAG_RESOLVE_FAILED':
      return 'Remove the word that begins with !';
    default:
      return 'Correct the line; quote a text that holds : # [ ] { } , & * ! | > or @';
  }
}

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
      else if (isSecretKey(key.value))
        add(
          key,
          key.value,
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

/** The pairs of a map whose keys are texts. */
export function pairsOf(
  node: unknown,
): readonly { readonly key: string; readonly keyNode: Node; readonly value: Node | null }[] {
  if (!isMap(node)) return [];
  return (node as YAMLMap).items.flatMap((item) =>
    isPair(item) && isScalar(item.key) && typeof item.key.value === 'string'
      ? [{ key: item.key.value, keyNode: item.key as Node, value: item.value as Node | null }]
      : [],
  );
}
