import { PlanBug, type Resource } from '../../plan/plan.ts';
import { type Param, param, type Value, walk } from '../../plan/value.ts';
import { oneLine } from '../words.ts';
import { isGroup, type Scene } from './placement.ts';
import { call, type Expr, interpolate, raw, text } from './syntax.ts';
import { exprOf, type Voice } from './values.ts';

/** Names that mean something in Bicep: functions and keywords used by these files. */
const RESERVED: readonly string[] = [
  ...['resourceGroup', 'subscription', 'tenant', 'deployment', 'environment', 'guid', 'last', 'split', 'string'],
  ...['resourceId', 'subscriptionResourceId', 'extensionResourceId', 'az', 'sys', 'param', 'var', 'resource'],
  ...['module', 'output', 'existing', 'if', 'for', 'in', 'true', 'false', 'null', 'type', 'metadata', 'targetScope'],
];

/** Names for what the plan does not name: parameters for given ids, ids and runtime values handed from module to module. */
export interface Names {
  /** The parameter that holds the id of a given resource. */
  readonly idParam: (given: Resource) => Param;
  /** The parameter that holds the name of a given resource inside another given one. */
  readonly nameParam: (given: Resource) => Param;
  /** How modules call the id of a resource that they do not make. */
  readonly id: (symbol: string) => string;
  readonly runtime: (symbol: string, path: string) => string;
  readonly module: (symbol: string) => string;
  readonly subscription: string;
}

export function namesFor(scene: Scene): Names {
  const params = new Map<string, Param>();
  for (const resource of scene.whole.resources)
    for (const value of [resource.name, resource.body] as readonly Value[])
      walk(value, (one) => {
        if (typeof one === 'object' && one !== null && '$' in one && one.$ === 'param')
          params.set((one as Param).name, one as Param);
      });
  const symbols = new Set(scene.whole.resources.map((one) => one.symbol));
  const clash = [...symbols].find((one) => params.has(one) || RESERVED.includes(one));
  if (clash !== undefined) throw new PlanBug(`${clash} is the name of a resource and of something else`);
  const free = (name: string): boolean => !symbols.has(name) && !params.has(name) && !RESERVED.includes(name);
  const pick = (name: string, other: string): string => (free(name) ? name : other);
  const held = (name: string, other: string, value: string, says: string): Param => {
    const found = params.get(name);
    return found?.value === value ? found : param(pick(name, other), value, says);
  };
  return {
    idParam: (given) =>
      held(
        `${given.symbol}Id`,
        `${given.symbol}ResourceId`,
        given.existing ?? '',
        `Full id of the existing ${wordsOf(given.type)} (${given.symbol})`,
      ),
    nameParam: (given) =>
      held(
        `${given.symbol}Name`,
        `${given.symbol}ResourceName`,
        (given.existing ?? '').split('/').at(-1) ?? '',
        `Name of the existing ${wordsOf(given.type)} (${given.symbol})`,
      ),
    id: (symbol) => pick(`${symbol}Id`, `${symbol}ResourceId`),
    runtime: (symbol, path) => {
      const words = path.replace(/^properties\./, '').split('.');
      const tail = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
      return pick(`${symbol}${tail}`, `${symbol}Runtime${tail}`);
    },
    module: (symbol) => pick(symbol, `${symbol}Module`),
    subscription: pick('subscriptionId', 'clusterSubscriptionId'),
  };
}

/** A type in words: `Microsoft.Network/virtualNetworks/subnets` is a subnet, `.../userAssignedIdentities` a user assigned identity. */
export const wordsOf = (type: string): string =>
  oneLine(type.slice(type.lastIndexOf('/') + 1))
    .replace(/[A-Z]+(?![a-z])|[A-Z]/g, (capital) => ` ${capital.length > 1 ? capital : capital.toLowerCase()}`)
    .replace(/ies$/, 'y')
    .replace(/(ss)es$/, '$1')
    .replace(/([^s])s$/, '$1')
    .replace(/\b(?:nat|dns|ip)\b/g, (short) => short.toUpperCase())
    .trim();

/** Part of an id that is held by a parameter. */
export const partOf = (id: Param, index: number, voice: Voice): Expr =>
  raw(`split(${(voice.param(id) as Expr & { is: 'raw' }).text}, '/')[${index}]`);

/** The id of any resource, computed from names and given ids alone, so that what-if knows it beforehand. */
export function idExpr(scene: Scene, names: Names, resource: Resource, voice: Voice): Expr {
  if (scene.standing(resource.symbol) === 'given') return givenId(scene, names, resource, voice);
  if (isGroup(resource)) {
    if (scene.standing(resource.symbol) === 'own') return raw(`${resource.symbol}.id`);
    return call('subscriptionResourceId', text(resource.type), exprOf(resource.name, voice));
  }
  const { scope } = resource;
  if (scope.in === 'subscription')
    return call('subscriptionResourceId', text(resource.type), exprOf(resource.name, voice));
  if (scope.in === 'resource') {
    const on = idExpr(scene, names, scene.find(scope.of), voice);
    return call('extensionResourceId', on, text(resource.type), exprOf(resource.name, voice));
  }
  return nestedId(scene, names, resource, voice);
}

function givenId(scene: Scene, names: Names, resource: Resource, voice: Voice): Expr {
  const ancestor = scene.ancestor(resource);
  if (!ancestor) return voice.param(names.idParam(resource));
  const between = (resource.existing ?? '')
    .slice((ancestor.existing ?? '').length)
    .split('/')
    .slice(0, -1)
    .join('/');
  return interpolateOnto(givenId(scene, names, ancestor, voice), `${between}/`, voice.param(names.nameParam(resource)));
}

/** `'${id}/subnets/${name}'`, also where the id is such a text itself. */
function interpolateOnto(id: Expr, middle: string, name: Expr): Expr {
  if (id.is === 'raw' && id.text.startsWith("'")) {
    const tail = interpolate([middle, name]);
    return raw(`${id.text.slice(0, -1)}${tail.is === 'raw' ? tail.text.slice(1) : ''}`);
  }
  return interpolate([id, middle, name]);
}

/** A resource in a group, or a child of one: by `resourceId()` in the cluster's subscription, else onto the given id. */
function nestedId(scene: Scene, names: Names, resource: Resource, voice: Voice): Expr {
  const chain = chainOf(scene, resource);
  const [top] = chain;
  if (top?.scope.in === 'group' && scene.standing(top.scope.group) !== 'given') {
    const group = exprOf(scene.find(top.scope.group).name, voice);
    const parts = chain.map((one) => exprOf(one.name, voice));
    return call('resourceId', raw('subscription().subscriptionId'), group, text(resource.type), ...parts);
  }
  const { scope, type } = resource;
  if (scope.in === 'subscription') throw new PlanBug(`${resource.symbol} lies in nothing`);
  const container = idExpr(scene, names, scene.find(scope.in === 'group' ? scope.group : scope.of), voice);
  const between = scope.in === 'group' ? `/providers/${type}/` : `/${type.slice(type.lastIndexOf('/') + 1)}/`;
  return interpolateOnto(container, between, exprOf(resource.name, voice));
}

/** A resource and its parents, outermost first, as far as they are no given ones. */
function chainOf(scene: Scene, resource: Resource): readonly Resource[] {
  const { scope } = resource;
  if (scope.in !== 'parent' || scene.standing(scope.of) === 'given') return [resource];
  return [...chainOf(scene, scene.find(scope.of)), resource];
}
