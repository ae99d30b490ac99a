import type { Counter, KubernetesRelease, MarketplaceImage, Region, VmSku } from '../types.ts';

const ZONES = ['1', '2', '3'];

const sku = (name: string, family: string, vcpus: number, memoryGb: number, more: Partial<VmSku> = {}): VmSku => ({
  name: `Standard_${name}`,
  family,
  vcpus,
  memoryGb,
  zones: ZONES,
  ...more,
});

/** Sizes that defaults and examples use, and two that a subscription does not get. */
const SKUS: readonly VmSku[] = [
  sku('D2ds_v5', 'standardDDSv5Family', 2, 8),
  sku('D4ds_v5', 'standardDDSv5Family', 4, 16),
  sku('D8ds_v5', 'standardDDSv5Family', 8, 32),
  sku('D16ds_v5', 'standardDDSv5Family', 16, 64),
  sku('D2ds_v4', 'standardDDSv4Family', 2, 8),
  sku('D4ds_v4', 'standardDDSv4Family', 4, 16),
  sku('D8ds_v4', 'standardDDSv4Family', 8, 32),
  sku('D4s_v5', 'standardDSv5Family', 4, 16),
  sku('D8s_v5', 'standardDSv5Family', 8, 32),
  sku('E4ds_v5', 'standardEDSv5Family', 4, 32),
  sku('E8ds_v5', 'standardEDSv5Family', 8, 64, { restrictedZones: ['3'] }),
  sku('M8ms', 'standardMSFamily', 8, 218.75, { restricted: 'NotAvailableForSubscription' }),
];

const IMAGES: readonly MarketplaceImage[] = [
  { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: '24.04.202611100', generation: 'V2' },
  {
    publisher: 'Canonical',
    offer: '0001-com-ubuntu-server-jammy',
    sku: '22_04-lts-gen2',
    version: '22.04.202611050',
    generation: 'V2',
    deprecation: 'ScheduledForDeprecation',
  },
];

/** What AKS offered at the end of November 2026; 1.37 as preview, since its general availability is UNVERIFIED. */
const KUBERNETES: readonly KubernetesRelease[] = [
  { minor: '1.37', patches: ['1.37.0'], plans: ['KubernetesOfficial'], preview: true },
  { minor: '1.36', patches: ['1.36.2', '1.36.1'], plans: ['KubernetesOfficial', 'AKSLongTermSupport'] },
  { minor: '1.35', patches: ['1.35.5', '1.35.4'], plans: ['KubernetesOfficial', 'AKSLongTermSupport'] },
  { minor: '1.34', patches: ['1.34.8'], plans: ['KubernetesOfficial', 'AKSLongTermSupport'] },
  { minor: '1.33', patches: ['1.33.12'], plans: ['AKSLongTermSupport'] },
];

const counter = (name: string, label: string, current: number, limit: number): Counter => ({
  name,
  label,
  current,
  limit,
});

/** Counters of a region with `cores` for the common families. The Edsv5 family is nearly used up everywhere. */
function counters(cores: number): Pick<Region, 'compute' | 'network' | 'containers'> {
  return {
    compute: [
      counter('cores', 'Total Regional vCPUs', 12, cores),
      counter('standardDDSv5Family', 'Standard DDSv5 Family vCPUs', 4, cores),
      counter('standardDDSv4Family', 'Standard DDSv4 Family vCPUs', 0, cores),
      counter('standardDSv5Family', 'Standard DSv5 Family vCPUs', 0, cores),
      counter('standardEDSv5Family', 'Standard EDSv5 Family vCPUs', 8, 10),
      counter('standardMSFamily', 'Standard MS Family vCPUs', 0, 0),
    ],
    network: [
      counter('PublicIPAddresses', 'Public IP Addresses', 3, 1000),
      counter('StandardSkuPublicIpAddresses', 'Public IPv4 Addresses - Standard', 3, 1000),
      counter('VirtualNetworks', 'Virtual Networks', 3, 1000),
      counter('NatGateways', 'NAT Gateways', 0, 1000),
    ],
    containers: [
      counter('ContainerGroups', 'Container Groups', 0, cores * 2),
      counter('StandardCores', 'Standard Cores', 0, cores * 2),
    ],
  };
}

function region(
  name: string,
  label: string,
  geography: string,
  cores: number,
  zones: readonly string[] = ZONES,
): Region {
  const skus = SKUS.map((one) => ({ ...one, zones }));
  return { name, label, geography, zones, skus, images: IMAGES, kubernetes: KUBERNETES, ...counters(cores) };
}

/** West Europe is where everything works; North Europe is short of cores; others are there to choose from. */
export const REGIONS: readonly Region[] = [
  region('westeurope', 'West Europe', 'Europe', 350),
  region('northeurope', 'North Europe', 'Europe', 20),
  region('swedencentral', 'Sweden Central', 'Europe', 350),
  region('germanywestcentral', 'Germany West Central', 'Europe', 350),
  region('francecentral', 'France Central', 'Europe', 100),
  region('uksouth', 'UK South', 'UK', 100),
  region('eastus2', 'East US 2', 'US', 350),
  region('qatarcentral', 'Qatar Central', 'Middle East', 100),
  region('westus', 'West US', 'US', 100, []),
];

export const SHORT_REGIONS: readonly Region[] = REGIONS.map((one) => ({ ...one, ...counters(10) }));
