import { plainOf, resourceIdOf } from '../../plan/ids.ts';
import { viewFor } from '../../plan/ownership.ts';
import { goesInside, partOf, providersFor } from '../../plan/parts.ts';
import { type Act, findResource, isRuntime, ownerOf, type Plan, type Resource } from '../../plan/plan.ts';
import { isMarker, type Ref, type Value, walk } from '../../plan/value.ts';
import { partSegments, tableOf } from '../az/index.ts';
import { linkedAction, operationsOf, READS_GROUP, typeInActions } from './azure.ts';
import { groupScopeOf, placeOf, subscriptionOf } from './place.ts';

/**
 * What an action is needed for: `make` what the plan says, with setup.sh or Bicep; `follow` long operations to their end;
 * `deploy` Bicep, and nothing else; `remove` with cleanup.sh.
 */
export type Purpose = 'make' | 'follow' | 'deploy' | 'remove';

/** One action that Azure asks of whoever carries out a part of the plan, at the place where it is done. */
export interface Ask {
  readonly action: string;
  /** The id of what is there already, else of the group or subscription that it is made in. */
  readonly at: string;
  readonly for: Purpose;
}

/** What a deployment of Bicep asks for beside its resources. */
export const DEPLOY = 'Microsoft.Resources/deployments/*';
const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';
const GROUP = 'Microsoft.Resources/resourceGroups';
const TEMPLATE = 'Microsoft.VirtualMachineImages/imageTemplates';
const GROUP_READ = 'Microsoft.Resources/subscriptions/resourceGroups/read';

type Need = (at: string, ...actions: readonly string[]) => void;

/**
 * All that Azure asks of an owner (`undefined`: the operator), from the steps of their script and from the az commands that
 * these run; `test/tools/rights.ts` holds it against what az then sends. May name an action more than once.
 */
export function asksFor(plan: Plan, owner: string | undefined): readonly Ask[] {
  const asks: Ask[] = [];
  const need =
    (purpose: Purpose): Need =>
    (at, ...actions) => {
      for (const action of actions) asks.push({ action, at, for: purpose });
    };
  const view = viewFor(plan, owner);
  const make = need('make');
  for (const resource of view.resources.filter((one) => one.existing === undefined)) {
    makeAsks(plan, resource, make);
    const at = placeOf(plan, resource);
    need('follow')(subscriptionOf(at), ...operationsOf(resource.type));
    for (const scope of [subscriptionOf(plan), groupScopeOf(at)]) need('deploy')(scope, DEPLOY);
    removeAsks(plan, resource, need('remove'));
  }
  for (const { act } of view.actions) actAsks(plan, act, make, need('remove'));
  lookAsks(plan, owner, make);
  if (owner === undefined) insideAsks(plan, make);
  return withoutRepeats(asks);
}

/** Of what removing needs, only what neither making nor following does. */
function withoutRepeats(asks: readonly Ask[]): readonly Ask[] {
  const keyOf = ({ action, at }: Ask): string => `${action} ${at.toLowerCase()}`;
  const before = new Set(asks.filter((ask) => ask.for === 'make' || ask.for === 'follow').map(keyOf));
  return asks.filter((ask) => ask.for !== 'remove' || !before.has(keyOf(ask)));
}

/** Looking whether it is there, making it, and what that links it to. */
function makeAsks(plan: Plan, resource: Resource, need: Need): void {
  const at = placeOf(plan, resource);
  const type = typeInActions(resource.type);
  need(at, `${type}/read`, `${type}/write`);
  for (const segment of partSegments(resource)) need(at, `${type}/${segment}/read`, `${type}/${segment}/write`);
  if (tableOf(resource.type)?.anew !== undefined) need(at, `${type}/delete`);
  if (READS_GROUP.includes(resource.type)) need(groupScopeOf(at), GROUP_READ);
  for (const ref of refsIn(resource.body)) {
    const other = findResource(plan, ref.symbol);
    const linked = ref.out === 'id' ? linkedAction(resource.type, other.type) : undefined;
    if (linked !== undefined) need(placeOf(plan, other), linked);
  }
  readAsks(plan, resource.body, need);
  for (const scope of assignableScopesOf(plan, resource)) need(groupScopeOf(scope), `${type}/write`);
  const kubelet = kubeletIdentityOf(resource);
  // az aks create looks whether the control plane may hand it out
  if (kubelet !== undefined) need(placeOf(plan, findResource(plan, kubelet)), `${ASSIGNMENT}/read`);
}

function kubeletIdentityOf({ type, body }: Resource): string | undefined {
  if (type !== CLUSTER) return undefined;
  const { identityProfile } = (body['properties'] ?? {}) as { readonly identityProfile?: Value };
  return refsIn(identityProfile ?? null).find((ref) => ref.out === 'id')?.symbol;
}

/** A custom role is written by whoever may write one at each scope that it can be given at. */
function assignableScopesOf(plan: Plan, { type, body }: Resource): readonly string[] {
  if (type !== 'Microsoft.Authorization/roleDefinitions') return [];
  const { properties } = plainOf(plan, body) as unknown as {
    readonly properties: { readonly assignableScopes: readonly string[] };
  };
  return properties.assignableScopes;
}

/** What only Azure knows is read. */
function readAsks(plan: Plan, value: Value, need: Need): void {
  for (const ref of refsIn(value).filter(isRuntime)) {
    const other = findResource(plan, ref.symbol);
    need(placeOf(plan, other), `${other.type}/read`);
  }
}

/** What was there before, and what other teams deliver, is looked at. */
function lookAsks(plan: Plan, owner: string | undefined, need: Need): void {
  for (const { before, steps } of partOf(plan, owner))
    for (const symbol of [...before, ...steps.flatMap((step) => step.roles)]) {
      const other = findResource(plan, symbol);
      const isGroup = other.type === GROUP;
      need(isGroup ? resourceIdOf(plan, symbol) : placeOf(plan, other), `${typeInActions(other.type)}/read`);
      // a role is looked for by who has it
      if (other.type === ASSIGNMENT && other.existing === undefined) readAsks(plan, other.body, need);
    }
  if (providersFor(plan, owner).length > 0)
    need(subscriptionOf(plan), 'Microsoft.Resources/subscriptions/providers/read');
  if (plan.features.some((one) => owner === undefined || ownerOf(plan, one) === owner))
    need(subscriptionOf(plan), 'Microsoft.Features/providers/features/read');
}

function actAsks(plan: Plan, act: Act, need: Need, remove: Need): void {
  switch (act.do) {
    case 'register-provider':
      need(
        subscriptionOf(plan),
        'Microsoft.Resources/subscriptions/providers/read',
        `${act.namespace}/register/action`,
      );
      break;
    case 'build-image': {
      const template = findResource(plan, act.template);
      need(placeOf(plan, template), `${TEMPLATE}/read`, `${TEMPLATE}/run/action`, `${TEMPLATE}/runOutputs/read`);
      builtAsks(plan, template, remove);
      break;
    }
    case 'wait-for-roles':
      // those it waits for are looked for by whoever gives them or needs them
      break;
  }
}

/** Built images are removed with a command that looks up their API version, and waits until they are gone. */
function builtAsks(plan: Plan, template: Resource, need: Need): void {
  const { properties } = plainOf(plan, template.body) as unknown as { readonly properties: Distributing };
  for (const { galleryImageId, imageId } of properties.distribute ?? []) {
    need(subscriptionOf(plan), 'Microsoft.Resources/subscriptions/providers/read');
    need(subscriptionOf(galleryImageId ?? imageId ?? ''), ...operationsOf('Microsoft.Compute/images'));
    if (galleryImageId !== undefined)
      need(groupScopeOf(galleryImageId), 'Microsoft.Compute/galleries/images/versions/delete');
    if (imageId !== undefined) need(groupScopeOf(imageId), 'Microsoft.Compute/images/delete');
  }
}
interface Distributing {
  readonly distribute?: readonly { readonly galleryImageId?: string; readonly imageId?: string }[];
}

/** The way into the cluster through Azure. What is done inside it is up to the cluster. */
function insideAsks(plan: Plan, need: Need): void {
  const cluster = plan.resources.find((one) => one.type === CLUSTER);
  if (!cluster || !goesInside(plan)) return;
  const at = placeOf(plan, cluster);
  if (plan.delivery === 'run-command') need(at, `${CLUSTER}/runcommand/action`, `${CLUSTER}/commandResults/read`);
  else need(at, `${CLUSTER}/listClusterUserCredential/action`);
  for (const { values } of plan.charts) readAsks(plan, values, need);
}

/** cleanup.sh reads what it removes, and of a group what is in it. */
function removeAsks(plan: Plan, resource: Resource, need: Need): void {
  const isGroup = resource.type === GROUP;
  const at = isGroup ? resourceIdOf(plan, resource.symbol) : placeOf(plan, resource);
  need(at, `${typeInActions(resource.type)}/delete`);
  if (isGroup) need(subscriptionOf(plan), 'Microsoft.Resources/subscriptions/resources/read');
}

function refsIn(value: Value): readonly Ref[] {
  const found: Ref[] = [];
  walk(value, (one) => {
    if (isMarker(one) && one.$ === 'ref') found.push(one);
  });
  return found;
}
