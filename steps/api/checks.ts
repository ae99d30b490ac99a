import { expectFound } from '../../src/azure/port.ts';
import { subnet, vnet } from '../../src/azure/queries/networks.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { location } from '../base/location.ts';
import { subscription } from '../base/subscription.ts';
import { API_SERVER_INTEGRATION_PORTS } from '../facts/aks-egress.ts';
import { learn } from '../facts/dates.ts';
import type { NsgFlow } from '../facts/flows.ts';
import { existingSubnets, placesOf } from '../net/existing.ts';
import { flowsPass } from '../net/flows-pass.ts';
import { ipam } from '../net/pods.ts';
import { subnetList } from '../net/subnets.ts';
import { vnetId } from '../net/vnet.ts';
import { isIntegrated, isPrivate } from './exposure.ts';

const INTEGRATION = learn('api-server-vnet-integration', 'API Server VNet Integration');
const PRIVATE = learn('private-clusters', 'Private AKS clusters');

const flow = { protocol: 'Tcp', required: true, partialIs: 'fail', evidence: 'read' } as const;
const toApi = { ...flow, source: 'nodes', destination: 'api', ports: API_SERVER_INTEGRATION_PORTS.nodesToApi } as const;

/** API-9: both ends of the way from the nodes, and the probes of the load balancer in front of the API server. */
const API_FLOWS: readonly (Omit<NsgFlow, 'on'> & { readonly at: 'nodes' | 'api' })[] = [
  {
    ...toApi,
    at: 'nodes',
    id: 'allow-nodes-to-api-out',
    direction: 'Outbound',
    why: 'nodes to the API server',
  },
  {
    ...toApi,
    at: 'api',
    id: 'allow-nodes-to-api-in',
    direction: 'Inbound',
    why: 'nodes to the API server',
  },
  {
    ...flow,
    at: 'api',
    id: 'allow-probes-to-api',
    direction: 'Inbound',
    source: 'AzureLoadBalancer',
    destination: 'api',
    ports: API_SERVER_INTEGRATION_PORTS.loadBalancerToApi,
    why: 'probes of the API server',
  },
];

export const reached = check({
  id: 'C-API-4',
  aliases: ['NW-07'],
  title: 'Network security groups let nodes reach the API server',
  level: 'must',
  reads: [isIntegrated, subnetList, subscription, location],
  targets: (read) => {
    if (!read(isIntegrated)) return [];
    const places = placesOf(read(subnetList));
    const common = { subscription: read(subscription), location: read(location), places };
    return existingSubnets(read(subnetList)).flatMap(({ name, id, purpose }) => {
      const flows = API_FLOWS.filter((one) => one.at === purpose);
      return flows.length > 0 ? [{ name, id, flows, ...common }] : [];
    });
  },
  run: flowsPass,
  source: INTEGRATION,
});

const encryption = check({
  id: 'C-API-2',
  aliases: ['API-5'],
  title: 'The VNet does not encrypt: VNet integration refuses that',
  level: 'must',
  reads: [isIntegrated, vnetId],
  targets: (read) => {
    const id = read(vnetId);
    return read(isIntegrated) && id !== undefined ? [{ name: id.split('/').at(-1) ?? id, id }] : [];
  },
  run: async ({ id, name }, look) => {
    const { encryption: on } = expectFound(await look(vnet, { id }), name);
    return on
      ? fail(
          'encryption is on; AKS refuses it with sizes of version 4 and later',
          `az network vnet update --ids ${id} --enable-encryption false; or api.exposure: private-link`,
        )
      : pass('encryption is off');
  },
  source: INTEGRATION,
});

const resolves = check({
  id: 'C-API-6',
  aliases: ['NW-14'],
  title: 'Servers that answer for the VNet know the private name of the API server',
  level: 'should',
  reads: [isPrivate, vnetId],
  targets: (read) => {
    const id = read(vnetId);
    return read(isPrivate) && id !== undefined ? [{ name: id.split('/').at(-1) ?? id, id }] : [];
  },
  run: async ({ id, name }, look) => {
    const { dnsServers } = expectFound(await look(vnet, { id }), name);
    if (dnsServers.length === 0) return pass("Azure's own DNS");
    return warn(
      `the VNet asks ${dnsServers.join(', ')}: nodes resolve the API server only if these forward its zone`,
      'Forward the zone to 168.63.129.16 from a network that is linked to it',
    );
  },
  source: PRIVATE,
});

const attached = check({
  id: 'C-API-8',
  aliases: ['API-13'],
  title: 'AKS can attach the route table of a private cluster with kubenet',
  level: 'must',
  reads: [isPrivate, ipam, vnetId, subnetList],
  targets: (read) => {
    const id = read(vnetId);
    if (!read(isPrivate) || read(ipam) !== 'kubenet' || id === undefined) return [];
    return existingSubnets(read(subnetList))
      .filter((one) => one.purpose === 'nodes')
      .map((one) => ({ name: one.name, id: one.id, vnetId: id }));
  },
  run: async (target, look) => {
    const { dnsServers } = expectFound(await look(vnet, { id: target.vnetId }), 'its VNet');
    if (dnsServers.length === 0) return pass("the VNet asks Azure's own DNS");
    const { routeTableId } = expectFound(await look(subnet, { id: target.id }), target.name);
    if (routeTableId === undefined) return pass('it has no route table of yours');
    return fail(
      `it has the route table ${routeTableId.split('/').at(-1)}, and the VNet asks ${dnsServers.join(', ')}: the cluster is not made until the table is attached by hand`,
      "Take an overlay (net.ipam: overlay), or a VNet that asks Azure's DNS",
    );
  },
  source: PRIVATE,
});

export const checks = [reached, encryption, resolves, attached];
