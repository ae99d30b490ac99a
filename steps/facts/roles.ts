import type { Source } from '../../src/core/source.ts';
import { CLI_291, type Evidence, JUMPBOX_REPO, PUBLIC_TEMPLATES, RBAC_REFERENCE, VN2_REPO } from './dates.ts';

export interface BuiltInRole {
  readonly name: string;
  /** Last segment of the role definition's id; the same in every tenant. */
  readonly guid: string;
  readonly source: Source;
}

const role = (name: string, guid: string, source: Source): BuiltInRole => ({ name, guid, source });
const AKS = 'Azure Kubernetes Service';

export const ROLES = {
  aksRbacReader: role(`${AKS} RBAC Reader`, '7f6c6a51-bcf8-42ba-9220-52d62157d7db', RBAC_REFERENCE),
  aksRbacWriter: role(`${AKS} RBAC Writer`, 'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb', RBAC_REFERENCE),
  aksRbacAdmin: role(`${AKS} RBAC Admin`, '3498e952-d568-435e-9b2c-8d77e338d7f7', RBAC_REFERENCE),
  aksRbacClusterAdmin: role(`${AKS} RBAC Cluster Admin`, 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b', RBAC_REFERENCE),
  aksClusterUser: role(`${AKS} Cluster User Role`, '4abbcc35-e782-43d8-92c5-2d3f1bd2253f', RBAC_REFERENCE),
  aksClusterAdmin: role(`${AKS} Cluster Admin Role`, '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8', RBAC_REFERENCE),
  aksContributor: role(`${AKS} Contributor Role`, 'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8', RBAC_REFERENCE),
  aksNamespaceContributor: role(`${AKS} Namespace Contributor`, '289d8817-ee69-43f1-a0af-43a45505b488', RBAC_REFERENCE),
  aksNamespaceUser: role(`${AKS} Namespace User`, 'c9f76ca8-b262-4b10-8ed2-09cf0948aa35', RBAC_REFERENCE),
  aksMonitoringUser: role(`${AKS} Cluster Monitoring User`, '1afdec4b-e479-420e-99e7-f82237c7c5e6', RBAC_REFERENCE),
  networkContributor: role('Network Contributor', '4d97b98b-1d4f-4787-a291-c67834d212e7', CLI_291),
  privateDnsZoneContributor: role(
    'Private DNS Zone Contributor',
    'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
    PUBLIC_TEMPLATES,
  ),
  managedIdentityOperator: role('Managed Identity Operator', 'f1a07417-d97a-45cb-824c-7a7467783830', CLI_291),
  /** Needed by the retired pod identity only. */
  virtualMachineContributor: role(
    'Virtual Machine Contributor',
    '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    RBAC_REFERENCE,
  ),
  acrPull: role('AcrPull', '7f951dda-4ed3-4680-a7ca-43fe172d538d', RBAC_REFERENCE),
  /** Instead of AcrPull where the registry has ABAC repository permissions. */
  acrRepositoryReader: role(
    'Container Registry Repository Reader',
    'b93aa761-3e63-49ed-ac28-beffa264f7ac',
    PUBLIC_TEMPLATES,
  ),
  acrCatalogLister: role(
    'Container Registry Repository Catalog Lister',
    'bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7',
    PUBLIC_TEMPLATES,
  ),
  monitoringMetricsPublisher: role(
    'Monitoring Metrics Publisher',
    '3913510d-42f4-4e42-8a64-420c390055eb',
    PUBLIC_TEMPLATES,
  ),
  containerInstancesContributor: role(
    'Azure Container Instances Contributor Role',
    '5d977122-f97e-4b4d-a52f-6b43003ddb4d',
    VN2_REPO,
  ),
  standbyContainerGroupPoolContributor: role(
    'Standby Container Group Pool Contributor',
    '39fcb0de-8844-4706-b050-c28ddbe3ff83',
    PUBLIC_TEMPLATES,
  ),
  storageBlobDataReader: role('Storage Blob Data Reader', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', JUMPBOX_REPO),
  owner: role('Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', RBAC_REFERENCE),
  contributor: role('Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c', RBAC_REFERENCE),
  reader: role('Reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7', RBAC_REFERENCE),
  userAccessAdministrator: role('User Access Administrator', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', RBAC_REFERENCE),
  rbacAdministrator: role(
    'Role Based Access Control Administrator',
    'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    RBAC_REFERENCE,
  ),
} as const satisfies Record<string, BuiltInRole>;

export type RoleKey = keyof typeof ROLES;

export interface CustomRole {
  /** The name's fixed part. The name written contains the scope too, since names are unique in a tenant. */
  readonly name: string;
  readonly description: string;
  readonly actions: readonly string[];
  /** What kind of scope it is assigned at. */
  readonly assignAt: string;
  readonly fallback: RoleKey;
  readonly evidence: Evidence;
  readonly source: Source;
}

const GROUPS = 'Microsoft.ContainerInstance/containerGroups';
const CONTAINER_GROUP_ACTIONS = [
  `${GROUPS}/read`,
  `${GROUPS}/write`,
  `${GROUPS}/delete`,
  `${GROUPS}/containers/exec/action`,
];
/** What virtual nodes do beside that with a standby pool; it follows from the resource types, no page lists it. */
export const STANDBY_ACTIONS = [
  'Microsoft.StandbyPool/standbyContainerGroupPools/*',
  'Microsoft.ContainerInstance/containerGroupProfiles/*',
];
const JOIN_SUBNET = 'Microsoft.Network/virtualNetworks/subnets/join/action';
const IMAGES = 'Microsoft.Compute/images';
const GALLERIES = 'Microsoft.Compute/galleries';

export const CUSTOM_ROLES = {
  virtualNodes: {
    name: 'AKS virtual nodes',
    description: 'Minimum rights for AKS virtual nodes on Azure Container Instances',
    actions: [...CONTAINER_GROUP_ACTIONS, JOIN_SUBNET],
    assignAt: 'the resource group of the container groups and the resource group of the virtual network',
    fallback: 'contributor',
    evidence: 'read',
    source: VN2_REPO,
  },
  /** With `virtualNodesSubnetJoiner`: follows from ARM's linked access check, not tried with virtual nodes. */
  virtualNodesGroups: {
    name: 'AKS virtual nodes container groups',
    description: 'Container groups of AKS virtual nodes, without the right to join a subnet',
    actions: CONTAINER_GROUP_ACTIONS,
    assignAt: 'the resource group of the container groups',
    fallback: 'containerInstancesContributor',
    evidence: 'unverified',
    source: VN2_REPO,
  },
  virtualNodesSubnetJoiner: {
    name: 'AKS virtual nodes subnet joiner',
    description: 'Lets AKS virtual nodes place container groups in one subnet',
    actions: [JOIN_SUBNET],
    assignAt: 'the container group subnet',
    fallback: 'networkContributor',
    evidence: 'unverified',
    source: VN2_REPO,
  },
  imageBuilderNetworkJoiner: {
    name: 'Azure Image Builder network joiner',
    description: 'Lets Azure VM Image Builder place its build machine in a subnet',
    actions: ['Microsoft.Network/virtualNetworks/read', JOIN_SUBNET],
    assignAt: 'the virtual network',
    fallback: 'networkContributor',
    evidence: 'read',
    source: JUMPBOX_REPO,
  },
  imageContributor: {
    name: 'Azure Image Builder image contributor',
    description: 'Lets Azure VM Image Builder write managed images',
    actions: [`${IMAGES}/write`, `${IMAGES}/read`, `${IMAGES}/delete`],
    assignAt: 'the resource group of the image',
    fallback: 'contributor',
    evidence: 'read',
    source: JUMPBOX_REPO,
  },
  galleryVersionWriter: {
    name: 'Azure Image Builder gallery version writer',
    description: 'Lets Azure VM Image Builder write image versions to a compute gallery',
    actions: [
      `${GALLERIES}/read`,
      `${GALLERIES}/images/read`,
      `${GALLERIES}/images/versions/read`,
      `${GALLERIES}/images/versions/write`,
    ],
    assignAt: 'the resource group of the gallery',
    fallback: 'contributor',
    evidence: 'read',
    source: JUMPBOX_REPO,
  },
} as const satisfies Record<string, CustomRole>;
