import type { Adder } from '../../src/plan/contribution.ts';
import type { ResourceSymbol, Value } from '../../src/plan/value.ts';
import { addCustomRole, type RoleSymbol } from '../custom-role.ts';
import { type CustomRole, ROLES } from '../facts/roles.ts';
import { imageGroup } from '../resources.ts';
import { imageBuilderIdentity } from './symbols.ts';

/**
 * Grants the builder's identity a custom role, or the built-in one in its place, until the last build; the build waits
 * until the role is seen everywhere.
 */
export function grantToBuilder(
  plan: Adder,
  role: CustomRole,
  more: {
    readonly isCustom: boolean;
    /** The custom role, where one is made. */
    readonly at: RoleSymbol;
    readonly scopes: readonly Value[];
    readonly assignable: readonly Value[];
    readonly on: ResourceSymbol;
    readonly why: string;
  },
): void {
  const { isCustom, at, scopes, assignable, on, why } = more;
  const builtIn = ROLES[role.fallback];
  if (isCustom) addCustomRole(plan, at, role, { group: imageGroup, scopes, assignable });
  const assignment = plan.grant({
    to: imageBuilderIdentity,
    role: isCustom ? role.name : builtIn.name,
    roleId: isCustom ? at : builtIn.guid,
    on,
    why,
    until: 'the last build of the image',
  });
  plan.act(
    'waitForImageRoles',
    { do: 'wait-for-roles', assignments: [assignment] },
    { stage: 'image', says: 'Wait until the roles of the image builder are seen everywhere' },
  );
}
