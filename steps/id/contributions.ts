import type { AnyRead } from '../../src/core/decision.ts';
import { type Adder, type Contribution, contribution, type Principal } from '../../src/plan/contribution.ts';
import { type Body, byId, idOf, param, runtime } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { tenant } from '../base/subscription.ts';
import { locationOf, named, tagsOf } from '../common.ts';
import { API } from '../facts/api-versions.ts';
import { ROLES } from '../facts/roles.ts';
import { cluster, clusterGroup, controlPlaneIdentity, kubeletIdentity } from '../resources.ts';
import { contributions as grants } from './grants.ts';
import {
  controlPlaneIdentityId,
  controlPlaneIdentityMode,
  kubeletIdentityId,
  kubeletIdentityMode,
} from './identities.ts';
import { adminGroups, authorization, entra, localAccounts } from './people.ts';

type Identity = typeof controlPlaneIdentity | typeof kubeletIdentity;
const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/** Adds the identity, or names the one that is there. */
function identity(plan: Adder, read: AnyRead, at: Identity, existing: string | undefined, name: string, says: string) {
  if (existing !== undefined) return plan.existing(at, existing, { api: API[IDENTITY], stage: 'identity' });
  plan.add(at, {
    api: API[IDENTITY],
    scope: { in: 'group', group: clusterGroup.symbol },
    name: param(`${at.symbol}Name`, name, says),
    stage: 'identity',
    body: { location: locationOf(read), tags: tagsOf(read) },
  });
}

/** The admin groups as principals; their ids stand once in each output. */
function groupsOf(ids: readonly string[]): readonly Principal[] {
  return ids.map((id, i) => ({
    symbol: `adminGroup${i + 1}`,
    principalId: param(`adminGroup${i + 1}Id`, id, 'Object id of an Entra group that administers the cluster'),
    principalType: 'Group',
    words: `Entra group ${id}`,
  }));
}

const own: readonly Contribution[] = [
  contribution({
    id: 'id.controlPlane',
    because: [controlPlaneIdentityMode, controlPlaneIdentityId, clusterName, location, tags],
    add: (plan, read) => {
      if (read(controlPlaneIdentityMode) === 'system')
        return plan.extend(cluster, { identity: { type: 'SystemAssigned' } });
      const name = named('id', read(clusterName), '', 128);
      identity(plan, read, controlPlaneIdentity, read(controlPlaneIdentityId), name, 'Identity of the control plane');
      plan.extend(cluster, {
        identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(controlPlaneIdentity)) },
      });
    },
  }),
  contribution({
    id: 'id.kubelet',
    because: [kubeletIdentityMode, kubeletIdentityId, clusterName, location, tags],
    when: (read) => read(kubeletIdentityMode) !== 'system',
    add: (plan, read) => {
      const name = named('id', read(clusterName), 'kubelet', 128);
      identity(plan, read, kubeletIdentity, read(kubeletIdentityId), name, 'Identity of the nodes');
      plan.extend(cluster, {
        properties: {
          identityProfile: {
            kubeletidentity: {
              resourceId: idOf(kubeletIdentity),
              clientId: runtime(kubeletIdentity, 'properties.clientId'),
              objectId: runtime(kubeletIdentity, 'properties.principalId'),
            },
          },
        },
      });
    },
  }),
  contribution({
    id: 'id.signIn',
    because: [entra, adminGroups, authorization, localAccounts, tenant],
    add: (plan, read) => {
      const groups = groupsOf(read(adminGroups) ?? []);
      const aadProfile: Body = {
        managed: true,
        ...(read(authorization) === 'azure-rbac' ? { enableAzureRBAC: true } : {}),
        ...(groups.length > 0 ? { adminGroupObjectIDs: groups.map((group) => group.principalId) } : {}),
        ...(read(tenant) === 'subscription'
          ? {}
          : { tenantID: param('tenantId', read(tenant), 'Entra tenant in which people sign in') }),
      };
      plan.extend(cluster, {
        properties: {
          ...(read(entra) ? { aadProfile } : {}),
          ...(read(localAccounts) ? {} : { disableLocalAccounts: true }),
        },
      });
    },
  }),
  contribution({
    id: 'id.adminGroups',
    because: [adminGroups, authorization],
    add: (plan, read) => {
      for (const group of groupsOf(read(adminGroups) ?? [])) {
        const grant = (role: typeof ROLES.aksClusterUser | typeof ROLES.aksRbacClusterAdmin, why: string) =>
          plan.grant({ to: group, role: role.name, roleId: role.guid, on: cluster, why, stage: 'access' });
        grant(ROLES.aksClusterUser, 'fetches the kubeconfig');
        if (read(authorization) === 'azure-rbac')
          grant(ROLES.aksRbacClusterAdmin, 'administers the cluster through Azure RBAC');
      }
    },
  }),
];

export const contributions: readonly Contribution[] = [...own, ...grants];
