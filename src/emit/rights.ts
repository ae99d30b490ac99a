import { groupOf, resourceIdOf } from '../plan/ids.ts';
import { viewFor } from '../plan/ownership.ts';
import { type Action, findResource, type Plan, type Resource } from '../plan/plan.ts';
import { isMarker, type Value, walk } from '../plan/value.ts';

/** What somebody must be allowed to do at a scope to carry out a part of the plan. */
export interface Right {
  readonly scope: string;
  readonly actions: readonly string[];
}

/** Actions that ARM asks for on what a resource refers to, beside the right to write the resource itself. */
const LINKS: Readonly<Record<string, string>> = {
  'Microsoft.Network/virtualNetworks/subnets': 'join/action',
  'Microsoft.Network/networkSecurityGroups': 'join/action',
  'Microsoft.Network/routeTables': 'join/action',
  'Microsoft.Network/natGateways': 'join/action',
  'Microsoft.Network/publicIPAddresses': 'join/action',
  'Microsoft.Network/publicIPPrefixes': 'join/action',
  'Microsoft.ManagedIdentity/userAssignedIdentities': 'assign/action',
};
const VNET = 'Microsoft.Network/virtualNetworks';
const LINKS_TO_VNET: Readonly<Record<string, string>> = {
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings': 'peer/action',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': 'join/action',
};
const GROUP = 'Microsoft.Resources/resourceGroups';
/** The group's own type has another name in actions than in ids. */
const typeInActions = (type: string): string =>
  type === GROUP ? 'Microsoft.Resources/subscriptions/resourceGroups' : type;

/**
 * What an owner needs to run their script or deploy their Bicep, scope by scope. Derived from the types of the resources
 * and what they refer to; not tried against Azure.
 */
export function rightsFor(plan: Plan, owner: string | undefined): readonly Right[] {
  const view = viewFor(plan, owner);
  const rights = new Map<string, Set<string>>();
  const need = (scope: string, ...actions: string[]): void => {
    const found = rights.get(scope) ?? new Set();
    for (const action of actions) found.add(action);
    rights.set(scope, found);
  };
  for (const resource of view.resources) if (resource.existing === undefined) resourceRights(plan, resource, need);
  for (const action of view.actions) actionRights(plan, action, need);
  return [...rights]
    .map(([scope, actions]) => ({ scope, actions: [...actions].toSorted() }))
    .toSorted((a, b) => (a.scope < b.scope ? -1 : 1));
}

type Need = (scope: string, ...actions: string[]) => void;

function resourceRights(plan: Plan, resource: Resource, need: Need): void {
  const type = typeInActions(resource.type);
  const scope = writeScope(plan, resource);
  need(scope, `${type}/read`, `${type}/write`, 'Microsoft.Resources/deployments/*');
  if (resource.type === 'Microsoft.Authorization/roleAssignments')
    need(scope, 'Microsoft.Authorization/roleDefinitions/read');
  for (const value of [resource.body] as readonly Value[])
    walk(value, (one) => {
      if (!isMarker(one) || one.$ !== 'ref') return;
      const other = findResource(plan, one.symbol);
      const verb = other.type === VNET ? LINKS_TO_VNET[resource.type] : LINKS[other.type];
      const seen = scopeOfId(resourceIdOf(plan, other.symbol));
      if (verb !== undefined && one.out === 'id') need(seen, `${other.type}/${verb}`);
      if (other.type !== GROUP) need(seen, `${other.type}/read`);
    });
}

function actionRights(plan: Plan, action: Action, need: Need): void {
  const { act } = action;
  if (act.do === 'register-provider') need(subscriptionScope(plan), `${act.namespace}/register/action`);
  if (act.do === 'wait-for-roles')
    for (const symbol of act.assignments)
      need(writeScope(plan, findResource(plan, symbol)), 'Microsoft.Authorization/roleAssignments/read');
  if (act.do === 'build-image') {
    const type = 'Microsoft.VirtualMachineImages/imageTemplates';
    const scope = writeScope(plan, findResource(plan, act.template));
    need(scope, `${type}/read`, `${type}/run/action`, `${type}/cancel/action`);
  }
}

const subscriptionScope = (plan: Plan): string => `/subscriptions/${plan.subscription}`;

/** Rights are given at resource groups: a right at each single resource is more than anybody keeps up. */
function writeScope(plan: Plan, resource: Resource): string {
  if (resource.type === GROUP || resource.scope.in === 'subscription') return subscriptionScope(plan);
  const group = groupOf(plan, resource);
  if (group !== undefined) return resourceIdOf(plan, group);
  return scopeOfId(resourceIdOf(plan, resource.symbol));
}

/** The resource group of an id, else its subscription. */
const scopeOfId = (id: string): string =>
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0] ?? /^\/subscriptions\/[^/]+/i.exec(id)?.[0] ?? id;
