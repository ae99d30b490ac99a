import { partOf } from '../../plan/parts.ts';
import { ownerOf, type Plan, type Resource } from '../../plan/plan.ts';
import { code, prose } from '../markdown.ts';
import { handoverTeams } from '../teams.ts';

/** The first stage of somebody else that looks whether a thing is there, in Markdown. */
export function neededIn(plan: Plan, resource: Resource): string {
  const maker = ownerOf(plan, resource);
  const waits = [undefined, ...handoverTeams(plan)]
    .filter((owner) => owner !== maker)
    .flatMap((owner) => waitOf(plan, owner, resource.symbol) ?? [])
    .toSorted((a, b) => a.stage - b.stage);
  return waits[0]?.words ?? '';
}

function waitOf(plan: Plan, owner: string | undefined, symbol: string) {
  const whose = owner === undefined ? 'the cluster' : prose(owner);
  for (const { stage, before, steps } of partOf(plan, owner)) {
    if (before.includes(symbol)) return { stage, words: `before stage ${stage} of ${whose}` };
    const step = steps.find((one) => one.roles.includes(symbol));
    if (step) return { stage, words: `in stage ${stage} of ${whose}, for the step ${code(step.symbol)}` };
  }
  return undefined;
}
