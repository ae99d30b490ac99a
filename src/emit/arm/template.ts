import { type Json, partsOfId, resourceIdOf } from '../../plan/ids.ts';
import type { Plan, Resource } from '../../plan/plan.ts';
import type { Body, Value } from '../../plan/value.ts';
import { type Module, type Modules, modulesOf } from '../bicep/modules.ts';
import { inlinedIn, isGroup, type Scene, sceneFor } from '../bicep/placement.ts';
import { armValue, literal } from './values.ts';

type JsonObject = { readonly [key: string]: Json };

const SCHEMA = 'https://schema.management.azure.com/schemas';
const DEPLOYMENTS = 'Microsoft.Resources/deployments';
const DEPLOYMENTS_API = '2025-04-01';

/** An ARM template: JSON that Resource Manager takes as it is. */
export type Template = JsonObject;

/**
 * What the operator makes of the plan, as one template at subscription scope: resource groups, and for each stage and place a
 * nested deployment, the same ones that the Bicep files have as modules. All names and ids are literal; what only Azure
 * chooses stands as `reference()`, evaluated inside the nested deployment. Made for validation: what actions do (waiting for
 * roles, registering providers, building the image) has no place in a template.
 */
export function templateFor(plan: Plan): Template {
  const scene = sceneFor(plan, undefined);
  const modules = modulesOf(scene);
  const groups = scene.view.resources.filter((one) => isGroup(one) && scene.standing(one.symbol) === 'own');
  return {
    $schema: schemaAt('subscription'),
    contentVersion: '1.0.0.0',
    resources: [
      ...groups.map((one) => resourceOf(scene, one, [])),
      ...modules.list.map((module) => deploymentOf(scene, modules, module)),
    ],
  };
}

const schemaAt = (place: 'subscription' | 'group'): string =>
  place === 'subscription'
    ? `${SCHEMA}/2018-05-01/subscriptionDeploymentTemplate.json#`
    : `${SCHEMA}/2019-04-01/deploymentTemplate.json#`;

function deploymentOf(scene: Scene, modules: Modules, module: Module): JsonObject {
  const resources = module.resources.map((one) => resourceOf(scene, one, waitsInside(scene, modules, module, one)));
  const { place } = module;
  return {
    type: DEPLOYMENTS,
    apiVersion: DEPLOYMENTS_API,
    name: module.name,
    ...targetOf(scene, module),
    dependsOn: waitsOf(scene, modules, module).map(literal),
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      template: {
        $schema: schemaAt(place.at === 'subscription' ? 'subscription' : 'group'),
        contentVersion: '1.0.0.0',
        resources,
      },
    },
  };
}

/** The group that a nested deployment goes to, also where it is in another subscription. */
function targetOf(scene: Scene, { place }: Module): JsonObject {
  if (place.at === 'subscription') return { location: literal(scene.view.location) };
  const { subscription, group } = groupOf(scene, place.symbol);
  return {
    resourceGroup: literal(group),
    ...(subscription.toLowerCase() === scene.view.subscription.toLowerCase() ? {} : { subscriptionId: subscription }),
  };
}

function groupOf(scene: Scene, symbol: string): { readonly subscription: string; readonly group: string } {
  const { subscription, group = '' } = partsOfId(resourceIdOf(scene.view, symbol));
  return { subscription, group };
}

function deploymentId(scene: Scene, { place, name }: Module): string {
  const { subscription, group } =
    place.at === 'subscription' ? { subscription: scene.view.subscription, group: '' } : groupOf(scene, place.symbol);
  const at = group === '' ? '' : `/resourceGroups/${group}`;
  return `/subscriptions/${subscription}${at}/providers/${DEPLOYMENTS}/${name}`;
}

/** The group of a nested deployment, and the deployments that something in it waits for. */
function waitsOf(scene: Scene, modules: Modules, module: Module): readonly string[] {
  const { place } = module;
  const ownGroup =
    place.at === 'group' && scene.standing(place.symbol) === 'own' ? [resourceIdOf(scene.view, place.symbol)] : [];
  const others = module.resources
    .flatMap((one) => [...(modules.needs.get(one.symbol) ?? [])])
    .flatMap((symbol) => modules.home.get(symbol) ?? [])
    .filter((other) => other !== module)
    .map((other) => deploymentId(scene, other));
  return [...new Set([...ownGroup, ...others])].toSorted();
}

const waitsInside = (scene: Scene, modules: Modules, module: Module, resource: Resource): readonly string[] =>
  [...(modules.needs.get(resource.symbol) ?? [])]
    .filter((symbol) => modules.home.get(symbol) === module)
    .map((symbol) => resourceIdOf(scene.view, symbol))
    .toSorted();

function resourceOf(scene: Scene, resource: Resource, waits: readonly string[]): JsonObject {
  const { view } = scene;
  const { scope } = resource;
  const on = scope.in === 'resource' && !isGroup(scene.find(scope.of)) ? resourceIdOf(view, scope.of) : undefined;
  return {
    type: resource.type,
    apiVersion: resource.api,
    ...(on === undefined ? {} : { scope: literal(on) }),
    name: literal(nameIn(view, resource)),
    ...(armValue(view, withSubnets(scene, resource)) as JsonObject),
    ...(waits.length > 0 ? { dependsOn: waits.map(literal) } : {}),
  };
}

/** Names of parents and of the resource itself: `vnet/subnet`. */
function nameIn(plan: Plan, resource: Resource): string {
  const { parentNames, name } = partsOfId(resourceIdOf(plan, resource.symbol));
  return [...parentNames, name].join('/');
}

/** A VNet with the subnets that are made with it: without them they would be removed. */
function withSubnets(scene: Scene, resource: Resource): Body {
  const inlined = inlinedIn(scene, resource);
  if (inlined.length === 0) return resource.body;
  const subnets = inlined.map((one): Value => ({ name: one.name, ...one.body }));
  return { ...resource.body, properties: { ...(resource.body['properties'] as Body | undefined), subnets } };
}
