import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { operatorAccess } from '../api/operator-access.ts';
import { privateDnsZoneMode } from '../api/private-dns.ts';
import { resourceGroup } from '../base/names.ts';
import { learn } from '../facts/dates.ts';
import { hub, networkGroupName } from '../net/vnet.ts';
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
  // Matrix row 13
  rule({
    id: 'NRG-4',
    severity: 'warn',
    reads: [lockdown, privateDnsZoneMode, operatorAccess, hub],
    broken: (read) =>
      read(lockdown) === 'ReadOnly' &&
      read(privateDnsZoneMode) === 'system' &&
      (read(operatorAccess) === 'vpn' || read(operatorAccess) === 'private-endpoint' || read(hub) !== undefined),
    says: 'The zone that AKS makes lies in the locked group, so it can never be linked to the network that people come from, and the API server’s name does not resolve there.',
    fix: 'Have a zone of your own, or leave the group open.',
    source: LOCKDOWN,
    unverified: 'Inferred from where the zone lies; no page says it.',
    examples: {
      broken: { 'api.operatorAccess': 'vpn', 'api.privateDnsZone': 'system' },
      fine: { 'api.operatorAccess': 'vpn', 'api.privateDnsZone': 'new' },
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
    reads: [nodeResourceGroup, resourceGroup, networkGroupName],
    broken: (read) => {
      const same = (name: string | undefined) => name?.toLowerCase() === read(nodeResourceGroup).toLowerCase();
      return same(read(resourceGroup)) || same(read(networkGroupName));
    },
    says: 'AKS makes the node resource group itself and deletes it with the cluster: it cannot be the group that holds the cluster or its network.',
    fix: 'Give it a name of its own.',
    repairs: (read) => [{ [nodeResourceGroup.id]: `${read(nodeResourceGroup).slice(0, 74)}-nodes` }],
    source: LOCKDOWN,
    examples: {
      broken: { 'base.resourceGroup': 'rg-aks', 'nrg.name': 'rg-aks' },
      fine: { 'base.resourceGroup': 'rg-aks', 'nrg.name': 'rg-aks-nodes' },
    },
  }),
];
