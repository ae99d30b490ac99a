import type { Body, Ref, Value } from './value.ts';

/** The order in which things come to be. Each stage runs from a vantage and belongs to somebody. */
export const STAGES = [
  'subscription',
  'network',
  'identity',
  'image',
  'cluster',
  'access',
  'in-cluster',
  'policy',
  'verify',
] as const;
export type Stage = (typeof STAGES)[number];
export const stageNumber = (stage: Stage): number => STAGES.indexOf(stage) + 1;

/** What may belong to another team (`base.owners`); everything else is the operator's. */
export type Domain = 'network' | 'dns' | 'firewall' | 'roles' | 'policy' | 'subscription';

export type Scope =
  | { readonly in: 'subscription' }
  | { readonly in: 'group'; readonly group: string }
  /** A child, such as a subnet. */
  | { readonly in: 'parent'; readonly of: string }
  /** An extension on a resource, such as a role assignment. */
  | { readonly in: 'resource'; readonly of: string };

export interface Resource {
  readonly symbol: string;
  readonly type: string;
  readonly api: string;
  readonly scope: Scope;
  readonly name: Value;
  readonly body: Body;
  readonly stage: Stage;
  readonly domain: Domain | undefined;
  /** The full id of something that is there already: it is never written, children may be added to it. */
  readonly existing: string | undefined;
  /** Symbols of what must come before, beyond what the body refers to. */
  readonly after: readonly string[];
  /** Ids of the decisions that caused it. */
  readonly because: readonly string[];
}

/** What is no resource but has to be done. */
export type Act =
  | { readonly do: 'register-provider'; readonly namespace: string }
  /** Role assignments take up to ten minutes to be seen everywhere. */
  | { readonly do: 'wait-for-roles'; readonly assignments: readonly string[] }
  | { readonly do: 'build-image'; readonly template: string };

export interface Action {
  readonly symbol: string;
  readonly act: Act;
  readonly stage: Stage;
  readonly domain: Domain | undefined;
  readonly says: string;
  readonly after: readonly string[];
  readonly because: readonly string[];
}

/**
 * A feature flag that the subscription must have before anything is made, such as EncryptionAtHost of Microsoft.Compute.
 * It is only looked for: whoever owns the subscription registers it, once and for all clusters.
 */
export interface Feature {
  readonly namespace: string;
  readonly name: string;
  /** What needs it, as the start of a sentence. */
  readonly for: string;
  /** Where Azure refuses what needs it. */
  readonly stage: Stage;
  readonly domain: Domain;
  readonly because: readonly string[];
}

/** A Kubernetes object. Its manifest holds no runtime references. */
export interface KubernetesObject {
  readonly symbol: string;
  readonly manifest: Body;
  readonly because: readonly string[];
}

/** A chart at a pinned version. Values may hold runtime references: they are set on the command line when it is installed. */
export interface Chart {
  readonly symbol: string;
  readonly release: string;
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly values: Body;
  readonly because: readonly string[];
}

/** Who gets which role where, why, and until when. */
export interface Grant {
  /** The symbol of an identity of the plan, or words for a group or user. */
  readonly to: string;
  readonly principalId: Value;
  readonly principalType: 'ServicePrincipal' | 'Group' | 'User';
  readonly role: string;
  readonly roleId: Value;
  readonly on: string;
  readonly why: string;
  readonly until: string | undefined;
  readonly assignment: string;
  readonly because: readonly string[];
}

/** Who talks to which host and port, and why. */
/** How far it is confirmed that a flow is needed: a document names it, it follows from one, or nothing says so. */
export type Evidence = 'read' | 'derived' | 'unverified';

export interface Flow {
  readonly from: string;
  /** A host, possibly with a leading wildcard, or a service tag. */
  readonly to: string;
  readonly protocol: 'Https' | 'Http' | 'Tcp' | 'Udp';
  readonly ports: readonly number[];
  readonly why: string;
  readonly required: boolean;
  readonly evidence: Evidence;
  readonly because: readonly string[];
}

/** How an actor reaches the cluster, or why not. */
export interface WayIn {
  readonly actor: string;
  readonly reach: 'yes' | 'no' | 'unknown';
  readonly why: string;
}

export interface Plan {
  readonly subscription: string;
  readonly tenant: string | undefined;
  readonly clusterName: string;
  readonly location: string;
  /** Made from the sample subscription: every output says so, and the script only prints. */
  readonly sample: boolean;
  /** Domain -> team name, of what is not the operator's. */
  readonly owners: Readonly<Partial<Record<Domain, string>>>;
  /** How manifests and charts reach the API server. */
  readonly delivery: 'here' | 'jumpbox' | 'run-command';
  /** In order of creation. */
  readonly resources: readonly Resource[];
  readonly actions: readonly Action[];
  readonly features: readonly Feature[];
  readonly objects: readonly KubernetesObject[];
  readonly charts: readonly Chart[];
  readonly grants: readonly Grant[];
  readonly flows: readonly Flow[];
  readonly ways: readonly WayIn[];
  /** Sentences for README and report: what follows from the answers and is deployed by nobody. */
  readonly notes: readonly Note[];
}

export interface Note {
  readonly topic: string;
  readonly says: string;
  /** Whose things it is about: where they are another team's, it stands in their request too. */
  readonly domain?: Domain;
  readonly because: readonly string[];
}

/** A step of the plan in order: a resource or an action. */
export type Step = Resource | Action;

/** The plan is inconsistent: a bug of a contribution, never an operator's mistake. */
export class PlanBug extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PlanBug';
  }
}

const indexes = new WeakMap<readonly Resource[], ReadonlyMap<string, Resource>>();

/** @throws PlanBug where the plan has none of that symbol */
export function findResource(plan: Plan, symbol: string): Resource {
  let index = indexes.get(plan.resources);
  if (!index) {
    index = new Map(plan.resources.map((resource) => [resource.symbol, resource]));
    indexes.set(plan.resources, index);
  }
  const found = index.get(symbol);
  if (!found) throw new PlanBug(`the plan has no resource ${symbol}`);
  return found;
}

/** The team that a step belongs to, or `undefined` for the operator. */
export const ownerOf = (plan: Plan, step: Pick<Step, 'domain'>): string | undefined =>
  step.domain === undefined ? undefined : plan.owners[step.domain];

export const isResource = (step: Step): step is Resource => 'type' in step;

export const isRuntime = (ref: Ref): boolean => ref.out !== 'id' && ref.out !== 'name';
