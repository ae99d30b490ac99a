import { groupOf, partsOfId } from '../../plan/ids.ts';
import { refsOf, stepsOf } from '../../plan/order.ts';
import { viewFor } from '../../plan/ownership.ts';
import { findResource, isResource, type Plan, type Resource, type Step, stageNumber } from '../../plan/plan.ts';
import { isBody, isMarker, nameOf, subscription, type Value, walk } from '../../plan/value.ts';
import { LONG_AGO } from '../az/row.ts';
import type { Emission, Files } from '../emission.ts';
import { assemble } from './assemble.ts';
import { Names } from './names.ts';
import { outOfClusterFile } from './out-of-cluster.ts';
import { quote } from './quote.ts';
import { becauseLines } from './step.ts';
import { Words } from './values.ts';
import { zoneThatStays } from './zone.ts';

/** The tag by which a resource is known to be made for this cluster; its value is the cluster's name. */
export const OWN_TAG = 'aks-setup-cluster';

const KIND = ['say', 'options', 'cleanup-options', 'steps', 'start', 'cleanup-end', 'run', 'journal', 'look', 'remove'];

interface Removal {
  readonly step: Step;
  /** What it is about, where neither a type nor an action of the plan says so. */
  readonly about?: string;
  readonly lines: readonly string[];
  readonly values: readonly Value[];
}

/** cleanup.sh of one owner: removes what their setup.sh made, in the opposite order. */
export function cleanupFiles(emission: Emission, owner: string | undefined): Files {
  const plan = viewFor(emission.plan, owner);
  const words = new Words(plan, new Names());
  const removals = removalOrder(plan).flatMap((step) => removalOf(words, step) ?? []);
  const inside = owner === undefined && plan.charts.length > 0 ? outOfCluster(words) : undefined;
  const cluster = removals.findIndex((one) => isResource(one.step) && one.step.type === CLUSTER);
  // first of all: what it needs to get in, and what the pods need to remove their container groups, goes after it
  const first = inside && cluster >= 0 ? inside : undefined;
  const all = first ? [first.removal, ...removals] : removals;
  if (all.length === 0) return new Map();
  const script = assemble(emission, words, {
    says: [`Removes what setup.sh made for the cluster ${plan.clusterName}, and nothing else.`],
    steps: all.map((one) => `${stageNumber(one.step.stage)} ${one.step.symbol} ${one.about ?? kindOf(one.step)}`),
    leastAz: LONG_AGO,
    kind: KIND,
    constants: [`OWN_TAG=${quote(OWN_TAG)}`],
    values: all.flatMap((one) => one.values),
    before: [...(first ? [first.check] : []), 'confirm'],
    body: all.flatMap(stepLines).join('\n'),
  });
  return new Map([['cleanup.sh', script], ...(inside ? [outOfClusterFile(plan)] : [])]);
}

const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const GROUP = 'Microsoft.Resources/resourceGroups';
const NETWORK = 'Microsoft.Network/virtualNetworks';
const TEMPLATE = 'Microsoft.VirtualMachineImages/imageTemplates';
const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';
const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';

const kindOf = (step: Step): string => (isResource(step) ? step.type : step.act.do);

function stepLines(one: Removal): readonly string[] {
  const { step } = one;
  return [
    ...becauseLines(step.because),
    `if step ${stageNumber(step.stage)} ${step.symbol}; then`,
    ...one.lines.map((line) => `  ${line}`),
    'fi',
    '',
  ];
}

/**
 * The opposite of the order of creation, but for two. The image's roles on images go before its template, so that no build
 * begins; those on networks after it, since its removal needs them. And what is in a cluster goes with it: a pool that goes
 * alone is drained first, which one disruption budget can block.
 */
function removalOrder(plan: Plan): readonly Step[] {
  const order = stepsOf(plan).toReversed();
  for (const cluster of order.filter((step) => isMine(step) && step.type === CLUSTER)) {
    const inside = order.filter((step) => isInside(step, cluster.symbol));
    for (const step of inside) order.splice(order.indexOf(step), 1);
    order.splice(order.indexOf(cluster) + 1, 0, ...inside);
  }
  for (const template of order.filter((step) => isResource(step) && step.type === TEMPLATE)) {
    const early = order.filter((step) => isResource(step) && isImageRole(plan, step, template as Resource));
    for (const step of early) order.splice(order.indexOf(step), 1);
    order.splice(order.indexOf(template), 0, ...early);
  }
  return order;
}

const isMine = (step: Step): step is Resource => isResource(step) && step.existing === undefined;

const isInside = (step: Step, parent: string): boolean =>
  isMine(step) && step.scope.in === 'parent' && step.scope.of === parent;

function isImageRole(plan: Plan, step: Resource, template: Resource): boolean {
  if (step.type !== ASSIGNMENT || step.existing !== undefined || step.scope.in !== 'resource') return false;
  const identities = new Set(refsOf({ ...template, after: [], body: { identity: template.body['identity'] ?? null } }));
  const properties = isBody(step.body['properties']) ? step.body['properties'] : {};
  const scope = findResource(plan, step.scope.of);
  return (
    refsIn(properties['principalId'] ?? null).some((symbol) => identities.has(symbol)) &&
    !scope.type.startsWith('Microsoft.Network/')
  );
}

function refsIn(value: Value): readonly string[] {
  const found: string[] = [];
  walk(value, (one) => {
    if (isMarker(one) && one.$ === 'ref') found.push(one.symbol);
  });
  return found;
}

function removalOf(words: Words, step: Step): Removal | undefined {
  if (!isResource(step))
    return step.act.do === 'build-image' ? { step, lines: ['remove_built'], values: [] } : undefined;
  if (step.existing !== undefined) return undefined;
  const at = `"$${words.names.id(step.symbol)}" ${step.api}`;
  const tagged = isBody(step.body['tags']) && OWN_TAG in step.body['tags'];
  const remove = tagged ? 'remove_tagged' : 'remove_noted';
  const removal = (...lines: readonly string[]): Removal => ({ step, lines, values: [] });
  switch (step.type) {
    case GROUP:
      return {
        step,
        lines: [`remove_group ${at} "$SUBSCRIPTION" ${words.word(step.name)}`],
        values: [step.name],
      };
    case NETWORK:
      return removal(`remove_network ${at}`);
    case ASSIGNMENT: {
      const identity = identityOf(words.plan, step);
      if (identity === undefined) return removal(`remove_noted ${at}`);
      return removal(`remove_assignment ${at} "$${words.names.id(identity.symbol)}" ${identity.api}`);
    }
    case CLUSTER:
      return removal(`${remove} ${at}`, ...zoneLines(words, at));
    default: {
      const parent = step.scope.in === 'parent' ? findResource(words.plan, step.scope.of) : undefined;
      return removal(`${parent?.type === CLUSTER && isMine(parent) ? 'remove_inside' : remove} ${at}`);
    }
  }
}

/** The identity that an assignment is for, when the same script removes it: then nobody needs the assignment either. */
function identityOf(plan: Plan, assignment: Resource): Resource | undefined {
  const properties = isBody(assignment.body['properties']) ? assignment.body['properties'] : {};
  return refsIn(properties['principalId'] ?? null)
    .map((symbol) => findResource(plan, symbol))
    .find((one) => one.type === IDENTITY && isMine(one) && isBody(one.body['tags']) && OWN_TAG in one.body['tags']);
}

function zoneLines(words: Words, at: string): readonly string[] {
  const zone = zoneThatStays(words.plan);
  return zone ? [`name_rest_in_zone ${at} "$${words.names.id(zone.symbol)}"`] : [];
}

/** The step that takes charts and pods out of the cluster, and what looks before anything is removed whether it can. */
function outOfCluster(words: Words): { readonly removal: Removal; readonly check: string } | undefined {
  const { plan } = words;
  const cluster = plan.resources.find((one) => one.type === CLUSTER);
  if (!cluster) return undefined;
  const groupSymbol = groupOf(plan, cluster);
  const group =
    groupSymbol === undefined ? partsOfId(cluster.existing ?? '').group : nameOf(findResource(plan, groupSymbol));
  const values: Value[] = [group ?? '', cluster.name, subscription];
  const step: Step = {
    symbol: 'outOfCluster',
    act: { do: 'wait-for-roles', assignments: [] },
    stage: 'in-cluster',
    domain: undefined,
    says: '',
    after: [],
    because: [...new Set(plan.charts.flatMap((chart) => chart.because))].toSorted(),
  };
  const at = `"$${words.names.id(cluster.symbol)}" ${cluster.api}`;
  const line = `out_of_cluster ${at} ${words.word(group ?? '')} ${words.word(cluster.name)} ${plan.delivery}`;
  return {
    removal: { step, about: 'charts and pods on virtual nodes', lines: [line], values },
    check: `check_way_in ${at} ${plan.delivery}`,
  };
}
