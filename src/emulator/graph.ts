import { failure } from './errors.ts';
import { type ArmRequest, reply } from './request.ts';
import type { DirectoryGroup, Reply } from './types.ts';

const show = (group: DirectoryGroup): Record<string, unknown> => ({
  id: group.id,
  displayName: group.displayName,
  securityEnabled: group.securityEnabled,
});

/** Microsoft Graph, as far as groups go. */
export function answerGraph(request: ArmRequest): Reply {
  const { world, path } = request;
  if (!world.caller.readsDirectory) {
    return failure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  const who = /^\/v1\.0\/(?:me|directoryObjects\/([^/]+))\/checkMemberGroups$/.exec(path);
  if (request.method === 'POST' && who) return reply({ value: memberships(who[1] ?? world.caller.objectId, request) });
  if (path === '/v1.0/groups') return groupPage(request);
  const id = /^\/v1\.0\/groups\/([^/]+)$/.exec(path)?.[1];
  const group = world.groups.find((one) => one.id.toLowerCase() === id?.toLowerCase());
  if (group) return reply(show(group));
  return failure(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

function memberships(principal: string, { world, body }: ArmRequest): readonly string[] {
  const asked = ((body as { groupIds?: string[] } | undefined)?.groupIds ?? []).map((id) => id.toLowerCase());
  return world.groups
    .filter((group) => asked.includes(group.id.toLowerCase()) && group.members.includes(principal))
    .map((group) => group.id);
}

function groupPage({ world, query }: ArmRequest): Reply {
  const from = Number(query.get('$skiptoken') ?? 0);
  const upTo = from + world.pageSize;
  const found = world.groups.filter((group) => group.securityEnabled || !query.has('$filter')).map(show);
  if (upTo >= found.length) return reply({ value: found.slice(from) });
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(upTo));
  return reply({
    value: found.slice(from, upTo),
    '@odata.nextLink': `https://graph.microsoft.com/v1.0/groups?${next}`,
  });
}
