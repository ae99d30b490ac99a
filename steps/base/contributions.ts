import { contribution } from '../../src/plan/contribution.ts';
import { param } from '../../src/plan/value.ts';
import { locationOf, tagsOf } from '../common.ts';
import { API } from '../facts/api-versions.ts';
import { PROVIDERS } from '../facts/providers.ts';
import { registerProviders } from '../flows.ts';
import { cluster, clusterGroup } from '../resources.ts';
import { location } from './location.ts';
import { clusterName, resourceGroup, tags } from './names.ts';
import { subscription } from './subscription.ts';
import { verification } from './verification.ts';

/** AKS allows 54 letters, digits and hyphens in a DNS prefix, first and last a letter or digit. */
export const dnsPrefixOf = (name: string): string => name.replaceAll('_', '-').slice(0, 54).replace(/-+$/, '');

export const contributions = [
  verification,
  contribution({
    id: 'base.groups',
    because: [resourceGroup, location, tags, clusterName],
    add: (plan, read) =>
      plan.add(clusterGroup, {
        api: API['Microsoft.Resources/resourceGroups'],
        scope: { in: 'subscription' },
        name: param('clusterGroupName', read(resourceGroup), 'Resource group of the cluster'),
        stage: 'subscription',
        body: { location: locationOf(read), tags: tagsOf(read) },
      }),
  }),
  contribution({
    id: 'base.providers',
    because: [subscription],
    add: (plan) => registerProviders(plan, PROVIDERS.cluster),
  }),
  contribution({
    id: 'base.cluster',
    because: [clusterName, resourceGroup, location, tags],
    add: (plan, read) =>
      plan.add(cluster, {
        api: API['Microsoft.ContainerService/managedClusters'],
        scope: { in: 'group', group: clusterGroup.symbol },
        name: param('clusterName', read(clusterName), 'Name of the cluster'),
        stage: 'cluster',
        body: {
          location: locationOf(read),
          tags: tagsOf(read),
          sku: { name: 'Base' },
          properties: { enableRBAC: true },
        },
      }),
  }),
];
