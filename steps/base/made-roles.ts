import type { AnyRead } from '../../src/core/decision.ts';
import { armGuid } from '../../src/plan/guid.ts';
import { CUSTOM_ROLES, type CustomRole } from '../facts/roles.ts';
import { customRoles } from '../jb/build.ts';
import { jumpBoxTopology } from '../jb/enable.ts';
import { distribution } from '../jb/image.ts';
import { imageGroupNameOf } from '../jb/image-resources.ts';
import { subnetFor, subnetList } from '../net/subnets.ts';
import { networkGroupName, vnetId, vnetNameOf } from '../net/vnet.ts';
import { nodeResourceGroup } from '../nrg/node-resource-group.ts';
import { withStandby } from '../vn/aci-group.ts';
import { sandboxProvider } from '../vn/provider.ts';
import { aciGroupChoice, aciGroupName } from '../vn/resource-group.ts';
import { virtualNodeRole } from '../vn/role.ts';
import { clusterName } from './names.ts';
import { subscription } from './subscription.ts';

/** A custom role that the plan makes, as Azure will know it. */
export interface MadeRole {
  readonly name: string;
  readonly id: string;
  readonly actions: readonly string[];
}

/** What `madeRoles` reads. */
export const MADE_ROLES_READ = [
  subscription,
  clusterName,
  vnetId,
  networkGroupName,
  subnetList,
  nodeResourceGroup,
  virtualNodeRole,
  sandboxProvider,
  aciGroupChoice,
  aciGroupName,
  customRoles,
  jumpBoxTopology,
  distribution,
] as const;

/** The custom roles of the plan: a test holds that names, ids and actions are those that the contributions give. */
export function madeRoles(read: AnyRead): readonly MadeRole[] {
  return [...ofVirtualNodes(read), ...ofImageBuilder(read)];
}

const groupId = (read: AnyRead, name: string): string => `/subscriptions/${read(subscription)}/resourceGroups/${name}`;

const vnetOf = (read: AnyRead): string | undefined => {
  const group = read(networkGroupName);
  if (read(vnetId) !== undefined || group === undefined) return read(vnetId);
  return `${groupId(read, group)}/providers/Microsoft.Network/virtualNetworks/${vnetNameOf(read(clusterName))}`;
};

function made(read: AnyRead, role: CustomRole, group: string, scopes: readonly string[]): MadeRole {
  const name = `${role.name} ${group} ${read(subscription)}`;
  const guid = armGuid(...scopes, role.name);
  const id = `/subscriptions/${read(subscription)}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
  return { name, id, actions: role.actions };
}

function ofVirtualNodes(read: AnyRead): readonly MadeRole[] {
  const [kind, vnet, subnet] = [read(virtualNodeRole), vnetOf(read), subnetFor(read(subnetList), 'containers')];
  const group = read(aciGroupChoice) === 'node' ? read(nodeResourceGroup) : read(aciGroupName);
  if (vnet === undefined || subnet === undefined || group === undefined) return [];
  const home = groupId(read, group);
  const { virtualNodes, virtualNodesGroups, virtualNodesSubnetJoiner } = CUSTOM_ROLES;
  if (kind === 'custom')
    return [made(read, withStandby(virtualNodes, read), group, [home, vnet.slice(0, vnet.indexOf('/providers/'))])];
  if (kind !== 'split') return [];
  const subnetId = subnet.id ?? `${vnet}/subnets/${subnet.name}`;
  return [
    made(read, withStandby(virtualNodesGroups, read), group, [home]),
    made(read, virtualNodesSubnetJoiner, group, [home, subnetId]),
  ];
}

function ofImageBuilder(read: AnyRead): readonly MadeRole[] {
  if (read(customRoles) !== true) return [];
  const group = imageGroupNameOf(read(clusterName));
  const home = groupId(read, group);
  const writer = read(distribution) === 'gallery' ? CUSTOM_ROLES.galleryVersionWriter : CUSTOM_ROLES.imageContributor;
  const [vnet, topology] = [vnetOf(read), read(jumpBoxTopology)];
  const joins = (topology === 'build+aci' || topology === 'build-only') && (read(subnetList) ?? []).length > 0;
  return [
    ...(joins && vnet !== undefined ? [made(read, CUSTOM_ROLES.imageBuilderNetworkJoiner, group, [vnet, home])] : []),
    made(read, writer, group, [home]),
  ];
}
