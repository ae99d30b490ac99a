import { Document, isMap, isScalar, type Node, Pair, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { prefixOf } from '../decision.ts';
import type { Engine } from '../engine.ts';
import type { Origin, Resolved } from '../resolve.ts';
import type { Acknowledgement } from '../session.ts';
import { addAfter, copyNotes, graft, graftPair, notesOf } from './graft.ts';
import { FORMAT } from './read.ts';
import { pairsOf } from './yaml.ts';

type NodePair = Pair<Node, Node | null>;

const HEADER = ' aks-setup profile. Repeat it with: aks-setup replay FILE --out DIR';
const BLOCK_NOTES: Readonly<Record<string, string>> = {
  decisions: ' chosen by a person',
  defaults: ' taken as recommended; move a line up to make it yours',
  acknowledged: ' warnings and retired technology accepted by a person',
};

export interface ProfileContent {
  readonly engine: Engine;
  readonly resolved: Resolved;
  readonly acknowledged: readonly Acknowledgement[];
  /** `aks-setup 0.1.0`. */
  readonly writer: string;
  /** Whether answers that were taken as recommended are written too: not in a draft. */
  readonly defaults: boolean;
}

/**
 * Prints a profile: keys in graph order, one area a block, only what is due. Comments and blank lines of `previous`
 * survive. Same answers, same bytes; printing what was printed changes nothing.
 */
export function printProfile(content: ProfileContent, previous?: string): string {
  if (previous === undefined || !hasNotes(previous)) return printOnce(content, undefined);
  let text = printOnce(content, previous);
  if (text === previous) return text;
  // A comment at the end of a block may belong to the block or to what follows it; where it settles after one more reading, it stays.
  for (let round = 0; round < 4; round += 1) {
    const next = printOnce(content, text);
    if (next === text) break;
    text = next;
  }
  return text;
}

const OURS = new Set([HEADER, ...Object.values(BLOCK_NOTES)].map((note) => `#${note}`));

/** Whether a person added comments or blank lines to a profile. */
const hasNotes = (text: string): boolean =>
  text.split('\n').some((line, i, all) => {
    const trimmed = line.trim();
    return trimmed === '' ? i > 1 && i < all.length - 1 : trimmed.includes('#') && !OURS.has(trimmed);
  });

/** The text without the comments that are written anew each time. */
function withoutOurs(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return lines
    .filter((line, i) => !OURS.has(line.trim()) && !(line.trim() === '' && lines[i - 1]?.trim() === `#${HEADER}`))
    .join('\n');
}

function printOnce(content: ProfileContent, previous: string | undefined): string {
  const document = new Document(undefined, { version: '1.2', compat: 'yaml-1.1' });
  const root = new YAMLMap<Node, Node | null>();
  document.contents = root as never;
  document.commentBefore = HEADER;
  const put = (key: string, value: Node) => root.items.push(new Pair<Node, Node | null>(new Scalar(key), value));
  put('format', new Scalar(FORMAT));
  put('writtenBy', new Scalar(`${content.writer}, facts of ${content.engine.factsRead}`));
  const old =
    previous === undefined
      ? undefined
      : parseDocument(withoutOurs(previous), { version: '1.2', schema: 'core', logLevel: 'silent' });
  const oldRoot = old && isMap(old.contents) ? (old.contents as unknown as YAMLMap<Node, Node | null>) : undefined;
  const leaves = oldLeaves(oldRoot);
  for (const block of ['decisions', 'defaults'] as const) {
    const map = blockOf(document, content, block, leaves);
    if (map && (block === 'decisions' || content.defaults)) put(block, map);
  }
  if (content.acknowledged.length > 0) put('acknowledged', acknowledgedOf(document, content));
  if (old && oldRoot) graftTop(document, root, old, oldRoot, leaves);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const isChosen = (origin: Origin): boolean => origin === 'person' || origin === 'preset';

function blockOf(
  document: Document,
  content: ProfileContent,
  block: 'decisions' | 'defaults',
  old: Map<string, NodePair>,
): YAMLMap<Node, Node | null> | undefined {
  const areas = new Map<string, YAMLMap<Node, Node | null>>();
  for (const decision of content.engine.decisions) {
    const state = content.resolved.get(decision.id);
    if (state?.is !== 'given' || isChosen(state.origin) !== (block === 'decisions')) continue;
    const prefix = prefixOf(decision.id);
    const area = areas.get(prefix) ?? new YAMLMap<Node, Node | null>();
    areas.set(prefix, area);
    const pair: NodePair = new Pair<Node, Node | null>(
      new Scalar(decision.id.slice(prefix.length + 1)),
      valueNode(document, state.value),
    );
    area.items.push(pair);
    const from = old.get(decision.id);
    if (from) graftPair(pair, from);
    old.delete(decision.id);
  }
  if (areas.size === 0) return undefined;
  const map = new YAMLMap<Node, Node | null>();
  map.commentBefore = BLOCK_NOTES[block] ?? null;
  for (const { id } of content.engine.areas) {
    const area = areas.get(id);
    if (area) map.items.push(new Pair<Node, Node | null>(new Scalar(id), area));
  }
  return map;
}

/** Lists of short texts stand on one line, everything else below. */
function valueNode(document: Document, value: unknown): Node {
  // The same list in two places is written out twice: aliases are refused on reading.
  const node = document.createNode(value, { aliasDuplicateObjects: false }) as Node;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object') && value.join(', ').length <= 80)
    (node as YAMLSeq).flow = true;
  if (isMap(node)) for (const pair of node.items as NodePair[]) flowShort(pair.value);
  if (node instanceof YAMLSeq && !node.flow)
    for (const item of node.items as Node[])
      if (isMap(item)) for (const pair of item.items as NodePair[]) flowShort(pair.value);
  return node;
}

function flowShort(node: Node | null): void {
  if (node instanceof YAMLSeq && node.items.every((item) => isScalar(item))) node.flow = true;
}

function acknowledgedOf(document: Document, content: ProfileContent): Node {
  const rank = new Map(content.engine.rules.map((rule, i) => [rule.id, i]));
  const sorted = content.acknowledged.toSorted((a, b) => (rank.get(a.rule) ?? 0) - (rank.get(b.rule) ?? 0));
  const seq = document.createNode(sorted, { aliasDuplicateObjects: false }) as YAMLSeq;
  for (const item of seq.items as YAMLMap[])
    for (const pair of item.items as never as NodePair[]) if (pair.value instanceof YAMLMap) pair.value.flow = true;
  seq.commentBefore = BLOCK_NOTES['acknowledged'] ?? null;
  return seq;
}

/** The answers of the previous text, wherever they stood, by id. */
function oldLeaves(root: YAMLMap<Node, Node | null> | undefined): Map<string, NodePair> {
  const leaves = new Map<string, NodePair>();
  for (const block of pairsOf(root)) {
    if (block.key !== 'decisions' && block.key !== 'defaults') continue;
    for (const area of pairsOf(block.value)) {
      for (const leaf of pairsOf(area.value))
        leaves.set(`${area.key}.${leaf.key}`, { key: leaf.keyNode, value: leaf.value } as never as NodePair);
    }
  }
  return leaves;
}

function graftTop(
  document: Document,
  root: YAMLMap<Node, Node | null>,
  old: Document,
  oldRoot: YAMLMap<Node, Node | null>,
  orphans: ReadonlyMap<string, NodePair>,
): void {
  document.commentBefore = old.commentBefore ? `${old.commentBefore}\n${HEADER}` : HEADER;
  document.comment = old.comment;
  copyNotes(root, oldRoot);
  for (const pair of root.items as NodePair[]) {
    const before = pairsOf(oldRoot).find((one) => isScalar(pair.key) && one.key === pair.key.value);
    if (!before) continue;
    copyNotes(pair.key, before.keyNode);
    if (pair.value && before.value) graftBlock(pair.value, before.value);
  }
  const lost = [...orphans.values()].flatMap((pair) => [...notesOf(pair.key), ...notesOf(pair.value)]);
  const last = (root.items.at(-1) as NodePair | undefined)?.value;
  if (lost.length > 0 && last) addAfter(last, lost.join('\n'));
}

/** Areas keep their own comments; the answers in them were grafted one by one, since they may have moved between blocks. */
function graftBlock(made: Node, old: Node): void {
  if (!isMap(made)) {
    graft(made, old);
    return;
  }
  copyNotes(made, old);
  for (const pair of made.items as NodePair[]) {
    const before = pairsOf(old).find((one) => isScalar(pair.key) && one.key === pair.key.value);
    if (!before) continue;
    copyNotes(pair.key, before.keyNode);
    if (pair.value && before.value) copyNotes(pair.value, before.value);
  }
  for (const gone of pairsOf(old).filter(
    (one) =>
      !made.items.some(
        (pair) =>
          isScalar((pair as never as NodePair).key) && ((pair as never as NodePair).key as Scalar).value === one.key,
      ),
  )) {
    const notes = [
      ...notesOf(gone.keyNode),
      ...(gone.value?.commentBefore ? [gone.value.commentBefore] : []),
      ...(gone.value?.comment ? [gone.value.comment] : []),
    ];
    if (notes.length > 0) addAfter(made, notes.join('\n'));
  }
}
