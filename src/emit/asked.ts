import { resourceIdOf, textOf } from '../plan/ids.ts';
import { refsOf } from '../plan/order.ts';
import { type Grant, ownerOf, type Plan, type Resource, type Step, stageNumber } from '../plan/plan.ts';
import { wordsOf } from './bicep/ids.ts';
import { code, prose } from './markdown.ts';

/** What another team is asked for, in Markdown. */
export interface Asked {
  readonly what: string;
  readonly where: string;
  readonly why: string;
}

/** A grant is asked for by role, identity and scope, under any name; anything else by its id. */
export function askedFor(plan: Plan, resource: Resource): Asked {
  const grant = plan.grants.find((one) => one.assignment === resource.symbol);
  if (!grant)
    return {
      what: prose(wordsOf(resource.type)),
      where: code(resourceIdOf(plan, resource.symbol)),
      why: resource.because.map(code).join(', '),
    };
  const until = grant.until === undefined ? '' : ` (until ${prose(grant.until)})`;
  return {
    what: `role ${prose(grant.role)} for ${granteeOf(plan, grant)}`,
    where: code(resourceIdOf(plan, grant.on)),
    why: `${prose(grant.why)}${until}`,
  };
}

/** Who gets a role: an identity of the plan with its name, or a group or person in words. */
export function granteeOf(plan: Plan, grant: Grant): string {
  const identity = plan.resources.find((one) => one.symbol === grant.to);
  return identity ? `${prose(grant.to)} ${code(textOf(plan, identity.name))}` : prose(grant.to);
}

/** The first stage of somebody else that waits for a step, through whatever stands between. */
export function neededBefore(plan: Plan, team: string, step: Step): number | undefined {
  const seen = new Set<string>();
  const stages: number[] = [];
  const follow = (symbol: string): void => {
    if (seen.has(symbol)) return;
    seen.add(symbol);
    for (const one of [...plan.resources, ...plan.actions]) {
      if (!refsOf(one).includes(symbol)) continue;
      if (ownerOf(plan, one) === team) follow(one.symbol);
      else stages.push(stageNumber(one.stage));
    }
  };
  follow(step.symbol);
  return stages.length === 0 ? undefined : Math.min(...stages);
}
