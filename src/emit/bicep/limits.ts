import { type Action, type Plan, stageNumber } from '../../plan/plan.ts';

/** What ARM cannot do: the stage of setup.sh that does it, and what it is, in words. */
export interface Limit {
  readonly stage: number;
  readonly says: string;
}

/** In stage order. `view` is one owner's part of the plan; what runs inside the cluster is the operator's. */
export function limitsOf(view: Plan, owner: string | undefined): readonly Limit[] {
  const limits = [...Map.groupBy(view.actions.filter(isLimit), (action) => stageNumber(action.stage))].flatMap(
    ([stage, actions]) => [...providers(actions), ...others(actions)].map((says) => ({ stage, says })),
  );
  if (owner === undefined && view.objects.length + view.charts.length > 0)
    limits.push({
      stage: stageNumber('in-cluster'),
      says: 'what runs inside the cluster: ../kubernetes and ../charts',
    });
  return limits.toSorted((a, b) => a.stage - b.stage);
}

/** A deployment does not wait for roles, but it can be started again. */
const isLimit = (action: Action): boolean => action.act.do !== 'wait-for-roles';

function providers(actions: readonly Action[]): readonly string[] {
  const names = actions.flatMap(({ act }) => (act.do === 'register-provider' ? [act.namespace] : []));
  return names.length === 0 ? [] : [`registers the resource providers ${names.join(', ')}`];
}

const others = (actions: readonly Action[]): readonly string[] =>
  actions.filter(({ act }) => act.do !== 'register-provider').map((action) => action.says);
