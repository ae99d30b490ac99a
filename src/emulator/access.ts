import { type Denial, deniedBy, type Holding, judge, type Permission, reaches } from '../azure/evaluators/rbac.ts';
import { BUILT_IN_ROLES } from './roles.ts';
import type { Document, World } from './types.ts';

const ASSIGNMENTS = 'microsoft.authorization/roleassignments';
const DEFINITIONS = 'microsoft.authorization/roledefinitions';
const DENIALS = 'microsoft.authorization/denyassignments';

const text = (document: Document, property: string): string => String(document.properties[property] ?? '');

const ofType = (world: World, type: string): readonly Document[] =>
  [...world.documents.values()].filter((one) => one.type.toLowerCase() === type);

export const scopeOf = (extension: Document): string =>
  extension.id.split('/providers/Microsoft.Authorization/', 1)[0] || '/';

/** Built-in and custom role definitions, as documents. */
export function definitionsOf(world: World): readonly Document[] {
  const builtIn = BUILT_IN_ROLES.map(({ guid, name, permission }) => ({
    id: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    name: guid,
    type: 'Microsoft.Authorization/roleDefinitions',
    properties: { roleName: name, type: 'BuiltInRole', permissions: [permission], assignableScopes: ['/'] },
  }));
  return [...builtIn, ...ofType(world, DEFINITIONS)];
}

/** Groups of a principal, and itself. */
export function principalsOf(principal: string, world: World): readonly string[] {
  const wanted = principal.toLowerCase();
  const groups = world.groups.filter((group) => group.members.some((member) => member.toLowerCase() === wanted));
  return [wanted, ...groups.map((group) => group.id.toLowerCase())];
}

/** The assignments that a principal has at a scope, through groups and from above too. */
function assignmentsAt(scope: string, principal: string, world: World): readonly Document[] {
  const mine = new Set(principalsOf(principal, world));
  return ofType(world, ASSIGNMENTS).filter(
    (one) => mine.has(text(one, 'principalId').toLowerCase()) && reaches(scopeOf(one), scope),
  );
}

function permissionsOf(assignment: Document, world: World): readonly Permission[] {
  const guid = text(assignment, 'roleDefinitionId').split('/').at(-1)?.toLowerCase();
  const definition = definitionsOf(world).find((one) => one.name.toLowerCase() === guid);
  return (definition?.properties['permissions'] as Permission[] | undefined) ?? [];
}

export const callerPermissions = (scope: string, world: World): readonly Permission[] =>
  assignmentsAt(scope, world.caller.objectId, world).flatMap((one) => permissionsOf(one, world));

export const denialsAt = (scope: string, world: World): readonly Document[] =>
  ofType(world, DENIALS).filter((one) => reaches(scopeOf(one), scope) || reaches(scope, scopeOf(one)));

const readDenial = (one: Document): Denial => ({
  name: text(one, 'denyAssignmentName'),
  scope: scopeOf(one),
  permissions: one.properties['permissions'] as Permission[],
  principals: (one.properties['principals'] as { id: string }[]).map((principal) => principal.id),
  excludedPrincipals: ((one.properties['excludePrincipals'] ?? []) as { id: string }[]).map(
    (principal) => principal.id,
  ),
  notForChildScopes: one.properties['doNotApplyToChildScopes'] === true,
});

/** Whether the caller may do something: derived from its assignments, as in Azure. */
export function mayCaller(action: string, scope: string, world: World): boolean {
  const held: Holding[] = assignmentsAt(scope, world.caller.objectId, world).map((one) => ({
    scope: scopeOf(one),
    role: text(one, 'roleDefinitionId'),
    permissions: permissionsOf(one, world),
  }));
  const denials = denialsAt(scope, world).map(readDenial);
  const principals = principalsOf(world.caller.objectId, world);
  return !deniedBy(denials, action, scope, principals) && judge(action, scope, held, [], principals).is === 'granted';
}

/** Whether the caller sees a subscription at all: any role anywhere in it is enough. */
export function seesSubscription(subscription: string, world: World): boolean {
  const scope = `/subscriptions/${subscription}`.toLowerCase();
  const mine = new Set(principalsOf(world.caller.objectId, world));
  return ofType(world, ASSIGNMENTS).some((one) => {
    const at = scopeOf(one).toLowerCase();
    return mine.has(text(one, 'principalId').toLowerCase()) && (reaches(at, scope) || reaches(scope, at));
  });
}
