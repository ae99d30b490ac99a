import type { Plan } from '../../plan/plan.ts';
import { asksFor, DEPLOY, type Purpose } from './asks.ts';
import { groupScopeOf, isSubscription, subscriptionOf } from './place.ts';

export { type Ask, asksFor, type Purpose } from './asks.ts';
export { isSubscription } from './place.ts';

/** What somebody must be allowed to do at a scope to carry out a part of the plan. */
export interface Right {
  readonly scope: string;
  readonly actions: readonly string[];
}

/** What a role for whoever makes the part holds. */
export const MAKING: readonly Purpose[] = ['make', 'follow', 'deploy'];

/**
 * What an owner needs for these purposes, scope by scope. Rights are given at resource groups: a right at each single
 * resource is more than anybody keeps up. What is given at the subscription is not named at its groups again, except for
 * deployments: modules of the Bicep may go to each group alone.
 */
export function rightsFor(
  plan: Plan,
  owner: string | undefined,
  purposes: readonly Purpose[] = MAKING,
): readonly Right[] {
  const asks = asksFor(plan, owner).filter((ask) => purposes.includes(ask.for));
  const scopes = new Map<string, Set<string>>();
  // ids differ in case where people wrote them: the first one stands for all
  const names = new Map<string, string>();
  for (const { action, at } of asks) {
    const scope = groupScopeOf(at);
    const key = names.get(scope.toLowerCase()) ?? scope;
    names.set(scope.toLowerCase(), key);
    const actions = scopes.get(key) ?? new Set();
    scopes.set(key, actions.add(action));
  }
  return [...scopes]
    .map(([scope, actions]) => {
      const above = subscriptionOf(scope);
      const given = isSubscription(scope) ? undefined : scopes.get(names.get(above.toLowerCase()) ?? above);
      return { scope, actions: [...actions].filter((action) => action === DEPLOY || !given?.has(action)).toSorted() };
    })
    .filter(({ actions }) => actions.length > 0)
    .toSorted((a, b) => (a.scope < b.scope ? -1 : 1));
}
