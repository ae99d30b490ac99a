import { parentId } from '../../src/azure/ids.ts';
import { expectFound } from '../../src/azure/port.ts';
import { galleryImage, galleryVersion, managedImage, newestImage } from '../../src/azure/queries/images.ts';
import { subnet } from '../../src/azure/queries/networks.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { location } from '../base/location.ts';
import { subscription } from '../base/subscription.ts';
import { AIB_NETWORKING, AIB_TEMPLATE } from '../facts/dates.ts';
import { baseImage } from '../facts/image-builder.ts';
import { IMAGE_BUILDER_NSG } from '../facts/image-builder-flows.ts';
import { existingSubnets, placesOf } from '../net/existing.ts';
import { flowsPass } from '../net/flows-pass.ts';
import { subnetList } from '../net/subnets.ts';
import { jumpBoxTopology } from './enable.ts';
import { baseImageChoice, existingImage } from './image.ts';

const base = check({
  id: 'JB-08',
  title: 'The base image is offered in the region, and not on its way out',
  level: 'must',
  reads: [subscription, location, baseImageChoice],
  targets: (read) => {
    const image = baseImage(read(baseImageChoice) ?? '');
    if (!image) return [];
    const { publisher, offer, sku } = image;
    return [
      {
        name: `${read(location)} ${publisher} ${offer} ${sku}`,
        publisher,
        offer,
        sku,
        subscription: read(subscription),
        location: read(location),
      },
    ];
  },
  run: async ({ subscription: id, location: region, publisher, offer, sku }, look) => {
    const seen = await look(newestImage, { subscription: id, location: region, publisher, offer, sku });
    const newest = seen.is === 'found' ? seen.value : undefined;
    const fix = 'Choose another base image for jb.baseImage';
    if (!newest) return fail(`${region} does not have it`, fix);
    if (newest.generation !== 'V2') return fail(`${newest.version} is of generation 1`, fix);
    if (newest.deprecation === 'Deprecated') return fail(`${newest.version} is deprecated`, fix);
    if (newest.deprecation === 'ScheduledForDeprecation')
      return warn(`${newest.version} is about to be deprecated`, fix);
    return newest.hasPlan
      ? warn(
          `${newest.version} comes with a plan, whose terms must be accepted`,
          `az vm image terms accept --publisher ${publisher} --offer ${offer} --plan ${sku}`,
        )
      : pass(`newest ${newest.version}`);
  },
  source: AIB_TEMPLATE,
});

export const flows = check({
  id: 'JB-06',
  aliases: ['NW-07'],
  title: 'Network security groups let the image build through',
  level: 'must',
  reads: [jumpBoxTopology, subnetList, subscription, location],
  targets: (read) => {
    const topology = read(jumpBoxTopology);
    if (topology === undefined) return [];
    const places = placesOf(read(subnetList));
    const { 'image-build': build, 'image-aci': aci } = places;
    const ends = { ...(build ? { build } : {}), ...(aci ? { 'build-aci': aci } : {}) };
    const on = { 'image-build': 'build', 'image-aci': 'build-aci' } as const;
    return existingSubnets(read(subnetList)).flatMap(({ name, id, purpose }) => {
      const mine = IMAGE_BUILDER_NSG[topology].filter(
        (flow) => (purpose === 'image-build' || purpose === 'image-aci') && flow.on === on[purpose],
      );
      return mine.length > 0
        ? [{ name, id, flows: mine, places: ends, subscription: read(subscription), location: read(location) }]
        : [];
    });
  },
  run: flowsPass,
  source: AIB_NETWORKING,
});

const privateLink = check({
  id: 'NW-06',
  aliases: ['HC-13', 'JB-04'],
  title: 'The build subnet takes a private link service',
  level: 'must',
  reads: [jumpBoxTopology, subnetList],
  targets: (read) =>
    read(jumpBoxTopology) === 'build-only'
      ? existingSubnets(read(subnetList)).filter((one) => one.purpose === 'image-build')
      : [],
  run: async ({ id, name }, look) => {
    const { privateLinkServicePolicies } = expectFound(await look(subnet, { id }), name);
    return privateLinkServicePolicies
      ? fail(
          'network policies for private link services are on',
          `az network vnet subnet update --ids ${id} --private-link-service-network-policies Disabled`,
        )
      : pass('network policies for private link services are off');
  },
  source: AIB_NETWORKING,
});

const present = check({
  id: 'JB-13',
  title: 'The image of the jump box exists, in a form that fits',
  level: 'must',
  reads: [existingImage, location],
  targets: (read) => {
    const id = read(existingImage);
    return id === undefined ? [] : [{ name: id.split('/').slice(8).join('/'), id, location: read(location) }];
  },
  run: async ({ id, location: region }, look) => {
    const fix = 'Name another image for jb.imageId, or build one: jb.enable: build';
    if (!/\/versions\//i.test(id)) {
      const managed = await look(managedImage, { id });
      if (managed.is === 'absent') return fail('it does not exist', fix);
      return managed.value.location === region
        ? pass(`a managed image in ${region}`)
        : fail(`it is in ${managed.value.location}; a managed image serves its own region alone`, fix);
    }
    const version = await look(galleryVersion, { id });
    if (version.is === 'absent') return fail('it does not exist', fix);
    if (!version.value.regions.includes(region)) return fail(`it is not copied to ${region}`, fix);
    const definition = expectFound(await look(galleryImage, { id: parentId(id) }), 'its definition');
    const { osType, generation } = definition;
    return osType === 'Linux' && generation === 'V2'
      ? pass(`Linux, generation 2, in ${region}`)
      : fail(`${osType}, generation ${generation}`, fix);
  },
  source: AIB_TEMPLATE,
});

export const checks = [base, flows, privateLink, present];
