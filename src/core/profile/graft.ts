import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';

/**
 * Carries a person's comments, blank lines and quoting from the old node to the new one. Comments of what is gone move to
 * the entry after it, or to the end of the collection.
 */
export function graft(made: Node | null, old: Node | null): void {
  if (!made || !old) return;
  copyNotes(made, old);
  if (isMap(made) && isMap(old)) graftMap(made as YAMLMap<Node, Node>, old as YAMLMap<Node, Node>);
  else if (isSeq(made) && isSeq(old)) graftSeq(made as YAMLSeq<Node>, old as YAMLSeq<Node>);
  else if (isScalar(made) && isScalar(old) && made.value === old.value && old.type) made.type = old.type;
}

/** Copies comments and blank lines; what the new node says itself stays first, and is not said twice. */
export function copyNotes(made: Node, old: Node): void {
  addBefore(made, old.commentBefore ?? undefined);
  if (old.comment) made.comment = old.comment;
  if (old.spaceBefore) made.spaceBefore = true;
}

function addBefore(node: Node, comment: string | undefined): void {
  if (!comment) return;
  const own = node.commentBefore?.split('\n') ?? [];
  const more = comment.split('\n').filter((line) => !own.includes(line));
  if (more.length > 0) node.commentBefore = [...own, ...more].join('\n');
}

export function addAfter(node: Node, comment: string | undefined): void {
  if (!comment) return;
  node.comment = node.comment ? `${node.comment}\n${comment}` : comment;
}

type NodePair = Pair<Node, Node | null>;
const keyText = (pair: NodePair): string => (isScalar(pair.key) ? String(pair.key.value) : '');

export function graftPair(made: NodePair, old: NodePair): void {
  copyNotes(made.key, old.key);
  graft(made.value, old.value);
}

function graftMap(made: YAMLMap<Node, Node>, old: YAMLMap<Node, Node>): void {
  const left = new Map(made.items.map((pair) => [keyText(pair as NodePair), pair as NodePair]));
  let carried: string[] = [];
  for (const pair of old.items as NodePair[]) {
    const target = left.get(keyText(pair));
    if (!target) {
      carried.push(...notesOf(pair.key), ...notesOf(pair.value));
      continue;
    }
    graftPair(target, pair);
    if (carried.length > 0) addBefore(target.key, carried.join('\n'));
    carried = [];
  }
  if (carried.length > 0) addAfter(made, carried.join('\n'));
}

function graftSeq(made: YAMLSeq<Node>, old: YAMLSeq<Node>): void {
  if (old.flow !== undefined && sameItems(made, old)) made.flow = old.flow;
  const free = new Set(made.items);
  let carried: string[] = [];
  for (const item of old.items) {
    const target = [...free].find((one) => identity(one) === identity(item));
    if (!target) {
      carried.push(...notesOf(item));
      continue;
    }
    free.delete(target);
    graft(target, item);
    if (carried.length > 0) addBefore(target, carried.join('\n'));
    carried = [];
  }
  if (carried.length > 0) addAfter(made, carried.join('\n'));
}

const sameItems = (a: YAMLSeq<Node>, b: YAMLSeq<Node>): boolean =>
  a.items.length === b.items.length && a.items.every((item, i) => identity(item) === identity(b.items[i] ?? null));

/** What makes an entry the same entry: a scalar its value, a record its first field. */
function identity(node: Node | null): string {
  if (isScalar(node)) return JSON.stringify(node.value);
  const first = isMap(node) ? (node.items[0] as NodePair | undefined) : undefined;
  return first ? `${keyText(first)}=${identity(first.value)}` : '';
}

/** Every comment in a node, outside in. */
export function notesOf(node: Node | null): readonly string[] {
  if (!node) return [];
  const inner = isMap(node)
    ? (node.items as NodePair[]).flatMap((pair) => [...notesOf(pair.key), ...notesOf(pair.value)])
    : isSeq(node)
      ? (node.items as Node[]).flatMap(notesOf)
      : [];
  return [...(node.commentBefore ? [node.commentBefore] : []), ...inner, ...(node.comment ? [node.comment] : [])];
}
