import { resolveWith } from '../../src/core/engine.ts';
import type { Answers, Resolved } from '../../src/core/resolve.ts';
import { reader } from '../../src/core/resolve.ts';
import { judge, type Verdict } from '../../src/core/rule.ts';
import { buildPlan } from '../../src/plan/build.ts';
import { type Json, plainOf } from '../../src/plan/ids.ts';
import { findResource, type Plan } from '../../src/plan/plan.ts';
import { contributions, engine } from '../../steps/index.ts';

export const SUBSCRIPTION = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';
export const ADMINS = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30';

/** What has no default; everything else is taken as recommended. */
const BASE = {
  'base.subscription': SUBSCRIPTION,
  'base.location': 'westeurope',
  'base.clusterName': 'prod-weu',
  'id.adminGroups': [ADMINS],
} as const;

export type Given = Readonly<Record<string, unknown>>;

export const answersOf = (given: Given): Answers =>
  new Map(Object.entries({ ...BASE, ...given }).map(([id, value]) => [id, { value, origin: 'person' }]));

export const resolvedFor = (given: Given, asOf?: string): Resolved =>
  resolveWith(engine, answersOf(given), asOf === undefined ? {} : { asOf });

/** The answer among these: given, or the recommended one. */
export function answer(id: string, given: Given): unknown {
  const state = resolvedFor(given).get(id);
  return state?.is === 'given' ? state.value : undefined;
}

/** The verdict of a rule of the registry. */
export function verdict(id: string, given: Given, asOf?: string): Verdict['is'] {
  const rule = engine.rules.find((one) => one.id === id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  return judge(rule, engine.byId, resolvedFor(given, asOf)).is;
}

/** The plan that the registered contributions make of these answers. */
export function planFor(given: Given): Plan {
  const resolved = resolvedFor(given);
  return buildPlan(contributions, resolved, reader(resolved), {
    subscription: SUBSCRIPTION,
    tenant: undefined,
    clusterName: 'prod-weu',
    location: 'westeurope',
    sample: false,
    owners: {},
    delivery: 'here',
  });
}

/** The body of a resource of the plan as plain JSON. */
export const bodyOf = (plan: Plan, symbol: string): Json => plainOf(plan, findResource(plan, symbol).body);

/** The properties of the cluster. */
export const clusterOf = (plan: Plan) =>
  (bodyOf(plan, 'cluster') as { readonly properties: { readonly [name: string]: Json } }).properties;
