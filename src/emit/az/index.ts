import type { Plan } from '../../plan/plan.ts';
import { recipeFor } from './command.ts';
import { newestOf } from './versions.ts';

export { type AzRecipe, partSegments, recipeFor, tableOf } from './command.ts';
export type { ArgumentRow, AzType, BodyType, Implicit, Row } from './row.ts';
export { TABLES } from './tables.ts';

/** The first az version that takes every command of the plan. */
export const minimumAz = (plan: Plan): string =>
  newestOf(
    plan.resources
      .filter((resource) => resource.existing === undefined)
      .map((resource) => recipeFor(plan, resource))
      .flatMap((recipe) => [recipe.create, ...recipe.parts, ...recipe.updates].map((command) => command.since)),
  );
