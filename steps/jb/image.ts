import { conditional } from '../../src/core/decision.ts';
import { choice, number, type Option, record, records, text } from '../../src/core/kind.ts';
import { location } from '../base/location.ts';
import { AIB_TEMPLATE, JUMPBOX_REPO, learnElsewhere } from '../facts/dates.ts';
import { BASE_IMAGES, DEFAULT_BASE_IMAGE } from '../facts/image-builder.ts';
import { jumpBox } from './enable.ts';

const TRUSTED_LAUNCH = learnElsewhere(
  'virtual-machines/trusted-launch',
  'Trusted Launch for Azure virtual machines',
  '2026-06-03',
);

const LABELS: Readonly<Record<string, string>> = {
  'ubuntu-24.04': 'Ubuntu 24.04 LTS',
  'ubuntu-22.04': 'Ubuntu 22.04 LTS',
  'ubuntu-24.04-pro': 'Ubuntu 24.04 Pro',
  'ubuntu-26.04': 'Ubuntu 26.04 LTS',
  'ubuntu-18.04': 'Ubuntu 18.04',
};

const baseOptions: readonly Option[] = BASE_IMAGES.map((image) => {
  const risk = image.refused ?? (image.evidence === 'unverified' ? 'not confirmed on the marketplace' : undefined);
  return {
    value: image.id,
    label: LABELS[image.id] ?? image.id,
    effect: `Builds from ${image.publisher} ${image.offer} ${image.sku}, the newest version when the build runs.`,
    ...(risk === undefined ? {} : { risk }),
  };
});

export const baseImageChoice = conditional({
  id: 'jb.baseImage',
  needs: [jumpBox],
  question: 'Which system is the image built from?',
  explain:
    'A generation 2 image of Canonical, resolved to its newest version when the build runs, so each build has the patches of its day. ' +
    'Hardened images of the marketplace are known to fail in the image builder.',
  kind: choice(baseOptions),
  when: (read) => read(jumpBox) === 'build',
  recommended: () => DEFAULT_BASE_IMAGE,
  permanence: 'none',
  aliases: ['ubuntu'],
  sources: BASE_IMAGES.slice(0, 1).map((image) => image.source),
  unverified: 'Ubuntu 26.04 and Ubuntu Pro were seen in third-party repositories only.',
  unverifiedWhen: (value) => BASE_IMAGES.some((image) => image.id === value && image.evidence === 'unverified'),
});

export const distribution = conditional({
  id: 'jb.distribution',
  needs: [jumpBox],
  question: 'Where does the image go?',
  explain:
    'A gallery holds versions, copies them to regions and carries Trusted Launch. A managed image is one image in one region, can carry none of these, ' +
    'and a new build makes another image beside it.',
  kind: choice([
    { value: 'gallery', label: 'A compute gallery', effect: 'Adds a gallery and an image definition.' },
    {
      value: 'managed-image',
      label: 'A managed image',
      effect: 'One image in one region, without versions.',
      risk: 'no Trusted Launch',
    },
  ]),
  when: (read) => read(jumpBox) === 'build',
  recommended: () => 'gallery',
  permanence: 'none',
  aliases: ['azure compute gallery', 'shared image gallery'],
  sources: [AIB_TEMPLATE],
});

export const imageSecurityType = conditional({
  id: 'jb.securityType',
  needs: [jumpBox, distribution],
  question: 'May machines from the image use Trusted Launch?',
  explain:
    'Trusted Launch gives a machine secure boot and a virtual TPM. The image definition must allow it, and it can be said only when the definition is made. ' +
    'A managed image cannot carry it.',
  kind: choice([
    {
      value: 'TrustedLaunchSupported',
      label: 'Yes',
      effect: 'The image definition allows Trusted Launch machines and ordinary ones.',
    },
    { value: 'Standard', label: 'No', effect: 'Ordinary machines alone.' },
  ]),
  when: (read) => read(jumpBox) === 'build',
  recommended: (read) => (read(distribution) === 'gallery' ? 'TrustedLaunchSupported' : 'Standard'),
  ask: 'never',
  permanence: 'none',
  aliases: ['trusted launch'],
  sources: [TRUSTED_LAUNCH],
});

const replica = record
  .field('region', text(/[a-z][a-z0-9]{2,39}/, 'a region name as az prints it', { max: 40, suggest: 'locations' }), {
    question: 'To which region?',
  })
  .field('replicas', number(1, 50, 'replicas'), { question: 'How many replicas there?', fallback: () => 1 });

export const galleryReplication = conditional({
  id: 'jb.galleryReplication',
  needs: [jumpBox, distribution, location],
  question: 'To which regions is each image version copied?',
  explain:
    'A machine can only be made in a region that holds a copy. One replica serves about twenty machines that are made at once. ' +
    'The region of the gallery must be one of them.',
  kind: records('a region', 'region', replica, { min: 1, max: 10 }),
  when: (read) => read(jumpBox) === 'build' && read(distribution) === 'gallery',
  recommended: (read) => [{ region: read(location), replicas: 1 }],
  ask: 'never',
  permanence: 'none',
  aliases: ['targetRegions'],
  sources: [AIB_TEMPLATE],
});

export const existingImage = conditional({
  id: 'jb.imageId',
  needs: [jumpBox],
  question: 'Which image is it?',
  explain:
    'The full id of a version in a compute gallery, or of a managed image. Nothing is built: whoever makes the jump box makes it of this image, as the README says. ' +
    'Pin a version: what `latest` means changes without you.',
  kind: text(
    /\/subscriptions\/[0-9a-fA-F-]{36}\/resourceGroups\/[-\w.()]{1,90}\/providers\/Microsoft\.Compute\/(?:galleries\/[\w.]{1,80}\/images\/[-\w.]{1,80}\/versions\/\d+\.\d+\.\d+|images\/[-\w.]{1,80})/,
    'the id of a gallery image version or of a managed image',
    { max: 512, suggest: 'images' },
  ),
  when: (read) => read(jumpBox) === 'existing',
  ask: 'always',
  permanence: 'none',
  sources: [JUMPBOX_REPO],
});
