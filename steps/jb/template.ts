import type { AnyRead } from '../../src/core/decision.ts';
import { contribution } from '../../src/plan/contribution.ts';
import { type Body, byId, idOf, join, param } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { locationOf, named, tagsOf } from '../common.ts';
import { API } from '../facts/api-versions.ts';
import { BUILD_TIMEOUT, BUILD_VM } from '../facts/image-builder.ts';
import { imageGroup, subnets } from '../resources.ts';
import { autoRun, buildVmSize, proxyVmSize } from './build.ts';
import { customizersFor, validatorsFor } from './customizers.ts';
import { jumpBox, jumpBoxTopology } from './enable.ts';
import { distribution, galleryReplication } from './image.ts';
import { digestOf, RECIPE_ANSWERS, recipeOf } from './recipe.ts';
import type { ShellStep } from './shell.ts';
import { imageBuilderIdentity, imageDefinition, imageTemplate } from './symbols.ts';

const stepsAsBody = (steps: readonly ShellStep[]): readonly Body[] =>
  steps.map(({ type, name, inline }) => ({ type, name, inline: [...inline] }));

/** What cannot be changed once the template is there (HC-15). */
function fixedPart(read: AnyRead): Body {
  const recipe = recipeOf(read);
  return {
    source: {
      type: 'PlatformImage',
      publisher: recipe.base.publisher,
      offer: recipe.base.offer,
      sku: recipe.base.sku,
      version: 'latest',
    },
    customize: stepsAsBody(customizersFor(recipe)),
    validate: { continueDistributeOnFailure: false, inVMValidations: stepsAsBody(validatorsFor(recipe)) },
    optimize: { vmBoot: { state: 'Enabled' } },
    errorHandling: { onCustomizerError: 'cleanup', onValidationError: 'cleanup' },
    buildTimeoutInMinutes: BUILD_TIMEOUT.default,
    autoRun: { state: read(autoRun) === true ? 'Enabled' : 'Disabled' },
    managedResourceTags: tagsOf(read),
  };
}

function vnetConfig(read: AnyRead): Body {
  const build = { subnetId: idOf(subnets['image-build']) };
  switch (read(jumpBoxTopology)) {
    case 'build+aci':
      return { vnetConfig: { ...build, containerInstanceSubnetId: idOf(subnets['image-aci']) } };
    case 'build-only':
      return {
        vnetConfig: {
          ...build,
          proxyVmSize: param('imageProxyVmSize', read(proxyVmSize) as string, 'VM size of the proxy of the build'),
        },
      };
    default:
      return {};
  }
}

function distributeTo(read: AnyRead, digest: string): Body {
  const artifactTags = tagsOf(read);
  if (read(distribution) === 'managed-image') {
    const name = param('imageName', named('img', read(clusterName) as string, digest, 80), 'Name of the managed image');
    const imageId = join(idOf(imageGroup), '/providers/Microsoft.Compute/images/', name);
    return { type: 'ManagedImage', runOutputName: 'image', imageId, location: locationOf(read), artifactTags };
  }
  const regions = (read(galleryReplication) ?? []) as readonly { region: string; replicas: number }[];
  return {
    type: 'SharedImage',
    runOutputName: 'gallery',
    galleryImageId: idOf(imageDefinition),
    replicationMode: 'Full',
    targetRegions: regions.map(({ region, replicas }) => ({
      name: region === read(location) ? locationOf(read) : region,
      replicaCount: replicas,
      storageAccountType: 'Standard_LRS',
    })),
    artifactTags,
  };
}

/** The image template with everything that the build does, and the build itself. */
export const template = contribution({
  id: 'jb.template',
  because: [
    jumpBox,
    jumpBoxTopology,
    ...RECIPE_ANSWERS,
    autoRun,
    buildVmSize,
    proxyVmSize,
    distribution,
    galleryReplication,
    clusterName,
    location,
    tags,
  ],
  when: (read) => read(jumpBox) === 'build',
  add: (plan, read) => {
    const fixed = fixedPart(read);
    const digest = digestOf(fixed);
    plan.add(imageTemplate, {
      api: API['Microsoft.VirtualMachineImages/imageTemplates'],
      scope: { in: 'group', group: imageGroup.symbol },
      name: param(
        'imageTemplateName',
        named('it', read(clusterName), digest, 64),
        'Name of the image template; a template cannot be changed, so another content needs another name',
      ),
      stage: 'image',
      body: {
        location: locationOf(read),
        tags: tagsOf(read),
        identity: { type: 'UserAssigned', userAssignedIdentities: byId(idOf(imageBuilderIdentity)) },
        properties: {
          ...fixed,
          vmProfile: {
            vmSize: param('imageBuildVmSize', read(buildVmSize) ?? BUILD_VM.size, 'VM size of the build'),
            osDiskSizeGB: BUILD_VM.osDiskGiB,
            ...vnetConfig(read),
          },
          distribute: [distributeTo(read, digest)],
        },
      },
    });
    plan.after(imageTemplate, { symbol: 'waitForImageRoles' });
    plan.act(
      'buildImage',
      { do: 'build-image', template: imageTemplate.symbol },
      {
        stage: 'image',
        says: 'Build the jump box image and wait for it',
        after: ['waitForImageRoles'],
      },
    );
  },
});
