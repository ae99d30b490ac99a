import { groupOf, partsOfId } from '../../plan/ids.ts';
import { findResource, type Plan, PlanBug, type Resource } from '../../plan/plan.ts';
import { idOf, isMarker, subscription, type Value } from '../../plan/value.ts';
import type { Address, AzType, Word, Words } from './row.ts';

/** Where a resource stands, in az's words. */
export function address(plan: Plan, resource: Resource, of: AzType['address']): Words {
  return of.flatMap(([argument, what]): Words => [argument, addressOf(plan, resource, what)]);
}

function addressOf(plan: Plan, resource: Resource, what: Address): Word {
  if (what === 'name')
    return isMarker(resource.name) && resource.name.$ === 'guid' ? { lastOf: resource.symbol } : resource.name;
  if (what === 'scope') {
    if (resource.scope.in !== 'resource') throw bug(resource, 'is no extension of another resource');
    return idOf(findResource(plan, resource.scope.of));
  }
  if (what === 'parent') {
    if (resource.scope.in !== 'parent') throw bug(resource, 'is no child of another resource');
    return nameIn(plan, resource.scope.of);
  }
  const outer = outermost(plan, resource);
  if (outer.existing !== undefined) {
    const parts = partsOfId(outer.existing);
    return what === 'group' ? (parts.group ?? '') : parts.subscription;
  }
  if (what === 'subscription') return subscription;
  const group = groupOf(plan, resource);
  if (group === undefined) throw bug(resource, 'is in no resource group');
  return nameIn(plan, group);
}

const nameIn = (plan: Plan, symbol: string): Value => {
  const found = findResource(plan, symbol);
  return found.existing === undefined ? found.name : partsOfId(found.existing).name;
};

function outermost(plan: Plan, resource: Resource): Resource {
  return resource.scope.in === 'parent' || resource.scope.in === 'resource'
    ? outermost(plan, findResource(plan, resource.scope.of))
    : resource;
}

/** A mistake of a contribution or of a table, named by resource and type. */
export const bug = (resource: Resource, says: string): PlanBug =>
  new PlanBug(`${resource.symbol} (${resource.type}): ${says}`);
