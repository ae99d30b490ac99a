import { contribution } from '../../src/plan/contribution.ts';
import { location } from '../base/location.ts';
import { inRegion } from '../facts/flows.ts';
import { IMAGE_BUILDER_NSG } from '../facts/image-builder-flows.ts';
import { subnetFor, subnetList } from '../net/subnets.ts';
import { jumpBox, jumpBoxTopology } from './enable.ts';
import { distribution, existingImage } from './image.ts';
import { madeBuildSubnets } from './network.ts';
import { toolSources } from './tools.ts';

const TOPIC = 'Jump box image';

export const buildNotes = contribution({
  id: 'jb.notes',
  because: [jumpBox, jumpBoxTopology, distribution, toolSources],
  when: (read) => read(jumpBox) === 'build',
  add: (plan, read) => {
    const note = (says: string) => plan.note({ topic: TOPIC, says });
    note(
      'The service makes a staging resource group whose name starts with IT_ and removes it with the template. Policies that deny storage without a firewall, key vaults, NSGs, private endpoints or container groups there break the build.',
    );
    note(
      'The log of a build is customization.log in the container packerlogs of the storage account in the staging group; save it before the template is deleted.',
    );
    note(
      'Clean up in this order: the role that writes the image, the template, the role that joins the subnets, the identity. An identity that is gone first leaves a template that cannot be deleted.',
    );
    note(
      'While the role that writes the image is kept, the image can be built again; give it back before each build if it was taken.',
    );
    note(
      'A template cannot be changed: another content makes another template, whose name ends with other digits. Images already made stay.',
    );
    if (read(distribution) === 'gallery')
      note(
        'Make a jump box of a version of the image definition with Trusted Launch, secure boot and a virtual TPM, without a public address, with a key of yours; reach it through Azure Bastion on port 22 alone.',
      );
    for (const source of read(toolSources).filter((one) => one.note !== undefined))
      note(`${source.tool}: ${source.note}.`);
  },
});

/** What the security groups of subnets that are there already must let through: they are not written by this plan. */
export const existingSubnetNotes = contribution({
  id: 'jb.existingSubnets',
  because: [jumpBoxTopology, madeBuildSubnets, subnetList, location],
  when: (read) => read(jumpBoxTopology) === 'build+aci' || read(jumpBoxTopology) === 'build-only',
  add: (plan, read) => {
    const places = { build: 'image-build', 'build-aci': 'image-aci' } as const;
    const made: readonly string[] = read(madeBuildSubnets);
    const subnetOf = (place: string) =>
      place in places ? subnetFor(read(subnetList), places[place as keyof typeof places]) : undefined;
    const endWords = (end: string): string => {
      const subnet = subnetOf(end);
      const name = subnet?.name ?? subnet?.id?.split('/').at(-1);
      return name === undefined ? inRegion(end, read(location)) : `the subnet ${name}`;
    };
    for (const flow of IMAGE_BUILDER_NSG[read(jumpBoxTopology) ?? 'none']) {
      if (!flow.required || made.includes(places[flow.on as keyof typeof places]) || !subnetOf(flow.on)) continue;
      plan.note({
        topic: 'Security groups of the image build',
        domain: 'network',
        says: `The NSG of ${endWords(flow.on)}, where it has one, must let through ${flow.direction.toLowerCase()} ${flow.protocol} ${flow.ports.join(', ')} from ${endWords(flow.source)} to ${endWords(flow.destination)} (${flow.why}).`,
      });
    }
  },
});

export const existingImageNote = contribution({
  id: 'jb.existingImage',
  because: [jumpBox, existingImage],
  when: (read) => read(jumpBox) === 'existing',
  add: (plan, read) =>
    plan.note({
      topic: TOPIC,
      says: `The jump box is made of the image ${read(existingImage) ?? ''}, which this plan does not build: see that its tools fit the cluster.`,
    }),
});
