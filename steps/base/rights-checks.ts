import type { Look } from '../../src/azure/port.ts';
import { expectFound } from '../../src/azure/port.ts';
import { eligibleRoles } from '../../src/azure/queries/authorization.ts';
import { caller } from '../../src/azure/queries/directory.ts';
import { locks } from '../../src/azure/queries/resource-groups.ts';
import { callerRights } from '../../src/azure/rights.ts';
import { check, fail, notRun, pass, warn } from '../../src/checks/check.ts';
import type { AnyRead } from '../../src/core/decision.ts';
import { learnElsewhere } from '../facts/dates.ts';
import { jumpBox } from '../jb/enable.ts';
import { subnetList } from '../net/subnets.ts';
import { hub, networkGroupName, vnetId, vnetMode } from '../net/vnet.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { aciGroupChoice, aciGroupName } from '../vn/resource-group.ts';
import { clusterName, resourceGroup } from './names.ts';
import { owners } from './owners.ts';
import { subscription } from './subscription.ts';

const RBAC = learnElsewhere('role-based-access-control/role-definitions', 'Azure role definitions', '2026-04-09');
const LOCKS = learnElsewhere('azure-resource-manager/management/lock-resources', 'Lock resources', '2026-08-21');

interface Scope {
  /** The scope itself first, then those above it, for what does not exist yet. */
  readonly scopes: readonly string[];
  readonly actions: readonly string[];
}

const ASSIGN = 'Microsoft.Authorization/roleAssignments/write';
const DEFINE = 'Microsoft.Authorization/roleDefinitions/write';
const GROUP = 'Microsoft.Resources/subscriptions/resourceGroups/write';
const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const TEMPLATE = 'Microsoft.VirtualMachineImages/imageTemplates';
const VNET = 'Microsoft.Network/virtualNetworks';

const READS = [
  subscription,
  resourceGroup,
  clusterName,
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

/** Where the operator's own part of the plan writes, and what it needs there (VJ 4.1 caller-actions, CD 1.4). Another team's part is asked for. */
function needed(read: AnyRead): readonly Scope[] {
  const top = `/subscriptions/${read(subscription)}`;
  const group = (name: string): readonly string[] => [`${top}/resourceGroups/${name}`, top];
  const mine = (domain: string): boolean => read(owners)[domain] === undefined;
  const grants = mine('roles') ? [ASSIGN] : [];
  const customRoles = mine('roles') && (read(virtualNodes) || read(jumpBox) === 'build') ? [DEFINE] : [];
  const images =
    read(jumpBox) === 'build'
      ? [`${TEMPLATE}/write`, `${TEMPLATE}/run/action`, 'Microsoft.Compute/galleries/write']
      : [];
  const cluster = [`${CLUSTER}/write`, `${CLUSTER}/read`, `${IDENTITY}/write`, `${IDENTITY}/assign/action`];
  const aci = read(aciGroupChoice) === 'node' ? undefined : read(aciGroupName);
  return merged([
    { scopes: group(read(resourceGroup)), actions: [...cluster, ...grants, ...customRoles, ...images] },
    ...networkScopes(read, group, mine('network')),
    ...(aci === undefined ? [] : [{ scopes: group(aci), actions: [...grants, ...customRoles] }]),
  ]);
}

/** Whoever makes a cluster must be allowed to join its subnets, whoever owns the network: Azure checks that of the caller. */
function networkScopes(read: AnyRead, group: (name: string) => readonly string[], mine: boolean): readonly Scope[] {
  const join = `${VNET}/subnets/join/action`;
  const existing = read(vnetId);
  if (existing !== undefined) {
    const made = mine && read(subnetList)?.some((subnet) => subnet.id === undefined);
    return [{ scopes: [existing], actions: made ? [`${VNET}/subnets/write`, join] : [join] }];
  }
  const own = read(networkGroupName);
  if (own === undefined) return [];
  const hubId = read(hub);
  const peering = [`${VNET}/virtualNetworkPeerings/write`, `${VNET}/peer/action`];
  return [
    { scopes: group(own), actions: mine ? [`${VNET}/write`, `${VNET}/subnets/write`, join] : [join] },
    ...(hubId === undefined || !mine ? [] : [{ scopes: [hubId], actions: peering }]),
  ];
}

/** The name of a group or VNet for people: `rg-hub-network/vnet-hub`. */
function nameOf(scope: string): string {
  const [, , , , group = '', , , , resource] = scope.split('/');
  return resource === undefined ? group : `${group}/${resource}`;
}

/** Each scope once, with all that is needed there. */
function merged(scopes: readonly Scope[]): readonly Scope[] {
  const byId = new Map<string, Scope>();
  for (const scope of scopes) {
    const id = (scope.scopes[0] ?? '').toLowerCase();
    const actions = [...new Set([...(byId.get(id)?.actions ?? []), ...scope.actions])];
    if (actions.length > 0) byId.set(id, { scopes: scope.scopes, actions });
  }
  return [...byId.values()];
}

const CONTRIBUTOR = 'Contributor and Role Based Access Control Administrator';

const rights = check({
  id: 'PF-04',
  aliases: ['CM-05', 'CM-06'],
  title: 'You may make what the script makes',
  level: 'must',
  reads: READS,
  targets: (read) => needed(read).map((scope) => ({ name: nameOf(scope.scopes[0] ?? ''), ...scope })),
  run: async ({ scopes, actions }, look) => {
    const me = expectFound(await look(caller, {}), 'the caller');
    const wanted = (scope: string) => (scope === scopes[0] ? actions : [GROUP, ...actions]);
    const { missing, denied, conditional } = await callerRights(look, scopes, me.objectId, wanted);
    const [first] = denied;
    if (first)
      return fail(
        `${first.by} denies ${first.action}`,
        'Use a group and a VNet outside the node resource group and outside managed applications',
      );
    if (missing.length > 0)
      return fail(`${me.name} lacks ${missing.join(', ')}`, await wayToGet(look, scopes[0] ?? '', missing));
    if (conditional.length > 0)
      return notRun(`conditional: a condition on your role decides about ${conditional.join(', ')}`);
    return pass(`${me.name} has every action that is needed`);
  },
  source: RBAC,
});

/** Activating an eligible role is quicker than asking for one. */
async function wayToGet(look: Look, scope: string, missing: readonly string[]): Promise<string> {
  const ask = `Ask an Owner for ${missing.includes(ASSIGN) ? CONTRIBUTOR : 'Contributor'} on ${scope}`;
  const eligible = await look(eligibleRoles, { scope }).catch(() => undefined);
  const roles = eligible?.is === 'found' ? eligible.value.map((one) => one.roleName).filter((name) => name !== '') : [];
  return roles.length > 0 ? `Activate ${roles.join(' or ')} in Privileged Identity Management; or: ${ask}` : ask;
}

const unlocked = check({
  id: 'CM-07',
  title: 'No lock stands in the way',
  level: 'must',
  reads: READS,
  targets: (read) => needed(read).map(({ scopes }) => ({ name: nameOf(scopes[0] ?? ''), scopes })),
  run: async ({ scopes }, look) => {
    for (const scope of scopes) {
      const seen = await look(locks, { scope });
      if (seen.is === 'absent') continue;
      const readOnly = seen.value.find((lock) => lock.level === 'ReadOnly');
      if (readOnly)
        return fail(
          `the lock ${readOnly.name} makes it read-only`,
          `az lock delete --name ${readOnly.name}, or choose another place`,
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
