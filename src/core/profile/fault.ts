import { isScalar, isSeq, type Node } from 'yaml';
import type { AnyDecision } from '../decision.ts';
import type { Kind, Shape } from '../kind.ts';
import { type Fault, type Path, parse } from '../parse.ts';
import { type Place, type Problem, problem } from '../problem.ts';
import { pairsOf } from './yaml.ts';

/** Where in an answer: `node.pools[1].size`. */
export const pathText = (id: string, at: Path): string =>
  at.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${part}`), id);

/** A fault of an answer as a problem of the file: where it stands and what to write instead. */
export function problemOf(
  { id, kind }: AnyDecision,
  fault: Fault,
  value: Node | null,
  keyNode: Node,
  place: (node: unknown) => Place | undefined,
): Problem {
  const node = nodeAt(value, fault.at, fault.key === true);
  const quoted = quotedNumber(shapeAt(kind, fault.at), node);
  const instead = quoted ?? (fault.instead === undefined ? undefined : JSON.stringify(fault.instead));
  return problem(
    pathText(id, fault.at),
    quoted === undefined ? fault.says : fault.says.replace(/not \S+$/, `not ${JSON.parse(quoted)} without quotes`),
    instead ? `Write ${instead}` : `See aks-setup explain ${id}`,
    place(node ?? value ?? keyNode) ?? place(keyNode),
  );
}

/** What was meant where a text looks like a number, as it stands in the file: `"1.30"`, which YAML reads as 1.3. */
function quotedNumber(shape: Shape | undefined, node: Node | null): string | undefined {
  if (!shape || !isScalar(node) || typeof node.value !== 'number' || node.source === undefined) return undefined;
  return 'value' in parse(shape as Kind<unknown>, node.source) ? JSON.stringify(node.source) : undefined;
}

function shapeAt(shape: Shape, [first, ...rest]: Path): Shape | undefined {
  if (first === undefined) return shape;
  if (shape.tag === 'list') return shapeAt(shape.of, rest);
  if (shape.tag === 'map') return shapeAt(shape.value, rest);
  if (shape.tag !== 'records') return undefined;
  if (typeof first === 'number') return shapeAt(shape, rest); // a whole record
  const field = shape.fields.find((one) => one.name === first);
  return field && shapeAt(field.kind, rest);
}

/** The node at a path inside an answer; for a fault of a key, the key's own node. The deepest that exists. */
function nodeAt(node: Node | null, path: Path, key: boolean): Node | null {
  const [first, ...rest] = path;
  if (node === null || first === undefined) return node;
  if (isSeq(node)) return nodeAt((node.items[first as number] as Node | undefined) ?? node, rest, key);
  const pair = pairsOf(node).find((one) => one.key === String(first));
  if (!pair) return node;
  return rest.length === 0 && key ? pair.keyNode : nodeAt(pair.value ?? pair.keyNode, rest, key);
}
