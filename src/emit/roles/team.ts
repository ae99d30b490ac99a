import type { Plan } from '../../plan/plan.ts';
import type { Files } from '../emission.ts';
import { isSubscription, type Right, rightsFor } from '../rights/index.ts';
import { oneLine } from '../words.ts';
import { printRole } from './format.ts';

export const TEAM_ROLE = 'role.json';
/** What has to be held at the subscription: in a role of its own, so that nothing else is held there. */
export const TEAM_SUBSCRIPTION_ROLE = 'role-subscription.json';

/** Custom roles with exactly what a team needs to make its part: one for resource groups, one for subscriptions. */
export function teamRoles(plan: Plan, team: string): Files {
  const rights = rightsFor(plan, team);
  const isAbove = ({ scope }: Right): boolean => isSubscription(scope);
  const files = new Map<string, string>();
  for (const [path, where, held] of [
    [TEAM_ROLE, 'in resource groups', rights.filter((one) => !isAbove(one))],
    [TEAM_SUBSCRIPTION_ROLE, 'in the subscription', rights.filter(isAbove)],
  ] as const)
    if (held.length > 0) files.set(path, roleText(plan, team, where, held));
  return files;
}

const roleText = (plan: Plan, team: string, where: string, rights: readonly Right[]): string =>
  printRole({
    name: oneLine(`aks-setup ${plan.clusterName} for ${team} ${where}`),
    description: oneLine(`What ${team} needs ${where} to make its part of the AKS cluster ${plan.clusterName}`),
    actions: [...new Set(rights.flatMap((one) => one.actions))].toSorted(),
    assignableScopes: rights.map((one) => one.scope),
  });
