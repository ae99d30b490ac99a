import { conditional, decision } from '../../src/core/decision.ts';
import { choice, guid, list, toggle } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';

const SIGN_IN = learn('entra-id-control-plane-authentication', 'Microsoft Entra authentication for AKS');

export const entra = decision({
  id: 'id.entra',
  question: 'Do people sign in with Microsoft Entra ID?',
  explain:
    'People and pipelines then come with their own identity, multi-factor sign-in and conditional access included, and leave their name in the audit log. ' +
    'Without it there are only certificates, which belong to nobody and cannot be taken back one by one. It can never be switched off again.',
  kind: toggle({
    yes: { label: 'Yes', effect: 'kubectl signs in through kubelogin.' },
    no: { label: 'No', effect: 'Client certificates alone.', risk: 'certificates belong to nobody' },
  }),
  recommended: () => true,
  permanence: 'create-only',
  aliases: ['aad', 'azure ad'],
  sources: [SIGN_IN],
});

export const adminGroups = conditional({
  id: 'id.adminGroups',
  needs: [entra],
  question: 'Which Entra groups administer the cluster?',
  explain:
    'Members may do everything in the cluster, so take few people and eligible membership where you have Privileged Identity Management. Security groups, by object id. ' +
    'Be a member of one: once local accounts are off, nobody outside these groups gets in.',
  kind: list(guid('an Entra group', 'groups'), 0, 20),
  when: (read) => read(entra),
  ask: 'always',
  permanence: 'update',
  aliases: ['admin group', 'aad-admin-group-object-ids'],
  sources: [SIGN_IN],
});

export const authorization = conditional({
  id: 'id.authorization',
  needs: [entra],
  question: 'Who decides what people may do in the cluster?',
  explain:
    'Azure RBAC decides with role assignments on the cluster: one place for people and pipelines, with eligible roles, conditional access and the activity log. ' +
    'Role bindings in the cluster still count beside it, so nobody should be granted twice. With Kubernetes RBAC alone, only bindings decide.',
  kind: choice([
    {
      value: 'azure-rbac',
      label: 'Azure RBAC, and bindings',
      effect: 'Admin groups get two Azure roles on the cluster.',
    },
    {
      value: 'kubernetes-rbac',
      label: 'Kubernetes RBAC alone',
      effect: 'Admin groups are cluster admins; all else is bindings.',
    },
  ]),
  when: (read) => read(entra),
  recommended: () => 'azure-rbac',
  permanence: 'update',
  aliases: ['azure rbac', 'kubernetes rbac'],
  sources: [learn('entra-id-authorization', 'Azure RBAC for Kubernetes authorization')],
});

export const localAccounts = decision({
  id: 'id.localAccounts',
  needs: [entra],
  question: 'Keep the certificate-based admin account?',
  explain:
    'az aks get-credentials --admin hands out a certificate with all rights that passes sign-in, roles and names in the audit log. Off, nobody can fetch it. ' +
    'Break-glass remains: an AKS Contributor can switch it on, fetch it, and switch it off. Switched off on a living cluster, certificates must be rotated to void those already fetched.',
  kind: toggle({
    yes: {
      label: 'Keep',
      effect: 'The admin certificate can be fetched at any time.',
      risk: 'passes sign-in and roles',
    },
    no: { label: 'Switch off', effect: 'Every sign-in goes through Microsoft Entra ID.' },
  }),
  recommended: (read) => !read(entra),
  permanence: 'update',
  aliases: ['disable local accounts'],
  sources: [learn('local-accounts', 'Local accounts in AKS')],
});
