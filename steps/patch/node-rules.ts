import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { learn } from '../facts/dates.ts';
import { nodeOsChannel, upgradeChannel } from './versions.ts';

const NODE_OS = learn('auto-upgrade-node-os-image', 'Automatic upgrades of node OS images');

export const nodeRules: readonly Rule[] = [
  // Matrix row 45
  rule({
    id: 'PT-5',
    aliases: ['AU-6'],
    severity: 'block',
    reads: [upgradeChannel, nodeOsChannel],
    broken: (read) => read(upgradeChannel) === 'node-image' && read(nodeOsChannel) !== 'NodeImage',
    says: 'The cluster channel node-image is the older name of the node channel NodeImage: AKS refuses it beside another node channel.',
    fix: 'Take NodeImage for the nodes, or another channel for the cluster.',
    source: NODE_OS,
    examples: {
      broken: { 'patch.cluster': 'node-image', 'patch.nodeOs': 'SecurityPatch' },
      fine: { 'patch.cluster': 'node-image', 'patch.nodeOs': 'NodeImage' },
    },
  }),
  // Matrix row 44; the reboot daemon is no decision yet
  rule({
    id: 'PT-10',
    severity: 'warn',
    reads: [nodeOsChannel],
    broken: (read) => read(nodeOsChannel) === 'Unmanaged',
    says: 'Patches are installed each night, but nothing restarts a node to use them, and Windows nodes get none.',
    fix: 'Take NodeImage, or run a reboot daemon such as kured and keep it running.',
    source: NODE_OS,
    examples: { broken: { 'patch.nodeOs': 'Unmanaged' }, fine: { 'patch.nodeOs': 'NodeImage' } },
  }),
  rule({
    id: 'PT-12',
    severity: 'warn',
    reads: [nodeOsChannel],
    broken: (read) => read(nodeOsChannel) === 'None',
    says: 'Nobody patches the nodes: each known hole in their system stays open until you replace them.',
    fix: 'Take NodeImage.',
    source: NODE_OS,
    examples: { broken: { 'patch.nodeOs': 'None' }, fine: { 'patch.nodeOs': 'NodeImage' } },
  }),
];
