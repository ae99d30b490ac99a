import { parseRange, printRange, type Range } from '../../src/core/cidr.ts';
import { type Answer, conditional, derived } from '../../src/core/decision.ts';
import { choice, range, record, records, resourceId, text } from '../../src/core/kind.ts';
import { isIntegrated } from '../api/exposure.ts';
import { operatorAccess } from '../api/operator-access.ts';
import { AIB_NETWORKING, learn, VN2_REPO } from '../facts/dates.ts';
import { CHART } from '../facts/virtual-nodes.ts';
import { jumpBoxTopology } from '../jb/enable.ts';
import { mostOf, surgeOf } from '../node/capacity.ts';
import { pools } from '../node/pools.ts';
import { virtualNodePods, virtualNodes } from '../node/virtual-nodes.ts';
import { SUBNET_PURPOSES, type SubnetPurpose } from '../resources.ts';
import { standbyReady } from '../vn/provider.ts';
import { demandFor, planSubnets, type Workload } from './address-plan.ts';
import { ipam, podsPerNode } from './pods.ts';
import { ownVnet, vnetMode } from './vnet.ts';

const CNI = learn('concepts-network-cni-overview', 'AKS CNI networking overview');
const INTEGRATION = learn('api-server-vnet-integration', 'API Server VNet Integration');

export const block = conditional({
  id: 'net.block',
  needs: [vnetMode],
  question: 'Which address range does the new VNet get?',
  explain:
    'The subnets are cut out of it. Take a range that nothing else uses in the networks that will ever be connected: two that overlap cannot be peered. ' +
    'A /16 leaves room for more clusters and services; a /22 is enough for a small one.',
  kind: range(8, 26),
  when: (read) => read(vnetMode) === 'new',
  recommended: () => '10.10.0.0/16',
  ask: 'always',
  permanence: 'update',
  aliases: ['address space', 'vnet range'],
  sources: [CNI],
});

/** What the subnet is called where a person names none. `cg` is what the virtual nodes chart looks for. */
const SUBNET_NAMES: Readonly<Record<SubnetPurpose, string>> = {
  nodes: 'snet-nodes',
  pods: 'snet-pods',
  api: 'snet-api',
  containers: CHART.defaultSubnet,
  'image-build': 'snet-image-build',
  'image-aci': 'snet-image-aci',
  jumpbox: 'snet-jumpbox',
};

export const purposes = derived({
  id: 'net.purposes',
  says: 'which subnets the answers need',
  needs: [ownVnet, ipam, isIntegrated, virtualNodes, jumpBoxTopology],
  compute: (read): readonly SubnetPurpose[] => {
    const topology = read(jumpBoxTopology);
    const needed: Readonly<Record<SubnetPurpose, boolean>> = {
      nodes: true,
      pods: read(ipam) === 'pod-subnet',
      api: read(isIntegrated),
      containers: read(virtualNodes),
      'image-build': topology === 'build+aci' || topology === 'build-only',
      'image-aci': topology === 'build+aci',
      jumpbox: false,
    };
    return read(ownVnet) ? SUBNET_PURPOSES.filter((purpose) => needed[purpose]) : [];
  },
});

export const workload = derived({
  id: 'net.workload',
  says: 'how many nodes and pods the subnets have to hold',
  needs: [pools, podsPerNode, ipam, virtualNodes, virtualNodePods, standbyReady],
  compute: (read): Workload => ({
    pools: read(pools)
      .filter((pool) => pool.subnet === undefined)
      .map((pool) => ({ nodes: mostOf(pool) + surgeOf(pool), podsPerNode: read(podsPerNode)[pool.name] ?? 0 })),
    podAddresses:
      read(ipam) === 'node-subnet' ? 'node subnet' : read(ipam) === 'pod-subnet' ? 'pod subnet' : 'own range',
    // what waits in a standby pool has an address already
    containerPods: read(virtualNodes) ? (read(virtualNodePods) ?? 0) + (read(standbyReady) ?? 0) : 0,
  }),
});

const PURPOSES = choice([
  { value: 'nodes', label: 'Nodes', effect: 'The VMs of the pools.' },
  { value: 'pods', label: 'Pods', effect: 'Addresses of pods, where they have a subnet of their own.' },
  { value: 'api', label: 'API server', effect: 'Delegated to AKS; the API server’s internal address.' },
  { value: 'containers', label: 'Virtual nodes', effect: 'Delegated to Container Instances; pods on virtual nodes.' },
  { value: 'image-build', label: 'Image build', effect: 'The VM that builds the jump box image.' },
  {
    value: 'image-aci',
    label: 'Image build, containers',
    effect: 'Delegated to Container Instances; drives the build.',
  },
  { value: 'jumpbox', label: 'Jump box', effect: 'The host from which people work.' },
] satisfies readonly { value: SubnetPurpose; label: string; effect: string }[]);

const SUBNET = record
  .field('purpose', PURPOSES, { question: 'What is it for?' })
  .optional('id', resourceId('Microsoft.Network/virtualNetworks/subnets', 'subnets'), {
    question: 'Which subnet, if it exists?',
  })
  .fieldWhen(
    'name',
    text(/[A-Za-z0-9](?:[-\w.]{0,78}\w)?/, '1 to 80 letters, digits, _ - . with a letter or digit first', { max: 80 }),
    (subnet) => subnet.id === undefined,
    { question: 'What is the new subnet called?', fallback: (subnet) => SUBNET_NAMES[subnet.purpose] },
  )
  .fieldWhen('range', range(8, 29), (subnet) => subnet.id === undefined, {
    question: 'Which range does it get?',
  });

export const subnetList = conditional({
  id: 'net.subnets',
  needs: [vnetMode, block, purposes, workload, operatorAccess],
  question: 'Which subnets?',
  explain:
    'One for each purpose that the answers need; nothing else should stand in them. In a new VNet the address plan proposes them, with room to grow. ' +
    'In a VNet that exists name those that are there by id, or give a free range and a new one is added. The subnets of nodes, pods and API server can never be changed.',
  kind: records('a subnet', 'purpose', SUBNET, { min: 1, max: SUBNET_PURPOSES.length }),
  when: (read) => read(vnetMode) !== 'managed',
  recommended: (read) => {
    const within = parseRange(read(block) ?? '');
    if (!within) return undefined;
    const wanted = wantedIn(read(purposes), read(operatorAccess) === 'jumpbox');
    return proposedSubnets(within, wanted, read(workload));
  },
  sketch: (read) => read(purposes).map((purpose) => ({ purpose })),
  ask: 'always',
  permanence: 'create-only',
  aliases: ['vn.subnetName', 'vn.subnetSize', 'jb.buildSubnet', 'jb.aciSubnet', 'subnet'],
  sources: [CNI, INTEGRATION, VN2_REPO, AIB_NETWORKING],
});

/** A new VNet also gets a subnet for the jump box itself, where people come in by one. */
const wantedIn = (needed: readonly SubnetPurpose[], withJumpBox: boolean): readonly SubnetPurpose[] =>
  withJumpBox ? [...needed, 'jumpbox'] : needed;

/** The subnets of the address plan as answers, or `undefined` where the block is too small for them. */
function proposedSubnets(within: Range, wanted: readonly SubnetPurpose[], load: Workload) {
  const planned = planSubnets(
    within,
    wanted.map((purpose) => demandFor(purpose, load)),
  );
  return planned
    ? wanted.map((purpose) => ({
        purpose,
        name: SUBNET_NAMES[purpose],
        range: printRange(planned.get(purpose) as Range),
      }))
    : undefined;
}

export type Subnet = NonNullable<Answer<typeof subnetList>>[number];

/** The subnet for a purpose, where the answers have one. */
export const subnetFor = (subnets: readonly Subnet[] | undefined, purpose: SubnetPurpose): Subnet | undefined =>
  subnets?.find((subnet) => subnet.purpose === purpose);

/** Whether this plan makes the subnet (it has a range), or it is there already (it has an id). */
export const isMade = (subnet: Subnet | undefined): boolean => subnet !== undefined && subnet.id === undefined;

/** Whether routes and gateways for outbound traffic are this plan's to attach: the nodes' subnet is made by it. */
export const makesNodeSubnet = derived({
  id: 'net.makesNodeSubnet',
  says: 'the subnet of the nodes is made by this plan',
  needs: [subnetList],
  compute: (read) => isMade(subnetFor(read(subnetList), 'nodes')),
});
