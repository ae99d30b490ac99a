/** What an answer may be, as data: parsing, JSON Schema, editors, line mode and test generators are each one switch over the tag. */
/** Whether Azure lets an answer be changed on a living cluster: never, with the nodes replaced, or freely. `none`: it is not a setting of the cluster. */
export type Permanence = 'create-only' | 'reimage' | 'update' | 'none';

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** One sentence: what choosing it changes. */
  readonly effect: string;
  /** Why it is dangerous or on its way out; shown as a mark before it is chosen. */
  readonly risk?: string;
  /** Where this answer differs from what the decision says. */
  readonly permanence?: Permanence;
}

/** The two sides of a yes-or-no question. */
export interface Sides {
  readonly yes: Omit<Option, 'value'>;
  readonly no: Omit<Option, 'value'>;
}

export interface Field {
  readonly name: string;
  readonly question: string;
  readonly kind: Shape;
  /** Due only for some records; reads the fields before it. */
  readonly when: ((record: Record<string, unknown>) => boolean) | undefined;
  /** May be left out; then the record does not have it. */
  readonly optional: boolean;
  /** Taken when the record leaves it out; reads the fields before it. Without one the field must be there, unless optional. */
  readonly fallback: ((record: Record<string, unknown>) => unknown) | undefined;
}

export type Shape =
  | { readonly tag: 'toggle'; readonly sides: Sides }
  | { readonly tag: 'choice'; readonly options: readonly Option[] }
  | {
      readonly tag: 'text';
      readonly pattern: string;
      readonly hint: string;
      readonly max: number;
      readonly suggest?: string;
    }
  | { readonly tag: 'number'; readonly min: number; readonly max: number; readonly unit: string }
  | { readonly tag: 'range'; readonly shortest: number; readonly longest: number; readonly words: readonly Option[] }
  | { readonly tag: 'address' }
  | { readonly tag: 'guid'; readonly names: string; readonly suggest?: string }
  | { readonly tag: 'resource-id'; readonly type: string; readonly suggest?: string }
  | { readonly tag: 'list'; readonly of: Shape; readonly min: number; readonly max: number }
  | {
      readonly tag: 'records';
      readonly noun: string;
      readonly key: string;
      readonly fields: readonly Field[];
      readonly min: number;
      readonly max: number;
    }
  | {
      readonly tag: 'map';
      readonly keys: readonly Option[] | undefined;
      readonly key: Shape;
      readonly value: Shape;
      readonly max: number;
    };

declare const OF: unique symbol;
export type Kind<Value> = Shape & { readonly [OF]?: (value: Value) => Value };

/** A boolean answer. Two-way decisions are booleans, so that no reader of YAML 1.1 and 1.2 disagrees about them. */
export const toggle = (sides: Sides): Kind<boolean> => ({ tag: 'toggle', sides });

export const choice = <const Value extends string>(options: readonly Option<Value>[]): Kind<Value> => ({
  tag: 'choice',
  options,
});

/** Text that matches the whole `pattern` (no flags). `suggest` names the look-up that completes it. */
export const text = (
  pattern: RegExp,
  hint: string,
  more: { readonly max?: number; readonly suggest?: string } = {},
): Kind<string> => ({
  tag: 'text',
  pattern: pattern.source,
  hint,
  max: more.max ?? 256,
  ...(more.suggest === undefined ? {} : { suggest: more.suggest }),
});

/** A whole number, in `unit` (for example `nodes`, `hours`). */
export const number = (min: number, max: number, unit: string): Kind<number> => ({ tag: 'number', min, max, unit });

/** An IPv4 range in its one canonical spelling, prefix length between `shortest` and `longest`, or one of `words`. */
export const range = (shortest: number, longest: number, words: readonly Option[] = []): Kind<string> => ({
  tag: 'range',
  shortest,
  longest,
  words,
});

/** One IPv4 address. */
export const address = (): Kind<string> => ({ tag: 'address' });

/** A GUID in lower case. `names` says of what: "an Entra group". */
export const guid = (names: string, suggest?: string): Kind<string> => ({
  tag: 'guid',
  names,
  ...(suggest === undefined ? {} : { suggest }),
});

/** The full id of a resource of `type`, as `az ... show --query id` prints it. */
export const resourceId = (type: string, suggest?: string): Kind<string> => ({
  tag: 'resource-id',
  type,
  ...(suggest === undefined ? {} : { suggest }),
});

export const list = <Value>(of: Kind<Value>, min: number, max: number): Kind<readonly Value[]> => ({
  tag: 'list',
  of: of as Shape,
  min,
  max,
});

/** A map from text to text. With `keys` only these keys may stand in it. */
export const map = (
  key: Kind<string>,
  value: Kind<string>,
  more: { readonly max: number; readonly keys?: readonly Option[] },
): Kind<Readonly<Record<string, string>>> => ({ tag: 'map', key, value, max: more.max, keys: more.keys });

type Flat<T> = { [K in keyof T]: T[K] };
interface FieldSpec<Before, Value> {
  readonly question: string;
  readonly fallback?: (record: Before) => Value;
}

/** Builds the fields of a record one by one; each sees the fields before it, typed. A field with `when` may be missing. */
export interface Fields<Record> {
  readonly fields: readonly Field[];
  field<const Name extends string, Value>(
    name: Name,
    kind: Kind<Value>,
    spec: FieldSpec<Record, Value>,
  ): Fields<Flat<Record & { readonly [P in Name]: Value }>>;
  /** A field that may be left out: what it means then is the reader's to say. */
  optional<const Name extends string, Value>(
    name: Name,
    kind: Kind<Value>,
    spec: { readonly question: string; readonly when?: (record: Record) => boolean },
  ): Fields<Flat<Record & { readonly [P in Name]?: Value }>>;
  fieldWhen<const Name extends string, Value>(
    name: Name,
    kind: Kind<Value>,
    when: (record: Record) => boolean,
    spec: FieldSpec<Record, Value>,
  ): Fields<Flat<Record & { readonly [P in Name]?: Value }>>;
}

const fieldsOf = <R>(fields: readonly Field[]): Fields<R> => {
  const add = (
    name: string,
    kind: unknown,
    more: { question: string; when?: unknown; fallback?: unknown; optional?: boolean },
  ) =>
    fieldsOf<never>([
      ...fields,
      {
        name,
        kind,
        question: more.question,
        when: more.when,
        fallback: more.fallback,
        optional: more.optional ?? false,
      } as Field,
    ]);
  return {
    fields,
    field: (name, kind, spec) => add(name, kind, { ...spec }),
    optional: (name, kind, spec) => add(name, kind, { ...spec, optional: true }),
    fieldWhen: (name, kind, when, spec) => add(name, kind, { ...spec, when }),
  };
};

export const record: Fields<unknown> = fieldsOf([]);

/** A list of records, found by their `key` field. `noun` names one of them: "a pool". */
export const records = <R>(
  noun: string,
  key: keyof R & string,
  shape: Fields<R>,
  limits: { readonly min: number; readonly max: number },
): Kind<readonly R[]> => ({ tag: 'records', noun, key, fields: shape.fields, ...limits });
