/** What Azure answered: the thing, or that it is not there (404). A refusal is neither: it is thrown as `NotRun`. */
export type Seen<T> = { readonly is: 'found'; readonly value: T } | { readonly is: 'absent' };

/** Thrown when Azure could not be looked at. A check that meets it becomes *not run*, never a pass. */
export class NotRun extends Error {
  readonly why: string;
  constructor(why: string) {
    super(why);
    this.name = 'NotRun';
    this.why = why;
  }
}

/**
 * A question to Azure as data. The runner does cache, time limit, concurrency and errors once for all of them.
 * `Clients` is what `sdk.ts` offers; queries import SDK packages as types only, so that nothing loads before it is asked.
 */
export interface Query<Args, Value, Clients = unknown> {
  readonly name: string;
  /** The action (or the tool) that the caller needs for it, for example `Microsoft.Network/virtualNetworks/subnets/read`. */
  readonly needs: string;
  /** Everything that the answer depends on. Two questions with one key are one GET. */
  readonly key: (args: Args) => string;
  readonly ask: (clients: Clients, args: Args, signal: AbortSignal) => Promise<Value>;
  /** How long it may take, where that is longer than usual. */
  readonly limitMs?: number;
  /** Codes of a 404 that mean *absent* here, though elsewhere they say that one could not look. */
  readonly absent?: readonly string[];
}

/** How a check looks: through the run's memory, so that each GET is made once a run. */
// biome-ignore lint/suspicious/noExplicitAny: clients are erased here; only `sdk.ts` and the queries know them
export type Look = <Args, Value>(query: Query<Args, Value, any>, args: Args) => Promise<Seen<Value>>;

/** The value, where a check cannot go on without it. @throws NotRun naming what is not there */
export function expectFound<T>(seen: Seen<T>, what: string): T {
  if (seen.is === 'absent') throw new NotRun(`${what} does not exist`);
  return seen.value;
}
