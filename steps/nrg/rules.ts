import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { operatorAccess } from '../api/operator-access.ts';
import { resourceGroup } from '../base/names.ts';
import { learn } from '../facts/dates.ts';
import { podIdentity } from '../wi/mode.ts';
import { lockdown, nodeResourceGroup } from './node-resource-group.ts';

const LOCKDOWN = learn('node-resource-group-lockdown', 'Node resource group lockdown');

export const rules: readonly Rule[] = [
  // Matrix row 14
  rule({
    id: 'NRG-3',
    aliases: ['API-14'],
    severity: 'block',
    reads: [lockdown, operatorAccess],
    broken: (read) =>
      read(lockdown) === 'ReadOnly' &&
      (read(operatorAccess) === 'cloud-shell' || read(operatorAccess) === 'bastion-tunnel'),
    says: 'Cloud Shell in the VNet and Bastion tunnelling cannot reach a private cluster whose node resource group is locked.',
    fix: 'Use a jump box or a VPN, or leave the group open.',
    source: learn('private-cluster-connect', 'Connect to a private cluster'),
    examples: {
      broken: { 'api.operatorAccess': 'bastion-tunnel', 'nrg.lockdown': 'ReadOnly' },
      fine: { 'api.operatorAccess': 'jumpbox', 'nrg.lockdown': 'ReadOnly' },
    },
  }),
  rule({
    id: 'NRG-5',
    severity: 'block',
    reads: [lockdown, podIdentity],
    broken: (read) => read(lockdown) === 'ReadOnly' && read(podIdentity) === 'pod-identity',
    says: 'AAD Pod Identity attaches identities to the scale sets of the nodes, which a locked group refuses: no pod would get one.',
    fix: 'Move to workload identity, or leave the group open.',
    source: LOCKDOWN,
    unverified: 'Inferred from what the deny assignment covers; no page says it.',
    examples: {
      broken: { 'wi.mode': 'pod-identity', 'nrg.lockdown': 'ReadOnly' },
      fine: { 'wi.mode': 'workload-identity', 'nrg.lockdown': 'ReadOnly' },
    },
  }),
  rule({
    id: 'NRG-9',
    severity: 'block',
    reads: [nodeResourceGroup, resourceGroup],
    broken: (read) => read(nodeResourceGroup).toLowerCase() === read(resourceGroup).toLowerCase(),
    says: 'AKS makes the node resource group itself and deletes it with the cluster: it cannot be the group that holds the cluster.',
    fix: 'Give it a name of its own.',
    repairs: (read) => [{ [nodeResourceGroup.id]: `${read(nodeResourceGroup).slice(0, 74)}-nodes` }],
    source: LOCKDOWN,
    examples: {
      broken: { 'base.resourceGroup': 'rg-aks', 'nrg.name': 'rg-aks' },
      fine: { 'base.resourceGroup': 'rg-aks', 'nrg.name': 'rg-aks-nodes' },
    },
  }),
];
