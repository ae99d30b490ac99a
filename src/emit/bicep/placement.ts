import { partsOfId } from '../../plan/ids.ts';
import { viewFor } from '../../plan/ownership.ts';
import { findResource, type Plan, type Resource } from '../../plan/plan.ts';

const GROUP = 'Microsoft.Resources/resourceGroups';
export const isGroup = (resource: Resource): boolean => resource.type === GROUP;

/** `own` is deployed here; `foreign` is deployed by another owner, its names are answers; `given` was there before, its id is an answer. */
export type Standing = 'own' | 'foreign' | 'given';

/** One owner's view, beside the whole plan that it was made from. */
export interface Scene {
  readonly whole: Plan;
  readonly view: Plan;
  readonly standing: (symbol: string) => Standing;
  readonly find: (symbol: string) => Resource;
  /** The given resource that a given one lies directly in, so that the one's id follows from the other's. */
  readonly ancestor: (given: Resource) => Resource | undefined;
}

export function sceneFor(whole: Plan, owner: string | undefined): Scene {
  const view = viewFor(whole, owner);
  const given = new Map(
    whole.resources.flatMap((one) => (one.existing === undefined ? [] : [[one.existing.toLowerCase(), one] as const])),
  );
  return {
    whole,
    view,
    standing: (symbol) => {
      if (findResource(whole, symbol).existing !== undefined) return 'given';
      return findResource(view, symbol).existing === undefined ? 'own' : 'foreign';
    },
    find: (symbol) => findResource(view, symbol),
    ancestor: (one) => given.get(containerId(one).toLowerCase()),
  };
}

/** What a given resource lies directly in: the parent of a child, else the resource group. */
function containerId(one: Resource): string {
  const id = one.existing ?? '';
  const up = id.split('/').slice(0, -2).join('/');
  return one.type.split('/').length > 2 ? up : up.replace(/\/providers\/[^/]+$/i, '');
}

/** Where a resource is deployed: the cluster's subscription, a resource group of the plan, or the group that a given resource lies in. */
export type Place =
  | { readonly at: 'subscription' }
  | { readonly at: 'group'; readonly symbol: string }
  | { readonly at: 'given'; readonly symbol: string };

export function placeOf(scene: Scene, resource: Resource): Place {
  if (isGroup(resource)) return { at: 'group', symbol: resource.symbol };
  if (scene.standing(resource.symbol) === 'given') {
    const ancestor = scene.ancestor(resource);
    if (ancestor) return placeOf(scene, ancestor);
    const { group } = partsOfId(resource.existing ?? '');
    return group === undefined ? { at: 'subscription' } : { at: 'given', symbol: resource.symbol };
  }
  const { scope } = resource;
  if (scope.in === 'subscription') return { at: 'subscription' };
  return scope.in === 'group' ? { at: 'group', symbol: scope.group } : placeOf(scene, scene.find(scope.of));
}

/** Whether `subscription()` may be another one there than the cluster's. */
export const mayBeElsewhere = (scene: Scene, place: Place): boolean =>
  place.at === 'given' || (place.at === 'group' && scene.standing(place.symbol) === 'given');

const SUBNET = 'Microsoft.Network/virtualNetworks/subnets';

/** A subnet of a VNet that is made here stands inside it: a PUT of the VNet without its subnets would remove them. */
export const isInline = (scene: Scene, resource: Resource): boolean =>
  resource.type === SUBNET &&
  resource.scope.in === 'parent' &&
  scene.standing(resource.symbol) === 'own' &&
  scene.standing(resource.scope.of) === 'own';

export const inlinedIn = (scene: Scene, vnet: Resource): readonly Resource[] =>
  scene.view.resources.filter(
    (one) => one.scope.in === 'parent' && one.scope.of === vnet.symbol && isInline(scene, one),
  );
