import { type Rule, rule } from '../../src/core/rule.ts';
import { learn, VN2_REPO } from '../facts/dates.ts';
import { kubeletIdentityMode } from '../id/identities.ts';
import { virtualNodeIdentity } from './identity.ts';
import { virtualNodeRole, virtualNodeRoleScope } from './role.ts';

const on = { 'vn.enable': true };

export const rightsRules: readonly Rule[] = [
  rule({
    id: 'VN-22',
    severity: 'block',
    reads: [virtualNodeIdentity, kubeletIdentityMode],
    broken: (read) => read(virtualNodeIdentity) === 'kubelet' && read(kubeletIdentityMode) === 'system',
    says: 'A kubelet identity that AKS makes exists only after the cluster, so its rights cannot be there before the virtual nodes start.',
    fix: 'Give the cluster a kubelet identity of your own, or the virtual nodes an identity of their own.',
    source: learn('pre-created-kubelet-managed-identity', 'Pre-created kubelet identity'),
    examples: {
      broken: { ...on, 'id.kubeletIdentity': 'system', 'vn.identity': 'kubelet' },
      fine: { ...on, 'id.kubeletIdentity': 'new', 'vn.identity': 'kubelet' },
    },
  }),
  rule({
    id: 'VN-23',
    severity: 'warn',
    reads: [virtualNodeRole],
    broken: (read) => read(virtualNodeRole) === 'built-in',
    says: 'Contributor on two groups lets every pod that gets the identity’s token change everything in them, the VNet included.',
    fix: 'Take the custom role of five actions.',
    source: VN2_REPO,
    examples: { broken: { ...on, 'vn.role': 'built-in' }, fine: { ...on, 'vn.role': 'custom' } },
  }),
  rule({
    id: 'VN-24',
    severity: 'warn',
    reads: [virtualNodeRole],
    broken: (read) => read(virtualNodeRole) === 'split',
    says: 'Two roles, one of them on the subnet alone, are the least that should do; nobody tried them with virtual nodes.',
    fix: 'Take the one custom role, or start and delete a pod of your own on a virtual node before anything relies on it: the report says how, under Virtual nodes.',
    source: VN2_REPO,
    unverified: 'It follows from the linked access check of ARM.',
    examples: { broken: { ...on, 'vn.role': 'split' }, fine: { ...on, 'vn.role': 'custom' } },
  }),
  rule({
    id: 'VN-25',
    severity: 'info',
    reads: [virtualNodeRoleScope],
    broken: (read) => read(virtualNodeRoleScope) === 'subscription',
    says: 'Whoever may assign roles anywhere in the subscription may hand this role out there.',
    fix: 'Let the role be assignable in its two groups alone.',
    source: VN2_REPO,
    examples: { broken: { ...on, 'vn.roleScope': 'subscription' }, fine: { ...on, 'vn.roleScope': 'groups' } },
  }),
];
