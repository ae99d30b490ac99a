import { contribution } from '../../src/plan/contribution.ts';
import { type Body, idOf, keyed, param } from '../../src/plan/value.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { locationOf, named, tagsOf } from '../common.ts';
import { AKS_FQDN_TAG } from '../facts/aks-egress.ts';
import { API } from '../facts/api-versions.ts';
import { addFlows } from '../flows.ts';
import { addNatGateway } from '../nat-gateway.ts';
import { hasNetworkGroup, networkGroupOf } from '../net/groups.ts';
import { isMade, subnetFor, subnetList } from '../net/subnets.ts';
import { cluster, natGateway, natGatewayIp, routeTable, subnets } from '../resources.ts';
import { outboundIpCount } from './ip-count.ts';
import { nextHopIp } from './next-hop.ts';
import { NODE_EGRESS_READS, nodeEgress } from './node-egress.ts';
import { egressType, makesNatGateway, makesRouteTable } from './type.ts';

const ROUTES = 'Microsoft.Network/routeTables';
/** Subnets whose way out is that of the nodes. Those of containers and image builds are attached where their egress is decided. */
const LIKE_NODES = ['nodes', 'pods', 'jumpbox'] as const;

/** How many addresses AKS makes; one is what it makes by itself. */
function addresses(type: string, count: number | undefined): Body {
  if (count === undefined || count === 1) return {};
  return type === 'loadBalancer'
    ? { loadBalancerProfile: { managedOutboundIPs: { count } } }
    : { natGatewayProfile: { managedOutboundIPProfile: { count } } };
}

const profile = contribution({
  id: 'egress.profile',
  because: [egressType, outboundIpCount],
  add: (plan, read) => {
    const isolated: Body = { bootstrapProfile: { artifactSource: 'Cache' } };
    plan.extend(cluster, {
      properties: {
        networkProfile: { outboundType: read(egressType), ...addresses(read(egressType), read(outboundIpCount)) },
        ...(read(egressType) === 'none' ? isolated : {}),
      },
    });
  },
});

const routes = contribution({
  id: 'egress.routes',
  because: [egressType, makesRouteTable, nextHopIp, clusterName, location, tags, hasNetworkGroup],
  when: (read) => read(makesRouteTable),
  add: (plan, read) => {
    const hop = read(nextHopIp);
    const toFirewall: Body = {
      properties: {
        addressPrefix: '0.0.0.0/0',
        nextHopType: 'VirtualAppliance',
        nextHopIpAddress: param(
          'nextHopIp',
          hop ?? '',
          'Private address of the firewall that all outbound traffic goes to',
        ),
      },
    };
    plan.add(routeTable, {
      api: API[ROUTES],
      scope: { in: 'group', group: networkGroupOf(read).symbol },
      name: param('routeTableName', named('rt', read(clusterName)), 'Name of the route table'),
      stage: 'network',
      domain: 'network',
      body: {
        location: locationOf(read),
        tags: tagsOf(read),
        ...(hop === undefined ? {} : { properties: { routes: keyed('name', { default: toFirewall }) } }),
      },
    });
  },
});

const gateway = contribution({
  id: 'egress.natGateway',
  because: [egressType, makesNatGateway, clusterName, location, tags, hasNetworkGroup],
  when: (read) => read(makesNatGateway),
  add: (plan, read) =>
    addNatGateway(plan, read, { gateway: natGateway, address: natGatewayIp, suffix: '', of: 'the nodes' }),
});

const attached = contribution({
  id: 'egress.subnets',
  because: [subnetList, makesRouteTable, makesNatGateway],
  when: (read) => read(makesRouteTable) || read(makesNatGateway),
  add: (plan, read) => {
    for (const purpose of LIKE_NODES) {
      if (!isMade(subnetFor(read(subnetList), purpose))) continue;
      plan.extend(subnets[purpose], {
        properties: {
          ...(read(makesRouteTable) ? { routeTable: { id: idOf(routeTable) } } : {}),
          ...(read(makesNatGateway) ? { natGateway: { id: idOf(natGateway) } } : {}),
        },
      });
    }
  },
});

const flows = contribution({
  id: 'egress.flows',
  because: [egressType, ...NODE_EGRESS_READS, location],
  when: (read) => read(egressType) === 'userDefinedRouting',
  add: (plan, read) => {
    addFlows(plan, nodeEgress(read), read(location));
    plan.note({
      topic: 'Egress',
      domain: 'firewall',
      says: `The firewall must let the listed hosts through before the cluster is made. Azure Firewall has the tag ${AKS_FQDN_TAG} for the base set, wants several public addresses in production, and its DNS proxy where the VNet has DNS servers of its own.`,
    });
  },
});

const isolation = contribution({
  id: 'egress.isolation',
  because: [egressType],
  when: (read) => read(egressType) === 'none',
  add: (plan) =>
    plan.note({
      topic: 'Egress',
      says: 'A cluster without a way out pulls images and binaries through a registry cache that AKS makes; a registry of your own can take its place if it is Premium and has a private endpoint.',
    }),
});

const jumpBoxWay = contribution({
  id: 'egress.jumpBox',
  because: [subnetList, makesRouteTable, makesNatGateway],
  when: (read) => isMade(subnetFor(read(subnetList), 'jumpbox')) && !read(makesRouteTable) && !read(makesNatGateway),
  add: (plan) =>
    plan.note({
      topic: 'Egress',
      domain: 'network',
      says: 'The subnet of the jump box has no way out: a route or a NAT gateway must be added before its tools can sign in to Azure.',
    }),
});

export const contributions = [profile, routes, gateway, attached, flows, isolation, jumpBoxWay];
