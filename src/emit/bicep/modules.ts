import { refsOf } from '../../plan/order.ts';
import { PlanBug, type Resource, type Stage } from '../../plan/plan.ts';
import { camel, kebab } from '../words.ts';
import { inlinedIn, isGroup, isInline, type Place, placeOf, type Scene } from './placement.ts';

export interface Module {
  /** Name of its file, without extension. */
  readonly name: string;
  /** Its symbol in main.bicep. */
  readonly symbol: string;
  readonly stage: Stage;
  readonly place: Place;
  /** In order of creation. */
  readonly resources: readonly Resource[];
}

export interface Modules {
  /** In order of creation: none waits for a later one. */
  readonly list: readonly Module[];
  /** Symbols of what a resource waits for, among those that are deployed here and are no resource groups. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** The module that each symbol is deployed in, that of the VNet for a subnet inside it. */
  readonly home: ReadonlyMap<string, Module>;
}

/** One module for each stage and place; more where they would wait for each other. */
export function modulesOf(scene: Scene): Modules {
  const needs = needsOf(scene);
  const drafts: Draft[] = [];
  const home = new Map<string, Draft>();
  for (const resource of ordered(scene, needs)) {
    const draft = roomFor(scene, resource, needs.get(resource.symbol) ?? new Set(), drafts, home);
    draft.resources.push(resource);
    home.set(resource.symbol, draft);
  }
  const list = inDependencyOrder(drafts).map(finish);
  const homes = new Map<string, Module>();
  for (const module of list)
    for (const resource of module.resources)
      for (const one of [resource, ...inlinedIn(scene, resource)]) homes.set(one.symbol, module);
  return { list, needs, home: homes };
}

interface Draft {
  readonly key: string;
  readonly round: number;
  readonly stage: Stage;
  readonly place: Place;
  readonly resources: Resource[];
  readonly waits: Set<Draft>;
}

const isDeployed = (scene: Scene, resource: Resource): boolean =>
  scene.standing(resource.symbol) === 'own' && !isGroup(resource) && !isInline(scene, resource);

/** Types whose siblings are refused while another one is being written. */
const ONE_AT_A_TIME: readonly string[] = [
  'Microsoft.ContainerService/managedClusters/agentPools',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  'Microsoft.Network/virtualNetworks/subnets',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
];

function needsOf(scene: Scene): ReadonlyMap<string, ReadonlySet<string>> {
  const needs = new Map<string, Set<string>>();
  const previous = new Map<string, string>();
  for (const resource of scene.view.resources.filter((one) => isDeployed(scene, one))) {
    const found = new Set<string>();
    for (const part of [resource, ...inlinedIn(scene, resource)]) collect(scene, refsOf(part), found, new Set());
    if (resource.scope.in === 'parent' && ONE_AT_A_TIME.includes(resource.type)) {
      const before = previous.get(resource.scope.of);
      if (before !== undefined) found.add(before);
      previous.set(resource.scope.of, resource.symbol);
    }
    found.delete(resource.symbol);
    needs.set(resource.symbol, found);
  }
  return needs;
}

/** Follows actions to what they wait for: Bicep has no actions, but the order behind them stays. */
function collect(scene: Scene, symbols: readonly string[], found: Set<string>, seen: Set<string>): void {
  for (const symbol of symbols) {
    if (seen.has(symbol)) continue;
    seen.add(symbol);
    const action = scene.whole.actions.find((one) => one.symbol === symbol);
    if (action) {
      collect(scene, refsOf(action), found, seen);
      continue;
    }
    const resource = scene.find(symbol);
    if (isInline(scene, resource) && resource.scope.in === 'parent') found.add(resource.scope.of);
    else if (isDeployed(scene, resource)) found.add(symbol);
  }
}

function ordered(scene: Scene, needs: ReadonlyMap<string, ReadonlySet<string>>): readonly Resource[] {
  const left = new Map([...needs.keys()].map((symbol) => [symbol, scene.find(symbol)]));
  const done: Resource[] = [];
  while (left.size > 0) {
    const next = [...left.values()].find((one) => [...(needs.get(one.symbol) ?? [])].every((need) => !left.has(need)));
    if (!next) throw new PlanBug(`in Bicep these wait for each other: ${[...left.keys()].join(', ')}`);
    left.delete(next.symbol);
    done.push(next);
  }
  return done;
}

function roomFor(
  scene: Scene,
  resource: Resource,
  needs: ReadonlySet<string>,
  drafts: Draft[],
  home: ReadonlyMap<string, Draft>,
): Draft {
  const place = placeOf(scene, resource);
  const key = `${resource.stage} ${place.at === 'subscription' ? '' : place.symbol}`;
  const before = new Set([...needs].flatMap((symbol) => home.get(symbol) ?? []));
  const same = drafts.filter((draft) => draft.key === key);
  let draft = same.find((one) => ![...before].some((other) => other !== one && waitsFor(other, one)));
  if (!draft) {
    draft = { key, round: same.length + 1, stage: resource.stage, place, resources: [], waits: new Set() };
    drafts.push(draft);
  }
  for (const other of before) if (other !== draft) draft.waits.add(other);
  return draft;
}

const waitsFor = (draft: Draft, other: Draft): boolean =>
  draft.waits.has(other) || [...draft.waits].some((one) => waitsFor(one, other));

function inDependencyOrder(drafts: readonly Draft[]): readonly Draft[] {
  const left = new Set(drafts);
  const done: Draft[] = [];
  while (left.size > 0) {
    const next = [...left].find((draft) => [...draft.waits].every((one) => !left.has(one)));
    if (!next) throw new PlanBug(`modules wait for each other: ${[...left].map((one) => one.key).join(', ')}`);
    left.delete(next);
    done.push(next);
  }
  return done;
}

function finish(draft: Draft): Module {
  const place =
    draft.place.at === 'subscription' ? 'subscription' : kebab(draft.place.symbol.replace(/(.)Group$/, '$1'));
  const base = place === draft.stage ? place : `${draft.stage}-${place}`;
  const name = draft.round === 1 ? base : `${base}-${draft.round}`;
  return { name, symbol: camel(name), stage: draft.stage, place: draft.place, resources: draft.resources };
}
