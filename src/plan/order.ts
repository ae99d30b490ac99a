import { type Action, isResource, PlanBug, type Resource, type Step, stageNumber } from './plan.ts';
import { isMarker, type Value, walk } from './value.ts';

/** Steps never change: what they refer to is looked for once. */
const refs = new WeakMap<Step, readonly string[]>();

/** Symbols that a step refers to: in its body, name and scope, and what it says it comes after. */
export function refsOf(step: Step): readonly string[] {
  const known = refs.get(step);
  if (known) return known;
  const found = findRefs(step);
  refs.set(step, found);
  return found;
}

function findRefs(step: Step): readonly string[] {
  const found = new Set<string>(step.after);
  if (isResource(step)) {
    const scope = step.scope;
    if (scope.in === 'group') found.add(scope.group);
    if (scope.in === 'parent' || scope.in === 'resource') found.add(scope.of);
    for (const value of [step.body as Value, step.name]) {
      walk(value, (one) => {
        if (isMarker(one) && one.$ === 'ref') found.add(one.symbol);
      });
    }
  } else if (step.act.do === 'wait-for-roles') {
    for (const assignment of step.act.assignments) found.add(assignment);
  } else if (step.act.do === 'build-image') found.add(step.act.template);
  found.delete(step.symbol);
  return [...found].toSorted();
}

const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';

/**
 * Orders the steps: by reference; everything granted to an identity before what runs as it; then by stage; ties by symbol.
 * @throws PlanBug when steps wait for each other
 */
export function inOrder(
  resources: readonly Resource[],
  actions: readonly Action[],
): { readonly resources: readonly Resource[]; readonly actions: readonly Action[] } {
  const withGrants = resources.map((resource) => ({ ...resource, after: afterGrants(resource, resources) }));
  const left = new Map<string, Step>(
    [...withGrants, ...actions].toSorted(compareSteps).map((step) => [step.symbol, step]),
  );
  const done: Step[] = [];
  while (left.size > 0) {
    const next = [...left.values()].find((step) => refsOf(step).every((symbol) => !left.has(symbol)));
    if (!next) throw new PlanBug(`these steps wait for each other: ${[...left.keys()].join(', ')}`);
    left.delete(next.symbol);
    done.push(next);
  }
  return { resources: done.filter(isResource), actions: done.filter((step): step is Action => !isResource(step)) };
}

const compareSteps = (a: Step, b: Step): number =>
  stageNumber(a.stage) - stageNumber(b.stage) || (a.symbol < b.symbol ? -1 : 1);

/** What runs as an identity (refers to it in `identity` or `identityProfile`) comes after every role granted to that identity. */
function afterGrants(resource: Resource, all: readonly Resource[]): readonly string[] {
  const after = new Set(resource.after);
  const runsAs = new Set<string>();
  const properties = resource.body['properties'];
  const profile =
    typeof properties === 'object' && properties !== null && 'identityProfile' in properties
      ? properties['identityProfile']
      : undefined;
  for (const value of [resource.body['identity'], profile as Value | undefined]) {
    if (value === undefined) continue;
    walk(value, (one) => {
      if (
        isMarker(one) &&
        one.$ === 'ref' &&
        all.some((other) => other.symbol === one.symbol && other.type === IDENTITY)
      )
        runsAs.add(one.symbol);
    });
  }
  for (const other of all) {
    if (
      other.type === ASSIGNMENT &&
      other.stage !== 'access' &&
      principalsOf(other).some((symbol) => runsAs.has(symbol))
    )
      after.add(other.symbol);
  }
  after.delete(resource.symbol);
  return [...after].toSorted();
}

function principalsOf(assignment: Resource): readonly string[] {
  const found: string[] = [];
  const properties = assignment.body['properties'];
  const principal =
    typeof properties === 'object' && properties !== null && 'principalId' in properties
      ? properties['principalId']
      : undefined;
  if (principal !== undefined) {
    walk(principal as Value, (one) => {
      if (isMarker(one) && one.$ === 'ref') found.push(one.symbol);
    });
  }
  return found;
}

/** All steps of the plan, resources and actions, in one order of creation. */
export function stepsOf(plan: {
  readonly resources: readonly Resource[];
  readonly actions: readonly Action[];
}): readonly Step[] {
  const ranked = [...plan.resources, ...plan.actions];
  const done = new Set<string>();
  const steps: Step[] = [];
  const left = new Set<Step>(ranked.toSorted(compareSteps));
  const known = new Set(ranked.map((step) => step.symbol));
  while (left.size > 0) {
    const next = [...left].find((step) => refsOf(step).every((symbol) => done.has(symbol) || !known.has(symbol)));
    if (!next) throw new PlanBug('the plan is not in order');
    left.delete(next);
    done.add(next.symbol);
    steps.push(next);
  }
  return steps;
}
