import type { Adder, GrantSpec } from './contribution.ts';
import { lastPart } from './draft.ts';
import type { Grant } from './plan.ts';
import { guid, idOf, join, type ResourceSymbol, roleDefinitionId, runtime, type Value } from './value.ts';

const upperFirst = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/**
 * Adds a role assignment, named after who gets which role where: giving it twice is a `PlanBug`.
 * @returns the grant, with the symbol of its assignment
 */
export function grant(adder: Pick<Adder, 'add'>, because: readonly string[], spec: GrantSpec): Grant {
  const identity = 'type' in spec.to ? spec.to : undefined;
  const principal = 'principalId' in spec.to ? spec.to : undefined;
  const who: Value = principal
    ? principal.principalId
    : runtime(identity as ResourceSymbol<'Microsoft.ManagedIdentity/userAssignedIdentities'>, 'properties.principalId');
  const named: Value = principal ? (principal.named ?? principal.principalId) : idOf(spec.to as ResourceSymbol);
  const roleId = roleValue(spec.roleId);
  const words = spec.role.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
  const assignment = `${spec.to.symbol}Gets${upperFirst(words)}On${upperFirst(spec.on.symbol)}`;
  const type = principal?.principalType ?? 'ServicePrincipal';
  adder.add(
    { symbol: assignment, type: 'Microsoft.Authorization/roleAssignments' },
    {
      api: '2022-04-01',
      scope: { in: 'resource', of: spec.on.symbol },
      name: guid(
        idOf(spec.on),
        named,
        typeof spec.roleId === 'string' ? lastPart(spec.roleId) : nameOfRole(spec.roleId),
      ),
      stage: spec.stage ?? 'identity',
      domain: 'roles',
      body: { properties: { principalId: who, principalType: type, roleDefinitionId: roleId } },
    },
  );
  return {
    to: principal?.words ?? spec.to.symbol,
    principalId: who,
    principalType: type,
    role: spec.role,
    roleId,
    on: spec.on.symbol,
    why: spec.why,
    until: spec.until,
    assignment,
    because,
  };
}

const nameOfRole = (role: ResourceSymbol): Value => ({ $: 'ref', symbol: role.symbol, out: 'name' });

function roleValue(role: GrantSpec['roleId']): Value {
  if (typeof role !== 'string') return idOf(role);
  return role.startsWith('/') ? join(role) : roleDefinitionId(role);
}
