import { missing } from '../../src/azure/evaluators/rbac.ts';
import type { Look } from '../../src/azure/port.ts';
import { expectFound } from '../../src/azure/port.ts';
import { eligibleRoles, roleDefinition } from '../../src/azure/queries/authorization.ts';
import { caller } from '../../src/azure/queries/directory.ts';
import { locks } from '../../src/azure/queries/resource-groups.ts';
import { callerRights } from '../../src/azure/rights.ts';
import { check, fail, notRun, pass, warn } from '../../src/checks/check.ts';
import { shellWord } from '../../src/checks/shell-word.ts';
import { learnElsewhere } from '../facts/dates.ts';

import { ASSIGN, MAKE_GROUP, neededRights, RIGHTS_READ, scopeName } from './needed-rights.ts';

const RBAC = learnElsewhere('role-based-access-control/role-definitions', 'Azure role definitions', '2026-04-09');
const LOCKS = learnElsewhere('azure-resource-manager/management/lock-resources', 'Lock resources', '2026-08-21');

const CONTRIBUTOR = 'Contributor and Role Based Access Control Administrator';

const rights = check({
  id: 'PF-04',
  aliases: ['CM-05', 'CM-06'],
  title: 'You may make what the script makes',
  level: 'must',
  reads: RIGHTS_READ,
  targets: (read) => neededRights(read).map((scope) => ({ name: scopeName(scope.scopes[0] ?? ''), ...scope })),
  run: async ({ scopes, actions }, look) => {
    const me = expectFound(await look(caller, {}), 'the caller');
    const wanted = (scope: string) => (scope === scopes[0] ? actions : [MAKE_GROUP, ...actions]);
    const { missing: lacking, denied, conditional } = await callerRights(look, scopes, me.objectId, wanted);
    const [first] = denied;
    if (first)
      return fail(
        `${first.by} denies ${first.action}`,
        'Use a group and a VNet outside the node resource group and outside managed applications',
      );
    if (lacking.length > 0)
      return fail(`${me.name} lacks ${lacking.join(', ')}`, await wayToGet(look, scopes[0] ?? '', lacking));
    if (conditional.length > 0)
      return notRun(`conditional: a condition on your role decides about ${conditional.join(', ')}`);
    return pass(`${me.name} has every action that is needed`);
  },
  source: RBAC,
});

/** Activating an eligible role is quicker than asking for one: those that grant something of what is missing are named. */
async function wayToGet(look: Look, scope: string, lacking: readonly string[]): Promise<string> {
  const ask = `Ask an Owner for ${lacking.includes(ASSIGN) ? CONTRIBUTOR : 'Contributor'} on ${scope}`;
  const roles = await helpfulRoles(look, scope, lacking).catch(() => []);
  return roles.length > 0 ? `Activate ${roles.join(' or ')} in Privileged Identity Management; or: ${ask}` : ask;
}

async function helpfulRoles(look: Look, scope: string, lacking: readonly string[]): Promise<readonly string[]> {
  const eligible = expectFound(await look(eligibleRoles, { scope }), scope);
  const definitions = await Promise.all(eligible.map((one) => look(roleDefinition, { id: one.roleDefinitionId })));
  return definitions.flatMap((seen) => {
    if (seen.is === 'absent' || missing(seen.value.permissions, lacking).length === lacking.length) return [];
    return [seen.value.name];
  });
}

const unlocked = check({
  id: 'CM-07',
  title: 'No lock stands in the way',
  level: 'must',
  reads: RIGHTS_READ,
  targets: (read) => neededRights(read).map(({ scopes }) => ({ name: scopeName(scopes[0] ?? ''), scopes })),
  run: async ({ scopes }, look) => {
    for (const scope of scopes) {
      const seen = await look(locks, { scope });
      if (seen.is === 'absent') continue;
      const readOnly = seen.value.find((lock) => lock.level === 'ReadOnly');
      if (readOnly)
        return fail(
          `the lock ${readOnly.name} makes it read-only`,
          `az lock delete --name ${shellWord(readOnly.name)}, or choose another place`,
        );
      const keep = seen.value.find((lock) => lock.level === 'CanNotDelete');
      return keep
        ? warn(
            `the lock ${keep.name} forbids deleting: clean-up and image builds delete`,
            'Remove the lock before these run',
          )
        : pass('no lock');
    }
    return pass('it does not exist yet');
  },
  source: LOCKS,
});

export const checks = [rights, unlocked];
