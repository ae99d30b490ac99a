import { planHead } from '../../steps/head.ts';
import { contributions } from '../../steps/index.ts';
import type { AnyRead } from '../core/decision.ts';
import { buildPlan } from '../plan/build.ts';
import type { Plan } from '../plan/plan.ts';

const plans = new WeakMap<AnyRead, Plan>();

/** The plan of complete answers, once for all checks; an open answer ends the evaluation, so that a check wants nothing yet. */
export function planFrom(read: AnyRead): Plan {
  const plan = plans.get(read) ?? buildPlan(contributions, new Map(), read, planHead(read));
  plans.set(read, plan);
  return plan;
}
