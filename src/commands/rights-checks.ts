import { clusterName, resourceGroup } from '../../steps/base/names.ts';
import { owners } from '../../steps/base/owners.ts';
import { subscription } from '../../steps/base/subscription.ts';
import { learnElsewhere } from '../../steps/facts/dates.ts';
import { jumpBox } from '../../steps/jb/enable.ts';
import { subnetList } from '../../steps/net/subnets.ts';
import { hub, networkGroupName, vnetId, vnetMode } from '../../steps/net/vnet.ts';
import { virtualNodes } from '../../steps/node/virtual-nodes.ts';
import { aciGroupChoice, aciGroupName } from '../../steps/vn/resource-group.ts';
import { missing } from '../azure/evaluators/rbac.ts';
import { expectFound, type Look, NotRun } from '../azure/port.ts';
import { eligibleRoles, roleDefinition } from '../azure/queries/authorization.ts';
import { caller } from '../azure/queries/directory.ts';
import { provider } from '../azure/queries/providers.ts';
import { locks } from '../azure/queries/resource-groups.ts';
import { callerRights } from '../azure/rights.ts';
import { type Check, check, fail, notRun, pass, warn } from '../checks/check.ts';
import { shellWord } from '../checks/shell-word.ts';
import { builtInRolesFor, DEFINES_ROLES } from '../emit/rights/built-in.ts';
import { MAKE_GROUP, placesOf } from './places.ts';
import { planFrom } from './planned.ts';

const RBAC = learnElsewhere('role-based-access-control/role-definitions', 'Azure role definitions', '2026-04-09');
const LOCKS = learnElsewhere('azure-resource-manager/management/lock-resources', 'Lock resources', '2026-08-21');

/** The answers that decide where something is made, and whose it is. */
const READS = [
  subscription,
  clusterName,
  resourceGroup,
  owners,
  vnetMode,
  vnetId,
  networkGroupName,
  hub,
  subnetList,
  virtualNodes,
  aciGroupChoice,
  aciGroupName,
  jumpBox,
] as const;

const rights = check({
  id: 'PF-04',
  aliases: ['CM-05', 'CM-06'],
  title: 'You may make what the script makes',
  level: 'must',
  reads: READS,
  targets: (read) => placesOf(planFrom(read)),
  run: async ({ scopes, actions, isMade, registers }, look) => {
    const [at = ''] = scopes;
    const me = expectFound(await look(caller, {}), 'the caller');
    const left = await unregistered(look, at, registers);
    const all = [...actions, ...left.map((namespace) => `${namespace}/register/action`)];
    const wanted = (scope: string) => (isMade && scope !== at ? [MAKE_GROUP, ...all] : all);
    const { missing: lacking, denied, conditional } = await callerRights(look, scopes, me.objectId, wanted);
    const [first] = denied;
    if (first)
      return fail(
        `${first.by} denies ${first.action}`,
        'Use a group and a VNet outside the node resource group and outside managed applications',
      );
    if (lacking.length > 0) return fail(`${me.name} lacks ${lacking.join(', ')}`, await wayToGet(look, at, lacking));
    if (conditional.length > 0)
      return notRun(`conditional: a condition on your role decides about ${conditional.join(', ')}`);
    return pass(`${me.name} has every action that is needed`);
  },
  source: RBAC,
});

/** The providers that the script registers. Who may not even look at them lacks that, too. */
async function unregistered(look: Look, at: string, registers: readonly string[]): Promise<readonly string[]> {
  const id = at.split('/')[2] ?? '';
  const states = await Promise.all(
    registers.map(async (namespace) => {
      try {
        const seen = await look(provider, { subscription: id, namespace });
        return seen.is === 'found' ? seen.value.state : '';
      } catch (error) {
        if (error instanceof NotRun) return '';
        throw error;
      }
    }),
  );
  return registers.filter((_, i) => states[i] !== 'Registered');
}

/** Activating an eligible role is quicker than asking for one: those that grant something of what is missing are named. */
async function wayToGet(look: Look, scope: string, lacking: readonly string[]): Promise<string> {
  const needed = builtInRolesFor(lacking);
  const instead = needed.includes(DEFINES_ROLES)
    ? ` (or Owner; Role Based Access Control Administrator may not write custom roles)`
    : '';
  const ask = `Ask an Owner for ${needed.join(' and ')} on ${scope}${instead}`;
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
  reads: READS,
  targets: (read) =>
    placesOf(planFrom(read))
      .filter(({ isWritten }) => isWritten)
      .map(({ name, scopes }) => ({ name, scopes })),
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

/** The checks of the operator's rights, which are those of the table in report.md. */
export const checks: readonly Check[] = [rights, unlocked];
