import type { AnyRead } from '../src/core/decision.ts';
import { type Body, type Param, param } from '../src/plan/value.ts';
import { location } from './base/location.ts';
import { clusterName, tags } from './base/names.ts';

/** The tag by which the clean-up script knows what a profile made; its value is the cluster's name. */
export const OWN_TAG = 'aks-setup-cluster';

/** On every Kubernetes object that is made. https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'aks-setup' };

/** The region as every resource names it. */
export const locationOf = (read: AnyRead): Param =>
  param('location', read(location) as string, 'Region of the cluster and everything beside it');

/** The cluster's name where it names the cluster itself or what belongs to it. */
const clusterNameOf = (read: AnyRead): Param =>
  param('clusterName', read(clusterName) as string, 'Name of the cluster');

/** The tags of every resource that can carry some. */
export const tagsOf = (read: AnyRead): Body => ({
  ...(read(tags) as Readonly<Record<string, string>>),
  [OWN_TAG]: clusterNameOf(read),
});

/** Names follow one pattern, `<kind>-<cluster>`, cut where Azure allows fewer characters than the cluster's name may have. */
export const named = (kind: string, cluster: string, suffix = '', most = 80): string => {
  const tail = suffix === '' ? '' : `-${suffix}`;
  const room = most - kind.length - 1 - tail.length;
  return `${kind}-${cluster.slice(0, room).replace(/[-_]+$/, '')}${tail}`;
};
