import { failure } from './errors.ts';
import { type ArmRequest, page, type Route, regionOf, reply, type Words } from './request.ts';
import type { Counter, MarketplaceImage, Region, Reply, VmSku } from './types.ts';

const showCounter = (counter: Counter): Record<string, unknown> => ({
  unit: 'Count',
  currentValue: counter.current,
  limit: counter.limit,
  name: { value: counter.name, localizedValue: counter.label },
});

function showSku(sku: VmSku, region: Region): Record<string, unknown> {
  const whole = { type: 'Location', values: [region.name], reasonCode: sku.restricted };
  const zonal = {
    type: 'Zone',
    values: [region.name],
    restrictionInfo: { locations: [region.name], zones: sku.restrictedZones },
    reasonCode: 'NotAvailableForSubscription',
  };
  return {
    resourceType: 'virtualMachines',
    name: sku.name,
    tier: 'Standard',
    family: sku.family,
    locations: [region.name],
    locationInfo: [{ location: region.name, zones: sku.zones }],
    capabilities: [
      { name: 'vCPUs', value: String(sku.vcpus) },
      { name: 'MemoryGB', value: String(sku.memoryGb) },
      { name: 'HyperVGenerations', value: 'V1,V2' },
      { name: 'CpuArchitectureType', value: 'x64' },
      { name: 'EncryptionAtHostSupported', value: 'True' },
      { name: 'AcceleratedNetworkingEnabled', value: 'True' },
    ],
    restrictions: [...(sku.restricted ? [whole] : []), ...(sku.restrictedZones?.length ? [zonal] : [])],
  };
}

function skus(words: Words, request: ArmRequest): Reply {
  const location = /location eq '([^']*)'/i.exec(request.query.get('$filter') ?? '')?.[1] ?? '';
  const region = regionOf({ ...words, location }, request.world);
  return page(region ? region.skus.map((sku) => showSku(sku, region)) : [], request);
}

const WHERE = '/subscriptions/{subscription}/providers';

/** A list that a region has, and ARM's refusal of a region that does not exist. */
const regional = (kind: string, items: (region: Region, words: Words, request: ArmRequest) => Reply): Route => {
  const [namespace, what = ''] = kind.split('/');
  return {
    method: 'GET',
    pattern: `${WHERE}/${namespace}/locations/{location}/${what}`,
    type: `${namespace}/locations/${what.split('/', 1)[0]}`,
    action: `${namespace}/locations/${what.split('/', 1)[0]}/read`,
    answer: (words, request) => {
      const region = regionOf(words, request.world);
      if (region) return items(region, words, request);
      return failure(
        400,
        'LocationNotAvailableForResourceType',
        `The provided location '${words['location']}' is not available.`,
      );
    },
  };
};

const counters = (kind: string, of: (region: Region) => readonly Counter[]): Route =>
  regional(kind, (region, _words, request) => page(of(region).map(showCounter), request));

function versionsOf(region: Region, words: Words): readonly MarketplaceImage[] {
  const same = (a: string, b: string | undefined): boolean => a.toLowerCase() === b?.toLowerCase();
  return region.images.filter(
    (image) =>
      same(image.publisher, words['publisher']) && same(image.offer, words['offer']) && same(image.sku, words['sku']),
  );
}

const noImage = (): Reply => failure(404, 'NotFound', 'Artifact: VMImage was not found.');

const IMAGES = 'publishers/{publisher}/artifacttypes/vmimage/offers/{offer}/skus/{sku}/versions';

const image = (
  more: string,
  answer: (found: readonly MarketplaceImage[], words: Words, region: Region) => Reply,
): Route => ({
  ...regional(`Microsoft.Compute/${IMAGES}`, (region, words) => answer(versionsOf(region, words), words, region)),
  pattern: `${WHERE}/Microsoft.Compute/locations/{location}/${IMAGES}${more}`,
});

export const REGION_ROUTES: readonly Route[] = [
  counters('Microsoft.Compute/usages', (region) => region.compute),
  counters('Microsoft.Network/usages', (region) => region.network),
  counters('Microsoft.ContainerInstance/usages', (region) => region.containers),
  regional('Microsoft.ContainerInstance/capabilities', (region, _words, request) =>
    page(
      ['Public', 'Private'].map((ipAddressType) => ({
        resourceType: 'containerGroups',
        osType: 'Linux',
        location: region.label,
        ipAddressType,
        gpu: 'None',
        capabilities: { maxMemoryInGB: 16, maxCpu: 4, maxGpuCount: 0 },
      })),
      request,
    ),
  ),
  regional('Microsoft.Network/serviceTags', (_region, _words, { world }) =>
    reply({
      name: 'Public',
      cloud: 'Public',
      values: Object.entries(world.serviceTags).map(([name, addressPrefixes]) => ({
        name,
        id: name,
        properties: { addressPrefixes },
      })),
    }),
  ),
  regional('Microsoft.ContainerService/kubernetesVersions', (region) =>
    reply({
      values: region.kubernetes.map((release) => ({
        version: release.minor,
        isPreview: release.preview ?? null,
        capabilities: { supportPlan: release.plans },
        patchVersions: Object.fromEntries(release.patches.map((patch) => [patch, { upgrades: [] }])),
      })),
    }),
  ),
  image('', (found) =>
    found.length === 0
      ? noImage()
      : reply(found.map(({ version }) => ({ id: version, name: version, location: '' })).toReversed()),
  ),
  image('/{version}', (found, words, region) => {
    const one = found.find((candidate) => candidate.version === words['version']);
    if (!one) return noImage();
    const state = one.deprecation ? { imageDeprecationStatus: { imageState: one.deprecation } } : {};
    return reply({
      id: one.version,
      name: one.version,
      location: region.name,
      properties: { hyperVGeneration: one.generation, osDiskImage: { operatingSystem: 'Linux' }, ...state },
    });
  }),
  {
    method: 'GET',
    pattern: `${WHERE}/Microsoft.Compute/skus`,
    type: 'Microsoft.Compute/skus',
    action: 'Microsoft.Compute/skus/read',
    answer: skus,
  },
];
