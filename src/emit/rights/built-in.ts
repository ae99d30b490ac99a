import type { Plan } from '../../plan/plan.ts';
import { rightsFor } from './index.ts';
import { isSubscription, subscriptionOf } from './place.ts';

const CONTRIBUTOR = 'Contributor';
/** May give roles and take them back, and no more: it may not write custom ones. */
const GIVER = 'Role Based Access Control Administrator';
/** May write custom roles, too. */
export const DEFINES_ROLES = 'User Access Administrator';
/** Each of the others reads as much. */
const READER = 'Reader';

/**
 * Built-in roles that together hold these actions; Owner alone holds them all. Contributor's `notActions` take away
 * `Microsoft.Authorization/*` to write and delete. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export function builtInRolesFor(actions: readonly string[]): readonly string[] {
  const changes = actions.filter((action) => !action.endsWith('/read'));
  if (changes.length === 0) return [READER];
  const [authorization, other] = [true, false].map((is) =>
    changes.filter((action) => action.startsWith('Microsoft.Authorization/') === is),
  ) as [string[], string[]];
  const defines = authorization.some((action) => action.startsWith('Microsoft.Authorization/roleDefinitions/'));
  return [
    ...(other.length > 0 ? [CONTRIBUTOR] : []),
    ...(defines ? [DEFINES_ROLES] : authorization.length > 0 ? [GIVER] : []),
  ];
}

export interface Roles {
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

/** The built-in roles that an owner can carry out their part with, and where. What is held at the subscription holds at its groups. */
export function builtInRoles(plan: Plan, owner: string | undefined): readonly Roles[] {
  const rights = rightsFor(plan, owner);
  const rolesAt = new Map(rights.map(({ scope, actions }) => [scope.toLowerCase(), builtInRolesFor(actions)]));
  const groups = Map.groupBy(rights, ({ scope }) => {
    const above = isSubscription(scope) ? [] : (rolesAt.get(subscriptionOf(scope).toLowerCase()) ?? []);
    const roles = rolesAt.get(scope.toLowerCase()) ?? [];
    return roles.filter((role) => !holds(above, role)).join('\n');
  });
  return [...groups].flatMap(([roles, all]) =>
    roles === '' ? [] : [{ roles: roles.split('\n'), scopes: all.map(({ scope }) => scope) }],
  );
}

const holds = (above: readonly string[], role: string): boolean =>
  above.includes(role) || (role === GIVER && above.includes(DEFINES_ROLES)) || (role === READER && above.length > 0);
