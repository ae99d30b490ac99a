import type { AnyRead, Handle } from '../../src/core/decision.ts';
import { type Adder, contribution, type GrantSpec } from '../../src/plan/contribution.ts';
import { idOf, runtime } from '../../src/plan/value.ts';
import { hasOwnZone } from '../api/private-dns.ts';
import { makesRouteTable } from '../egress/type.ts';
import { ROLES } from '../facts/roles.ts';
import { subnetList } from '../net/subnets.ts';
import { ownVnet } from '../net/vnet.ts';
import {
  cluster,
  controlPlaneIdentity,
  kubeletIdentity,
  privateDnsZone,
  routeTable,
  subnets,
  vnet,
} from '../resources.ts';
import { controlPlaneIdentityMode, kubeletIdentityMode } from './identities.ts';

type Wanted = Pick<GrantSpec, 'on' | 'why'> & { readonly role: { readonly name: string; readonly guid: string } };

/** Subnets in which AKS itself places addresses. */
const JOINED = ['nodes', 'pods', 'api'] as const;

const NEEDS = [
  ownVnet,
  hasOwnZone,
  subnetList,
  makesRouteTable,
  kubeletIdentityMode,
] as const satisfies readonly Handle[];

/** Where the control plane joins networks: the VNet where it also links a zone of yours to it (DNS-2), else the subnets alone. */
function networks(read: AnyRead): readonly Wanted[] {
  if (read(ownVnet) !== true) return [];
  const role = ROLES.networkContributor;
  const table: readonly Wanted[] =
    read(makesRouteTable) === true ? [{ role, on: routeTable, why: 'reads and keeps the routes of the nodes' }] : [];
  if (read(hasOwnZone) === true)
    return [{ role, on: vnet, why: 'joins subnets and links the private DNS zone to the VNet' }, ...table];
  const present = ((read(subnetList) ?? []) as readonly { readonly purpose: string }[]).map((one) => one.purpose);
  const joined = JOINED.filter((purpose) => present.includes(purpose));
  const why = { nodes: 'places nodes and load balancers', pods: 'places pods', api: 'places the API server' } as const;
  return [...joined.map((purpose): Wanted => ({ role, on: subnets[purpose], why: why[purpose] })), ...table];
}

function wantedGrants(read: AnyRead): readonly Wanted[] {
  const zone: readonly Wanted[] =
    read(hasOwnZone) === true
      ? [{ role: ROLES.privateDnsZoneContributor, on: privateDnsZone, why: 'writes the API server’s name' }]
      : [];
  const kubelet: readonly Wanted[] =
    read(kubeletIdentityMode) === 'system'
      ? []
      : [{ role: ROLES.managedIdentityOperator, on: kubeletIdentity, why: 'hands the nodes their identity' }];
  return [...networks(read), ...zone, ...kubelet];
}

const WAIT = 'waitForRoles';

function before(plan: Adder, wanted: readonly Wanted[]): void {
  const assignments = wanted.map((one) =>
    plan.grant({ to: controlPlaneIdentity, role: one.role.name, roleId: one.role.guid, on: one.on, why: one.why }),
  );
  if (assignments.length === 0) return;
  plan.act(
    WAIT,
    { do: 'wait-for-roles', assignments },
    { stage: 'identity', says: 'Wait until the roles of the control plane are seen everywhere' },
  );
  plan.after(cluster, { symbol: WAIT });
}

/** A system-assigned identity exists only with the cluster: what it needs is granted afterwards. */
function afterwards(plan: Adder, wanted: readonly Wanted[]): void {
  const to = {
    symbol: 'clusterIdentity',
    principalId: runtime(cluster, 'identity.principalId'),
    principalType: 'ServicePrincipal',
    words: 'the cluster’s system-assigned identity',
    named: idOf(cluster),
  } as const;
  for (const one of wanted)
    plan.grant({ to, role: one.role.name, roleId: one.role.guid, on: one.on, why: one.why, stage: 'access' });
}

export const contributions = [
  contribution({
    id: 'id.grants',
    because: [controlPlaneIdentityMode, ...NEEDS],
    add: (plan, read) =>
      read(controlPlaneIdentityMode) === 'system'
        ? afterwards(plan, wantedGrants(read))
        : before(plan, wantedGrants(read)),
  }),
];
