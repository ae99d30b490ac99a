import type { AnyRead } from '../../src/core/decision.ts';
import { type Adder, contribution } from '../../src/plan/contribution.ts';
import { idOf, param, type Value } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { subscription } from '../base/subscription.ts';
import { locationOf, tagsOf } from '../common.ts';
import { addCustomRole } from '../custom-role.ts';
import { API } from '../facts/api-versions.ts';
import { PROVIDERS } from '../facts/providers.ts';
import { CUSTOM_ROLES, type CustomRole, ROLES, STANDBY_ACTIONS } from '../facts/roles.ts';
import { registerProviders } from '../flows.ts';
import { networkGroupOf } from '../net/groups.ts';
import { subnetFor, subnetList } from '../net/subnets.ts';
import { vnetId, vnetMode } from '../net/vnet.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { nodeResourceGroup } from '../nrg/node-resource-group.ts';
import { aciGroup, cluster, kubeletIdentity, subnets, vnet } from '../resources.ts';
import { virtualNodeIdentity } from './identity.ts';
import { sandboxProvider } from './provider.ts';
import { aciGroupChoice, aciGroupName } from './resource-group.ts';
import { virtualNodeRole, virtualNodeRoleId, virtualNodeRoleScope } from './role.ts';
import { virtualNodesIdentity, virtualNodesJoinRole, virtualNodesRole } from './symbols.ts';

const GROUPS = 'Microsoft.Resources/resourceGroups';
const CONTAINERS_WHY = 'makes, reads, runs commands in and removes the container groups of pods';
const JOIN_WHY = 'places container groups in their subnet';

export const containerGroup = contribution({
  id: 'vn.group',
  because: [virtualNodes, aciGroupChoice, aciGroupName, subscription, nodeResourceGroup, location, tags, clusterName],
  when: (read) => read(virtualNodes),
  add: (plan, read) => {
    registerProviders(plan, PROVIDERS.virtualNodes);
    const idFor = (name: string) => `/subscriptions/${read(subscription)}/resourceGroups/${name}`;
    switch (read(aciGroupChoice)) {
      case 'existing':
        return plan.existing(aciGroup, idFor(read(aciGroupName) ?? ''), { api: API[GROUPS], stage: 'subscription' });
      case 'node':
        // AKS makes it with the cluster: whatever is done there comes after that
        plan.existing(aciGroup, idFor(read(nodeResourceGroup)), { api: API[GROUPS], stage: 'access' });
        return plan.after(aciGroup, cluster);
      default:
        return plan.add(aciGroup, {
          api: API[GROUPS],
          scope: { in: 'subscription' },
          name: param('aciGroupName', read(aciGroupName) ?? '', 'Resource group of the container groups'),
          stage: 'subscription',
          body: { location: locationOf(read), tags: tagsOf(read) },
        });
    }
  },
});

/** Where joining the subnet is granted: the group of a VNet that this plan makes, else the VNet alone. */
const networkTarget = (read: AnyRead) => (read(vnetMode) === 'existing' ? vnet : networkGroupOf(read));

/** The id of the group that holds the VNet: custom roles name groups, not resources. */
function networkGroupId(read: AnyRead): Value {
  const id = read(vnetId) as string | undefined;
  return id === undefined ? idOf(networkGroupOf(read)) : id.slice(0, id.indexOf('/providers/'));
}

function assignable(read: AnyRead, groups: readonly Value[]): readonly Value[] {
  return read(virtualNodeRoleScope) === 'subscription' ? [`/subscriptions/${read(subscription)}`] : groups;
}

/** With a standby pool the role holds what the pool needs too. */
export const withStandby = (role: CustomRole, read: AnyRead): CustomRole =>
  read(sandboxProvider) === 'StandbyPool' ? { ...role, actions: [...role.actions, ...STANDBY_ACTIONS] } : role;

function addRoles(plan: Adder, read: AnyRead, isLate: boolean): void {
  const scopes = [idOf(aciGroup), networkGroupId(read)];
  const more = { group: aciGroup, ...(isLate ? { stage: 'access' as const } : {}) };
  if (read(virtualNodeRole) === 'custom')
    addCustomRole(plan, virtualNodesRole, withStandby(CUSTOM_ROLES.virtualNodes, read), {
      ...more,
      scopes,
      assignable: assignable(read, scopes),
    });
  if (read(virtualNodeRole) !== 'split') return;
  const join = [idOf(aciGroup), idOf(subnets.containers)];
  addCustomRole(plan, virtualNodesRole, withStandby(CUSTOM_ROLES.virtualNodesGroups, read), {
    ...more,
    scopes: [idOf(aciGroup)],
    assignable: assignable(read, [idOf(aciGroup)]),
  });
  addCustomRole(plan, virtualNodesJoinRole, CUSTOM_ROLES.virtualNodesSubnetJoiner, {
    ...more,
    scopes: join,
    assignable: assignable(read, [networkGroupId(read)]),
  });
}

export const rights = contribution({
  id: 'vn.rights',
  because: [
    virtualNodeIdentity,
    virtualNodeRole,
    virtualNodeRoleId,
    virtualNodeRoleScope,
    sandboxProvider,
    aciGroupChoice,
    subscription,
    vnetMode,
    vnetId,
    subnetList,
  ],
  when: (read) => read(virtualNodeRole) !== undefined && subnetFor(read(subnetList), 'containers') !== undefined,
  add: (plan, read) => {
    const to = read(virtualNodeIdentity) === 'workload' ? virtualNodesIdentity : kubeletIdentity;
    const isLate = read(aciGroupChoice) === 'node';
    const late = isLate ? ({ stage: 'access' } as const) : {};
    const target = networkTarget(read);
    addRoles(plan, read, isLate);
    switch (read(virtualNodeRole)) {
      case 'split': {
        const [groups, join] = [CUSTOM_ROLES.virtualNodesGroups.name, CUSTOM_ROLES.virtualNodesSubnetJoiner.name];
        plan.grant({ to, role: groups, roleId: virtualNodesRole, on: aciGroup, why: CONTAINERS_WHY, ...late });
        plan.grant({ to, role: join, roleId: virtualNodesJoinRole, on: subnets.containers, why: JOIN_WHY, ...late });
        return;
      }
      case 'built-in': {
        const { name: role, guid: roleId } = ROLES.contributor;
        plan.grant({ to, role, roleId, on: aciGroup, why: CONTAINERS_WHY, ...late });
        plan.grant({ to, role, roleId, on: target, why: JOIN_WHY, ...late });
        return;
      }
      default: {
        const role = CUSTOM_ROLES.virtualNodes.name;
        const roleId = read(virtualNodeRoleId) ?? virtualNodesRole;
        plan.grant({ to, role, roleId, on: aciGroup, why: CONTAINERS_WHY, ...late });
        plan.grant({ to, role, roleId, on: target, why: JOIN_WHY, ...late });
      }
    }
  },
});
