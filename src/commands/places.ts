import type { Target } from '../checks/check.ts';
import { asksFor } from '../emit/rights/index.ts';
import { resourceIdOf } from '../plan/ids.ts';
import { ownerOf, type Plan } from '../plan/plan.ts';

/** A place where the operator's own part of the plan does something. */
export interface Place extends Target {
  /** The place itself first, then what is above it, for a group that does not exist yet. */
  readonly scopes: readonly string[];
  /** What the script asks for there, whatever exists; not for groups, which may exist, nor for providers. */
  readonly actions: readonly string[];
  /** Providers that are registered there where they are not. */
  readonly registers: readonly string[];
  /** A group that the operator makes where there is none. */
  readonly isMade: boolean;
  /** Something is written there, and it is not the subscription. */
  readonly isWritten: boolean;
}

const GROUP = 'Microsoft.Resources/resourceGroups';
const OF_GROUPS = 'Microsoft.Resources/subscriptions/resourceGroups/';
/** Needed above a group that does not exist yet. */
export const MAKE_GROUP = `${OF_GROUPS}write`;
const REGISTER = /^(.+)\/register\/action$/;

/**
 * Where the operator needs which rights, from the same source as the table of the report. Following a long operation is
 * left out: whoever may start one is let follow it, although the published list has an action for it.
 */
export function placesOf(plan: Plan): readonly Place[] {
  const known = places.get(plan) ?? findPlaces(plan);
  places.set(plan, known);
  return known;
}

/** Two checks look at them, again after each answer. */
const places = new WeakMap<Plan, readonly Place[]>();

function findPlaces(plan: Plan): readonly Place[] {
  const asks = asksFor(plan, undefined).filter((ask) => ask.for === 'make');
  const made = new Set(
    plan.resources
      .filter((one) => one.type === GROUP && one.existing === undefined && ownerOf(plan, one) === undefined)
      .map((one) => resourceIdOf(plan, one.symbol).toLowerCase()),
  );
  return [...Map.groupBy(asks, ({ at }) => at.toLowerCase())].flatMap(([key, [first, ...others]]) => {
    if (!first) return [];
    const actions = [...new Set([first, ...others].map(({ action }) => action))].toSorted();
    const asked = actions.filter((action) => !action.startsWith(OF_GROUPS) && !REGISTER.test(action));
    if (asked.length === 0) return [];
    const { name, scopes, isSubscription } = whereIs(first.at);
    return {
      name,
      scopes,
      actions: asked,
      registers: actions.flatMap((action) => REGISTER.exec(action)?.[1] ?? []),
      isMade: made.has(key),
      isWritten: !isSubscription && asked.some((action) => action.endsWith('/write')),
    };
  });
}

/** A name for people: `rg-hub-network/vnet-hub`. What is there already has nothing above it to fall back to. */
function whereIs(at: string): Pick<Place, 'name' | 'scopes'> & { readonly isSubscription: boolean } {
  const [, , subscription = '', , group, , , , resource] = at.split('/');
  if (group === undefined) return { name: subscription, scopes: [at], isSubscription: true };
  if (resource !== undefined) return { name: `${group}/${resource}`, scopes: [at], isSubscription: false };
  return { name: group, scopes: [at, `/subscriptions/${subscription}`], isSubscription: false };
}
