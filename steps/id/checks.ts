import { expectFound, type Look } from '../../src/azure/port.ts';
import { group, memberOf } from '../../src/azure/queries/directory.ts';
import { identity } from '../../src/azure/queries/identities.ts';
import { rightsOf, summarize } from '../../src/azure/rights.ts';
import { check, fail, notRun, pass, warn } from '../../src/checks/check.ts';
import type { AnyRead } from '../../src/core/decision.ts';
import { privateDnsZoneId } from '../api/private-dns.ts';
import { owners } from '../base/owners.ts';
import { learn } from '../facts/dates.ts';
import { existingSubnets } from '../net/existing.ts';
import { subnetList } from '../net/subnets.ts';
import { vnetId } from '../net/vnet.ts';
import { controlPlaneIdentityId, kubeletIdentityId } from './identities.ts';
import { adminGroups, localAccounts } from './people.ts';

const SIGN_IN = learn('entra-id-control-plane-authentication', 'Microsoft Entra authentication for AKS');
const IDENTITIES = learn('user-assigned-managed-identity', 'User-assigned managed identity for AKS');

const known = check({
  id: 'C-ID-1',
  title: 'The admin group exists and is a security group',
  level: 'should',
  reads: [adminGroups],
  targets: (read) => (read(adminGroups) ?? []).map((name) => ({ name })),
  run: async ({ name }, look) => {
    const seen = await look(group, { id: name });
    if (seen.is === 'absent')
      return fail(
        'there is no such group in this tenant',
        'az ad group list --query "[].{id:id, name:displayName}" --output table',
      );
    return seen.value.securityEnabled
      ? pass(`${seen.value.name}, a security group`)
      : fail(
          `${seen.value.name} is no security group`,
          'az ad group create --display-name aks-admins --mail-nickname aks-admins',
        );
  },
  source: SIGN_IN,
});

const member = check({
  id: 'C-ID-2',
  title: 'You are in an admin group: without local accounts nobody else gets in',
  level: 'should',
  reads: [adminGroups, localAccounts],
  targets: (read) => {
    const groups = read(adminGroups) ?? [];
    return groups.length > 0 && !read(localAccounts) ? [{ name: 'you', groups }] : [];
  },
  run: async ({ groups }, look) => {
    const mine = expectFound(await look(memberOf, { groups }), 'the sign-in');
    if (mine.length > 0) return pass(`member of ${mine.join(', ')}`);
    return fail(
      `you are in none of ${groups.join(', ')}`,
      `az ad group member add --group ${groups[0]} --member-id $(az ad signed-in-user show --query id --output tsv)`,
    );
  },
  source: SIGN_IN,
});

const exists = check({
  id: 'C-MI-1',
  aliases: ['VN-09'],
  title: 'The identity exists',
  level: 'must',
  reads: [controlPlaneIdentityId, kubeletIdentityId],
  targets: (read) =>
    [read(controlPlaneIdentityId), read(kubeletIdentityId)]
      .filter((id) => id !== undefined)
      .map((id) => ({ name: id.split('/').at(-1) ?? id, id })),
  run: async ({ id, name }, look) => {
    const seen = await look(identity, { id });
    return seen.is === 'found'
      ? pass(`principal ${seen.value.principalId}`)
      : fail('it does not exist', `az identity create --name ${name} --resource-group ${id.split('/')[4]}`);
  },
  source: IDENTITIES,
});

interface Wanted {
  readonly scope: string;
  readonly actions: readonly string[];
}

const JOIN = 'Microsoft.Network/virtualNetworks/subnets/join/action';
const ZONES = 'Microsoft.Network/privateDnsZones';

/** What the control plane does in Azure outside its own groups, and where (CD 1.4 PF-13, C-API-5, C-DNS-3, C-MI-2). */
function needs(read: AnyRead): readonly Wanted[] {
  const zone = read(privateDnsZoneId);
  const vnet = read(vnetId);
  const kubelet = read(kubeletIdentityId);
  const subnets = existingSubnets(read(subnetList)).filter(
    (one) => one.purpose === 'nodes' || one.purpose === 'api' || one.purpose === 'pods',
  );
  return [
    ...subnets.map(({ id }) => ({ scope: id, actions: [JOIN, 'Microsoft.Network/virtualNetworks/subnets/read'] })),
    ...(zone === undefined
      ? []
      : [{ scope: zone, actions: [`${ZONES}/read`, `${ZONES}/A/write`, `${ZONES}/virtualNetworkLinks/write`] }]),
    ...(zone === undefined || vnet === undefined
      ? []
      : [{ scope: vnet, actions: ['Microsoft.Network/virtualNetworks/join/action'] }]),
    ...(kubelet === undefined
      ? []
      : [{ scope: kubelet, actions: ['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'] }]),
  ];
}

const granted = check({
  id: 'PF-13',
  aliases: ['C-MI-2', 'C-API-5', 'C-DNS-3'],
  title: 'The identity of the control plane has its roles',
  level: 'must',
  reads: [controlPlaneIdentityId, kubeletIdentityId, subnetList, vnetId, privateDnsZoneId, owners],
  targets: (read) => {
    const id = read(controlPlaneIdentityId);
    if (id === undefined) return [];
    const team = read(owners)['roles'] ?? null;
    return needs(read).map((one) => ({
      name: `${id.split('/').at(-1)} on ${one.scope.split('/').at(-1)}`,
      id,
      team,
      ...one,
    }));
  },
  run: async ({ id, scope, actions, team }, look) => {
    const { missing, denied, conditional } = await held(look, id, scope, actions);
    if (denied.length > 0)
      return fail(`${denied[0]?.by} denies ${denied[0]?.action}`, 'Choose a place that no deny assignment covers');
    if (conditional.length > 0)
      return notRun(`conditional: a condition on its role decides about ${conditional.join(', ')}`);
    if (missing.length === 0) return pass(`has ${actions.join(', ')}`);
    if (team === null) return pass(`lacks ${missing.join(', ')}: setup.sh assigns the role before the cluster is made`);
    return warn(
      `lacks ${missing.join(', ')}`,
      `Ask ${team} for the role assignment; the request is in the hand-over folder`,
    );
  },
  source: IDENTITIES,
});

async function held(look: Look, id: string, scope: string, actions: readonly string[]) {
  const { principalId } = expectFound(await look(identity, { id }), 'the identity');
  return summarize(await rightsOf(look, scope, { id: principalId }, actions), actions);
}

export const checks = [known, member, exists, granted];
