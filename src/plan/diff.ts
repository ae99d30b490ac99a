import { plainOf } from './ids.ts';
import { stepsOf } from './order.ts';
import { isResource, type Plan, type Step } from './plan.ts';
import { leavesOf, type Value } from './value.ts';

/** One line a difference between two plans: `+ cluster properties.networkProfile.outboundType = none`. Empty where nothing differs. */
export function diffPlans(before: Plan, after: Plan): readonly string[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  return [
    ...[...was].filter((line) => !is.has(line)).map((line) => `- ${line}`),
    ...[...is].filter((line) => !was.has(line)).map((line) => `+ ${line}`),
  ];
}

/** A plan as lines that can be compared one by one. */
function linesOf(plan: Plan): ReadonlySet<string> {
  return new Set([
    ...stepsOf(plan).flatMap((step) => stepLines(plan, step)),
    ...plan.objects.map((object) => `object ${object.symbol}`),
    ...plan.charts.map(
      (chart) => `chart ${chart.release} ${chart.version} ${JSON.stringify(plainOf(plan, chart.values))}`,
    ),
    ...plan.flows.map((flow) => `flow ${flow.from} ${flow.to} ${flow.protocol} ${flow.ports.join(',')}`),
    ...plan.ways.map((way) => `way in ${way.actor}: ${way.reach}`),
  ]);
}

function stepLines(plan: Plan, step: Step): readonly string[] {
  if (!isResource(step)) return [`action ${step.symbol} ${JSON.stringify(step.act)}`];
  const head = `${step.symbol} ${step.type}@${step.api}${step.existing === undefined ? '' : ' existing'}`;
  return [head, ...leavesOf(step.body).map((leaf) => `${step.symbol} ${leaf.path} = ${text(plan, leaf.value)}`)];
}

function text(plan: Plan, value: Value): string {
  const plain = plainOf(plan, value);
  return typeof plain === 'string' ? plain : JSON.stringify(plain);
}

/** What one plan has that the other lacks, in a few words for a screen: resources and, where there are none, leaves. */
export function additionsOf(before: Plan, after: Plan): readonly string[] {
  const had = new Set(before.resources.map((resource) => resource.symbol));
  const added = after.resources.filter(
    (resource) => !had.has(resource.symbol) && resource.existing === undefined && resource.type !== ASSIGNMENT,
  );
  const grants = after.resources.filter((resource) => !had.has(resource.symbol) && resource.type === ASSIGNMENT).length;
  const words = added.map(
    (resource) => `${resource.symbol} (${resource.type.slice(resource.type.lastIndexOf('/') + 1)})`,
  );
  return grants > 0 ? [...words, `${grants} role ${grants === 1 ? 'assignment' : 'assignments'}`] : words;
}

const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';
