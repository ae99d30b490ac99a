import type { Suggestion } from '../../ask/tui/port.ts';
import type { Clients } from '../../azure/clients.ts';
import { type Look, NotRun, type Query } from '../../azure/port.ts';

export type Find = (here: Here) => Promise<readonly Suggestion[]>;

/** Where a look-up stands: the answers of now, the question, and the fields of the record that is being edited. */
export class Here {
  readonly look: Look;
  readonly answer: (id: string) => unknown;
  readonly decision: string;
  readonly record: Readonly<Record<string, unknown>>;

  constructor(
    look: Look,
    answer: (id: string) => unknown,
    decision: string,
    record: Readonly<Record<string, unknown>>,
  ) {
    this.look = look;
    this.answer = answer;
    this.decision = decision;
    this.record = record;
  }

  /** The text answered to a decision, if it is answered. */
  text(id: string): string | undefined {
    const value = this.answer(id);
    return typeof value === 'string' ? value : undefined;
  }

  /** @throws NotRun while it is open: there is nothing to look at yet */
  need(id: string): string {
    const value = this.text(id);
    if (value === undefined) throw new NotRun(`${id} has no answer yet`);
    return value;
  }

  /** A list of Azure; what does not exist has nothing in it. @throws NotRun */
  async list<Args, Item>(query: Query<Args, readonly Item[], Clients>, args: Args): Promise<readonly Item[]> {
    const seen = await this.look(query, args);
    return seen.is === 'found' ? seen.value : [];
  }
}

/** `1,019` */
export const grouped = (n: number): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** Parts that are there, in one line. */
export const noteOf = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('  ');

/** A suggestion, with the reason where it cannot serve. */
export const suggestion = (value: string, note: string, unfit: string | undefined): Suggestion =>
  unfit === undefined ? { value, note } : { value, note, unfit };
