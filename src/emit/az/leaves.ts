import { type Body, isBody, isList, isMarker, type Value } from '../../plan/value.ts';

/** One leaf of a body as the tables see it. */
export interface TableLeaf {
  /** `properties.agentPoolProfiles[*].count` */
  readonly path: string;
  /** The same in JMESPath, of this very record. */
  readonly query: string;
  /** The same as `az resource update --set` wants it. */
  readonly set: string;
  readonly value: Value;
}

/** The leaves of a body; what stands at a `whole` path is one leaf, whatever is in it. */
export function tableLeaves(body: Body, whole: ReadonlySet<string>): readonly TableLeaf[] {
  return below({ path: '', query: '', set: '', value: body }, whole);
}

/** What is in a leaf that stood whole. */
export const leavesIn = (leaf: TableLeaf): readonly TableLeaf[] => below(leaf, new Set());

function below(at: TableLeaf, whole: ReadonlySet<string>): readonly TableLeaf[] {
  const { value } = at;
  if (whole.has(at.path)) return [at];
  if (isMarker(value)) return value.$ === 'keyed' ? inKeyed(at, value.key, value.items, whole) : [at];
  if (isList(value))
    return value.some((one) => isBody(one)) ? value.flatMap((one, i) => below(indexed(at, i, one), whole)) : [at];
  if (!isBody(value)) return [at];
  const all = Object.entries(value);
  return all.length === 0 && at.path !== '' ? [at] : all.flatMap(([key, one]) => below(child(at, key, one), whole));
}

function inKeyed(
  at: TableLeaf,
  key: string,
  items: Readonly<Record<string, Body>>,
  whole: ReadonlySet<string>,
): readonly TableLeaf[] {
  return Object.entries(items).flatMap(([name, item]) =>
    below(
      {
        path: `${at.path}[*]`,
        query: `${at.query}[?${identifier(key)}=='${name.replace(/[\\']/g, '\\$&')}'] | [0]`,
        set: `${at.set}[${key}=${name}]`,
        value: { [key]: name, ...item },
      },
      whole,
    ),
  );
}

const indexed = (at: TableLeaf, i: number, value: Value): TableLeaf => ({
  path: `${at.path}[*]`,
  query: `${at.query}[${i}]`,
  set: `${at.set}[${i}]`,
  value,
});

function child(at: TableLeaf, key: string, value: Value): TableLeaf {
  const inner = at.query.endsWith(' | [0]') ? `(${at.query})` : at.query;
  return {
    path: at.path === '' ? key : `${at.path}.${key}`,
    query: inner === '' ? identifier(key) : `${inner}.${identifier(key)}`,
    set: at.set === '' ? key : `${at.set}.${key}`,
    value,
  };
}

/** A key in JMESPath: as it stands where the grammar allows it, else in quotes. */
export const identifier = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key));
