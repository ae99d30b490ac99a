import { missing } from '../../src/azure/evaluators/rbac.ts';
import { expectFound } from '../../src/azure/port.ts';
import { customRoles, roleDefinition } from '../../src/azure/queries/authorization.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { VN2_REPO } from '../facts/dates.ts';
import { MADE_ROLES_READ, madeRoles } from './made-roles.ts';
import { subscription } from './subscription.ts';

const UPDATE = 'az role definition update takes the JSON of the role; or delete the role, and it is made anew';

/** Names of roles are unique in a tenant, so a role of an earlier network or of somebody else stops the script. */
const own = check({
  id: 'CM-10',
  aliases: ['JB-10'],
  title: 'The name of a custom role is free, or the role is there with its actions',
  level: 'must',
  reads: MADE_ROLES_READ,
  targets: (read) => madeRoles(read).map((role) => ({ ...role, subscription: read(subscription) })),
  run: async ({ name, id, actions, subscription: home }, look) => {
    const all = expectFound(await look(customRoles, { scope: `/subscriptions/${home}` }), 'the list of custom roles');
    const guid = id.split('/').at(-1);
    const other = all.find((one) => one.name.toLowerCase() === name.toLowerCase() && one.guid !== guid);
    if (other !== undefined)
      return fail(
        `another role has this name: ${other.guid}`,
        `az role definition delete --name ${other.guid}, once nothing is assigned it; or have an existing role assigned`,
      );
    const seen = await look(roleDefinition, { id });
    if (seen.is === 'absent') return pass('it will be made');
    const lacks = missing(seen.value.permissions, actions);
    if (lacks.length > 0) return fail(`it is there, without ${lacks.join(', ')}`, UPDATE);
    const more = seen.value.permissions.flatMap((one) => one.actions).filter((one) => !actions.includes(one));
    return more.length > 0 ? warn(`it is there, and also allows ${more.join(', ')}`, UPDATE) : pass('it is there');
  },
  source: VN2_REPO,
  unverified:
    'Azure’s page does not say whether the list of a subscription has roles that may be assigned in one group alone.',
});

export const checks = [own];
