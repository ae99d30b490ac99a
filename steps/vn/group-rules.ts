import { type Rule, rule } from '../../src/core/rule.ts';
import { clusterName, resourceGroup } from '../base/names.ts';
import { learn, VN2_REPO } from '../facts/dates.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { lockdown, nodeResourceGroup } from '../nrg/node-resource-group.ts';
import { aciGroupChoice, aciGroupName } from './resource-group.ts';

const on = { 'vn.enable': true };

export const groupRules: readonly Rule[] = [
  rule({
    id: 'HC-5',
    aliases: ['VN-11', 'NRG-2'],
    severity: 'block',
    reads: [virtualNodes, lockdown, aciGroupChoice],
    broken: (read) => read(virtualNodes) && read(lockdown) === 'ReadOnly' && read(aciGroupChoice) === 'node',
    says: 'The lock on the node resource group denies the container groups that virtual nodes would make there.',
    fix: 'Give the container groups a resource group of their own, or leave the node resource group open.',
    source: learn('node-resource-group-lockdown', 'Node resource group lockdown'),
    examples: {
      broken: { ...on, 'nrg.lockdown': 'ReadOnly', 'vn.aciRg': 'node' },
      fine: { ...on, 'nrg.lockdown': 'ReadOnly', 'vn.aciRg': 'new' },
    },
  }),
  rule({
    id: 'HC-6',
    aliases: ['VN-08'],
    severity: 'warn',
    reads: [aciGroupChoice],
    broken: (read) => read(aciGroupChoice) === 'existing',
    says: 'If another cluster puts its container groups there too, each of the two removes the pods of the other.',
    fix: 'Let a new group be made, or make sure that no other cluster uses this one; the checks look for container groups in it.',
    source: VN2_REPO,
    examples: {
      broken: { ...on, 'vn.aciRg': 'existing', 'vn.aciRgName': 'rg-aci' },
      fine: { ...on, 'vn.aciRg': 'new' },
    },
  }),
  rule({
    id: 'VN-21',
    severity: 'block',
    reads: [aciGroupChoice, aciGroupName, resourceGroup, nodeResourceGroup, clusterName],
    broken: (read) => {
      const name = read(aciGroupName)?.toLowerCase();
      return name === read(resourceGroup).toLowerCase() || name === read(nodeResourceGroup).toLowerCase();
    },
    says: 'The group of the container groups is another group of this cluster: the role of the virtual nodes would reach all that is in it.',
    fix: 'Give it a name of its own.',
    repairs: (read) => [{ [aciGroupName.id]: `rg-${read(clusterName)}-aci` }],
    source: VN2_REPO,
    examples: {
      broken: { ...on, 'base.resourceGroup': 'rg-all', 'vn.aciRgName': 'rg-all' },
      fine: { ...on, 'base.resourceGroup': 'rg-all', 'vn.aciRgName': 'rg-all-aci' },
    },
  }),
];
