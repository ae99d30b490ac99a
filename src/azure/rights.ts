import { grants, type Holding, judge, missing, type Right, reaches } from './evaluators/rbac.ts';
import { expectFound, type Look, NotRun } from './port.ts';
import * as ask from './queries/authorization.ts';
import { memberOf } from './queries/directory.ts';

/** What a principal may do at a scope, asked action by action. */
export type RightsAt = (action: string) => Right;

/** Whose rights: `isCaller` where it is who asks, who needs fewer rights to learn of its own groups. */
export interface Principal {
  readonly id: string;
  readonly isCaller?: boolean;
}

/**
 * The rights of any principal at a scope: its assignments (inherited ones and those of its groups too) with the
 * definitions of their roles, less deny assignments. Of the groups that a deny assignment names, those are asked about
 * whose answer matters for one of the actions.
 */
export async function rightsOf(
  look: Look,
  scope: string,
  principal: Principal,
  actions: readonly string[],
): Promise<RightsAt> {
  const [assigned, denied] = await Promise.all([
    look(ask.roleAssignments, { scope, principal: principal.id }),
    look(ask.denyAssignments, { scope }),
  ]);
  const held = await Promise.all(expectFound(assigned, scope).map((one) => holdingOf(one, look)));
  const denials = expectFound(denied, scope);
  const matters = denials.filter(
    (one) => reaches(one.scope, scope) && actions.some((it) => grants(one.permissions, it)),
  );
  const groups = [...new Set(matters.flatMap((one) => one.groups.map((id) => id.toLowerCase())))];
  const mine = await groupsOf(look, principal, groups);
  return (action) => judge(action, scope, held, denials, [principal.id, ...mine]);
}

/** Graph takes twenty groups at a time. */
async function groupsOf(
  look: Look,
  { id, isCaller }: Principal,
  groups: readonly string[],
): Promise<readonly string[]> {
  const parts = Array.from({ length: Math.ceil(groups.length / 20) }, (_, i) => groups.slice(20 * i, 20 * i + 20));
  const answers = await Promise.all(
    parts.map((part) => look(memberOf, { groups: part, ...(isCaller ? {} : { principal: id }) })),
  );
  return answers.flatMap((seen) => expectFound(seen, `the principal ${id}`));
}

async function holdingOf(one: ask.RoleAssignment, look: Look): Promise<Holding> {
  const definition = expectFound(await look(ask.roleDefinition, { id: one.roleDefinitionId }), one.roleDefinitionId);
  const condition = one.condition === undefined ? {} : { condition: one.condition };
  return { scope: one.scope, role: definition.name, permissions: definition.permissions, ...condition };
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
 * What the caller lacks of the actions, at the first of the scopes that exists (the next ones stand above it). Azure itself says what
 * the caller may do, which everybody may ask; assignments are read only where it says yes, since conditions and deny
 * assignments show nowhere else. `needed` gives the actions for the scope that was found.
 */
export async function callerRights(
  look: Look,
  scopes: readonly string[],
  principal: string,
  needed: (scope: string) => readonly string[],
): Promise<RightsSummary> {
  for (const scope of scopes) {
    const seen = await look(ask.permissions, { scope });
    if (seen.is === 'absent') continue;
    const actions = needed(scope);
    const lacking = missing(seen.value, actions);
    if (lacking.length > 0) return { missing: lacking, denied: [], conditional: [] };
    const { denied, conditional } = summarize(
      await rightsOf(look, scope, { id: principal, isCaller: true }, actions),
      actions,
    );
    return { missing: [], denied, conditional };
  }
  throw new NotRun(`none of ${scopes.join(', ')} exists`);
}
