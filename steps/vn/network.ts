import { conditional, derived } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { egressType, makesRouteTable } from '../egress/type.ts';
import { ACI_VNET, learnElsewhere, VN2_REPO } from '../facts/dates.ts';
import { isMade, subnetFor, subnetList } from '../net/subnets.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

const BEHIND_FIREWALL = learnElsewhere(
  'container-instances/container-instances-egress-ip-address',
  'Static egress address for container groups',
  '2026-07-25',
);

/** Whether the plan has a default route to a firewall that it can attach to other subnets than the nodes’. */
export const hasFirewallRoute = derived({
  id: 'vn.hasFirewallRoute',
  says: 'this plan makes a default route to a firewall',
  needs: [egressType, makesRouteTable],
  compute: (read) => read(egressType) === 'userDefinedRouting' && read(makesRouteTable),
});

export const makesContainerSubnet = derived({
  id: 'vn.makesSubnet',
  says: 'the subnet of the container groups is made by this plan',
  needs: [virtualNodes, subnetList],
  compute: (read) => read(virtualNodes) && isMade(subnetFor(read(subnetList), 'containers')),
});

export const containerEgress = conditional({
  id: 'vn.egress',
  needs: [makesContainerSubnet],
  question: 'How do pods on virtual nodes reach the outside?',
  explain:
    'The vendor says that a NAT gateway on their subnet must exist, and the limits of Azure Container Instances call it the only supported way. Another tutorial of Azure routes them through ' +
    'a firewall, which then sees and filters them like the nodes. A route beats the gateway where both are there.',
  kind: choice([
    {
      value: 'natgw',
      label: 'A NAT gateway',
      effect: 'A fixed public address; nothing filters names. Pods of the nodes keep their own way.',
    },
    {
      value: 'firewall',
      label: 'The firewall of the nodes',
      effect: 'The route table of the nodes is attached to the subnet too.',
      risk: 'documents contradict: try it first',
    },
    {
      value: 'none',
      label: 'Nothing is attached',
      effect: 'Pods reach the VNet alone.',
      risk: 'images outside the VNet cannot be pulled by what runs in it',
    },
  ]),
  when: (read) => read(makesContainerSubnet),
  recommended: () => 'natgw',
  permanence: 'update',
  aliases: ['cg nat gateway'],
  sources: [VN2_REPO, ACI_VNET, BEHIND_FIREWALL],
  unverified: 'Whether a route to Azure Firewall works for virtual nodes: the documents contradict each other.',
  unverifiedWhen: (value) => value === 'firewall',
});

export const nodeEgressRules = conditional({
  id: 'vn.nodeEgressRules',
  needs: [virtualNodes],
  question: 'How does the firewall name the ACI clusters to the nodes?',
  explain:
    'The infra pods talk to the regional clusters of Container Instances on ports 19390 and 33391 over TLS. By name the firewall opens one wildcard of the region. ' +
    'By service tag it opens all Azure addresses of the region on those two ports, for firewalls that cannot match names there.',
  kind: choice([
    { value: 'fqdn', label: 'By name', effect: 'HTTPS to *.<region>.atlas.cloudapp.azure.com on both ports.' },
    {
      value: 'region-tag',
      label: 'By the service tag of the region',
      effect: 'TCP to AzureCloud.<Region> on both ports.',
    },
  ]),
  when: (read) => read(virtualNodes),
  recommended: () => 'fqdn',
  permanence: 'none',
  aliases: ['atlas', '19390', '33391'],
  sources: [VN2_REPO],
  unverified:
    'The vendor lists the wildcard for all regions; the narrower one follows from the documented form of the names.',
  unverifiedWhen: (value) => value === 'fqdn',
});
