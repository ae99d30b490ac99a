import type { Permanence } from '../core/kind.ts';
import type { Origin } from '../core/resolve.ts';
import type { Severity } from '../core/rule.ts';
import type { Source } from '../core/source.ts';
import type { Plan } from '../plan/plan.ts';

export interface DecisionRow {
  readonly id: string;
  readonly area: string;
  readonly areaTitle: string;
  readonly question: string;
  readonly value: unknown;
  readonly origin: Origin;
  /** Whether it is what is recommended; undefined where nothing is. */
  readonly recommended: boolean | undefined;
  readonly explain: string;
  readonly permanence: Permanence;
  readonly sources: readonly Source[];
  readonly unverified: string | undefined;
}

/** A rule that these answers break, with the acknowledgement where a person accepted it. */
export interface RuleRow {
  readonly id: string;
  readonly severity: Severity;
  readonly says: string;
  readonly fix: string;
  readonly decisions: readonly string[];
  readonly rows: readonly string[];
  readonly accepted: { readonly because: string; readonly by?: string; readonly until?: string } | undefined;
  readonly source: Source;
}

/** A live check that these answers call for. Its result depends on the day and stands in no output. */
export interface CheckRow {
  readonly id: string;
  readonly title: string;
  readonly target: string;
}

/** What a policy scanner will say of the outputs although it is meant so. */
export interface FindingRow {
  /** The scanner's own id. */
  readonly check: string;
  readonly asks: string;
  /** The resource's symbol, which is its name in the Bicep. */
  readonly on: string;
  readonly why: string;
  readonly decisions: readonly string[];
}

/** Everything an output may be made from. No clock, no environment, no live result: the same profile gives the same bytes. */
export interface Emission {
  /** Version of the program. */
  readonly tool: string;
  /** Day on which the facts were read, ISO. */
  readonly facts: string;
  /** The profile's name in texts: that of its cluster, so that the name of a file changes no byte. */
  readonly name: string;
  /** The text of profile.yaml. */
  readonly profile: string;
  readonly plan: Plan;
  readonly decisions: readonly DecisionRow[];
  readonly rules: readonly RuleRow[];
  readonly checks: readonly CheckRow[];
  /** Findings of `scanner`, its name and version. */
  readonly findings: readonly FindingRow[];
  readonly scanner: string;
}

/** Files by path relative to the output folder, in a fixed order. */
export type Files = ReadonlyMap<string, string>;

/** One output format: a pure translation of the emission. */
export interface Format {
  /** What `--format` takes. */
  readonly id: string;
  readonly says: string;
  readonly emit: (emission: Emission) => Files;
}
