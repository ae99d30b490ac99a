import { type Holding, judge, missing, type Right } from './evaluators/rbac.ts';
import { expectFound, type Look, NotRun } from './port.ts';
import * as ask from './queries/authorization.ts';

/** What a principal may do at a scope, asked action by action. */
export type RightsAt = (action: string) => Right;

/**
 * The rights of any principal at a scope: its assignments (inherited ones and those of its groups too) with the
 * definitions of their roles, less deny assignments. Groups named in a deny assignment are not expanded: only the principal itself
 * and everybody are recognised there.
 */
export async function rightsOf(look: Look, scope: string, principal: string): Promise<RightsAt> {
  const assignments = expectFound(await look(ask.roleAssignments, { scope, principal }), scope);
  const held = await Promise.all(
    assignments.map(async (one): Promise<Holding> => {
      const definition = expectFound(
        await look(ask.roleDefinition, { id: one.roleDefinitionId }),
        one.roleDefinitionId,
      );
      const condition = one.condition === undefined ? {} : { condition: one.condition };
      return { scope: one.scope, role: definition.name, permissions: definition.permissions, ...condition };
    }),
  );
  const denials = expectFound(await look(ask.denyAssignments, { scope }), scope);
  return (action) => judge(action, scope, held, denials, [principal]);
}

/** Actions by what came of them. */
export interface RightsSummary {
  readonly missing: readonly string[];
  readonly denied: readonly { readonly action: string; readonly by: string }[];
  /** Granted under an ABAC condition only: whether it lets the action pass cannot be judged from outside. */
  readonly conditional: readonly string[];
}

export function summarize(rights: RightsAt, actions: readonly string[]): RightsSummary {
  const judged = actions.map((action) => ({ action, right: rights(action) }));
  return {
    missing: judged.filter((one) => one.right.is === 'missing').map((one) => one.action),
    denied: judged.flatMap(({ action, right }) => (right.is === 'denied' ? [{ action, by: right.by }] : [])),
    conditional: judged.filter((one) => one.right.is === 'conditional').map((one) => one.action),
  };
}

/**
 * The same for the caller. What it may do is asked of Azure itself, which everybody may; assignments are read as well, since
 * conditions show nowhere else. A scope that does not exist yet gets the rights of the nearest one above it that does.
 */
export async function callerRights(
  look: Look,
  scopes: readonly string[],
  principal: string,
): Promise<{ readonly scope: string; readonly rights: RightsAt }> {
  for (const scope of scopes) {
    const seen = await look(ask.permissions, { scope });
    if (seen.is === 'absent') continue;
    const byAssignment = await rightsOf(look, scope, principal);
    const rights: RightsAt = (action) => {
      const right = byAssignment(action);
      const shown = missing(seen.value, [action]).length === 0;
      return right.is === 'missing' && shown ? { is: 'granted', by: 'a role that is not listed' } : right;
    };
    return { scope, rights };
  }
  throw new NotRun(`none of ${scopes.join(', ')} exists`);
}
