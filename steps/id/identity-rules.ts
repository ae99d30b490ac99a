import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { isIntegrated } from '../api/exposure.ts';
import { location } from '../base/location.ts';
import { learn } from '../facts/dates.ts';
import { NO_USER_ASSIGNED_IDENTITY } from '../facts/regions.ts';
import { ownVnet } from '../net/vnet.ts';
import {
  controlPlaneIdentityId,
  controlPlaneIdentityMode,
  kubeletIdentityId,
  kubeletIdentityMode,
} from './identities.ts';

const SAMPLE_IDENTITY =
  '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-aks/providers/Microsoft.ManagedIdentity/userAssignedIdentities/';

export const identityRules: readonly Rule[] = [
  rule({
    id: 'MI-2',
    severity: 'block',
    reads: [controlPlaneIdentityMode, kubeletIdentityMode],
    broken: (read) => read(controlPlaneIdentityMode) === 'system' && read(kubeletIdentityMode) !== 'system',
    says: 'A kubelet identity of your own is handed out by the control plane, which needs Managed Identity Operator on it before the cluster exists; a system-assigned identity cannot have that.',
    fix: 'Use a user-assigned control plane identity, or let AKS make the kubelet’s.',
    source: learn('pre-created-kubelet-managed-identity', 'Pre-created kubelet identity'),
    examples: {
      broken: { 'api.exposure': 'public', 'id.controlPlaneIdentity': 'system', 'id.kubeletIdentity': 'new' },
      fine: { 'api.exposure': 'public', 'id.controlPlaneIdentity': 'system', 'id.kubeletIdentity': 'system' },
    },
  }),
  rule({
    id: 'MI-4',
    severity: 'block',
    reads: [location, controlPlaneIdentityMode],
    broken: (read) =>
      read(controlPlaneIdentityMode) !== 'system' &&
      NO_USER_ASSIGNED_IDENTITY.regions.some((region) => region === read(location)),
    says: 'AKS does not take user-assigned identities in this region.',
    fix: 'Use a system-assigned identity, or another region.',
    source: NO_USER_ASSIGNED_IDENTITY.source,
    examples: {
      broken: { 'base.location': 'usgoviowa', 'id.controlPlaneIdentity': 'new' },
      fine: { 'base.location': 'westeurope', 'id.controlPlaneIdentity': 'new' },
    },
  }),
  rule({
    id: 'API-8',
    severity: 'block',
    reads: [isIntegrated, ownVnet, controlPlaneIdentityMode],
    broken: (read) => read(isIntegrated) && read(ownVnet) && read(controlPlaneIdentityMode) === 'system',
    says: 'With VNet integration in a VNet of your own the identity needs Network Contributor on the subnets of nodes and API server before the cluster is made; a system-assigned one does not exist yet.',
    fix: 'Use a user-assigned identity.',
    source: learn('api-server-vnet-integration', 'API Server VNet Integration'),
    examples: {
      broken: { 'net.vnet': 'new', 'api.exposure': 'vnet-public', 'id.controlPlaneIdentity': 'system' },
      fine: { 'net.vnet': 'new', 'api.exposure': 'vnet-public', 'id.controlPlaneIdentity': 'new' },
    },
  }),
  rule({
    id: 'MI-6',
    severity: 'warn',
    reads: [ownVnet, isIntegrated, controlPlaneIdentityMode],
    broken: (read) => read(ownVnet) && !read(isIntegrated) && read(controlPlaneIdentityMode) === 'system',
    says: 'A system-assigned identity gets its role on the subnets only after the cluster exists: what needs the network until then fails.',
    fix: 'Use a user-assigned identity.',
    source: learn('user-assigned-managed-identity', 'User-assigned managed identity for AKS'),
    examples: {
      broken: { 'net.vnet': 'new', 'api.exposure': 'public', 'id.controlPlaneIdentity': 'system' },
      fine: { 'net.vnet': 'managed', 'api.exposure': 'public', 'id.controlPlaneIdentity': 'system' },
    },
  }),
  rule({
    id: 'KI-4',
    severity: 'warn',
    reads: [controlPlaneIdentityId, kubeletIdentityId],
    broken: (read) => {
      const own = read(controlPlaneIdentityId);
      return own !== undefined && own.toLowerCase() === read(kubeletIdentityId)?.toLowerCase();
    },
    says: 'One identity for the control plane and the nodes gives every pod that reaches the metadata address the rights of the control plane.',
    fix: 'Name another identity for the nodes, or have a new one made.',
    source: learn('managed-identity-overview', 'Managed identities in AKS'),
    examples: {
      broken: {
        'id.controlPlaneIdentity': 'existing',
        'id.controlPlaneIdentityId': `${SAMPLE_IDENTITY}id-aks`,
        'id.kubeletIdentity': 'existing',
        'id.kubeletIdentityId': `${SAMPLE_IDENTITY}id-aks`,
      },
      fine: {
        'id.controlPlaneIdentity': 'existing',
        'id.controlPlaneIdentityId': `${SAMPLE_IDENTITY}id-aks`,
        'id.kubeletIdentity': 'existing',
        'id.kubeletIdentityId': `${SAMPLE_IDENTITY}id-aks-kubelet`,
      },
    },
  }),
];
