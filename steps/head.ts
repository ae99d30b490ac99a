import type { AnyRead } from '../src/core/decision.ts';
import type { PlanHead } from '../src/plan/build.ts';
import type { Domain } from '../src/plan/plan.ts';
import { location } from './base/location.ts';
import { clusterName } from './base/names.ts';
import { owners } from './base/owners.ts';
import { subscription, tenant } from './base/subscription.ts';
import { inCluster } from './delivery/in-cluster.ts';

/** The built-in sample subscription. What is made from it says so in every file, and its script only prints. */
export const SAMPLE_SUBSCRIPTION = '6f2c1d8e-0000-4000-8000-5a3b9d7e1c20';

/** What the plan says beside its resources. */
export function planHead(read: AnyRead): PlanHead {
  const id = read(subscription) as string;
  const tenantId = read(tenant) as string;
  return {
    subscription: id,
    tenant: tenantId === 'subscription' ? undefined : tenantId,
    clusterName: read(clusterName) as string,
    location: read(location) as string,
    sample: id === SAMPLE_SUBSCRIPTION,
    owners: read(owners) as Readonly<Partial<Record<Domain, string>>>,
    delivery: read(inCluster) as PlanHead['delivery'],
  };
}
