import { plainOf, resourceIdOf, textOf } from '../plan/ids.ts';
import type { Grant, Plan, Resource } from '../plan/plan.ts';
import { isMarker } from '../plan/value.ts';
import { wordsOf } from './bicep/ids.ts';
import { code, prose } from './markdown.ts';

/** What another team is asked for. */
export interface Asked {
  readonly what: string;
  readonly where: string;
}

/** How words and values are written. */
interface Writing {
  readonly prose: (text: string) => string;
  readonly code: (text: string) => string;
}
const MARKDOWN: Writing = { prose, code };
/** For terminals and JSON, which escape by themselves. */
export const PLAIN: Writing = { prose: (text) => text, code: (text) => text };

/** A grant is asked for by role, identity and scope, under any name; anything else by its id. In Markdown unless said. */
export function askedFor(plan: Plan, resource: Resource, { prose, code }: Writing = MARKDOWN): Asked {
  const grant = grantOf(plan, resource);
  if (grant)
    return {
      what: `role ${prose(grant.role)} for ${granteeOf(plan, grant, { prose, code })}`,
      where: code(resourceIdOf(plan, grant.on)),
    };
  const { properties } = plainOf(plan, resource.body) as { readonly properties?: { readonly roleName?: unknown } };
  const name = typeof properties?.roleName === 'string' ? ` ${code(properties.roleName)}` : '';
  return { what: `${prose(wordsOf(resource.type))}${name}`, where: code(resourceIdOf(plan, resource.symbol)) };
}

export const grantOf = (plan: Plan, resource: Resource): Grant | undefined =>
  plan.grants.find((one) => one.assignment === resource.symbol);

/** Who gets a role: an identity of the plan by what it is for and its name, or a group or person in words. */
export function granteeOf(plan: Plan, grant: Grant, { prose, code }: Writing = MARKDOWN): string {
  const identity = plan.resources.find((one) => one.symbol === grant.to);
  if (!identity) return prose(grant.to);
  const { name } = identity;
  const says = isMarker(name) && name.$ === 'param' ? name.says : 'identity';
  return `the ${prose(`${says.charAt(0).toLowerCase()}${says.slice(1)}`)} ${code(textOf(plan, name))}`;
}
