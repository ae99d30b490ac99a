import { reaches } from '../azure/evaluators/rbac.ts';
import { callerPermissions, definitionsOf, denialsAt, principalsOf, scopeOf } from './access.ts';
import { kindOf } from './documents.ts';
import { failure, noGroup } from './errors.ts';
import { page, type Route, reply } from './request.ts';
import type { Document, World } from './types.ts';

const NAMESPACE = 'Microsoft.Authorization';

const list = (
  kind: string,
  items: (scope: string, filter: string, world: World) => readonly unknown[],
  open?: true,
): Route => ({
  method: 'GET',
  pattern: `{scope}/providers/${NAMESPACE}/${kind}`,
  type: `${NAMESPACE}/${kind}`,
  action: `${NAMESPACE}/${kind}/read`,
  ...(open ? { open } : {}),
  answer: (words, request) =>
    page(items(words['scope'] || '/', request.query.get('$filter') ?? '', request.world), request),
});

const quoted = (filter: string, name: string): string | undefined =>
  new RegExp(`${name}\\s*(?:\\(|eq)\\s*'([^']*)'`, 'i').exec(filter)?.[1];

/** At, above and below a scope; `atScope()` leaves out what is below. */
function assignments(scope: string, filter: string, world: World): readonly Document[] {
  const assignee = quoted(filter, 'assignedTo');
  const principal = quoted(filter, 'principalId');
  const wanted = assignee === undefined ? principal && [principal.toLowerCase()] : principalsOf(assignee, world);
  return [...world.documents.values()]
    .filter((one) => one.type === `${NAMESPACE}/roleAssignments`)
    .filter((one) => reaches(scopeOf(one), scope) || (!/atScope\(\)/i.test(filter) && reaches(scope, scopeOf(one))))
    .filter((one) => !wanted || wanted.includes(String(one.properties['principalId']).toLowerCase()))
    .map((one) => ({ ...one, properties: { ...one.properties, scope: scopeOf(one) } }));
}

function definitions(scope: string, filter: string, world: World): readonly Document[] {
  const kind = quoted(filter, 'type');
  return definitionsOf(world)
    .filter((one) => kind === undefined || one.properties['type'] === kind)
    .filter((one) =>
      (one.properties['assignableScopes'] as string[]).some((at) => reaches(at, scope) || reaches(scope, at)),
    );
}

const locks = (scope: string, _filter: string, world: World): readonly Document[] =>
  [...world.documents.values()].filter((one) => one.type === `${NAMESPACE}/locks` && reaches(scopeOf(one), scope));

const denials = (scope: string, _filter: string, world: World): readonly Document[] =>
  denialsAt(scope, world).map((one) => ({ ...one, properties: { ...one.properties, scope: scopeOf(one) } }));

const eligible = (scope: string, _filter: string, world: World): readonly unknown[] =>
  world.caller.eligible
    .filter((one) => reaches(one.scope, scope))
    .map((one) => {
      const definition = definitionsOf(world).find((role) => role.name === one.role);
      return {
        name: one.role,
        properties: {
          scope: one.scope,
          roleDefinitionId: `${one.scope}/providers/${NAMESPACE}/roleDefinitions/${one.role}`,
          principalId: world.caller.objectId,
          expandedProperties: { roleDefinition: { displayName: definition?.properties['roleName'] } },
        },
      };
    });

const GROUP = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i;

export const AUTHORIZATION_ROUTES: readonly Route[] = [
  // Everybody may ask what they may do themselves.
  {
    ...list('permissions', () => [], true),
    answer: (words, request) => {
      const group = GROUP.exec(words['scope'] ?? '');
      if (group && !request.world.documents.has(group[0].toLowerCase())) return noGroup(group[1] ?? '');
      return page(callerPermissions(words['scope'] || '/', request.world), request);
    },
  },
  list('roleAssignments', assignments),
  list('roleDefinitions', definitions),
  list('denyAssignments', denials),
  list('locks', locks),
  list('roleEligibilityScheduleInstances', eligible, true),
  {
    method: 'GET',
    pattern: `{scope}/providers/${NAMESPACE}/roleDefinitions/{name}`,
    type: `${NAMESPACE}/roleDefinitions`,
    action: `${NAMESPACE}/roleDefinitions/read`,
    answer: (words, { world, path }) => {
      const found = definitionsOf(world).find((one) => one.name.toLowerCase() === words['name']?.toLowerCase());
      if (found) return reply({ ...found, id: path });
      return failure(
        404,
        'RoleDefinitionDoesNotExist',
        `The specified role definition with ID '${kindOf(path).name}' does not exist.`,
      );
    },
  },
];
