import { contribution } from '../../src/plan/contribution.ts';
import { type Body, idOf, param, symbol } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { locationOf, tagsOf } from '../common.ts';
import { API } from '../facts/api-versions.ts';
import { cluster, hubVnet, networkGroup, vnet } from '../resources.ts';
import { contributions as deny } from './default-deny-objects.ts';
import { hasNetworkGroup, networkGroupOf } from './groups.ts';
import { ipam } from './pods.ts';
import { dataplane, policyEngine } from './policy.ts';
import { dnsServiceIp, podRange, serviceRange } from './ranges.ts';
import { contributions as subnetParts } from './subnet-resources.ts';
import { block } from './subnets.ts';
import { hub, networkGroupName, vnetId, vnetMode, vnetNameOf } from './vnet.ts';

const VNET = 'Microsoft.Network/virtualNetworks';
const PEERING = 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings';
const spokeToHub = symbol('spokeToHub', PEERING);
const hubToSpoke = symbol('hubToSpoke', PEERING);

const group = contribution({
  id: 'net.group',
  because: [networkGroupName, hasNetworkGroup, location, tags, clusterName],
  when: (read) => read(hasNetworkGroup),
  add: (plan, read) =>
    plan.add(networkGroup, {
      api: API['Microsoft.Resources/resourceGroups'],
      scope: { in: 'subscription' },
      name: param('networkGroupName', read(networkGroupName) ?? '', 'Resource group of the network'),
      stage: 'subscription',
      domain: 'network',
      body: { location: locationOf(read), tags: tagsOf(read) },
    }),
});

const newVnet = contribution({
  id: 'net.newVnet',
  because: [vnetMode, block, clusterName, location, tags, hasNetworkGroup],
  when: (read) => read(vnetMode) === 'new',
  add: (plan, read) =>
    plan.add(vnet, {
      api: API[VNET],
      scope: { in: 'group', group: networkGroupOf(read).symbol },
      name: param('vnetName', vnetNameOf(read(clusterName)), 'Name of the VNet'),
      stage: 'network',
      domain: 'network',
      body: {
        location: locationOf(read),
        tags: tagsOf(read),
        properties: {
          addressSpace: { addressPrefixes: [param('vnetRange', read(block) ?? '', 'Address range of the VNet')] },
        },
      },
    }),
});

const existingVnet = contribution({
  id: 'net.existingVnet',
  because: [vnetId],
  when: (read) => read(vnetId) !== undefined,
  add: (plan, read) => plan.existing(vnet, read(vnetId) ?? '', { api: API[VNET], stage: 'network' }),
});

/** Traffic that the hub forwards, such as a firewall's answers, must be let in on both sides. */
const peeringBody = (remote: ReturnType<typeof idOf>): Body => ({
  properties: {
    remoteVirtualNetwork: { id: remote },
    allowVirtualNetworkAccess: true,
    allowForwardedTraffic: true,
    allowGatewayTransit: false,
    useRemoteGateways: false,
  },
});

const peerings = contribution({
  id: 'net.peerings',
  because: [hub, clusterName],
  when: (read) => read(hub) !== undefined,
  add: (plan, read) => {
    const id = read(hub) ?? '';
    const own = vnetNameOf(read(clusterName));
    plan.existing(hubVnet, id, { api: API[VNET], stage: 'network' });
    const sides = [
      { at: spokeToHub, of: vnet, to: hubVnet, name: `peer-${id.split('/').at(-1)}` },
      { at: hubToSpoke, of: hubVnet, to: vnet, name: `peer-${own}` },
    ];
    for (const side of sides) {
      plan.add(side.at, {
        api: API[PEERING],
        scope: { in: 'parent', of: side.of.symbol },
        name: param(
          `${side.at.symbol}Name`,
          side.name.slice(0, 80),
          `Name of the peering from the ${side.of === vnet ? 'spoke' : 'hub'}`,
        ),
        stage: 'network',
        domain: 'network',
        body: peeringBody(idOf(side.to)),
      });
      plan.after(cluster, side.at);
    }
    plan.note({
      topic: 'Network',
      domain: 'network',
      says: 'The peering passes no gateway of the hub on: where people come in by its VPN or ExpressRoute, allowGatewayTransit on the hub’s side and useRemoteGateways on the spoke’s must be switched on by whoever owns the network.',
    });
  },
});

const profile = contribution({
  id: 'net.profile',
  because: [ipam, dataplane, policyEngine, podRange, serviceRange, dnsServiceIp],
  add: (plan, read) => {
    const pods = read(podRange);
    const kubenet = read(ipam) === 'kubenet';
    plan.extend(cluster, {
      properties: {
        networkProfile: {
          networkPlugin: kubenet ? 'kubenet' : 'azure',
          ...(read(ipam) === 'overlay' ? { networkPluginMode: 'overlay' } : {}),
          ...(kubenet ? {} : { networkDataplane: read(dataplane) }),
          networkPolicy: read(policyEngine),
          ...(pods === undefined ? {} : { podCidr: param('podRange', pods, 'Address range of pods') }),
          serviceCidr: param('serviceRange', read(serviceRange), 'Address range of services'),
          dnsServiceIP: param('dnsServiceIp', read(dnsServiceIp), 'Address of the cluster’s DNS'),
          loadBalancerSku: 'standard',
        },
      },
    });
  },
});

export const contributions = [group, newVnet, existingVnet, peerings, profile, ...subnetParts, ...deny];
