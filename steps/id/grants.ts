import type { Read } from '../../src/core/decision.ts';
import { type Adder, contribution, type GrantSpec } from '../../src/plan/contribution.ts';
import { idOf, runtime } from '../../src/plan/value.ts';
import { hasOwnZone } from '../api/private-dns.ts';
import { makesRouteTable } from '../egress/type.ts';
import { type BuiltInRole, ROLES } from '../facts/roles.ts';
import { poolSubnetSymbol, poolSubnets } from '../net/groups.ts';
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

const NEEDS = [ownVnet, hasOwnZone, subnetList, poolSubnets, makesRouteTable, kubeletIdentityMode] as const;
type Answers = Read<(typeof NEEDS)[number]>;
type Wanted = Pick<GrantSpec, 'on' | 'why'> & { readonly role: BuiltInRole };

/** The subnets in which AKS itself places addresses, and why. */
const JOINED = { nodes: 'places nodes and load balancers', pods: 'places pods', api: 'places the API server' } as const;
const isJoined = (purpose: string): purpose is keyof typeof JOINED => Object.hasOwn(JOINED, purpose);

/** Where the control plane joins networks: the VNet where it also links a zone of yours to it (DNS-2), else the subnets alone. */
function networks(read: Answers): readonly Omit<Wanted, 'role'>[] {
  if (!read(ownVnet)) return [];
  const table = read(makesRouteTable) ? [{ on: routeTable, why: 'reads and keeps the routes of the nodes' }] : [];
  if (read(hasOwnZone))
    return [{ on: vnet, why: 'joins subnets and links the private DNS zone to the VNet' }, ...table];
  return [...subnetsJoined(read), ...table];
}

function subnetsJoined(read: Answers): readonly Omit<Wanted, 'role'>[] {
  const listed = read(subnetList) ?? [];
  const seen = new Set(listed.flatMap((subnet) => subnet.id?.toLowerCase() ?? []));
  const shared = listed.flatMap(({ purpose }) =>
    isJoined(purpose) ? [{ on: subnets[purpose], why: JOINED[purpose] }] : [],
  );
  const own = read(poolSubnets).flatMap(({ pool, id }) => {
    if (seen.has(id.toLowerCase())) return [];
    seen.add(id.toLowerCase());
    return [{ on: poolSubnetSymbol(pool), why: `places the nodes of pool ${pool}` }];
  });
  return [...shared, ...own];
}

function wantedGrants(read: Answers): readonly Wanted[] {
  const zone = read(hasOwnZone)
    ? [{ role: ROLES.privateDnsZoneContributor, on: privateDnsZone, why: 'writes the API server’s name' }]
    : [];
  const kubelet =
    read(kubeletIdentityMode) === 'system'
      ? []
      : [{ role: ROLES.managedIdentityOperator, on: kubeletIdentity, why: 'hands the nodes their identity' }];
  return [...networks(read).map((one) => ({ role: ROLES.networkContributor, ...one })), ...zone, ...kubelet];
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
