import { isRuntime } from '../../plan/plan.ts';
import { type Body, isList, isMarker, type Value } from '../../plan/value.ts';
import { identifier, type TableLeaf } from './leaves.ts';

/** A leaf as the script compares it with what is there. */
export interface Compared {
  readonly query: string;
  readonly value: Value;
  /** A list of texts, whatever their order. */
  readonly isSet: boolean;
}

/** What the script can compare in one look: plain values and lists of texts, nothing that only Azure knows. */
export function compared(leaves: readonly TableLeaf[]): readonly Compared[] {
  return leaves.flatMap((leaf) => comparedLeaf(leaf));
}

function comparedLeaf(leaf: TableLeaf): readonly Compared[] {
  const { value, query } = leaf;
  const items = listItems(value);
  if (items) {
    const texts = items.every(
      (one) => typeof one === 'string' || (isPlainText(one) && isMarker(one)) || isListParam(one),
    );
    return texts ? [{ query: `join(',', sort(${query} || \`[]\`))`, value, isSet: true }] : [];
  }
  if (leaf.path === 'tags')
    return Object.entries(value as Body)
      .filter(([, one]) => isPlainText(one))
      .map(([key, one]) => ({ query: `tags.${identifier(key)}`, value: one, isSet: false }));
  return isPlainText(value) ? [{ query, value, isSet: false }] : [];
}

const isListParam = (value: Value): boolean => isMarker(value) && value.$ === 'param' && Array.isArray(value.value);

function isPlainText(value: Value): boolean {
  if (!isMarker(value)) return typeof value !== 'object' || value === null;
  if (value.$ === 'param') return !Array.isArray(value.value);
  if (value.$ === 'ref') return !isRuntime(value);
  if (value.$ === 'join') return value.parts.every(isPlainText);
  return value.$ === 'subscription';
}

/** What a list of any kind holds, or `undefined` for what is none. */
function listItems(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  if (isMarker(value) && value.$ === 'set') return value.of;
  return isListParam(value) ? [value] : undefined;
}
