import { contribution } from '../../src/plan/contribution.ts';
import { param } from '../../src/plan/value.ts';
import { cluster } from '../resources.ts';
import { lockdown, nodeResourceGroup } from './node-resource-group.ts';

export const contributions = [
  contribution({
    id: 'nrg.group',
    because: [lockdown, nodeResourceGroup],
    add: (plan, read) => {
      plan.extend(cluster, {
        properties: {
          nodeResourceGroup: param(
            'nodeResourceGroupName',
            read(nodeResourceGroup),
            'Resource group that AKS makes for the nodes; it must not exist yet',
          ),
          nodeResourceGroupProfile: { restrictionLevel: read(lockdown) },
        },
      });
      if (read(lockdown) === 'ReadOnly') {
        plan.note({
          topic: 'Node resource group',
          says:
            'It is locked: tags, security rules and scale sets in it change through AKS alone, and the Owner role does not override that. To change something by hand, ' +
            'open it with az aks update --nrg-lockdown-restriction-level Unrestricted, change it, and lock it again. Roles inherited from the subscription still let their holders read it.',
        });
      }
    },
  }),
];
