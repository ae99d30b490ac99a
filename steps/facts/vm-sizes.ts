/**
 * What a size's name says: `Standard_[family][sub-family][vCPUs][-constrained][features][_accelerator][_version]`.
 * https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions, read on 2026-11-25
 */
export interface VmSizeName {
  readonly name: string;
  /** Family and sub-family in capitals: `D`, `NC`, `DC`. */
  readonly family: string;
  /** vCPUs the machine offers; the constrained number where there is one. */
  readonly vCpus: number;
  /** vCPUs of the unconstrained size. Quota and price count these. */
  readonly quotaVCpus: number;
  /** Additive features in the name's order: a AMD, b block storage, d local disk, i isolated, l low memory, m memory, p Arm, s premium storage. */
  readonly features: readonly string[];
  readonly accelerator: string | undefined;
  readonly version: number;
  /** The usual name of the family's vCPU quota. Some families break the pattern (accelerators, v1): the live SKU decides. */
  readonly quotaFamily: string;
}

const NAME = /^(Standard|Basic)_([A-Z]{1,3})(\d+)(?:-(\d+))?([a-z]*)((?:_[A-Z][A-Za-z0-9]*)*?)(?:_v(\d+))?$/i;

/** In the D and DS sizes up to version 2 the number is an ordinal: D3_v2 has four vCPUs. */
const ORDINAL_VCPUS: Readonly<Record<string, number>> = {
  ...{ 1: 1, 2: 2, 3: 4, 4: 8, 5: 16 },
  ...{ 11: 2, 12: 4, 13: 8, 14: 16, 15: 20 },
};

/** Reads a VM size from its name, or gives undefined where the name does not follow the grammar. */
export function parseVmSize(name: string): VmSizeName | undefined {
  const match = NAME.exec(name);
  if (match === null) return undefined;
  const [, , letters = '', full = '', constrained, suffix = '', accelerators = '', version] = match;
  const family = letters.toUpperCase();
  const features = [...suffix.toLowerCase()];
  const number = version === undefined ? 1 : Number(version);
  const ordinal = number <= 2 && /^DS?$/.test(family) && features.length === 0;
  const quotaVCpus = ordinal ? ORDINAL_VCPUS[full] : Number(full);
  if (quotaVCpus === undefined) return undefined;
  return {
    name,
    family,
    vCpus: constrained === undefined ? quotaVCpus : Number(constrained),
    quotaVCpus,
    features,
    accelerator: accelerators === '' ? undefined : accelerators.slice(1),
    version: number,
    quotaFamily: `standard${family}${quotaFeatures(features)}${accelerators.replaceAll('_', '')}${number === 1 ? '' : `v${number}`}Family`,
  };
}

/** Quota families have the features in capitals, local disk before storage: `standardDDSv5Family`, `standardDADSv5Family`. */
function quotaFeatures(features: readonly string[]): string {
  return features
    .filter((feature) => feature !== 'i' && feature !== 'm')
    .join('')
    .toUpperCase();
}

/** Sizes for Arm processors carry a `p`. */
export function isArm(size: VmSizeName): boolean {
  return size.features.includes('p');
}

/** The families of GPU sizes begin with N. */
export const isGpu = (name: string): boolean => /^Standard_N/i.test(name);

/** Burstable sizes, which AKS refuses in system pools (POOL-2). */
export function isBurstable(size: VmSizeName): boolean {
  return size.family.startsWith('B');
}

export interface VmSizeFacts {
  readonly name: string;
  readonly vCpus: number;
  readonly memoryGiB: number;
  readonly generations: readonly ('V1' | 'V2')[];
  readonly encryptionAtHost: boolean;
  readonly trustedLaunch: boolean;
  /** Room for an ephemeral OS disk on the local disk, in GiB; 0 where there is none. */
  readonly ephemeralOsDiskGiB: number;
}

/**
 * Memory, features and local disk of the sizes that defaults and examples use; all else comes from
 * Microsoft.Compute/skus (PF-07). Ddsv5: https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/ddsv5-series
 */
function generalPurpose(series: 'ds_v4' | 'ds_v5' | 's_v5', localDiskPerVCpu: number): readonly VmSizeFacts[] {
  return [2, 4, 8, 16, 32].map((vCpus) => ({
    name: `Standard_D${vCpus}${series}`,
    vCpus,
    memoryGiB: vCpus * 4,
    generations: ['V1', 'V2'],
    encryptionAtHost: true,
    trustedLaunch: true,
    ephemeralOsDiskGiB: Math.floor(vCpus * localDiskPerVCpu),
  }));
}

export const VM_SIZES: readonly VmSizeFacts[] = [
  ...generalPurpose('ds_v4', 37.5),
  ...generalPurpose('ds_v5', 37.5),
  ...generalPurpose('s_v5', 0),
];

/** The default size of node pools, and of pools that carry virtual nodes (two infra pods beside the system pods). */
export const DEFAULT_NODE_SIZE = 'Standard_D4ds_v5';
export const DEFAULT_VIRTUAL_NODE_HOST_SIZE = 'Standard_D8ds_v5';

export function factsOfSize(name: string): VmSizeFacts | undefined {
  return VM_SIZES.find((size) => size.name.toLowerCase() === name.toLowerCase());
}

/** Memory in GiB, or undefined where only Azure can tell. */
export function memoryOf(name: string): number | undefined {
  return factsOfSize(name)?.memoryGiB;
}
