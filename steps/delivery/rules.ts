import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { isPrivate } from '../api/exposure.ts';
import { operatorAccess } from '../api/operator-access.ts';
import { learn } from '../facts/dates.ts';
import { jumpBox } from '../jb/enable.ts';
import { inCluster } from './in-cluster.ts';

const CONNECT = learn('private-cluster-connect', 'Connect to a private cluster');

export const rules: readonly Rule[] = [
  rule({
    id: 'DLV-1',
    severity: 'block',
    reads: [isPrivate, operatorAccess, inCluster],
    broken: (read) => read(isPrivate) && read(operatorAccess) === 'run-command' && read(inCluster) === 'here',
    says: 'The only way to the private API server is run command, so kubectl on this machine cannot reach it.',
    fix: 'Apply manifests through run command too, or choose another way in.',
    source: CONNECT,
    examples: {
      broken: { 'api.operatorAccess': 'run-command', 'delivery.inCluster': 'here' },
      fine: { 'api.operatorAccess': 'run-command', 'delivery.inCluster': 'run-command' },
    },
  }),
  rule({
    id: 'DLV-2',
    severity: 'warn',
    reads: [isPrivate, operatorAccess, inCluster],
    broken: (read) => read(isPrivate) && read(operatorAccess) === 'jumpbox' && read(inCluster) === 'here',
    says: 'The private API server is reached from the jump box, so this step works only if the script itself runs there.',
    fix: 'Apply manifests on the jump box, or run the script on it.',
    source: CONNECT,
    examples: {
      broken: { 'api.operatorAccess': 'jumpbox', 'delivery.inCluster': 'here' },
      fine: { 'api.operatorAccess': 'jumpbox', 'delivery.inCluster': 'jumpbox' },
    },
  }),
  rule({
    id: 'DLV-3',
    severity: 'warn',
    reads: [inCluster, jumpBox],
    broken: (read) => read(inCluster) === 'jumpbox' && read(jumpBox) === 'no',
    says: 'Manifests wait for a jump box, and these answers neither build one nor name one.',
    fix: 'Build or name a jump box image, or apply manifests from here.',
    source: CONNECT,
    examples: {
      broken: { 'delivery.inCluster': 'jumpbox', 'jb.enable': 'no' },
      fine: { 'delivery.inCluster': 'jumpbox', 'jb.enable': 'build' },
    },
  }),
];
