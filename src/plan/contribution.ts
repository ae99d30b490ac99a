import type { AnyRead, Handle, Read } from '../core/decision.ts';
import type { Act, Chart, Domain, Feature, Flow, KubernetesObject, Note, Scope, Stage, WayIn } from './plan.ts';
import type { Body, ResourceSymbol, Value } from './value.ts';

/** What a resource is added with. Its body may be extended by other contributions. */
export interface Addition {
  readonly api: string;
  readonly scope: Scope;
  readonly name: Value;
  readonly stage: Stage;
  readonly domain?: Domain;
  readonly body?: Body;
}

export interface GrantSpec {
  readonly to: ResourceSymbol<'Microsoft.ManagedIdentity/userAssignedIdentities'> | Principal;
  readonly role: string;
  /** GUID of a built-in role, or the symbol of a role definition of the plan, or the full id of an existing custom role. */
  readonly roleId: string | ResourceSymbol<'Microsoft.Authorization/roleDefinitions'>;
  readonly on: ResourceSymbol;
  readonly why: string;
  readonly until?: string;
  readonly stage?: Stage;
}

/** A group or user, by object id. `symbol` makes the assignment's name in the outputs: `adminGroup1`. */
export interface Principal {
  readonly symbol: string;
  readonly principalId: Value;
  readonly principalType: 'Group' | 'User' | 'ServicePrincipal';
  readonly words: string;
  /** What stands for it in the assignment's name, where only Azure knows its object id: names must be known before. */
  readonly named?: Value;
}

/** What a contribution may do to the plan. Everything it adds names the decisions that caused it. */
export interface Adder {
  /** Adds a resource. Once: whoever shapes it too, extends it. */
  add(at: ResourceSymbol, what: Addition): void;
  /** Names a resource that is there already, by its full id. It is never written. */
  existing(at: ResourceSymbol, id: string, more: { readonly api: string; readonly stage: Stage }): void;
  /** Merges into the body of a resource that some contribution adds. */
  extend(at: ResourceSymbol, body: Body): void;
  /** Raises the API version of a resource because of a property that older ones lack. */
  atLeast(at: ResourceSymbol, api: string): void;
  after(at: ResourceSymbol, earlier: { readonly symbol: string }): void;
  /** Grants a role and gives the symbol of its assignment, for actions that wait for it. */
  grant(grant: GrantSpec): string;
  act(
    symbol: string,
    act: Act,
    more: {
      readonly stage: Stage;
      readonly domain?: Domain;
      readonly says: string;
      readonly after?: readonly string[];
    },
  ): void;
  /** A feature flag that the subscription must have. Several contributions may need the same one. */
  feature(feature: Omit<Feature, 'because'>): void;
  object(object: Omit<KubernetesObject, 'because'>): void;
  chart(chart: Omit<Chart, 'because'>): void;
  flow(flow: Omit<Flow, 'because'>): void;
  way(way: WayIn): void;
  note(note: Omit<Note, 'because'>): void;
}

/** What an area adds to the plan once its answers are known. It reads what it declares and is read by nobody. */
export interface Contribution {
  readonly id: string;
  readonly because: readonly Handle[];
  readonly when: ((read: AnyRead) => boolean) | undefined;
  readonly add: (plan: Adder, read: AnyRead) => void;
}

export function contribution<const Needs extends readonly Handle[]>(spec: {
  readonly id: string;
  readonly because: Needs;
  readonly when?: (read: Read<Needs[number]>) => boolean;
  readonly add: (plan: Adder, read: Read<Needs[number]>) => void;
}): Contribution {
  return {
    id: spec.id,
    because: spec.because,
    when: spec.when as Contribution['when'],
    add: spec.add as Contribution['add'],
  };
}
