import { resourceGroup as groupQuery } from '../../src/azure/queries/resource-groups.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { clusterName, resourceGroup } from '../base/names.ts';
import { subscription } from '../base/subscription.ts';
import { learn } from '../facts/dates.ts';
import { nodeResourceGroup } from './node-resource-group.ts';

const free = check({
  id: 'PF-10',
  title: 'The name of the node resource group is free',
  level: 'must',
  reads: [subscription, resourceGroup, clusterName, nodeResourceGroup],
  targets: (read) => [
    {
      name: read(nodeResourceGroup),
      subscription: read(subscription),
      owner:
        `/resourcegroups/${read(resourceGroup)}/providers/microsoft.containerservice/managedclusters/${read(clusterName)}`.toLowerCase(),
    },
  ],
  run: async ({ name, subscription: id, owner }, look) => {
    const seen = await look(groupQuery, { subscription: id, group: name });
    if (seen.is === 'absent') return pass('there is no such group yet');
    return seen.value.managedBy?.toLowerCase().endsWith(owner)
      ? warn('it is there and belongs to this cluster', 'setup.sh leaves the cluster as it is')
      : fail('a group of this name exists; AKS makes its own', 'Choose another name for nrg.name');
  },
  source: learn('node-resource-group-lockdown', 'Node resource group lockdown'),
});

export const checks = [free];
