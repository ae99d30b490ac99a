import { conditional, decision } from '../../src/core/decision.ts';
import { choice, resourceId } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';

const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const USER_ASSIGNED = learn('user-assigned-managed-identity', 'User-assigned managed identity for AKS');
const KUBELET = learn('pre-created-kubelet-managed-identity', 'Pre-created kubelet identity');

export const controlPlaneIdentityMode = decision({
  id: 'id.controlPlaneIdentity',
  question: 'As which identity does the cluster act in Azure?',
  explain:
    'The control plane joins subnets, writes DNS records and hands out the kubelet’s identity. An identity of your own gets its roles before the cluster is made; ' +
    'a system-assigned one exists only afterwards, so a creation that needs a role fails. There is no way back to a service principal, and none is offered.',
  kind: choice([
    {
      value: 'new',
      label: 'A new user-assigned identity',
      effect: 'Made beside the cluster, with its roles, before it.',
    },
    {
      value: 'existing',
      label: 'A user-assigned identity that exists',
      effect: 'Asks for its id; gets the roles it lacks.',
    },
    {
      value: 'system',
      label: 'System-assigned',
      effect: 'Comes with the cluster; roles can be given only afterwards.',
      risk: 'no roles before the cluster exists',
    },
  ]),
  recommended: () => 'new',
  permanence: 'update',
  aliases: ['managed identity'],
  sources: [USER_ASSIGNED, learn('managed-identity-overview', 'Managed identities in AKS')],
});

export const controlPlaneIdentityId = conditional({
  id: 'id.controlPlaneIdentityId',
  needs: [controlPlaneIdentityMode],
  question: 'Which identity for the control plane?',
  explain:
    'A user-assigned identity of the same tenant. One for each cluster keeps rights apart: whatever it may do for one cluster it may do for all that share it.',
  kind: resourceId(IDENTITY, 'identities'),
  when: (read) => read(controlPlaneIdentityMode) === 'existing',
  ask: 'always',
  permanence: 'update',
  sources: [USER_ASSIGNED],
});

export const kubeletIdentityMode = decision({
  id: 'id.kubeletIdentity',
  needs: [controlPlaneIdentityMode],
  question: 'As which identity do the nodes act in Azure?',
  explain:
    'The kubelet pulls images with it, and virtual nodes make container groups with it. An identity of your own gets its roles before the first node starts and keeps them when the cluster is made anew. ' +
    'It needs a user-assigned control plane identity, which gets Managed Identity Operator on it. Every pod that reaches the metadata address can act as it, so it should hold little.',
  kind: choice([
    {
      value: 'new',
      label: 'A new user-assigned identity',
      effect: 'Made beside the cluster, with its roles, before it.',
    },
    {
      value: 'existing',
      label: 'A user-assigned identity that exists',
      effect: 'Asks for its id; gets the roles it lacks.',
    },
    {
      value: 'system',
      label: 'One that AKS makes',
      effect: 'In the node resource group; roles can be given only afterwards.',
    },
  ]),
  recommended: (read) => (read(controlPlaneIdentityMode) === 'system' ? 'system' : 'new'),
  permanence: 'reimage',
  aliases: ['agentpool identity'],
  sources: [KUBELET],
});

export const kubeletIdentityId = conditional({
  id: 'id.kubeletIdentityId',
  needs: [kubeletIdentityMode],
  question: 'Which identity for the nodes?',
  explain: 'A user-assigned identity of the same tenant. Changing it later makes every node anew.',
  kind: resourceId(IDENTITY, 'identities'),
  when: (read) => read(kubeletIdentityMode) === 'existing',
  ask: 'always',
  permanence: 'reimage',
  sources: [KUBELET],
});
