import type { Kind, Permanence, Shape } from './kind.ts';
import type { Source } from './source.ts';

declare const VALUE: unique symbol;
declare const DUE: unique symbol;

/**
 * What others import to read an answer. It carries id, value type and whether the answer is always due, and nothing else:
 * a type that nests what a decision needs compiles for twenty decisions and never ends for forty.
 */
export interface Handle<Id extends string = string, Value = unknown, Due extends boolean = boolean> {
  readonly id: Id;
  readonly [VALUE]?: Value;
  readonly [DUE]?: Due;
}

/** What reading a handle gives: `undefined` is part of the type when the question may not be asked at all. */
export type Answer<H> =
  H extends Handle<string, infer Value, infer Due> ? (Due extends true ? Value : Value | undefined) : never;

/** Reads one of the declared needs. Reading anything else is a compile error. */
export type Read<Needs extends Handle = Handle> = <H extends Needs>(handle: H) => Answer<H>;

/** The erased reader: builders check the needs of each record, the engine runs them all alike. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where the value types of all handles meet
export type AnyRead = Read<any>;

/** How a question comes up: always, only when looked for (its default is taken), or never (it follows from other answers and can be overridden in the profile). */
export type Ask = 'always' | 'by-default' | 'never';

export interface Decision<Id extends string = string, Value = unknown, Due extends boolean = boolean>
  extends Handle<Id, Value, Due> {
  readonly form: 'decision';
  readonly area: string;
  readonly question: string;
  readonly explain: string;
  readonly kind: Kind<Value>;
  readonly needs: readonly Handle[];
  readonly when: ((read: AnyRead) => boolean) | undefined;
  readonly recommended: ((read: AnyRead) => Value | undefined) | undefined;
  readonly sketch: ((read: AnyRead) => readonly object[]) | undefined;
  readonly ask: Ask;
  readonly permanence: Permanence;
  readonly aliases: readonly string[];
  readonly sources: readonly Source[];
  readonly unverified: string | undefined;
  readonly unverifiedWhen: ((value: Value) => boolean) | undefined;
}

/** A value that follows from answers. Read like a decision, never asked, never in the profile. */
export interface Derived<Id extends string = string, Value = unknown, Due extends boolean = boolean>
  extends Handle<Id, Value, Due> {
  readonly form: 'derived';
  readonly says: string;
  readonly needs: readonly Handle[];
  readonly compute: (read: AnyRead) => Value;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of nodes holds values of every type
export type Node = Decision<string, any, boolean> | Derived<string, any, boolean>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyDecision = Decision<string, any, boolean>;

/** Records of which some fields are filled in. */
type Sketch<Value> = Value extends readonly (infer Row)[] ? readonly Partial<Row>[] : never;
type From<Needs extends readonly Handle[], Result> = (read: Read<Needs[number]>) => Result;

interface Spec<Id extends string, Value, Needs extends readonly Handle[], Recommended extends Value> {
  readonly id: Id;
  /** Where it stands on the rail; the first part of the id unless said. */
  readonly area?: string;
  readonly question: string;
  /** Two to six sentences for an operator: what it means, what follows from it. */
  readonly explain: string;
  readonly kind: Kind<Value>;
  readonly needs?: Needs;
  /** The answer that a first-time operator should take; `undefined` where no honest default exists. */
  readonly recommended?: From<Needs, Recommended | undefined>;
  /** Rows to begin with where nothing is recommended, each to be completed by a person: no answer, so never in a profile. */
  readonly sketch?: From<Needs, Sketch<Value>>;
  readonly ask?: Ask;
  readonly permanence: Permanence;
  /** Older or other names under which people look for it. */
  readonly aliases?: readonly string[];
  readonly sources: readonly Source[];
  /** What about it could not be confirmed against a source. */
  readonly unverified?: string;
  /** The answers that it is about; all of them unless said. */
  readonly unverifiedWhen?: (value: NoInfer<Value>) => boolean;
}

type ErasedSpec = Spec<string, unknown, readonly Handle[], unknown> & { readonly when?: (read: AnyRead) => boolean };

function make(spec: ErasedSpec): Decision {
  return {
    form: 'decision',
    id: spec.id,
    area: spec.area ?? prefixOf(spec.id),
    question: spec.question,
    explain: spec.explain,
    kind: spec.kind,
    needs: spec.needs ?? [],
    when: spec.when,
    recommended: spec.recommended as Decision['recommended'],
    sketch: spec.sketch as Decision['sketch'],
    ask: spec.ask ?? 'by-default',
    permanence: spec.permanence,
    aliases: spec.aliases ?? [],
    sources: spec.sources,
    unverified: spec.unverified,
    unverifiedWhen: spec.unverifiedWhen,
  };
}

/** The part of an id before the dot: `api` of `api.exposure`. */
export const prefixOf = (id: string): string => id.split('.', 1)[0] ?? id;

/** A decision that is always due. */
export function decision<
  const Id extends string,
  Value,
  const Recommended extends Value,
  const Needs extends readonly Handle[] = [],
>(spec: Spec<Id, Value, Needs, Recommended>): Decision<Id, Value, true> {
  return make(spec as unknown as ErasedSpec) as unknown as Decision<Id, Value, true>;
}

/** A decision that is due only when other answers say so: whoever reads it meets `undefined`. */
export function conditional<
  const Id extends string,
  Value,
  const Recommended extends Value,
  const Needs extends readonly Handle[],
>(spec: Spec<Id, Value, Needs, Recommended> & { readonly when: From<Needs, boolean> }): Decision<Id, Value, false> {
  return make(spec as unknown as ErasedSpec) as unknown as Decision<Id, Value, false>;
}

/** A value computed from answers. `says` names it for people: in a conflict, in `explain`. */
export function derived<const Id extends string, Value, const Needs extends readonly Handle[]>(spec: {
  readonly id: Id;
  readonly says: string;
  readonly needs: Needs;
  readonly compute: From<Needs, Value>;
}): Derived<Id, Value, true> {
  return { form: 'derived', ...spec } as unknown as Derived<Id, Value, true>;
}

/** Whether this answer can be changed later. */
export function permanenceOf(
  { kind, permanence }: { readonly kind: Shape; readonly permanence: Permanence },
  value: unknown,
): Permanence {
  const chosen = kind.tag === 'choice' ? kind.options.find((option) => option.value === value) : undefined;
  return chosen?.permanence ?? permanence;
}

/** What could not be confirmed about this answer. */
export const unverifiedOf = ({ unverified, unverifiedWhen }: AnyDecision, value: unknown): string | undefined =>
  unverifiedWhen && !unverifiedWhen(value) ? undefined : unverified;

/** The day on which dated facts are judged: that of `--as-of`, else the day when the facts were read (ISO date). */
export const asOf: Handle<'asOf', string, true> = { id: 'asOf' };
