import { decision } from '../../src/core/decision.ts';
import { choice, text } from '../../src/core/kind.ts';
import { clusterName } from '../base/names.ts';
import { named } from '../common.ts';
import { learn } from '../facts/dates.ts';

const LOCKDOWN = learn('node-resource-group-lockdown', 'Node resource group lockdown');

export const lockdown = decision({
  id: 'nrg.lockdown',
  question: 'Lock the group that holds the nodes?',
  explain:
    'AKS makes a second resource group for VMs, disks and load balancers and expects nobody else to write there. Read-only puts a deny assignment on it that even an owner cannot pass; ' +
    'AKS itself still can. Tags, security rules or scale sets changed there by hand break clusters in ways that no support case covers. ' +
    'To change something by hand after all, open it, change it, and lock it again.',
  kind: choice([
    {
      value: 'ReadOnly',
      label: 'Read-only',
      effect: 'A deny assignment blocks every change that does not go through AKS.',
    },
    {
      value: 'Unrestricted',
      label: 'Open',
      effect: 'Whoever may write to the group may change the nodes’ resources.',
      risk: 'changes by hand break clusters',
    },
  ]),
  recommended: () => 'ReadOnly',
  permanence: 'update',
  aliases: ['node resource group lockdown', 'vn.lockdown'],
  sources: [LOCKDOWN],
});

export const nodeResourceGroup = decision({
  id: 'nrg.name',
  needs: [clusterName],
  question: 'What is the node resource group called?',
  explain:
    'AKS makes it and deletes it with the cluster; it must not exist yet. It is named here since the default name grows with group, cluster and region ' +
    'and may be longer than the 80 characters that Azure allows. It can never be changed.',
  kind: text(/[-\w.()]{0,79}[-\w()]/, '1 to 80 letters, digits, _ - . ( ), no dot at the end', { max: 80 }),
  recommended: (read) => named('rg', read(clusterName), 'nodes', 80),
  permanence: 'create-only',
  aliases: ['MC_', 'infrastructure resource group'],
  sources: [LOCKDOWN],
});
