import { contribution } from '../../src/plan/contribution.ts';
import { type Body, keyed, type Param, param } from '../../src/plan/value.ts';
import { isIntegrated } from '../api/exposure.ts';
import { API_SERVER_INTEGRATION_PORTS } from '../facts/aks-egress.ts';
import { API } from '../facts/api-versions.ts';
import { TOPOLOGIES } from '../facts/image-builder.ts';
import { CHART } from '../facts/virtual-nodes.ts';
import { jumpBoxTopology } from '../jb/enable.ts';
import { type SubnetPurpose, subnets, vnet } from '../resources.ts';
import { poolSubnetSymbol, poolSubnets } from './groups.ts';
import { type Subnet, subnetList } from './subnets.ts';
import { ownVnet } from './vnet.ts';

const SUBNET = 'Microsoft.Network/virtualNetworks/subnets';

const AKS = 'Microsoft.ContainerService/managedClusters';

/**
 * Services that take a subnet over. AKS delegates a pod subnet itself when it makes the cluster: where the plan did not say
 * so, sending the subnet again would be refused. https://github.com/Azure/ARO-HCP/pull/469
 */
export const DELEGATED: Readonly<Partial<Record<SubnetPurpose, string>>> = {
  api: AKS,
  pods: AKS,
  containers: CHART.delegation,
  'image-aci': 'Microsoft.ContainerInstance/containerGroups',
};

/** Whether a subnet that exists must be delegated already, and so be this cluster's alone. */
export const mustBeDelegated = (purpose: SubnetPurpose): boolean =>
  DELEGATED[purpose] !== undefined && purpose !== 'pods';

const WORDS: Readonly<Record<SubnetPurpose, string>> = {
  nodes: 'the nodes',
  pods: 'the pods',
  api: 'the API server',
  containers: 'pods on virtual nodes',
  'image-build': 'the image build',
  'image-aci': 'the containers of the image build',
  jumpbox: 'the jump box',
};

/** The range of a subnet that this plan makes, for its body and for rules that name it. */
export const rangeOf = ({ purpose, range }: Subnet): Param =>
  param(`${subnets[purpose].symbol}Range`, range ?? '', `Address range of ${WORDS[purpose]}`);

/** Private: nothing leaves such a subnet but by a way that is there on purpose. az numbers delegations, hence the name. */
function subnetBody(subnet: Subnet, linkPolicies: string | undefined): Body {
  const { purpose } = subnet;
  const service = DELEGATED[purpose];
  return {
    properties: {
      addressPrefix: rangeOf(subnet),
      defaultOutboundAccess: false,
      ...(service === undefined
        ? {}
        : { delegations: keyed('name', { '0': { properties: { serviceName: service } } }) }),
      ...(purpose === 'image-build' && linkPolicies !== undefined
        ? { privateLinkServiceNetworkPolicies: linkPolicies }
        : {}),
    },
  };
}

const all = contribution({
  id: 'net.subnets',
  because: [subnetList, jumpBoxTopology],
  when: (read) => read(subnetList) !== undefined,
  add: (plan, read) => {
    const linkPolicies = TOPOLOGIES[read(jumpBoxTopology) ?? 'none'].privateLinkServicePolicies;
    for (const subnet of read(subnetList) ?? []) {
      const at = subnets[subnet.purpose];
      if (subnet.id !== undefined) {
        plan.existing(at, subnet.id, { api: API[SUBNET], stage: 'network' });
        continue;
      }
      plan.add(at, {
        api: API[SUBNET],
        scope: { in: 'parent', of: vnet.symbol },
        name: param(`${at.symbol}Name`, subnet.name ?? '', `Name of the subnet of ${WORDS[subnet.purpose]}`),
        stage: 'network',
        domain: 'network',
        body: subnetBody(subnet, linkPolicies),
      });
    }
  },
});

const ofPools = contribution({
  id: 'net.poolSubnets',
  because: [poolSubnets, ownVnet],
  when: (read) => read(ownVnet) && read(poolSubnets).length > 0,
  add: (plan, read) => {
    for (const { pool, id } of read(poolSubnets))
      plan.existing(poolSubnetSymbol(pool), id, { api: API[SUBNET], stage: 'network' });
  },
});

const securityGroups = contribution({
  id: 'net.securityGroups',
  because: [isIntegrated, ownVnet],
  when: (read) => read(isIntegrated) && read(ownVnet),
  add: (plan) => {
    const { nodesToApi, loadBalancerToApi } = API_SERVER_INTEGRATION_PORTS;
    plan.note({
      topic: 'Network',
      domain: 'network',
      says: `No network security group is put on the subnets of nodes and API server: AKS keeps one on the nodes itself. One that you add must allow TCP ${nodesToApi.join(' and ')} from the nodes’ subnet to the API server’s, and TCP ${loadBalancerToApi.join(' and ')} from AzureLoadBalancer to the API server’s.`,
    });
  },
});

export const contributions = [all, ofPools, securityGroups];
