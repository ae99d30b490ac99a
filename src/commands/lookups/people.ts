import { parseId } from '../../azure/ids.ts';
import { customRoles } from '../../azure/queries/authorization.ts';
import { groups } from '../../azure/queries/directory.ts';
import { identities } from '../../azure/queries/identities.ts';
import { type Find, noteOf, suggestion } from './here.ts';

export const findGroups: Find = async (here) =>
  (await here.list(groups, {})).map(({ id, name, securityEnabled }) =>
    suggestion(id.toLowerCase(), name, securityEnabled ? undefined : 'it is no security group'),
  );

/** User-assigned identities. One from another region works, so that is told and no more. */
export const findIdentities: Find = async (here) =>
  (await here.list(identities, { subscription: here.need('base.subscription') })).map(({ id, name, location }) =>
    suggestion(id, noteOf(name, location, parseId(id).group), undefined),
  );

export const findRoles: Find = async (here) => {
  const scope = `/subscriptions/${here.need('base.subscription')}`;
  return (await here.list(customRoles, { scope })).map(({ id, name, permissions }) => {
    const actions = permissions.reduce((sum, permission) => sum + permission.actions.length, 0);
    return suggestion(id, noteOf(name, `${actions} actions`), undefined);
  });
};
