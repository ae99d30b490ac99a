import type { Plan } from '../../plan/plan.ts';

/**
 * Azure answers a second PUT of a template with a conflict, so that a deployment could not be repeated. Its name changes
 * with its content: one that is there has the content that is wanted.
 */
export const WRITTEN_ONCE: readonly string[] = ['Microsoft.VirtualMachineImages/imageTemplates'];

/** Since then `@onlyIfNotExists()` needs no flag: https://github.com/Azure/bicep/releases/tag/v0.38.3 */
const ONLY_IF_NOT_EXISTS = '0.38.3';

/**
 * The oldest Bicep that compiles one owner's part of the plan, where that is not just any: az keeps the one that it
 * installed first until it is told to upgrade it.
 */
export const leastBicep = (view: Plan): string | undefined =>
  view.resources.some((one) => one.existing === undefined && WRITTEN_ONCE.includes(one.type))
    ? ONLY_IF_NOT_EXISTS
    : undefined;
