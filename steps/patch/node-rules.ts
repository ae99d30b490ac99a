import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { egressType } from '../egress/type.ts';
import { learn } from '../facts/dates.ts';
import { isGpu } from '../facts/vm-sizes.ts';
import { exampleSystem, exampleWindows } from '../node/examples.ts';
import { type Pool, pools } from '../node/pools.ts';
import { nodeOsChannel, upgradeChannel } from './versions.ts';

const NODE_OS = learn('auto-upgrade-node-os-image', 'Automatic upgrades of node OS images');

/** Windows, and GPU sizes with Azure Linux, get no security-only patches. */
const isUnpatched = (pool: Pool): boolean =>
  pool.osType === 'Windows' || (pool.osSku.startsWith('AzureLinux') && isGpu(pool.size));

export const nodeRules: readonly Rule[] = [
  // Matrix row 42
  rule({
    id: 'PT-1',
    severity: 'block',
    reads: [nodeOsChannel, pools],
    broken: (read) =>
      read(nodeOsChannel) === 'SecurityPatch'
        ? read(pools).flatMap((pool) => (isUnpatched(pool) ? [pool.name] : []))
        : [],
    says: 'Security patches alone are made for Linux pools without a GPU on Azure Linux; AKS refuses the channel beside other pools.',
    fix: 'Take NodeImage, which serves every pool.',
    source: NODE_OS,
    examples: {
      broken: { 'patch.nodeOs': 'SecurityPatch', 'node.pools': [exampleSystem(), exampleWindows()] },
      fine: { 'patch.nodeOs': 'NodeImage', 'node.pools': [exampleSystem(), exampleWindows()] },
    },
  }),
  rule({
    id: 'PT-2',
    severity: 'block',
    reads: [nodeOsChannel, egressType],
    broken: (read) => read(nodeOsChannel) === 'SecurityPatch' && read(egressType) === 'none',
    says: 'Security patches are fetched from snapshot.ubuntu.com, which a cluster without a way out cannot reach.',
    fix: 'Take NodeImage, or give the nodes a way out.',
    source: NODE_OS,
    examples: {
      broken: { 'patch.nodeOs': 'SecurityPatch', 'egress.type': 'none' },
      fine: { 'patch.nodeOs': 'SecurityPatch', 'egress.type': 'userAssignedNATGateway' },
    },
  }),
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
