import { refsOf, stepsOf } from './order.ts';
import { gatesOf, viewFor } from './ownership.ts';
import { type Action, isResource, ownerOf, type Plan, stageNumber } from './plan.ts';
import { isMarker, walk } from './value.ts';

/** A step of one owner's script, and the roles of other teams that it looks for: their identity may be made in the same stage. */
export interface PartStep {
  readonly symbol: string;
  readonly roles: readonly string[];
}

/** A stage of one owner's script, and what is looked at before it begins: each thing once, by symbol. */
export interface PartStage {
  readonly stage: number;
  readonly before: readonly string[];
  readonly steps: readonly PartStep[];
}

/** The step that brings manifests and charts into the cluster. */
export const IN_CLUSTER_STEP = 'inCluster';
/** The step that looks at what other teams deliver and no other step waits for, where nothing goes into the cluster. */
export const DELIVERED_STEP = 'delivered';

const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';

/**
 * The script of one owner (`undefined`: the operator) as stages, with what each waits for. What another team delivers is a
 * gate of the first stage that needs it, through whatever of others stands between; what no stage needs is one of the last.
 */
export function partOf(plan: Plan, owner: string | undefined): readonly PartStage[] {
  const view = viewFor(plan, owner);
  const stages = stagesOf(view);
  const steps = stepsOf(view)
    .filter((step) => !isResource(step) || step.existing === undefined)
    .map((step) => ({
      symbol: step.symbol,
      stage: stages.get(step.symbol) ?? 1,
      needs: needsOf(plan, owner, refsOf(step)),
    }))
    .toSorted((a, b) => a.stage - b.stage);
  const last = owner === undefined ? lastOf(plan, steps) : [];
  const seen = new Set<string>();
  return [
    ...Map.groupBy(
      [...steps, ...last].toSorted((a, b) => a.stage - b.stage),
      (step) => step.stage,
    ),
  ].map(([stage, inStage]) => {
    const before = [...new Set(inStage.flatMap((step) => step.needs.before))].filter((symbol) => !seen.has(symbol));
    for (const symbol of before) seen.add(symbol);
    return { stage, before, steps: inStage.map(({ symbol, needs }) => ({ symbol, roles: needs.roles })) };
  });
}

interface Waiting {
  readonly symbol: string;
  readonly stage: number;
  readonly needs: Needed;
}

/** The operator's step after the cluster is there: it waits for what the charts name, and for all that nobody waited for. */
function lastOf(plan: Plan, steps: readonly Waiting[]): readonly Waiting[] {
  const inside = goesInside(plan);
  const named = needsOf(plan, undefined, chartRefs(plan));
  const found = new Set([...steps, { needs: named }].flatMap(({ needs }) => [...needs.before, ...needs.roles]));
  const rest = gatesOf(plan).flatMap((gate) => (found.has(gate.symbol) ? [] : [gate.symbol]));
  const left = needsOf(plan, undefined, rest);
  const needs = { before: [...named.before, ...left.before], roles: [...named.roles, ...left.roles] };
  if (inside) return [{ symbol: IN_CLUSTER_STEP, stage: stageNumber('in-cluster'), needs }];
  return rest.length === 0 ? [] : [{ symbol: DELIVERED_STEP, stage: stageNumber('verify'), needs }];
}

/** Does setup.sh bring something into the cluster? */
export const goesInside = (plan: Plan): boolean =>
  plan.objects.length + plan.charts.length > 0 && plan.resources.some((one) => one.type === CLUSTER);

/** Symbols that the values of charts name. */
function chartRefs(plan: Plan): readonly string[] {
  const found = new Set<string>();
  for (const { values } of plan.charts)
    walk(values, (one) => {
      if (isMarker(one) && one.$ === 'ref') found.add(one.symbol);
    });
  return [...found].toSorted();
}

interface Needed {
  readonly before: readonly string[];
  readonly roles: readonly string[];
}

/** What is not the owner's behind these symbols: what exists where it is named itself, what others make through each other. */
function needsOf(plan: Plan, owner: string | undefined, symbols: readonly string[]): Needed {
  const before = new Set<string>();
  const roles = new Set<string>();
  const follow = (symbol: string, isNamed: boolean): void => {
    const step =
      plan.resources.find((one) => one.symbol === symbol) ?? plan.actions.find((one) => one.symbol === symbol);
    if (!step || before.has(symbol) || roles.has(symbol)) return;
    if (isResource(step) && step.existing !== undefined) {
      if (isNamed) before.add(symbol);
      return;
    }
    if (ownerOf(plan, step) === owner) return;
    if (isResource(step)) (step.type === ASSIGNMENT ? roles : before).add(symbol);
    const at = isResource(step) && step.type === ASSIGNMENT && step.scope.in === 'resource' ? step.scope.of : undefined;
    for (const one of refsOf(step)) follow(one, isNamed && one === at);
  };
  for (const symbol of symbols) follow(symbol, true);
  return { before: [...before], roles: [...roles] };
}

/**
 * What others register before an owner's script begins: all of the plan before the operator's, before a team's the providers
 * of what it makes. az would register a missing one by itself, which takes a right that a team need not have.
 */
export function providersFor(plan: Plan, owner: string | undefined): readonly Action[] {
  const made = viewFor(plan, owner).resources.filter((one) => one.existing === undefined);
  const used = new Set(made.map((one) => one.type.slice(0, one.type.indexOf('/'))));
  return plan.actions.filter(
    (one) =>
      one.act.do === 'register-provider' &&
      ownerOf(plan, one) !== owner &&
      (owner === undefined || used.has(one.act.namespace)),
  );
}

/** A step is never in an earlier stage than what it refers to: stages run whole, one after the other. What exists holds nothing back. */
export function stagesOf(view: Plan): ReadonlyMap<string, number> {
  const given = new Set(view.resources.flatMap((one) => (one.existing === undefined ? [] : [one.symbol])));
  const stages = new Map<string, number>();
  for (const step of stepsOf(view)) {
    const needs = given.has(step.symbol) ? [] : refsOf(step).filter((symbol) => !given.has(symbol));
    stages.set(step.symbol, Math.max(stageNumber(step.stage), ...needs.map((symbol) => stages.get(symbol) ?? 1)));
  }
  return stages;
}
