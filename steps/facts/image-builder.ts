import type { Source } from '../../src/core/source.ts';
import { AIB_NETWORKING, AIB_TEMPLATE, type Evidence, JUMPBOX_REPO } from './dates.ts';

export interface BaseImage {
  readonly id: string;
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  /** apt's name of the release, for signed repositories. */
  readonly codename: string;
  readonly release: string;
  readonly evidence: Evidence;
  /** Why it is refused; absent where it may be used. */
  readonly refused?: string;
  readonly source: Source;
}

const ALIASES: Source = {
  title: 'azure-cli 2.91.0, image aliases',
  url: 'https://github.com/Azure/azure-rest-api-specs/blob/main/arm-compute/quickstart-templates/aliases.json',
  read: '2026-10-06',
};
const canonical = (id: string, offer: string, sku: string, codename: string, release: string, evidence: Evidence) => ({
  ...{ id, publisher: 'Canonical', offer, sku, codename, release, evidence },
  source: ALIASES,
});

/** Generation 2 images to build from. `latest` is resolved when the build runs. */
export const BASE_IMAGES: readonly BaseImage[] = [
  canonical('ubuntu-24.04', 'ubuntu-24_04-lts', 'server', 'noble', '24.04', 'read'),
  canonical('ubuntu-22.04', '0001-com-ubuntu-server-jammy', '22_04-lts-gen2', 'jammy', '22.04', 'read'),
  canonical('ubuntu-24.04-pro', 'ubuntu-24_04-lts', 'ubuntu-pro', 'noble', '24.04', 'unverified'),
  canonical('ubuntu-26.04', 'ubuntu-26_04-lts', 'server', 'resolute', '26.04', 'unverified'),
  {
    ...canonical('ubuntu-18.04', 'UbuntuServer', '18_04-lts-gen2', 'bionic', '18.04', 'read'),
    refused: 'Ubuntu 18.04 has had no standard support since May 2023',
    source: JUMPBOX_REPO,
  },
];
export const DEFAULT_BASE_IMAGE = 'ubuntu-24.04';

export function baseImage(id: string): BaseImage | undefined {
  return BASE_IMAGES.find((image) => image.id === id);
}

export type BuildTopology = 'build+aci' | 'build-only' | 'none';

export interface TopologyFacts {
  readonly subnets: readonly ('build' | 'build-aci')[];
  readonly serviceAdds: string;
  readonly recommended: boolean;
  /** Free addresses that one build needs in each subnet (NW-03). */
  readonly freeAddresses: { readonly build: number; readonly aci: number };
  readonly privateLinkServicePolicies: 'Disabled' | undefined;
  readonly proxyVm: boolean;
  readonly evidence: Evidence;
}

/** What is brought and what the service adds. An ACI subnet without a build subnet is not supported (HC-10). */
export const TOPOLOGIES: Readonly<Record<BuildTopology, TopologyFacts>> = {
  'build+aci': {
    subnets: ['build', 'build-aci'],
    serviceAdds: 'only the build machine in the build subnet and the container group in the ACI subnet',
    recommended: true,
    freeAddresses: { build: 2, aci: 1 },
    privateLinkServicePolicies: undefined,
    proxyVm: false,
    evidence: 'derived',
  },
  'build-only': {
    subnets: ['build'],
    serviceAdds: 'a private link service, a load balancer and a proxy machine in the build subnet',
    recommended: false,
    freeAddresses: { build: 4, aci: 0 },
    privateLinkServicePolicies: 'Disabled',
    proxyVm: true,
    evidence: 'read',
  },
  none: {
    subnets: [],
    serviceAdds: 'a virtual network of its own in the staging resource group',
    recommended: false,
    freeAddresses: { build: 0, aci: 0 },
    privateLinkServicePolicies: undefined,
    proxyVm: false,
    evidence: 'read',
  },
};

export const BUILD_VM = {
  size: 'Standard_D2ds_v5',
  olderSize: 'Standard_D2ds_v4',
  osDiskGiB: 32,
  source: AIB_TEMPLATE,
} as const;
/** ACI quota that a running build takes. */
export const BUILD_ACI_QUOTA = { containerGroups: 1, cores: 4, source: AIB_NETWORKING } as const;

/** Minutes: 0 stands for the service's default; 1 to 5 fail with a token error. */
export const BUILD_TIMEOUT = {
  default: 120,
  serviceDefault: 240,
  smallest: 6,
  largest: 960,
  source: AIB_TEMPLATE,
} as const;

export function isBuildTimeout(minutes: number): boolean {
  return minutes === 0 || (minutes >= BUILD_TIMEOUT.smallest && minutes <= BUILD_TIMEOUT.largest);
}
