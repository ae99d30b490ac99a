import type { ResourceSku } from '@azure/arm-compute';
import { all, query, texts } from '../clients.ts';
import type { Usage } from '../evaluators/quota.ts';
import { normalLocation } from '../ids.ts';

/** A VM size as offered to one subscription in one region. */
export interface VmSize {
  readonly name: string;
  /** The name of its quota counter, for example `standardDDSv5Family`. */
  readonly family: string;
  readonly vcpus: number;
  readonly memoryGb: number;
  readonly zones: readonly string[];
  /** Zones of those in which it is not offered to this subscription. */
  readonly restrictedZones: readonly string[];
  /** Set where the region as a whole is closed: `NotAvailableForSubscription` or `QuotaId`. */
  readonly restricted?: string;
  readonly generations: readonly string[];
  readonly encryptionAtHost: boolean;
  readonly acceleratedNetworking: boolean;
  readonly architecture: string;
}

type Where = { readonly subscription: string; readonly location: string };
const where = (args: Where): string => `${args.subscription} ${args.location}`;

function readSize(model: ResourceSku): VmSize {
  const can = new Map(model.capabilities?.map((one) => [one.name ?? '', one.value ?? '']));
  const closed = model.restrictions?.find((one) => one.type === 'Location');
  const zonal = model.restrictions?.filter((one) => one.type === 'Zone') ?? [];
  return {
    name: model.name ?? '',
    family: model.family ?? '',
    vcpus: Number(can.get('vCPUsAvailable') ?? can.get('vCPUs') ?? 0),
    memoryGb: Number(can.get('MemoryGB') ?? 0),
    zones: texts(model.locationInfo?.[0]?.zones).toSorted(),
    restrictedZones: texts(zonal.flatMap((one) => one.restrictionInfo?.zones)).toSorted(),
    generations: (can.get('HyperVGenerations') ?? '').split(',').filter((one) => one !== ''),
    encryptionAtHost: can.get('EncryptionAtHostSupported') === 'True',
    acceleratedNetworking: can.get('AcceleratedNetworkingEnabled') === 'True',
    architecture: can.get('CpuArchitectureType') ?? 'x64',
    ...(closed ? { restricted: closed.reasonCode ?? 'restricted' } : {}),
  };
}

/** All VM sizes of a region. The list is large (some megabytes): it is asked once a run. */
export const vmSizes = query<Where, readonly VmSize[]>({
  name: 'vmSizes',
  needs: 'Microsoft.Compute/skus/read',
  key: where,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.compute(args.subscription);
    const filter = `location eq '${normalLocation(args.location)}'`;
    const found = await all(client.resourceSkus.list({ filter, abortSignal }));
    return found.filter((model) => model.resourceType === 'virtualMachines').map(readSize);
  },
});

/** vCPU counters: `cores` for the region, and one for each VM family. */
export const computeUsages = query<Where, readonly Usage[]>({
  name: 'computeUsages',
  needs: 'Microsoft.Compute/locations/usages/read',
  key: where,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.compute(args.subscription);
    return (await all(client.usage.list(args.location, { abortSignal }))).map((usage) => ({
      name: usage.name.value ?? '',
      label: usage.name.localizedValue ?? usage.name.value ?? '',
      current: usage.currentValue,
      limit: usage.limit,
    }));
  },
});
