import type { AnyRead } from '../../src/core/decision.ts';
import { jumpBox } from '../jb/enable.ts';
import { imageGroupNameOf } from '../jb/image-resources.ts';
import { subnetList } from '../net/subnets.ts';
import { hub, networkGroupName, vnetId, vnetMode } from '../net/vnet.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { aciGroupChoice, aciGroupName } from '../vn/resource-group.ts';
import { clusterName, resourceGroup } from './names.ts';
import { owners } from './owners.ts';
import { subscription } from './subscription.ts';

/** A place that the operator's own part of the plan writes to, and what it needs there. */
export interface Scope {
  /** The scope itself first, then those above it, for what does not exist yet. */
  readonly scopes: readonly string[];
  readonly actions: readonly string[];
}

export const ASSIGN = 'Microsoft.Authorization/roleAssignments/write';
const DEFINE = 'Microsoft.Authorization/roleDefinitions/write';
/** Needed above a group that does not exist yet. */
export const MAKE_GROUP = 'Microsoft.Resources/subscriptions/resourceGroups/write';
const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const TEMPLATE = 'Microsoft.VirtualMachineImages/imageTemplates';
const VNET = 'Microsoft.Network/virtualNetworks';

/** What `neededRights` reads. */
export const RIGHTS_READ = [
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
export function neededRights(read: AnyRead): readonly Scope[] {
  const top = `/subscriptions/${read(subscription)}`;
  const group = (name: string): readonly string[] => [`${top}/resourceGroups/${name}`, top];
  const mine = (domain: string): boolean => read(owners)[domain] === undefined;
  const grants = mine('roles') ? [ASSIGN] : [];
  const customRoles = mine('roles') ? [DEFINE] : [];
  const images = [
    `${TEMPLATE}/write`,
    `${TEMPLATE}/run/action`,
    'Microsoft.Compute/galleries/write',
    `${IDENTITY}/write`,
  ];
  const cluster = [`${CLUSTER}/write`, `${CLUSTER}/read`, `${IDENTITY}/write`, `${IDENTITY}/assign/action`];
  const aci = read(aciGroupChoice) === 'node' ? undefined : read(aciGroupName);
  return merged([
    { scopes: group(read(resourceGroup)), actions: [...cluster, ...grants] },
    ...networkScopes(read, group, mine('network')),
    ...(read(jumpBox) === 'build'
      ? [{ scopes: group(imageGroupNameOf(read(clusterName))), actions: [...images, ...grants, ...customRoles] }]
      : []),
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
export function scopeName(scope: string): string {
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
