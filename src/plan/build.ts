import { type AnyRead, asOf, type Handle } from '../core/decision.ts';
import type { Resolved } from '../core/resolve.ts';
import type { Adder, Addition, Contribution, GrantSpec } from './contribution.ts';
import { canonical, merge, type Writers } from './merge.ts';
import { inOrder, refsOf } from './order.ts';
import {
  type Action,
  type Chart,
  type Flow,
  type Grant,
  type KubernetesObject,
  type Note,
  type Plan,
  PlanBug,
  type Resource,
  type WayIn,
} from './plan.ts';
import { type Body, guid, idOf, join, type ResourceSymbol, roleDefinitionId, runtime, type Value } from './value.ts';

interface Draft {
  readonly symbol: string;
  readonly type: string;
  addition: Addition | undefined;
  existing: { readonly id: string; readonly api: string; readonly stage: Resource['stage'] } | undefined;
  body: Body;
  api: string;
  readonly after: Set<string>;
  readonly because: Set<string>;
  readonly writers: Writers;
}

/** What the answers alone say about the plan, beside its resources. */
export type PlanHead = Pick<
  Plan,
  'subscription' | 'tenant' | 'clusterName' | 'location' | 'sample' | 'owners' | 'delivery'
>;

interface Building {
  readonly drafts: Map<string, Draft>;
  readonly actions: Map<string, Action>;
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
    grant: (spec) => grant(adder, building, because, spec),
    act: (symbol, act, more) => addAction(building, because, symbol, act, more),
    object: (object) => void building.objects.push({ ...object, manifest: object.manifest, because }),
    chart: (chart) => void building.charts.push({ ...chart, because }),
    flow: (flow) => void building.flows.push({ unverified: false, ...flow, because }),
    way: (way) => void building.ways.push(way),
    note: (note) => void building.notes.push({ ...note, because }),
  };
  return adder;
}

function draftOf(drafts: Map<string, Draft>, at: ResourceSymbol, because: readonly string[]): Draft {
  const found = drafts.get(at.symbol) ?? {
    symbol: at.symbol,
    type: at.type,
    addition: undefined,
    existing: undefined,
    body: {},
    api: '',
    after: new Set<string>(),
    because: new Set<string>(),
    writers: new Map(),
  };
  if (found.type !== at.type) throw new PlanBug(`${at.symbol} is used for ${found.type} and ${at.type}`);
  for (const id of because) found.because.add(id);
  drafts.set(at.symbol, found);
  return found;
}

/** Dates compare as text; a preview of a day is older than the day's release. */
function raise(draft: Draft, api: string): void {
  if (api > draft.api) draft.api = api;
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

const upperFirst = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function grant(adder: Adder, building: Building, because: readonly string[], spec: GrantSpec): string {
  const identity = 'type' in spec.to ? spec.to : undefined;
  const principal = 'principalId' in spec.to ? spec.to : undefined;
  const who: Value = principal
    ? principal.principalId
    : runtime(identity as ResourceSymbol<'Microsoft.ManagedIdentity/userAssignedIdentities'>, 'properties.principalId');
  const named: Value = principal ? (principal.named ?? principal.principalId) : idOf(spec.to as ResourceSymbol);
  const roleId = roleValue(spec.roleId);
  const words = spec.role.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
  const assignment = `${spec.to.symbol}Gets${upperFirst(words)}On${upperFirst(spec.on.symbol)}`;
  const type = principal?.principalType ?? 'ServicePrincipal';
  adder.add(
    { symbol: assignment, type: 'Microsoft.Authorization/roleAssignments' },
    {
      api: '2022-04-01',
      scope: { in: 'resource', of: spec.on.symbol },
      name: guid(
        idOf(spec.on),
        named,
        typeof spec.roleId === 'string' ? lastPart(spec.roleId) : nameOfRole(spec.roleId),
      ),
      stage: spec.stage ?? 'identity',
      domain: 'roles',
      body: { properties: { principalId: who, principalType: type, roleDefinitionId: roleId } },
    },
  );
  building.grants.push({
    to: principal?.words ?? spec.to.symbol,
    principalId: who,
    principalType: type,
    role: spec.role,
    roleId,
    on: spec.on.symbol,
    why: spec.why,
    until: spec.until,
    assignment,
    because,
  });
  return assignment;
}

const lastPart = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
const nameOfRole = (role: ResourceSymbol): Value => ({ $: 'ref', symbol: role.symbol, out: 'name' });

function roleValue(role: GrantSpec['roleId']): Value {
  if (typeof role !== 'string') return idOf(role);
  return role.startsWith('/') ? join(role) : roleDefinitionId(role);
}

function finish(draft: Draft): Resource {
  const common = {
    symbol: draft.symbol,
    type: draft.type,
    api: draft.api,
    after: [...draft.after].toSorted(),
    because: [...draft.because].toSorted(),
  };
  if (draft.existing) {
    if (Object.keys(draft.body).length > 0) throw new PlanBug(`${draft.symbol} exists already and would be written`);
    return {
      ...common,
      scope: { in: 'subscription' },
      name: lastPart(draft.existing.id),
      body: {},
      stage: draft.existing.stage,
      domain: undefined,
      existing: draft.existing.id,
    };
  }
  if (!draft.addition) throw new PlanBug(`${draft.symbol} is extended, but no contribution adds it`);
  const { scope, name, stage, domain } = draft.addition;
  return { ...common, scope, name, stage, domain, body: canonical(draft.body) as Body, existing: undefined };
}

function checkReferences(resources: readonly Resource[], actions: readonly Action[]): void {
  const known = new Set([...resources, ...actions].map((one) => one.symbol));
  for (const step of [...resources, ...actions]) {
    const missing = refsOf(step).find((symbol) => !known.has(symbol));
    if (missing !== undefined) throw new PlanBug(`${step.symbol} refers to ${missing}, which no contribution adds`);
  }
}

/** The same host, protocol and source once, with all its ports and reasons. */
function uniteFlows(flows: readonly Flow[]): readonly Flow[] {
  const united = new Map<string, Flow>();
  for (const flow of flows) {
    const key = `${flow.from} ${flow.to} ${flow.protocol}`;
    const found = united.get(key);
    united.set(key, found ? joinFlows(found, flow) : { ...flow, ports: [...flow.ports].toSorted((a, b) => a - b) });
  }
  return [...united].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, flow]) => flow);
}

const joinFlows = (a: Flow, b: Flow): Flow => ({
  ...a,
  ports: [...new Set([...a.ports, ...b.ports])].toSorted((x, y) => x - y),
  why: [...new Set([...a.why.split('; '), ...b.why.split('; ')])].toSorted().join('; '),
  required: a.required || b.required,
  unverified: a.unverified && b.unverified,
  because: [...new Set([...a.because, ...b.because])].toSorted(),
});
