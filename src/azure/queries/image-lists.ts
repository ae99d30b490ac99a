import { all, query } from '../clients.ts';
import { normalLocation, parseId } from '../ids.ts';

/** An image that a machine can be made from: a managed image, or one version in a gallery. */
export interface UsableImage {
  readonly id: string;
  readonly state: string;
  /** Regions in which machines can be made from it. */
  readonly locations: readonly string[];
  /** `Linux` or `Windows`. */
  readonly osType: string;
}

interface Placed {
  readonly id?: string;
  readonly location?: string;
}

/** The managed images of a subscription. */
export const managedImages = query<{ readonly subscription: string }, readonly UsableImage[]>({
  name: 'managedImages',
  needs: 'Microsoft.Compute/images/read',
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.compute(args.subscription);
    return (await all(client.images.list({ abortSignal }))).map((model) => ({
      id: model.id ?? '',
      state: model.provisioningState ?? 'unknown',
      locations: [normalLocation(model.location ?? '')],
      osType: model.storageProfile?.osDisk?.osType ?? '',
    }));
  },
});

/** Ids of the compute galleries of a subscription. */
export const galleries = query<{ readonly subscription: string }, readonly string[]>({
  name: 'galleries',
  needs: 'Microsoft.Compute/galleries/read',
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.compute(args.subscription);
    return (await all<Placed>(client.galleries.list({ abortSignal }))).map((model) => model.id ?? '');
  },
});

/** Every version of every image definition in a gallery. */
export const galleryVersions = query<{ readonly galleryId: string }, readonly UsableImage[]>({
  name: 'galleryVersions',
  needs: 'Microsoft.Compute/galleries/images/versions/read',
  key: (args) => args.galleryId.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.galleryId);
    const client = await clients.compute(subscription);
    const definitions = await all(client.galleryImages.listByGallery(group, name, { abortSignal }));
    const versions = definitions.map(async (definition) => {
      const listed = client.galleryImageVersions.listByGalleryImage(group, name, definition.name ?? '', {
        abortSignal,
      });
      return (await all(listed)).map((model) => ({
        id: model.id ?? '',
        state: model.provisioningState ?? 'unknown',
        locations: [model.location, ...(model.publishingProfile?.targetRegions ?? []).map((region) => region.name)].map(
          (region) => normalLocation(region ?? ''),
        ),
        osType: definition.osType ?? '',
      }));
    });
    return (await Promise.all(versions)).flat();
  },
});
