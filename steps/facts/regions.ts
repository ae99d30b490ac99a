import type { Source } from '../../src/core/source.ts';
import { AIB_NETWORKING, learn, VN2_REPO } from './dates.ts';

/** Compiled, not read off one page: an unknown name is refused offline with the nearest ones, and the live list wins. */
export const REGIONS_SOURCE: Source = {
  title: 'Azure regions list, compiled from several copies; confirm with az account list-locations',
  url: 'https://learn.microsoft.com/azure/reliability/regions-list',
  read: '2026-05-16',
};

export interface Region {
  readonly name: string;
  readonly displayName: string;
  /** Availability zones, to the best of our knowledge; a VM size may be missing in some (check PF-07). */
  readonly hasZones: boolean;
  /** Open to selected customers only. */
  readonly restricted: boolean;
}

const ZONED = [
  'Australia East, Austria East, Belgium Central, Brazil South, Canada Central, Central India, Central US, Chile Central',
  'Denmark East, East Asia, East US, East US 2, France Central, Germany West Central, Indonesia Central, Israel Central',
  'Italy North, Japan East, Japan West, Korea Central, Malaysia West, Mexico Central, New Zealand North, North Europe',
  'Norway East, Poland Central, Qatar Central, South Africa North, South Central US, Southeast Asia, Spain Central',
  'Sweden Central, Switzerland North, UAE North, UK South, West Europe, West US 2, West US 3',
];
const UNZONED = [
  'Australia Central, Australia Southeast, Canada East, Korea South, North Central US, South India, UK West',
  'West Central US, West India, West US',
];
const RESTRICTED = [
  'Australia Central 2, Brazil Southeast, France South, Germany North, Jio India Central, Jio India West, Norway West',
  'South Africa West, Sweden South, Switzerland West, Taiwan North, Taiwan Northwest, UAE Central',
];

function rows(lines: readonly string[], hasZones: boolean, restricted: boolean): readonly Region[] {
  return lines
    .flatMap((line) => line.split(', '))
    .map((displayName) => ({ name: normalizeRegion(displayName), displayName, hasZones, restricted }));
}

/** Every region of the public cloud, by name. */
export const REGIONS: readonly Region[] = [
  ...rows(ZONED, true, false),
  ...rows(UNZONED, false, false),
  ...rows(RESTRICTED, false, true),
].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Regions without API Server VNet Integration (API-6). */
export const NO_VNET_INTEGRATION = {
  regions: ['qatarcentral'],
  source: learn('api-server-vnet-integration', 'API Server VNet Integration'),
} as const;

/** Regions without user-assigned identities (MI-4). They belong to the US government cloud. */
export const NO_USER_ASSIGNED_IDENTITY = {
  regions: ['usdodcentral', 'usdodeast', 'usgoviowa'],
  source: learn('managed-identity-overview', 'Managed identities in AKS'),
} as const;

/** Regions of Azure VM Image Builder: a fallback, the provider's own list decides (CM-04, JB-02). */
export const IMAGE_BUILDER_REGIONS = {
  regions: [
    ...[
      'australiaeast',
      'australiasoutheast',
      'brazilsouth',
      'canadacentral',
      'centralindia',
      'centralus',
      'chinanorth3',
    ],
    ...[
      'eastasia',
      'eastus',
      'eastus2',
      'francecentral',
      'germanywestcentral',
      'israelcentral',
      'italynorth',
      'japaneast',
    ],
    ...[
      'jioindiawest',
      'koreacentral',
      'newzealandnorth',
      'northcentralus',
      'northeurope',
      'norwayeast',
      'polandcentral',
    ],
    ...['qatarcentral', 'southafricanorth', 'southcentralus', 'southeastasia', 'swedencentral', 'switzerlandnorth'],
    ...[
      'taiwannorthwest',
      'uaenorth',
      'uksouth',
      'ukwest',
      'westcentralus',
      'westeurope',
      'westus',
      'westus2',
      'westus3',
    ],
  ],
  preview: {
    regions: ['usgovarizona', 'usgovvirginia'],
    feature: 'Microsoft.VirtualMachineImages/FairfaxPublicPreview',
  },
  source: AIB_NETWORKING,
} as const;

/** Regions with confidential container groups for virtual nodes. */
export const CONFIDENTIAL_REGIONS = {
  regions: [
    ...[
      'centralindia',
      'eastasia',
      'eastus',
      'eastus2',
      'germanywestcentral',
      'italynorth',
      'japaneast',
      'northeurope',
    ],
    ...['southcentralus', 'southeastasia', 'switzerlandnorth', 'uaenorth', 'westeurope', 'westus', 'westus2'],
  ],
  source: VN2_REPO,
} as const;

/**
 * AzureCloud service tags whose regional part is not the region's name.
 * https://learn.microsoft.com/azure/virtual-network/service-tags-overview
 */
const AZURE_CLOUD_TAGS: Readonly<Record<string, string>> = {
  brazilsoutheast: 'brazilse',
  chilecentral: 'chilec',
  francecentral: 'centralfrance',
  francesouth: 'southfrance',
  germanynorth: 'germanyn',
  germanywestcentral: 'germanywc',
  norwayeast: 'norwaye',
  norwaywest: 'norwayw',
  switzerlandnorth: 'switzerlandn',
  switzerlandwest: 'switzerlandw',
};

/** The regional service tag of all Azure public addresses, as `AzureCloud.westeurope`. */
export function azureCloudTag(region: string): string {
  const name = normalizeRegion(region);
  return `AzureCloud.${AZURE_CLOUD_TAGS[name] ?? name}`;
}

/** A region as ARM writes it: `West Europe` is `westeurope`. */
export function normalizeRegion(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, '');
}

export function findRegion(text: string): Region | undefined {
  const name = normalizeRegion(text);
  return REGIONS.find((region) => region.name === name);
}

/** The regions whose names are most like the text, nearest first: for "did you mean". */
export function nearestRegions(text: string, limit = 3): readonly Region[] {
  const wanted = normalizeRegion(text);
  const distance = new Map(REGIONS.map((region) => [region, likeness(wanted, region.name)]));
  return [...REGIONS].sort((a, b) => distance.get(a)! - distance.get(b)! || (a.name < b.name ? -1 : 1)).slice(0, limit);
}

/** Edits between two names; a name that contains the text, or words in another order (`europewest`), counts as near. */
function likeness(wanted: string, name: string): number {
  const contained = wanted.length > 1 && name.includes(wanted) ? 1 : Number.POSITIVE_INFINITY;
  const turned = [...wanted].some((_, cut) => wanted.slice(cut) + wanted.slice(0, cut) === name)
    ? 1
    : Number.POSITIVE_INFINITY;
  return Math.min(contained, turned, editDistance(wanted, name));
}

/** Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = row[column - 1]! + (character === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
