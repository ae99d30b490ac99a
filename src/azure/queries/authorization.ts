import { all, asList, asObject, asText, idPath, query, restAll, texts } from '../clients.ts';
import type { Denial, Permission } from '../evaluators/rbac.ts';
import { subscriptionOf } from '../ids.ts';

export interface RoleAssignment {
  readonly id: string;
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  /** An ABAC condition: what it lets pass cannot be judged from outside. */
  readonly condition?: string;
}

export interface RoleDefinition {
  readonly id: string;
  /** The GUID at the end of the id. */
  readonly guid: string;
  readonly name: string;
  readonly custom: boolean;
  readonly permissions: readonly Permission[];
  readonly assignableScopes: readonly string[];
}

interface PermissionModel {
  readonly actions?: string[];
  readonly notActions?: string[];
  readonly dataActions?: string[];
  readonly notDataActions?: string[];
}

const readPermission = (model: PermissionModel): Permission => ({
  actions: texts(model.actions),
  notActions: texts(model.notActions),
  dataActions: texts(model.dataActions),
  notDataActions: texts(model.notDataActions),
});

const bare = (scope: string): string => idPath(scope).slice(1);

/** What the signed-in caller may do at a scope. Conditions on its assignments do not show here: see `roleAssignments`. */
export const permissions = query<{ readonly scope: string }, readonly Permission[]>({
  name: 'permissions',
  needs: 'Microsoft.Authorization/permissions/read',
  key: (args) => args.scope.toLowerCase(),
  ask: async (clients, args, signal) => {
    // The SDK has no call for a subscription's scope; ARM answers it all the same (UNVERIFIED: not in the published API).
    const path = `${idPath(args.scope)}/providers/Microsoft.Authorization/permissions`;
    const found = await restAll(clients, { method: 'GET', path, query: { 'api-version': '2022-04-01' } }, signal);
    return found.map((one) => readPermission(asObject(one) as PermissionModel));
  },
});

/** The roles that a principal holds at a scope: inherited ones and those of its groups too. */
export const roleAssignments = query<{ readonly scope: string; readonly principal: string }, readonly RoleAssignment[]>(
  {
    name: 'roleAssignments',
    needs: 'Microsoft.Authorization/roleAssignments/read',
    key: (args) => `${args.scope} ${args.principal}`.toLowerCase(),
    ask: async (clients, args, abortSignal) => {
      const client = await clients.authorization(subscriptionOf(args.scope));
      const filter = `assignedTo('${args.principal.replaceAll("'", "''")}')`;
      const found = await all(client.roleAssignments.listForScope(bare(args.scope), { filter, abortSignal }));
      return found.map((model) => ({
        id: model.id ?? '',
        scope: model.scope ?? '',
        roleDefinitionId: model.roleDefinitionId ?? '',
        principalId: model.principalId ?? '',
        ...(model.condition ? { condition: model.condition } : {}),
      }));
    },
  },
);

interface DefinitionModel {
  readonly id?: string;
  readonly name?: string;
  readonly roleName?: string;
  readonly roleType?: string;
  readonly permissions?: PermissionModel[];
  readonly assignableScopes?: string[];
}

const readDefinition = (model: DefinitionModel): RoleDefinition => ({
  id: model.id ?? '',
  guid: (model.name ?? model.id?.split('/').at(-1) ?? '').toLowerCase(),
  name: model.roleName ?? '',
  custom: model.roleType === 'CustomRole',
  permissions: (model.permissions ?? []).map(readPermission),
  assignableScopes: texts(model.assignableScopes),
});

export const roleDefinition = query<{ readonly id: string }, RoleDefinition>({
  name: 'roleDefinition',
  needs: 'Microsoft.Authorization/roleDefinitions/read',
  key: (args) => args.id.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const client = await clients.authorization(subscriptionOf(args.id));
    return readDefinition(await client.roleDefinitions.getById(bare(args.id), { abortSignal }));
  },
});

/** The custom roles that can be assigned at a scope. Names are compared here, ignoring case: a filter by name is not documented. */
export const customRoles = query<{ readonly scope: string }, readonly RoleDefinition[]>({
  name: 'customRoles',
  needs: 'Microsoft.Authorization/roleDefinitions/read',
  key: (args) => args.scope.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const client = await clients.authorization(subscriptionOf(args.scope));
    const filter = "type eq 'CustomRole'";
    return (await all(client.roleDefinitions.list(bare(args.scope), { filter, abortSignal }))).map(readDefinition);
  },
});

export interface DenyAssignment extends Denial {
  /** Those of the principals, excluded ones too, that are groups. */
  readonly groups: readonly string[];
}

/** Deny assignments that touch a scope, inherited ones too. AKS sets one on a locked node resource group. */
export const denyAssignments = query<{ readonly scope: string }, readonly DenyAssignment[]>({
  name: 'denyAssignments',
  needs: 'Microsoft.Authorization/denyAssignments/read',
  key: (args) => args.scope.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const client = await clients.authorization(subscriptionOf(args.scope));
    const found = await all(client.denyAssignments.listForScope(bare(args.scope), { abortSignal }));
    return found.map((model) => ({
      name: model.denyAssignmentName ?? model.name ?? '',
      scope: model.scope ?? args.scope,
      permissions: (model.permissions ?? []).map(readPermission),
      principals: texts(model.principals?.map((one) => one.id)),
      excludedPrincipals: texts(model.excludePrincipals?.map((one) => one.id)),
      notForChildScopes: model.doNotApplyToChildScopes ?? false,
      groups: texts(
        [...(model.principals ?? []), ...(model.excludePrincipals ?? [])]
          .filter((one) => one.type === 'Group')
          .map((one) => one.id),
      ),
    }));
  },
});

/** Roles that the caller may activate in Privileged Identity Management. */
export const eligibleRoles = query<
  { readonly scope: string },
  readonly { readonly roleDefinitionId: string; readonly scope: string; readonly roleName: string }[]
>({
  name: 'eligibleRoles',
  needs: 'Microsoft.Authorization/roleEligibilityScheduleInstances/read',
  key: (args) => args.scope.toLowerCase(),
  ask: async (clients, args, signal) => {
    const path = `${idPath(args.scope)}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances`;
    const parameters = { 'api-version': '2020-10-01', $filter: 'asTarget()' };
    const found = asList(await restAll(clients, { method: 'GET', path, query: parameters }, signal));
    return found.map((one) => {
      const properties = asObject(asObject(one)['properties']);
      const expanded = asObject(asObject(properties['expandedProperties'])['roleDefinition']);
      return {
        roleDefinitionId: asText(properties['roleDefinitionId']),
        scope: asText(properties['scope']),
        roleName: asText(expanded['displayName']),
      };
    });
  },
});
