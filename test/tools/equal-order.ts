import { resourceIdOf } from '../../src/plan/ids.ts';
import { refsOf, stepsOf } from '../../src/plan/order.ts';
import { isResource, type Plan, type Step } from '../../src/plan/plan.ts';
import { partOf } from './az-plan.ts';
import type { Sent } from './az-rig.ts';

/** Two steps of the plan, the first of which waits for the second. */
export interface Wait {
  readonly step: string;
  readonly need: string;
}

/** Does a step make something that can be seen? Waiting for roles is no request. */
const hasRequests = (step: Step): boolean =>
  isResource(step) ? step.existing === undefined : step.act.do !== 'wait-for-roles';

/** What each step waits for, among those that count; of an action that does not count, what is behind it does. */
export function waitsOf(plan: Plan, counts: (step: Step) => boolean): readonly Wait[] {
  const steps = new Map(stepsOf(plan).map((step) => [step.symbol, step]));
  const behind = (step: Step): readonly string[] =>
    refsOf(step).flatMap((symbol) => {
      const need = steps.get(symbol);
      if (!need) return [];
      if (counts(need)) return [symbol];
      return isResource(need) ? [] : behind(need);
    });
  return [...steps.values()]
    .filter(counts)
    .flatMap((step) => [...new Set(behind(step))].map((need) => ({ step: step.symbol, need })));
}

interface Span {
  readonly first: number;
  readonly last: number;
}

/** When the requests of a step were sent, first and last. A provider that was registered before needs none. */
function spanOf(plan: Plan, step: Step, sent: readonly Sent[]): Span | undefined {
  const at = sent.flatMap((one, i) => (one.status < 400 && isOf(plan, step, one) ? [i] : []));
  const [first, last] = [at[0], at.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}

function isOf(plan: Plan, step: Step, one: Sent): boolean {
  const path = one.path.toLowerCase();
  if (isResource(step)) {
    const id = resourceIdOf(plan, step.symbol);
    return one.method === 'PUT' && (path === id.toLowerCase() || partOf(id, one) !== undefined);
  }
  if (one.method !== 'POST') return false;
  if (step.act.do === 'register-provider')
    return path.endsWith(`/providers/${step.act.namespace}/register`.toLowerCase());
  return step.act.do === 'build-image' && path === `${resourceIdOf(plan, step.act.template)}/run`.toLowerCase();
}

/** The waits that requests broke: a step began before all requests of what it needs were sent. */
export function brokenWaits(plan: Plan, sent: readonly Sent[]): readonly string[] {
  const spans = new Map(stepsOf(plan).map((step) => [step.symbol, spanOf(plan, step, sent)]));
  return waitsOf(plan, hasRequests).flatMap(({ step, need }) => {
    const [after, before] = [spans.get(step), spans.get(need)];
    return after && before && before.last >= after.first ? [`${step} began before ${need} was done`] : [];
  });
}

/** A template as the compiler writes it with symbols in place of ids. */
export interface Template {
  readonly resources: Readonly<Record<string, Entry>>;
}
interface Entry {
  readonly existing?: boolean;
  readonly dependsOn?: readonly string[];
  readonly properties?: { readonly template?: Template };
}

/** Where a symbol is deployed: in main.bicep itself, or in which of its modules. */
interface Home {
  readonly call: string;
  readonly inside: Template | undefined;
}

function homeOf(main: Template, symbol: string): Home | undefined {
  const isMade = (template: Template | undefined): boolean => {
    const found = template?.resources[symbol];
    return found !== undefined && found.existing !== true;
  };
  if (isMade(main)) return { call: symbol, inside: undefined };
  const found = Object.entries(main.resources).find(([, one]) => isMade(one.properties?.template));
  return found && { call: found[0], inside: found[1].properties?.template };
}

/**
 * The waits of the plan that the Bicep of one owner does not keep. Actions are no part of it: what is behind them counts.
 * A subnet of a new VNet stands inside it.
 */
export function brokenInBicep(
  view: Plan,
  main: Template,
): { readonly seen: number; readonly broken: readonly string[] } {
  const standing = (symbol: string): string => {
    const one = view.resources.find((other) => other.symbol === symbol);
    return one?.scope.in === 'parent' && homeOf(main, symbol) === undefined ? one.scope.of : symbol;
  };
  const all = waitsOf(view, (step) => isResource(step) && step.existing === undefined)
    .map(({ step, need }) => ({ step: standing(step), need: standing(need) }))
    .filter(({ step, need }) => step !== need);
  const broken = all.filter(({ step, need }) => {
    const [from, to] = [homeOf(main, step), homeOf(main, need)];
    if (!from || !to) return true;
    return from.call === to.call ? !waits(from.inside ?? main, step, need) : !waits(main, from.call, to.call);
  });
  return { seen: all.length, broken: broken.map(({ step, need }) => `${step} does not wait for ${need}`) };
}

const waits = (template: Template, from: string, to: string): boolean =>
  (template.resources[from]?.dependsOn ?? []).some((one) => one === to || waits(template, one, to));
