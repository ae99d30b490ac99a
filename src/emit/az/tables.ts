import type { AzType, BodyType } from './row.ts';
import { agentPools } from './table/agent-pool.ts';
import { roleAssignments, roleDefinitions } from './table/authorization.ts';
import { galleries, galleryImages, imageTemplates } from './table/gallery.ts';
import { federatedCredentials, userAssignedIdentities } from './table/identity.ts';
import { maintenanceConfigurations } from './table/maintenance.ts';
import { managedClusters } from './table/managed-cluster.ts';
import { natGateways, publicIpAddresses } from './table/nat-gateway.ts';
import { privateDnsLinks, privateDnsZones } from './table/private-dns.ts';
import { resourceGroups } from './table/resource-group.ts';
import { routeTables } from './table/route-table.ts';
import { networkSecurityGroups } from './table/security-group.ts';
import { peerings, subnets, virtualNetworks } from './table/virtual-network.ts';

const ALL: readonly (AzType | BodyType)[] = [
  resourceGroups,
  virtualNetworks,
  subnets,
  peerings,
  networkSecurityGroups,
  routeTables,
  natGateways,
  publicIpAddresses,
  userAssignedIdentities,
  federatedCredentials,
  roleDefinitions,
  roleAssignments,
  privateDnsZones,
  privateDnsLinks,
  managedClusters,
  agentPools,
  maintenanceConfigurations,
  galleries,
  galleryImages,
  imageTemplates,
];

/** How az makes each ARM type that people read in the script; every other type goes by its body. */
export const TABLES: ReadonlyMap<string, AzType | BodyType> = new Map(ALL.map((table) => [table.type, table]));
