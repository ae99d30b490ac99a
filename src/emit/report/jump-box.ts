import { resourceIdOf } from '../../plan/ids.ts';
import { goesInside } from '../../plan/parts.ts';
import { type Plan, stageNumber } from '../../plan/plan.ts';
import type { Emission } from '../emission.ts';
import { code, section } from '../markdown.ts';
import { clusterTools, listed } from './stages.ts';

const DEFINITION = 'Microsoft.Compute/galleries/images';
const TEMPLATE = 'Microsoft.VirtualMachineImages/imageTemplates';

/** Where the machine comes from that stage 7 runs on: no file makes it. */
export function jumpBoxSection(emission: Emission): string {
  const { plan } = emission;
  if (plan.delivery !== 'jumpbox' || !goesInside(plan)) return '';
  const tools = listed(['az', ...clusterTools(plan)]);
  return section(
    2,
    'The jump box',
    `None of these files makes the machine: make it before stage ${stageNumber('in-cluster')}, ${imageWords(emission)}, ${subnetWords(plan)}, without a public address and with an SSH key of yours. Azure Bastion, which is not made here either, reaches it on port 22.`,
    `It needs ${tools}. Copy this folder there, sign in with \`az login\`, and run the command that setup.sh ends with.`,
  );
}

function imageWords({ plan, decisions }: Emission): string {
  const existing = decisions.find((one) => one.id === 'jb.imageId')?.value;
  if (typeof existing === 'string') return `from the image ${code(existing)}`;
  const definition = plan.resources.find((one) => one.type === DEFINITION);
  const trusted = JSON.stringify(definition?.body ?? {}).includes('TrustedLaunch');
  if (definition)
    return `from the newest version of the image definition ${code(resourceIdOf(plan, definition.symbol))}, which stage ${stageNumber('image')} builds${trusted ? ', with Trusted Launch, secure boot and a virtual TPM' : ''}`;
  if (plan.resources.some((one) => one.type === TEMPLATE))
    return `from the managed image that stage ${stageNumber('image')} builds and notes in \`created.txt\``;
  return 'from a Linux image of your choice';
}

function subnetWords(plan: Plan): string {
  const subnet = plan.resources.find((one) => one.symbol === 'jumpboxSubnet');
  return subnet
    ? `in the subnet ${code(resourceIdOf(plan, subnet.symbol))}`
    : 'in a network that reaches the API server and resolves its name';
}
