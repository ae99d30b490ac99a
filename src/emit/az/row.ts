import { PlanBug, type Resource } from '../../plan/plan.ts';
import { isBody, isList, isMarker, type Scalar, type Value } from '../../plan/value.ts';

/**
 * What az is called with: text or a value of the plan; a list joined by commas; a list as words of its own; `key=value`;
 * `path=<JSON>` for `--set`; the last part of the id of a resource, where its name is worked out.
 */
export type Word =
  | Value
  | { readonly comma: Value }
  | { readonly spread: Value }
  | { readonly pair: readonly [string, Value] }
  | { readonly json: readonly [string, Value] }
  | { readonly lastOf: string };

export type Words = readonly Word[];

/** The words for a leaf, or `later` where az has no argument for this value: then it is set afterwards. */
type ToWords = (value: Value, path: string, of: Resource) => Words | 'later';

interface Place {
  /** The leaf's path; `[*]` stands for any record of a list. */
  readonly path: string;
  /** The first az version that has the argument. */
  readonly since: string;
  /** The row takes everything below its path: a map of tags, a list of records. */
  readonly whole: boolean;
}
export interface ArgumentRow extends Place {
  readonly as: 'argument';
  readonly words: ToWords;
  /** Values that are newer than the argument. */
  readonly newer: Readonly<Record<string, string>>;
}
/** az sends this leaf by itself, as something else follows from it; the plan must say the same. */
export interface SentRow extends Place {
  readonly as: 'sent';
  /** `undefined`: az looks the value up, as the plan does. */
  readonly values: readonly Scalar[] | undefined;
  readonly why: string;
}
/** No argument takes it: `az resource update --set` afterwards. */
export interface UpdateRow extends Place {
  readonly as: 'update';
  readonly why: string;
}
/** Records that az makes by a command of their own, such as the rules of a security group. */
export interface PartRow extends Place {
  readonly as: 'part';
  readonly command: string;
  /** The segment of a record's id: `securityRules`. */
  readonly segment: string;
  /** The argument that names the resource the record belongs to. */
  readonly parent: string;
  readonly rows: readonly Row[];
}
export type Row = ArgumentRow | SentRow | UpdateRow | PartRow;

/** What az sends unasked and no plan says, with the reason why that is harmless. */
export interface Implicit {
  readonly path: string;
  /** `as`: whatever the plan says at another path. */
  readonly value: Scalar | readonly Scalar[] | Readonly<Record<string, never>> | { readonly as: string };
  readonly why: string;
}

export type Address = 'name' | 'group' | 'subscription' | 'parent' | 'scope';

/** How az makes resources of one ARM type. */
export interface AzType {
  readonly type: string;
  readonly command: string;
  /** The first az version that has the command as it is used here. */
  readonly since: string;
  readonly address: readonly (readonly [argument: string, what: Address])[];
  readonly rows: readonly Row[];
  /** Leaves for which az would choose a value of its own: the plan has to name them. */
  readonly must: readonly string[];
  readonly implicit: readonly Implicit[];
  /** Said with every command of this type. */
  readonly always: readonly string[];
  /** Names of resources that the command takes only in newer versions. */
  readonly newerNames?: Readonly<Record<string, string>>;
  /** Paths that its command has no argument for: a resource with one of them is made from a body. */
  readonly bodyFor?: readonly string[];
  /** Its commands read az's shorthand notation, see shorthand.ts. */
  readonly shorthand?: true;
  /** Why an existing one that failed cannot be written again: it is deleted and made anew. */
  readonly anew?: string;
}

/** A type that az makes from a body only, and why its own command will not do. */
export interface BodyType {
  readonly type: string;
  readonly why: string;
  readonly since: string;
  readonly anew?: string;
}

/**
 * Debian 12's az has it; nothing older was looked at. Versions that no release note names are those of the published
 * packages 2.45, 2.50, 2.53, 2.56, 2.57, 2.60, 2.64, 2.66, 2.73, 2.78, 2.80, 2.82, 2.86 and 2.91: the first of these that has the argument.
 */
export const LONG_AGO = '2.45.0';

const row = (
  path: string,
  words: ToWords,
  since: string = LONG_AGO,
  more: { readonly whole?: boolean; readonly newer?: Readonly<Record<string, string>> } = {},
): ArgumentRow => ({ as: 'argument', path, since, whole: false, newer: {}, ...more, words });

/** `--argument VALUE` */
export const value = (
  path: string,
  argument: string,
  since?: string,
  newer: Readonly<Record<string, string>> = {},
): Row => row(path, (v) => [argument, v], since, { newer });

/** `--argument A,B`; an empty list is what az sends without it. */
export const comma = (path: string, argument: string, since?: string): Row =>
  row(path, (v) => (isEmpty(v) ? [] : [argument, { comma: v }]), since);

/** `--argument A B`; an empty list is what az sends without it. */
export const spread = (path: string, argument: string, since?: string): Row =>
  row(path, (v) => (isEmpty(v) ? [] : [argument, { spread: v }]), since);

/** A switch. `true` or `false` without words is what az sends by itself; `later` is set afterwards. */
export const flag = (
  path: string,
  when: { readonly true?: Words | 'later'; readonly false?: Words | 'later' },
  since?: string,
): Row => row(path, (v) => when[scalar(v, path) === true ? 'true' : 'false'] ?? [], since);

/** `--argument true` or `--argument false`. */
export const boolean = (path: string, argument: string, since?: string): Row =>
  row(path, (v) => [argument, String(scalar(v, path) === true)], since);

/** az spells the values in its own way. */
export const mapped = (
  path: string,
  argument: string,
  to: Readonly<Record<string, string>>,
  since?: string,
  newer: Readonly<Record<string, string>> = {},
): Row =>
  row(
    path,
    (v) => {
      const word = to[String(scalar(v, path))];
      if (word === undefined) throw new PlanBug(`${argument} has no word for ${String(scalar(v, path))} (${path})`);
      return [argument, word];
    },
    since,
    { newer },
  );

/** `--argument key=value key=value` of a map. */
export const pairs = (path: string, argument: string, since?: string): Row =>
  row(
    path,
    (v) => {
      const all = Object.entries(v as Readonly<Record<string, Value>>);
      return all.length === 0 ? [] : [argument, ...all.map(([key, one]): Word => ({ pair: [key, one] }))];
    },
    since,
    { whole: true },
  );

/** `--argument ID ID` of a list of `{ id }`. */
export const ids = (path: string, argument: string, since?: string): Row =>
  row(path, (v) => [argument, { spread: recordsOf(v).map((one) => one['id'] ?? null) }], since, { whole: true });

/** Whatever else has to be said of a list of records. */
export const records = (
  path: string,
  words: (records: readonly Readonly<Record<string, Value>>[]) => Words,
  since?: string,
): Row => row(path, (v) => words(recordsOf(v)), since, { whole: true });

export const sent = (path: string, values: readonly Scalar[] | undefined, why: string): Row => ({
  as: 'sent',
  path,
  since: LONG_AGO,
  whole: false,
  values,
  why,
});
export const update = (path: string, why: string, since: string = LONG_AGO): Row => ({
  as: 'update',
  path,
  since,
  whole: false,
  why,
});
export const part = (path: string, spec: Omit<PartRow, 'as' | 'path' | 'whole'>): Row => ({
  as: 'part',
  path,
  whole: true,
  ...spec,
});
export const implicit = (path: string, of: Implicit['value'], why: string): Implicit => ({ path, value: of, why });

/** A scalar as the plan has it today: switches and az's own spellings cannot follow a variable. */
export function scalar(v: Value, path: string): Scalar {
  const found = isMarker(v) && v.$ === 'param' ? v.value : v;
  if (typeof found === 'object' && found !== null) throw new PlanBug(`${path} must be one plain value`);
  return found as Scalar;
}

/** The records of a list, each with its key among its properties. */
export function recordsOf(v: Value): readonly Readonly<Record<string, Value>>[] {
  if (isMarker(v) && v.$ === 'keyed')
    return Object.entries(v.items).map(([key, item]) => ({ [v.key]: key, ...(item as object) }));
  const list = isMarker(v) && v.$ === 'set' ? v.of : isList(v) ? v : [v];
  return list.map((one) => {
    if (!isBody(one)) throw new PlanBug(`${JSON.stringify(one)} is no record`);
    return one as Readonly<Record<string, Value>>;
  });
}

function isEmpty(v: Value): boolean {
  if (isMarker(v)) return (v.$ === 'set' && v.of.length === 0) || (v.$ === 'param' && isEmpty(v.value as Value));
  return isList(v) && v.length === 0;
}
