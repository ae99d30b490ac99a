import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { tenant } from '../base/subscription.ts';
import { learn } from '../facts/dates.ts';
import { adminGroups, authorization, entra, localAccounts } from './people.ts';

const LOCAL = learn('local-accounts', 'Local accounts in AKS');
const SIGN_IN = learn('entra-id-control-plane-authentication', 'Microsoft Entra authentication for AKS');
const GROUP = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30';

export const peopleRules: readonly Rule[] = [
  rule({
    id: 'ID-4',
    severity: 'warn',
    reads: [entra],
    broken: (read) => !read(entra),
    says: 'Without Microsoft Entra ID everybody is a certificate: no multi-factor sign-in, no names in the audit log, no way to take one person’s access back.',
    fix: 'Sign people in with Microsoft Entra ID.',
    source: SIGN_IN,
    examples: { broken: { 'id.entra': false }, fine: { 'id.entra': true } },
  }),
  rule({
    id: 'AUZ-2',
    severity: 'block',
    reads: [authorization, tenant],
    broken: (read) => read(authorization) === 'azure-rbac' && read(tenant) !== 'subscription',
    says: 'Azure RBAC reads role assignments of the subscription’s tenant, so people must sign in there; with a tenant of its own a cluster has Kubernetes RBAC alone.',
    fix: 'Write subscription as the tenant, or let Kubernetes RBAC decide.',
    source: learn('entra-id-authorization', 'Azure RBAC for Kubernetes authorization'),
    examples: {
      broken: { 'base.tenant': '8d3b7c10-0000-4000-8000-2f6e1a9b4d50', 'id.authorization': 'azure-rbac' },
      fine: { 'base.tenant': '8d3b7c10-0000-4000-8000-2f6e1a9b4d50', 'id.authorization': 'kubernetes-rbac' },
    },
  }),
  rule({
    id: 'LOC-1',
    severity: 'block',
    reads: [entra, localAccounts],
    broken: (read) => !read(entra) && !read(localAccounts),
    says: 'Without Microsoft Entra ID and without local accounts nobody could ever sign in, and az does not stop you.',
    fix: 'Sign people in with Microsoft Entra ID, or keep the local account.',
    source: LOCAL,
    examples: {
      broken: { 'id.entra': false, 'id.localAccounts': false },
      fine: { 'id.entra': false, 'id.localAccounts': true },
    },
  }),
  rule({
    id: 'LOC-2',
    severity: 'block',
    reads: [localAccounts, adminGroups],
    broken: (read) => !read(localAccounts) && read(adminGroups)?.length === 0,
    says: 'Local accounts are off and no group administers the cluster: nobody could.',
    fix: 'Name at least one Entra group of which you are a member.',
    source: LOCAL,
    examples: {
      broken: { 'id.adminGroups': [], 'id.localAccounts': false },
      fine: { 'id.adminGroups': [GROUP], 'id.localAccounts': false },
    },
  }),
  rule({
    id: 'LOC-6',
    severity: 'warn',
    reads: [entra, localAccounts],
    broken: (read) => read(entra) && read(localAccounts),
    says: 'Anybody with one Azure right can fetch the admin certificate, which passes sign-in, roles and names in the audit log.',
    fix: 'Switch local accounts off.',
    source: LOCAL,
    examples: { broken: { 'id.localAccounts': true }, fine: { 'id.localAccounts': false } },
  }),
];
