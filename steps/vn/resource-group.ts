import { conditional } from '../../src/core/decision.ts';
import { choice, text } from '../../src/core/kind.ts';
import { clusterName } from '../base/names.ts';
import { VN2_REPO } from '../facts/dates.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

export const aciGroupChoice = conditional({
  id: 'vn.aciRg',
  needs: [virtualNodes],
  question: 'In which resource group do the container groups live?',
  explain:
    'Each pod on a virtual node is a container group. In a resource group of their own the role of the virtual nodes reaches nothing else. ' +
    'The node resource group works only while nothing locks it. Never give one group to two clusters: each removes the pods of the other.',
  kind: choice([
    { value: 'new', label: 'A new group of their own', effect: 'Adds a resource group that holds nothing else.' },
    { value: 'existing', label: 'A group that exists', effect: 'Asks for its name; the group is not written.' },
    {
      value: 'node',
      label: 'The node resource group',
      effect: 'Container groups stand beside the nodes; rights are granted after the cluster is there.',
      risk: 'not with node resource group lockdown',
    },
  ]),
  when: (read) => read(virtualNodes),
  recommended: () => 'new',
  permanence: 'update',
  aliases: ['aciResourceGroupName'],
  sources: [VN2_REPO],
});

export const aciGroupName = conditional({
  id: 'vn.aciRgName',
  needs: [virtualNodes, aciGroupChoice, clusterName],
  question: 'What is the group of the container groups called?',
  explain:
    'It stands in the subscription of the cluster, since container groups and their subnet must share one. ' +
    'The chart gets the name, and the role of the virtual nodes is scoped to it.',
  kind: text(/[-\w.()]{0,89}[-\w()]/, '1 to 90 letters, digits, _ - . ( ), no dot at the end', {
    max: 90,
    suggest: 'resourceGroups',
  }),
  when: (read) => read(virtualNodes) && read(aciGroupChoice) !== 'node',
  recommended: (read) => `rg-${read(clusterName)}-aci`,
  permanence: 'update',
  sources: [VN2_REPO],
});
