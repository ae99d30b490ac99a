import { type PartStage, partOf, providersFor } from './parts.ts';
import type { Plan } from './plan.ts';

/** What one owner (`undefined`: the operator) can do in one go, before somebody else has to do something. */
export interface Turn {
  readonly owner: string | undefined;
  /** The stages of their script that it runs, the last one perhaps only in part. */
  readonly stages: readonly number[];
  /** Symbols of the steps that it does. */
  readonly steps: readonly string[];
  /** The step, or the first step of the stage, at which their script stops and waits; none where it ends. */
  readonly stopsAt: string | undefined;
}

interface Runner {
  readonly owner: string | undefined;
  readonly part: readonly PartStage[];
  stage: number;
  step: number;
}

/**
 * Who runs what, one turn after the other, until everything is there: the teams as far as they come, then the operator.
 * Each script stops where something of others is missing, as bash/needs.ts writes it.
 */
export function turnsOf(plan: Plan, teams: readonly string[]): readonly Turn[] {
  const done = new Set(plan.resources.flatMap((one) => (one.existing === undefined ? [] : [one.symbol])));
  const runners = [...teams, undefined].map(
    (owner): Runner => ({ owner, part: partOf(plan, owner), stage: 0, step: 0 }),
  );
  const turns: Turn[] = [];
  const next = (): Turn | undefined => {
    for (const runner of runners) {
      const turn = runOn(plan, runner, done);
      if (turn) return turn;
    }
    return undefined;
  };
  for (let turn = next(); turn; turn = next()) turns.push(turn);
  return turns;
}

/** Runs a script as far as it comes; nothing where it does not come further. */
function runOn(plan: Plan, runner: Runner, done: Set<string>): Turn | undefined {
  const stages = new Set<number>();
  const steps: string[] = [];
  const turn = (stopsAt: string | undefined): Turn | undefined =>
    steps.length === 0 ? undefined : { owner: runner.owner, stages: [...stages], steps, stopsAt };
  for (; runner.stage < runner.part.length; runner.stage += 1, runner.step = 0) {
    const at = runner.part[runner.stage] as PartStage;
    const needs = [
      ...at.before,
      ...(runner.stage === 0 ? providersFor(plan, runner.owner).map((one) => one.symbol) : []),
    ];
    if (needs.some((symbol) => !done.has(symbol))) return turn(at.steps[0]?.symbol);
    for (; runner.step < at.steps.length; runner.step += 1) {
      const step = at.steps[runner.step];
      if (!step || step.roles.some((symbol) => !done.has(symbol))) return turn(step?.symbol);
      done.add(step.symbol);
      stages.add(at.stage);
      steps.push(step.symbol);
    }
  }
  return turn(undefined);
}

/** The turns of one team. */
export const roundsOf = (plan: Plan, teams: readonly string[], team: string): readonly Turn[] =>
  turnsOf(plan, teams).filter((turn) => turn.owner === team);
