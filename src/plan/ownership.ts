import { resourceIdOf } from './ids.ts';
import { type Domain, ownerOf, type Plan, type Resource } from './plan.ts';

/** A resource of another team: the stage that needs it checks that it is there, and says whom to ask. */
export interface Gate {
  readonly symbol: string;
  readonly id: string;
  readonly team: string;
  readonly domain: Domain;
}

/** Teams that the plan asks for something, in order of their first resource. */
export const teamsOf = (plan: Plan): readonly string[] => [
  ...new Set([...plan.resources, ...plan.actions].flatMap((step) => ownerOf(plan, step) ?? [])),
];

/** What stands in the operator's way until another team has delivered it. */
export const gatesOf = (plan: Plan): readonly Gate[] =>
  plan.resources.flatMap((resource) => {
    const team = ownerOf(plan, resource);
    return team === undefined || resource.domain === undefined || resource.existing !== undefined
      ? []
      : [{ symbol: resource.symbol, id: resourceIdOf(plan, resource.symbol), team, domain: resource.domain }];
  });

/**
 * The plan as one owner carries it out (`undefined`: the operator): what belongs to others stands as existing, by its id,
 * and their actions are left out. Emitters know nothing else about teams.
 */
export function viewFor(plan: Plan, owner: string | undefined): Plan {
  const mine = (step: { readonly domain: Domain | undefined }) => ownerOf(plan, step) === owner;
  const resources = plan.resources.map(
    (resource): Resource =>
      mine(resource) || resource.existing !== undefined
        ? resource
        : { ...resource, body: {}, after: [], existing: resourceIdOf(plan, resource.symbol) },
  );
  return { ...plan, resources, actions: plan.actions.filter(mine) };
}
