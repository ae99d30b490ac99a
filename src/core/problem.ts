/** Line and column in a file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something the operator has to change: where, what is wrong, and the change that fixes it. */
export interface Problem {
  readonly at: Place | undefined;
  /** The key in the profile (`api.exposure`, `node.pools[1].size`), or what else it is about. */
  readonly subject: string;
  readonly says: string;
  readonly fix: string;
}

export const problem = (subject: string, says: string, fix: string, at?: Place): Problem => ({
  subject,
  says,
  fix,
  at,
});
