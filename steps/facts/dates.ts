import type { Source } from '../../src/core/source.ts';

/** The latest day on which a fact was read: none is newer. `--as-of` judges dated facts at this day by default. */
export const FACTS_READ = '2026-11-25';

/** How far a fact is confirmed: nothing rests on an unverified one alone (it warns or asks live, it never blocks). */
export type { Evidence } from '../../src/plan/plan.ts';

const source = (title: string, url: string, read: string): Source => ({ title, url, read });

const AKS_DOCS_READ = '2026-08-21';

/** A page of the AKS documentation, `page` being the last part of its address. */
export function learn(page: string, title: string): Source {
  return source(title, `https://learn.microsoft.com/azure/aks/${page}`, AKS_DOCS_READ);
}

/** A page elsewhere on learn.microsoft.com; `path` starts after `/azure/`, `read` is an ISO date. */
export function learnElsewhere(path: string, title: string, read: string): Source {
  return source(title, `https://learn.microsoft.com/azure/${path}`, read);
}

export const CLI_291 = source(
  'azure-cli 2.91.0, source of az aks',
  'https://github.com/Azure/azure-cli/tree/azure-cli-2.91.0/src/azure-cli/azure/cli/command_modules/acs',
  '2026-10-06',
);
export const CLI_RELEASE_NOTES = source(
  'Azure CLI release notes',
  'https://learn.microsoft.com/cli/azure/release-notes-azure-cli',
  '2026-08-11',
);
export const BICEP_TYPES = source('bicep-types-az', 'https://github.com/Azure/bicep-types-az', '2026-08-20');
export const BICEP_TYPES_NOVEMBER = source(
  'bicep-types-az, as in Bicep 0.49.2',
  'https://github.com/Azure/bicep-types-az',
  '2026-11-25',
);
export const AKS_CHANGELOG = source(
  'AKS changelog',
  'https://github.com/Azure/AKS/blob/master/CHANGELOG.md',
  '2026-07-17',
);
export const RBAC_REFERENCE = learnElsewhere(
  'role-based-access-control/built-in-roles',
  'Azure built-in roles',
  '2026-04-09',
);
export const VN2_REPO = source(
  'microsoft/virtualnodesOnAzureContainerInstances',
  'https://github.com/microsoft/virtualnodesOnAzureContainerInstances',
  '2026-08-05',
);
export const VN2_NODES = source(
  'Virtual nodes: node customizations',
  'https://github.com/microsoft/virtualnodesOnAzureContainerInstances/blob/main/Docs/NodeCustomizations.md',
  '2026-08-05',
);
/** A stored copy of the page as it stood in November 2024, when standby pools were a preview. */
export const ACI_STANDBY = learnElsewhere(
  'container-instances/container-instances-standby-pool-overview',
  'Standby pools for Azure Container Instances',
  '2026-11-25',
);
export const VN2_PULLS = source(
  'microsoft/virtualnodesOnAzureContainerInstances, pull requests',
  'https://github.com/microsoft/virtualnodesOnAzureContainerInstances/pulls',
  '2026-09-16',
);
export const JUMPBOX_REPO = source(
  'mspnp/aks-jumpbox-imagebuilder',
  'https://github.com/mspnp/aks-jumpbox-imagebuilder',
  '2024-02-29',
);
export const REGULATED_BASELINE = source(
  'mspnp/aks-baseline-regulated',
  'https://github.com/mspnp/aks-baseline-regulated',
  '2024-11-25',
);
export const AIB_NETWORKING = learnElsewhere(
  'virtual-machines/linux/image-builder-networking',
  'Azure VM Image Builder networking options',
  '2026-06-03',
);
export const AIB_TEMPLATE = learnElsewhere(
  'virtual-machines/linux/image-builder-json',
  'Azure VM Image Builder template reference',
  '2026-06-03',
);
export const ACI_VNET = learnElsewhere(
  'container-instances/container-instances-virtual-network-concepts',
  'Azure Container Instances in a virtual network',
  '2026-07-25',
);
export const PUBLIC_TEMPLATES = source(
  'several public templates; confirm with az role definition list',
  'https://github.com/Azure/azure-quickstart-templates',
  '2026-04-09',
);
