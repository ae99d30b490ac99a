import { plainOf, resourceIdOf } from '../../plan/ids.ts';
import type { Plan, Resource } from '../../plan/plan.ts';
import type { Files, Format } from '../emission.ts';
import { kebab } from '../words.ts';

export const roles: Format = {
  id: 'roles',
  says: 'custom role definitions, one file each',
  emit: ({ plan }) => roleFiles(plan),
};

const ROLE = 'Microsoft.Authorization/roleDefinitions';

export const roleFileName = (symbol: string): string => `${kebab(symbol)}.json`;

const roleFiles = (plan: Plan): Files =>
  new Map(
    plan.resources
      .filter((one) => one.type === ROLE && one.existing === undefined)
      .map((one) => [`roles/${roleFileName(one.symbol)}`, roleText(plan, one)] as const),
  );

interface Properties {
  readonly roleName: string;
  readonly description?: string;
  readonly assignableScopes: readonly string[];
  readonly permissions: readonly Permission[];
}

export interface Permission {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
}

function roleText(plan: Plan, role: Resource): string {
  const { properties } = plainOf(plan, role.body) as unknown as { readonly properties: Properties };
  return printRole({
    id: resourceIdOf(plan, role.symbol),
    name: properties.roleName,
    description: properties.description ?? '',
    ...properties.permissions[0],
    assignableScopes: properties.assignableScopes,
  });
}

export interface RoleFile extends Permission {
  readonly id?: string;
  readonly name: string;
  readonly description: string;
  readonly assignableScopes: readonly string[];
}

/**
 * What `az role definition create` and `update --role-definition` read. `update` finds the role by `id` and takes its name
 * from `roleName`; `create` takes it from `name` and gives it a GUID of its own (azure-cli 2.91, role/custom.py).
 */
export const printRole = (role: RoleFile): string =>
  `${JSON.stringify(
    {
      ...(role.id === undefined ? {} : { id: role.id }),
      name: role.name,
      roleName: role.name,
      isCustom: true,
      description: role.description,
      actions: role.actions ?? [],
      notActions: role.notActions ?? [],
      dataActions: role.dataActions ?? [],
      notDataActions: role.notDataActions ?? [],
      assignableScopes: role.assignableScopes,
    },
    null,
    2,
  )}\n`;
