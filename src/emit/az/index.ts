export { type AzRecipe, newestOf, recipeFor, tableOf } from './command.ts';
export type { AzType, BodyType, Implicit, Row } from './row.ts';
export { TABLES } from './tables.ts';
