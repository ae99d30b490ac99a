import type { AnyDecision, Node } from './decision.ts';
import { type Answers, type Resolved, type Resolving, resolve } from './resolve.ts';
import { judge, type Rule, type Verdict } from './rule.ts';

export interface Area {
  /** The first part of ids in the profile. */
  readonly id: string;
  readonly title: string;
}

/** Everything that can be decided and every rule over it: what `steps/index.ts` registers. */
export interface Engine {
  readonly areas: readonly Area[];
  readonly nodes: readonly Node[];
  readonly decisions: readonly AnyDecision[];
  readonly rules: readonly Rule[];
  readonly byId: ReadonlyMap<string, Node>;
  /** The day on which the facts were read; dated facts are judged at it unless another day is given. */
  readonly factsRead: string;
}

/** Makes an engine of nodes in asking order. Throws when an id stands twice or a need does not stand earlier. */
export function engineOf(parts: Pick<Engine, 'areas' | 'nodes' | 'rules' | 'factsRead'>): Engine {
  const byId = new Map<string, Node>();
  for (const node of parts.nodes) {
    if (byId.has(node.id)) throw new Error(`${node.id} is registered twice in steps/index.ts`);
    const late = node.needs.find((need) => need.id !== 'asOf' && !byId.has(need.id));
    if (late) throw new Error(`${node.id} reads ${late.id}, which must stand before it in steps/index.ts`);
    byId.set(node.id, node);
  }
  const decisions = parts.nodes.filter((node): node is AnyDecision => node.form === 'decision');
  return { ...parts, byId, decisions };
}

/** The decision with this id or alias. */
export const findDecision = (engine: Engine, id: string): AnyDecision | undefined =>
  engine.decisions.find((decision) => decision.id === id) ??
  engine.decisions.find((decision) => decision.aliases.includes(id));

/** Takes every recommended value: replay with `--accept-defaults`, previews, examples. */
export const takeAll = (): boolean => true;

export const resolveWith = (engine: Engine, answers: Answers, how: Partial<Resolving> = {}): Resolved =>
  resolve(engine.nodes, answers, { takes: how.takes ?? takeAll, asOf: how.asOf ?? engine.factsRead });

export type Verdicts = ReadonlyMap<string, Verdict>;

/** The verdict of every rule, in the order of the rules. */
export const judgeAll = (engine: Engine, resolved: Resolved): Verdicts =>
  new Map(engine.rules.map((rule) => [rule.id, judge(rule, engine.byId, resolved)]));
