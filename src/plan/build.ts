import { type AnyRead, asOf, type Handle } from '../core/decision.ts';
import type { Resolved } from '../core/resolve.ts';
import type { Adder, Contribution } from './contribution.ts';
import { type Draft, draftOf, finish, raise } from './draft.ts';
import { uniteFlows } from './flows.ts';
import { grant } from './grant.ts';
import { merge } from './merge.ts';
import { inOrder, refsOf } from './order.ts';
import {
  type Action,
  type Chart,
  type Feature,
  type Flow,
  type Grant,
  type KubernetesObject,
  type Note,
  type Plan,
  PlanBug,
  type Resource,
  type WayIn,
} from './plan.ts';
import type { Body, ResourceSymbol } from './value.ts';

/** What the answers alone say about the plan, beside its resources. */
export type PlanHead = Pick<
  Plan,
  'subscription' | 'tenant' | 'clusterName' | 'location' | 'sample' | 'owners' | 'delivery'
>;

interface Building {
  readonly drafts: Map<string, Draft>;
  readonly actions: Map<string, Action>;
  readonly features: Map<string, Feature>;
  readonly objects: KubernetesObject[];
  readonly charts: Chart[];
  readonly grants: Grant[];
  readonly flows: Flow[];
  readonly ways: WayIn[];
  readonly notes: Note[];
}

/**
 * Builds the plan. Contributions may stand in any order: the result is the same to the byte.
 * @throws PlanBug when contributions contradict each other or refer to what none adds
 */
export function buildPlan(
  contributions: readonly Contribution[],
  resolved: Resolved,
  read: AnyRead,
  head: PlanHead,
): Plan {
  const building: Building = {
    drafts: new Map(),
    actions: new Map(),
    features: new Map(),
    objects: [],
    charts: [],
    grants: [],
    flows: [],
    ways: [],
    notes: [],
  };
  for (const one of contributions) {
    if (one.when && !one.when(read)) continue;
    const behind = new Set(one.because.flatMap(decisionsBehind));
    const because = [...behind].filter((id) => resolved.get(id)?.is === 'given').toSorted();
    one.add(adderFor(one.id, because, building), read);
  }
  const resources = [...building.drafts.values()].map(finish);
  const actions = [...building.actions.values()];
  checkReferences(resources, actions);
  const by =
    <T>(key: (one: T) => string) =>
    (a: T, b: T) =>
      key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
  return {
    ...head,
    ...inOrder(resources, actions),
    features: [...building.features.values()].toSorted(by(keyOf)),
    objects: building.objects.toSorted(by((one) => one.symbol)),
    charts: building.charts.toSorted(by((one) => one.symbol)),
    grants: building.grants.toSorted(by((one) => one.assignment)),
    flows: uniteFlows(building.flows),
    ways: building.ways.toSorted(by((one) => one.actor)),
    notes: building.notes.toSorted(by((one) => `${one.topic} ${one.says}`)),
  };
}

/** A derived value is no decision: named is what it was computed from. */
function decisionsBehind(handle: Handle): readonly string[] {
  const { form, needs = [] } = handle as Handle & { readonly form?: string; readonly needs?: readonly Handle[] };
  if (form === 'derived') return needs.flatMap(decisionsBehind);
  return handle.id === asOf.id ? [] : [handle.id];
}

function adderFor(by: string, because: readonly string[], building: Building): Adder {
  const draft = (at: ResourceSymbol): Draft => draftOf(building.drafts, at, because);
  const adder: Adder = {
    add: (at, what) => {
      const found = draft(at);
      if (found.addition || found.existing) throw new PlanBug(`${at.symbol} is added twice, the second time by ${by}`);
      found.addition = what;
      raise(found, what.api);
      found.body = merge(found.body, what.body ?? {}, at.symbol, found.writers, by) as Body;
    },
    existing: (at, id, more) => {
      const found = draft(at);
      if (found.addition) throw new PlanBug(`${at.symbol} is both added and existing, the second time by ${by}`);
      if (found.existing && found.existing.id !== id) throw new PlanBug(`${at.symbol} exists under two ids`);
      found.existing = { id, ...more };
      raise(found, more.api);
    },
    extend: (at, body) => {
      const found = draft(at);
      found.body = merge(found.body, body, at.symbol, found.writers, by) as Body;
    },
    atLeast: (at, api) => raise(draft(at), api),
    after: (at, earlier) => void draft(at).after.add(earlier.symbol),
    grant: (spec) => {
      const given = grant(adder, because, spec);
      building.grants.push(given);
      return given.assignment;
    },
    act: (symbol, act, more) => addAction(building, because, symbol, act, more),
    feature: (feature) => addFeature(building, because, feature),
    object: (object) => void building.objects.push({ ...object, manifest: object.manifest, because }),
    chart: (chart) => void building.charts.push({ ...chart, because }),
    flow: (flow) => void building.flows.push({ ...flow, because }),
    way: (way) => void building.ways.push(way),
    note: (note) => void building.notes.push({ ...note, because }),
  };
  return adder;
}

function addAction(
  building: Building,
  because: readonly string[],
  symbol: string,
  act: Action['act'],
  more: Parameters<Adder['act']>[2],
): void {
  const found = building.actions.get(symbol);
  const after = new Set([...(found?.after ?? []), ...(more.after ?? [])]);
  building.actions.set(symbol, {
    symbol,
    act:
      found && act.do === 'wait-for-roles' && found.act.do === 'wait-for-roles'
        ? { do: act.do, assignments: [...new Set([...found.act.assignments, ...act.assignments])].toSorted() }
        : act,
    stage: more.stage,
    domain: more.domain,
    says: more.says,
    after: [...after].toSorted(),
    because: [...new Set([...(found?.because ?? []), ...because])].toSorted(),
  });
}

const keyOf = ({ namespace, name }: Pick<Feature, 'namespace' | 'name'>): string => `${namespace}/${name}`;

/** @throws PlanBug where contributions say different things of one feature */
function addFeature(building: Building, because: readonly string[], feature: Omit<Feature, 'because'>): void {
  const key = keyOf(feature);
  const found = building.features.get(key);
  if (found && (found.for !== feature.for || found.stage !== feature.stage || found.domain !== feature.domain))
    throw new PlanBug(`the feature ${key} is needed in two ways`);
  building.features.set(key, {
    ...feature,
    because: [...new Set([...(found?.because ?? []), ...because])].toSorted(),
  });
}

function checkReferences(resources: readonly Resource[], actions: readonly Action[]): void {
  const known = new Set([...resources, ...actions].map((one) => one.symbol));
  for (const step of [...resources, ...actions]) {
    const missing = refsOf(step).find((symbol) => !known.has(symbol));
    if (missing !== undefined) throw new PlanBug(`${step.symbol} refers to ${missing}, which no contribution adds`);
  }
}
