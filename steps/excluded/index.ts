import { decisions } from './decisions.ts';
import { rules } from './rules.ts';

/** An id of the research that is neither a decision nor a rule nor a check here, and what stands in its place. */
export interface Excluded {
  readonly id: string;
  /** One or two sentences: why it is not there. */
  readonly why: string;
  /** Decisions, rules and checks to read instead. */
  readonly see: readonly string[];
}

/** What `explain` says of ids that are known from the research alone. */
export const excluded: readonly Excluded[] = [...rules, ...decisions].flatMap(([ids, why, see = '']) =>
  ids.split(' ').map((id) => ({ id, why, see: see === '' ? [] : see.split(', ') })),
);
