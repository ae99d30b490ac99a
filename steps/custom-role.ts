import type { Adder } from '../src/plan/contribution.ts';
import type { Stage } from '../src/plan/plan.ts';
import { guid, join, nameOf, type ResourceSymbol, subscription, type Value } from '../src/plan/value.ts';
import { API } from './facts/api-versions.ts';
import type { CustomRole } from './facts/roles.ts';

export type RoleSymbol = ResourceSymbol<'Microsoft.Authorization/roleDefinitions'>;

/**
 * Adds a custom role. Its GUID and its name contain what it is for: one role shared by two clusters would get its
 * scopes overwritten by the second, and names are unique in a tenant.
 */
export function addCustomRole(
  plan: Adder,
  at: RoleSymbol,
  role: CustomRole,
  on: {
    /** The resource group that gives the role its name. */
    readonly group: ResourceSymbol;
    /** Where it is meant to be assigned; part of its GUID. */
    readonly scopes: readonly Value[];
    readonly assignable: readonly Value[];
    readonly stage?: Stage;
  },
): void {
  plan.add(at, {
    api: API['Microsoft.Authorization/roleDefinitions'],
    scope: { in: 'subscription' },
    name: guid(...on.scopes, role.name),
    stage: on.stage ?? 'identity',
    domain: 'roles',
    body: {
      properties: {
        roleName: join(role.name, ' ', nameOf(on.group), ' ', subscription),
        description: role.description,
        type: 'CustomRole',
        assignableScopes: [...on.assignable],
        permissions: [{ actions: [...role.actions], notActions: [], dataActions: [], notDataActions: [] }],
      },
    },
  });
}
