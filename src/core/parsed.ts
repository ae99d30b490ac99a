export type Path = readonly (string | number)[];

/** What is wrong with a value, where in it, and, where one can be named, the value that is meant. */
export interface Fault {
  readonly at: Path;
  readonly says: string;
  readonly instead?: unknown;
  /** The fault is a key that should not be there, not its value. */
  readonly key?: true;
}

export type Parsed<Value> = { readonly value: Value } | { readonly faults: readonly Fault[] };

export const fault = (at: Path, says: string, instead?: unknown): Parsed<never> => ({
  faults: [{ at, says, ...(instead === undefined ? {} : { instead }) }],
});
