import { asList, asObject, asText, type Caller, path, query, restAll } from '../clients.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly securityEnabled: boolean;
}

const SELECT = 'id,displayName,securityEnabled';

function readGroup(body: unknown): Group {
  const group = asObject(body);
  return {
    id: asText(group['id']),
    name: asText(group['displayName']),
    securityEnabled: group['securityEnabled'] === true,
  };
}

/** Who is signed in. */
export const caller = query<Record<never, never>, Caller>({
  name: 'caller',
  needs: 'a sign-in (az login)',
  key: () => '',
  ask: (clients, _args, signal) => clients.caller(signal),
});

/** A group of Microsoft Entra ID. */
export const group = query<{ readonly id: string }, Group>({
  name: 'group',
  needs: 'Group.Read.All or GroupMember.Read.All in Microsoft Graph',
  key: (args) => args.id.toLowerCase(),
  ask: async (clients, args, signal) => {
    const at = path('v1.0', 'groups', args.id);
    return readGroup(
      await clients.rest({ method: 'GET', path: at, query: { $select: SELECT }, service: 'graph' }, signal),
    );
  },
});

/** Security groups of the tenant, to choose from. */
export const groups = query<Record<never, never>, readonly Group[]>({
  name: 'groups',
  needs: 'Group.Read.All or GroupMember.Read.All in Microsoft Graph',
  key: () => '',
  ask: async (clients, _args, signal) => {
    const parameters = { $select: SELECT, $filter: 'securityEnabled eq true', $top: '999' };
    const at = path('v1.0', 'groups');
    const found = await restAll(clients, { method: 'GET', path: at, query: parameters, service: 'graph' }, signal);
    return found.map(readGroup);
  },
});

interface Membership {
  readonly groups: readonly string[];
  /** The object id of a user or service principal; the caller where it is not given. */
  readonly principal?: string;
}

/** Those of the given groups (20 at most) that somebody is a member of, directly or through others. */
export const memberOf = query<Membership, readonly string[]>({
  name: 'memberOf',
  needs: 'User.Read and GroupMember.Read.All in Microsoft Graph',
  key: (args) => [args.principal ?? 'me', ...[...args.groups].sort()].join(' ').toLowerCase(),
  ask: async (clients, args, signal) => {
    const who = args.principal === undefined ? ['me'] : ['directoryObjects', args.principal];
    const at = path('v1.0', ...who, 'checkMemberGroups');
    const body = { groupIds: args.groups };
    const answer = asObject(await clients.rest({ method: 'POST', path: at, body, service: 'graph' }, signal));
    return asList(answer['value']).map((id) => asText(id).toLowerCase());
  },
});
