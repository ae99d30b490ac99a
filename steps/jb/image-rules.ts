import { type Rule, rule } from '../../src/core/rule.ts';
import { location } from '../base/location.ts';
import { AIB_TEMPLATE, JUMPBOX_REPO } from '../facts/dates.ts';
import { baseImage, DEFAULT_BASE_IMAGE } from '../facts/image-builder.ts';
import { baseImageChoice, distribution, galleryReplication, imageSecurityType } from './image.ts';

const build = { 'jb.enable': 'build' };

export const imageRules: readonly Rule[] = [
  rule({
    id: 'JB-20',
    aliases: ['JB-08'],
    severity: 'block',
    reads: [baseImageChoice],
    broken: (read) => baseImage(read(baseImageChoice) ?? DEFAULT_BASE_IMAGE)?.refused !== undefined,
    says: 'Ubuntu 18.04 has had no standard support since May 2023: the jump box would start without patches for known holes.',
    fix: 'Build from Ubuntu 24.04.',
    source: JUMPBOX_REPO,
    examples: {
      broken: { ...build, 'jb.baseImage': 'ubuntu-18.04' },
      fine: { ...build, 'jb.baseImage': 'ubuntu-22.04' },
    },
  }),
  rule({
    id: 'JB-21',
    severity: 'warn',
    reads: [baseImageChoice],
    broken: (read) => {
      const image = baseImage(read(baseImageChoice) ?? DEFAULT_BASE_IMAGE);
      return image?.evidence === 'unverified' && image.refused === undefined;
    },
    says: 'Nobody confirmed that this image is on the marketplace under this name.',
    fix: 'Build from Ubuntu 24.04 or 22.04, or let the live check look the image up first.',
    source: JUMPBOX_REPO,
    unverified: 'Seen in third-party repositories only.',
    examples: {
      broken: { ...build, 'jb.baseImage': 'ubuntu-26.04' },
      fine: { ...build, 'jb.baseImage': 'ubuntu-24.04' },
    },
  }),
  rule({
    id: 'JB-22',
    aliases: ['JB-13'],
    severity: 'block',
    reads: [distribution, imageSecurityType],
    broken: (read) => read(distribution) === 'managed-image' && read(imageSecurityType) === 'TrustedLaunchSupported',
    says: 'A managed image cannot carry Trusted Launch.',
    fix: 'Put the image into a gallery, or do without Trusted Launch.',
    source: AIB_TEMPLATE,
    examples: {
      broken: { ...build, 'jb.distribution': 'managed-image', 'jb.securityType': 'TrustedLaunchSupported' },
      fine: { ...build, 'jb.distribution': 'gallery', 'jb.securityType': 'TrustedLaunchSupported' },
    },
  }),
  rule({
    id: 'JB-23',
    severity: 'warn',
    reads: [distribution],
    broken: (read) => read(distribution) === 'managed-image',
    says: 'A managed image has no versions, no copies in other regions and no Trusted Launch.',
    fix: 'Put the image into a gallery.',
    source: AIB_TEMPLATE,
    examples: {
      broken: { ...build, 'jb.distribution': 'managed-image' },
      fine: { ...build, 'jb.distribution': 'gallery' },
    },
  }),
  rule({
    id: 'JB-24',
    severity: 'block',
    reads: [galleryReplication, location],
    broken: (read) => read(galleryReplication)?.some((row) => row.region === read(location)) === false,
    says: 'The region of the gallery is none of those that image versions are copied to; the service refuses that.',
    fix: 'Add the region of the cluster to the list.',
    repairs: (read) => [
      {
        [galleryReplication.id]: [{ region: read(location), replicas: 1 }, ...(read(galleryReplication) ?? [])].slice(
          0,
          10,
        ),
      },
    ],
    source: AIB_TEMPLATE,
    examples: {
      broken: {
        ...build,
        'base.location': 'westeurope',
        'jb.galleryReplication': [{ region: 'northeurope', replicas: 1 }],
      },
      fine: {
        ...build,
        'base.location': 'westeurope',
        'jb.galleryReplication': [{ region: 'westeurope', replicas: 1 }],
      },
    },
  }),
];
