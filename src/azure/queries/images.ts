import { query, texts } from '../clients.ts';
import { normalLocation, parseId } from '../ids.ts';

export interface ImageRef {
  readonly subscription: string;
  readonly location: string;
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
}

export interface ImageVersion {
  readonly version: string;
  readonly generation: string;
  /** `Active`, `ScheduledForDeprecation`, `Deprecated`, or empty where Azure says nothing. */
  readonly deprecation: string;
  readonly hasPlan: boolean;
}

const IMAGE = 'Microsoft.Compute/locations/publishers/artifactTypes/offers/skus/versions/read';
const ref = (args: ImageRef): string =>
  [args.subscription, args.location, args.publisher, args.offer, args.sku].join(' ');

/** The newest version of a marketplace image; the list is empty where the image is not offered. */
export const newestImage = query<ImageRef, ImageVersion | undefined>({
  name: 'newestImage',
  needs: IMAGE,
  key: ref,
  ask: async (clients, args, abortSignal) => {
    const images = (await clients.compute(args.subscription)).virtualMachineImages;
    const { location, publisher, offer, sku } = args;
    const [newest] = await images.list(location, publisher, offer, sku, { top: 1, orderby: 'name desc', abortSignal });
    if (!newest) return undefined;
    const image = await images.get(location, publisher, offer, sku, newest.name, { abortSignal });
    return {
      version: newest.name,
      generation: image.hyperVGeneration ?? 'V1',
      deprecation: image.imageDeprecationStatus?.imageState ?? '',
      hasPlan: image.plan !== undefined,
    };
  },
});

const byId = (args: { readonly id: string }): string => args.id.toLowerCase();

export interface GalleryImage {
  readonly osType: string;
  readonly osState: string;
  readonly generation: string;
  readonly securityType: string;
}

export const galleryImage = query<{ readonly id: string }, GalleryImage>({
  name: 'galleryImage',
  needs: 'Microsoft.Compute/galleries/images/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, names } = parseId(args.id);
    const [inGallery = '', name = ''] = names;
    const client = await clients.compute(subscription);
    const model = await client.galleryImages.get(group, inGallery, name, { abortSignal });
    return {
      osType: model.osType ?? '',
      osState: model.osState ?? '',
      generation: model.hyperVGeneration ?? 'V1',
      securityType: model.features?.find((one) => one.name === 'SecurityType')?.value ?? '',
    };
  },
});

/** A version in a gallery: what machines are made from. */
export const galleryVersion = query<
  { readonly id: string },
  { readonly location: string; readonly state: string; readonly regions: readonly string[] }
>({
  name: 'galleryVersion',
  needs: 'Microsoft.Compute/galleries/images/versions/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, names } = parseId(args.id);
    const [inGallery = '', image = '', version = ''] = names;
    const client = await clients.compute(subscription);
    const model = await client.galleryImageVersions.get(group, inGallery, image, version, { abortSignal });
    return {
      location: normalLocation(model.location ?? ''),
      state: model.provisioningState ?? 'unknown',
      regions: texts(model.publishingProfile?.targetRegions?.map((one) => one.name)).map(normalLocation),
    };
  },
});

export const managedImage = query<{ readonly id: string }, { readonly location: string; readonly generation: string }>({
  name: 'managedImage',
  needs: 'Microsoft.Compute/images/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const model = await (await clients.compute(subscription)).images.get(group, name, { abortSignal });
    return { location: normalLocation(model.location ?? ''), generation: model.hyperVGeneration ?? 'V1' };
  },
});

export interface ImageTemplate {
  readonly state: string;
  readonly lastRun: string;
  readonly identities: readonly string[];
}

export const imageTemplate = query<{ readonly id: string }, ImageTemplate>({
  name: 'imageTemplate',
  needs: 'Microsoft.VirtualMachineImages/imageTemplates/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.imageBuilder(subscription);
    const model = await client.virtualMachineImageTemplates.get(group, name, { abortSignal });
    return {
      state: model.provisioningState ?? 'unknown',
      lastRun: model.lastRunStatus?.runState ?? '',
      identities: texts(Object.keys(model.identity?.userAssignedIdentities ?? {})),
    };
  },
});
