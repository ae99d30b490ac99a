import { conditional } from '../../src/core/decision.ts';
import { text, toggle } from '../../src/core/kind.ts';
import { AIB_NETWORKING, AIB_TEMPLATE, JUMPBOX_REPO } from '../facts/dates.ts';
import { BUILD_VM } from '../facts/image-builder.ts';
import { jumpBox, jumpBoxTopology } from './enable.ts';

export const customRoles = conditional({
  id: 'jb.customRoles',
  needs: [jumpBox],
  question: 'Custom roles for the identity that builds the image?',
  explain:
    'The build needs to join two subnets and to write one image. Two custom roles hold just that, one assigned on the VNet and one where the image goes. ' +
    'The built-in roles in their place are Network Contributor and Contributor.',
  kind: toggle({
    yes: { label: 'Yes', effect: 'Adds two custom roles, named after what they are for.' },
    no: {
      label: 'No, built-in roles',
      effect: 'Network Contributor on the VNet, Contributor on the group of the image.',
      risk: 'far more than is needed',
    },
  }),
  when: (read) => read(jumpBox) === 'build',
  recommended: () => true,
  permanence: 'none',
  sources: [JUMPBOX_REPO],
});

const SIZE = text(/(?:Standard|Basic)_[A-Za-z0-9_-]{2,40}/, 'a VM size, such as Standard_D2ds_v5', {
  max: 50,
  suggest: 'vmSizes',
});

export const buildVmSize = conditional({
  id: 'jb.vmSize',
  needs: [jumpBox],
  question: 'On which VM size is the image built?',
  explain:
    'It lives for the time of the build alone. Any size that runs generation 2 images will do; the checks look whether the region has it and the quota allows it.',
  kind: SIZE,
  when: (read) => read(jumpBox) === 'build',
  recommended: () => BUILD_VM.size,
  ask: 'never',
  permanence: 'none',
  sources: [BUILD_VM.source],
});

export const proxyVmSize = conditional({
  id: 'jb.proxyVmSize',
  needs: [jumpBoxTopology],
  question: 'Which VM size has the proxy of the build?',
  explain:
    'Only a build without a container subnet has a proxy machine; with one the service refuses a size for it. ' +
    'The service’s own default is an old family, so a current size is named.',
  kind: SIZE,
  when: (read) => read(jumpBoxTopology) === 'build-only',
  recommended: () => BUILD_VM.size,
  ask: 'never',
  permanence: 'none',
  sources: [AIB_NETWORKING],
});

export const aptUpgrade = conditional({
  id: 'jb.aptUpgrade',
  needs: [jumpBox],
  question: 'Upgrade the packages of the system during the build?',
  explain:
    'The base image is some weeks old. Upgrading takes minutes and runs without questions, waiting for the locks of apt. ' +
    'Without it the machine starts with known holes until its own updates have run.',
  kind: toggle({
    yes: { label: 'Yes', effect: 'All packages are current on the day of the build.' },
    no: { label: 'No', effect: 'The packages of the base image stay.', risk: 'starts unpatched' },
  }),
  when: (read) => read(jumpBox) === 'build',
  recommended: () => true,
  ask: 'never',
  permanence: 'none',
  sources: [JUMPBOX_REPO],
});

export const autoRun = conditional({
  id: 'jb.autoRun',
  needs: [jumpBox],
  question: 'Start the build as soon as the template is there?',
  explain:
    'Role assignments take up to ten minutes to be seen everywhere, and a build whose role is not seen fails at its end. ' +
    'So the script waits for the roles and starts the build itself.',
  kind: toggle({
    yes: {
      label: 'Yes',
      effect: 'The service starts the build when it has made the template.',
      risk: 'races with roles',
    },
    no: { label: 'No', effect: 'The script starts the build after the roles are seen.' },
  }),
  when: (read) => read(jumpBox) === 'build',
  recommended: () => false,
  ask: 'never',
  permanence: 'none',
  sources: [AIB_TEMPLATE],
});
