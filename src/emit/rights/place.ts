import { resourceIdOf } from '../../plan/ids.ts';
import { findResource, type Plan, type Resource } from '../../plan/plan.ts';

const TOP = /^\/subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+(?:\/providers\/[^/]+\/[^/]+\/[^/]+)?)?/i;
const IN_GROUP = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i;
const IN_SUBSCRIPTION = /^\/subscriptions\/[^/]+/i;

/**
 * Where a right on a resource can be held: on what is there already (of a child, on what it is in), else on the group or
 * subscription that it is made in.
 */
export function placeOf(plan: Plan, resource: Resource): string {
  const { existing, scope } = resource;
  if (existing !== undefined) return TOP.exec(existing)?.[0] ?? existing;
  if (scope.in === 'subscription') return subscriptionOf(plan);
  if (scope.in === 'group') return resourceIdOf(plan, scope.group);
  const on = findResource(plan, scope.of);
  return on.type === 'Microsoft.Resources/resourceGroups' ? resourceIdOf(plan, on.symbol) : placeOf(plan, on);
}

/** The subscription of an id, or the plan's. */
export const subscriptionOf = (of: Plan | string): string =>
  typeof of === 'string' ? (IN_SUBSCRIPTION.exec(of)?.[0] ?? of) : `/subscriptions/${of.subscription}`;

/** The resource group of an id; where it is in none, its subscription. */
export const groupScopeOf = (id: string): string => IN_GROUP.exec(id)?.[0] ?? subscriptionOf(id);

export const isSubscription = (scope: string): boolean => subscriptionOf(scope) === scope;
