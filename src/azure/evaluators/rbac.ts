/** One permission object of a role: what it grants, less what it takes back itself. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
}

/** A role held at a scope, with the permissions of its definition. */
export interface Holding {
  readonly scope: string;
  readonly role: string;
  readonly permissions: readonly Permission[];
  /** An ABAC condition on the assignment: whether it lets the action pass cannot be judged from outside. */
  readonly condition?: string;
}

export interface Denial {
  readonly name: string;
  readonly scope: string;
  readonly permissions: readonly Permission[];
  readonly principals: readonly string[];
  readonly excludedPrincipals: readonly string[];
  readonly notForChildScopes: boolean;
}

export type Right =
  | { readonly is: 'granted'; readonly by: string }
  | { readonly is: 'conditional'; readonly by: string; readonly condition: string }
  | { readonly is: 'denied'; readonly by: string }
  | { readonly is: 'missing' };

/** The principal of a deny assignment that means everybody. */
export const EVERYONE = '00000000-0000-0000-0000-000000000000';

const patterns = new Map<string, RegExp>();

/** Whether an action pattern covers an action: `*` stands for any characters, `/` too; case does not matter. */
export function covers(pattern: string, action: string): boolean {
  let found = patterns.get(pattern);
  if (!found) {
    const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    found = new RegExp(`^${parts.join('.*')}$`, 'i');
    patterns.set(pattern, found);
  }
  return found.test(action);
}

const any = (list: readonly string[] | undefined, action: string): boolean =>
  list?.some((pattern) => covers(pattern, action)) ?? false;

/** `notActions` subtracts inside its own permission object only; it is no deny. https://learn.microsoft.com/azure/role-based-access-control/role-definitions#notactions */
export const grants = (permissions: readonly Permission[], action: string): boolean =>
  permissions.some((one) => any(one.actions, action) && !any(one.notActions, action));

/** Those of `actions` that the permissions do not grant. */
export const missing = (permissions: readonly Permission[], actions: readonly string[]): readonly string[] =>
  actions.filter((action) => !grants(permissions, action));

const plain = (scope: string): string => `/${scope.toLowerCase().replace(/^\/+|\/+$/g, '')}`;

/** Whether something held at `scope` reaches `target`. Management groups stand above every subscription that we can see. */
export function reaches(scope: string, target: string): boolean {
  const [above, below] = [plain(scope), plain(target)];
  if (above === '/' || above.startsWith('/providers/microsoft.management/')) return true;
  return below === above || below.startsWith(`${above}/`);
}

/** A deny assignment wins over every grant. https://learn.microsoft.com/azure/role-based-access-control/deny-assignments */
export function deniedBy(
  denials: readonly Denial[],
  action: string,
  target: string,
  principals: readonly string[],
): Denial | undefined {
  const me = new Set([...principals, EVERYONE].map((id) => id.toLowerCase()));
  const named = (ids: readonly string[]) => ids.some((id) => me.has(id.toLowerCase()));
  return denials.find(
    (denial) =>
      (denial.notForChildScopes ? plain(denial.scope) === plain(target) : reaches(denial.scope, target)) &&
      named(denial.principals) &&
      !named(denial.excludedPrincipals) &&
      grants(denial.permissions, action),
  );
}

/** What a principal may do with `action` at `target`. An unconditional grant beats a conditional one. */
export function judge(
  action: string,
  target: string,
  held: readonly Holding[],
  denials: readonly Denial[],
  principals: readonly string[],
): Right {
  const denial = deniedBy(denials, action, target, principals);
  if (denial) return { is: 'denied', by: denial.name };
  const granting = held.filter((one) => reaches(one.scope, target) && grants(one.permissions, action));
  const free = granting.find((one) => one.condition === undefined);
  if (free) return { is: 'granted', by: free.role };
  const [bound] = granting;
  if (bound?.condition !== undefined) return { is: 'conditional', by: bound.role, condition: bound.condition };
  return { is: 'missing' };
}
