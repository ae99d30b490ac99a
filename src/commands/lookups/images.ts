import { galleries, galleryVersions, managedImages } from '../../azure/queries/image-lists.ts';
import { type Find, noteOf, suggestion } from './here.ts';

/** Managed images and gallery versions from which a Linux jump box can be made. */
export const findImages: Find = async (here) => {
  const args = { subscription: here.need('base.subscription') };
  const region = here.text('base.location');
  const [managed, found] = await Promise.all([here.list(managedImages, args), here.list(galleries, args)]);
  const versions = await Promise.all(found.map((galleryId) => here.list(galleryVersions, { galleryId })));
  return [...versions.flat(), ...managed].map(({ id, locations, osType, state }) => {
    const regions = [...new Set(locations)];
    const unfit =
      osType === 'Windows'
        ? 'it is a Windows image'
        : state !== 'Succeeded'
          ? `its state is ${state}`
          : region !== undefined && !regions.includes(region)
            ? `there is no copy in ${region}`
            : undefined;
    return suggestion(id, noteOf(regions.join(', '), osType), unfit);
  });
};
