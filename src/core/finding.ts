/** `not-run` always says why; it is never a pass. */
export type Result = 'pass' | 'warn' | 'fail' | 'not-run';

/** `must`: what it looks at decides whether the deployment can work. A `should` that fails or could not run is a warning. */
export type Level = 'must' | 'should';

/** What one check said about one target. No times: two runs that saw the same give the same bytes. */
export interface Finding {
  readonly id: string;
  readonly target: string;
  readonly title: string;
  readonly level: Level;
  readonly result: Result;
  readonly saw: string | null;
  readonly why: string | null;
  readonly fix: string | null;
  readonly decisions: readonly string[];
  readonly source: string;
}

/** The key of a finding: check and target together are unique. */
export const findingKey = (finding: Pick<Finding, 'id' | 'target'>): string => `${finding.id} ${finding.target}`;
