import { contribution } from '../../src/plan/contribution.ts';
import { idOf, keyed, param } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { locationOf, named, tagsOf } from '../common.ts';
import { API } from '../facts/api-versions.ts';
import { PROVIDERS } from '../facts/providers.ts';
import { CUSTOM_ROLES } from '../facts/roles.ts';
import { registerProviders } from '../flows.ts';
import { imageGroup } from '../resources.ts';
import { customRoles } from './build.ts';
import { grantToBuilder } from './builder-rights.ts';
import { jumpBox } from './enable.ts';
import { baseImageChoice, distribution, imageSecurityType } from './image.ts';
import { imageBuilderIdentity, imageDefinition, imageGallery, imageWriterRole } from './symbols.ts';

/** The resource group of the image and everything that builds it. */
export const imageGroupNameOf = (cluster: string): string => named('rg', cluster, 'image', 90);

const inImageGroup = { in: 'group', group: imageGroup.symbol } as const;

/** A gallery's name has letters, digits, dots and underscores alone. */
const galleryNameOf = (cluster: string): string => `gal_${cluster.replaceAll('-', '_')}`.slice(0, 80);

export const imageGroupAndIdentity = contribution({
  id: 'jb.group',
  because: [jumpBox, clusterName, location, tags],
  when: (read) => read(jumpBox) === 'build',
  add: (plan, read) => {
    registerProviders(plan, PROVIDERS.imageBuilder);
    plan.add(imageGroup, {
      api: API['Microsoft.Resources/resourceGroups'],
      scope: { in: 'subscription' },
      name: param('imageGroupName', imageGroupNameOf(read(clusterName)), 'Resource group of the jump box image'),
      stage: 'subscription',
      body: { location: locationOf(read), tags: tagsOf(read) },
    });
    plan.add(imageBuilderIdentity, {
      api: API['Microsoft.ManagedIdentity/userAssignedIdentities'],
      scope: inImageGroup,
      name: param(
        'imageBuilderIdentityName',
        named('id', read(clusterName), 'image-builder', 128),
        'Identity that builds the image',
      ),
      stage: 'identity',
      body: { location: locationOf(read), tags: tagsOf(read) },
    });
  },
});

export const gallery = contribution({
  id: 'jb.gallery',
  because: [distribution, imageSecurityType, baseImageChoice, clusterName, location, tags],
  when: (read) => read(distribution) === 'gallery',
  add: (plan, read) => {
    plan.add(imageGallery, {
      api: API['Microsoft.Compute/galleries'],
      scope: inImageGroup,
      name: param('galleryName', galleryNameOf(read(clusterName)), 'Gallery of the jump box image'),
      stage: 'image',
      body: {
        location: locationOf(read),
        tags: tagsOf(read),
        properties: { description: 'Jump box images of an AKS cluster' },
      },
    });
    plan.add(imageDefinition, {
      api: API['Microsoft.Compute/galleries/images'],
      scope: { in: 'parent', of: imageGallery.symbol },
      name: param('imageDefinitionName', `aks-jumpbox-${read(baseImageChoice)}`, 'Definition of the jump box image'),
      stage: 'image',
      body: {
        location: locationOf(read),
        tags: tagsOf(read),
        properties: {
          osType: 'Linux',
          osState: 'Generalized',
          hyperVGeneration: 'V2',
          architecture: 'x64',
          identifier: { publisher: 'aks-setup', offer: 'aks-jumpbox', sku: `${read(baseImageChoice)}` },
          // ordinary machines alone: Azure has no feature for that
          features:
            read(imageSecurityType) === 'Standard'
              ? []
              : keyed('name', { SecurityType: { value: 'TrustedLaunchSupported' } }),
        },
      },
    });
  },
});

export const imageWriter = contribution({
  id: 'jb.imageWriter',
  because: [customRoles, distribution],
  when: (read) => read(customRoles) !== undefined,
  add: (plan, read) => {
    const role = read(distribution) === 'gallery' ? CUSTOM_ROLES.galleryVersionWriter : CUSTOM_ROLES.imageContributor;
    grantToBuilder(plan, role, {
      isCustom: read(customRoles) === true,
      at: imageWriterRole,
      scopes: [idOf(imageGroup)],
      assignable: [idOf(imageGroup)],
      on: imageGroup,
      why: 'writes the image where it is kept; without it a build fails at its very end',
    });
  },
});
