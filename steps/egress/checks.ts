import { outboundOf } from '../../src/azure/evaluators/routes.ts';
import { firewallAt } from '../../src/azure/firewall-rules.ts';
import { subscriptionOf } from '../../src/azure/ids.ts';
import { expectFound, type Look } from '../../src/azure/port.ts';
import { subnet, vnet } from '../../src/azure/queries/networks.ts';
import { natGateway, routeTable } from '../../src/azure/queries/traffic.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { shellWord } from '../../src/checks/shell-word.ts';
import { holds, parseAddress, parseRange } from '../../src/core/cidr.ts';
import { learn } from '../facts/dates.ts';
import { existingSubnets } from '../net/existing.ts';
import { subnetList } from '../net/subnets.ts';
import { hub, vnetId } from '../net/vnet.ts';
import { nextHopIp } from './next-hop.ts';
import { egressType } from './type.ts';

const UDR = learn('egress-udr', 'User-defined routing');
const NAT = learn('nat-gateway', 'NAT gateway');

/** The way out of an existing subnet, as its own settings tell. */
async function outbound(id: string, name: string, look: Look) {
  const { routeTableId, natGatewayId, defaultOutboundAccess } = expectFound(await look(subnet, { id }), name);
  const table =
    routeTableId === undefined ? undefined : expectFound(await look(routeTable, { id: routeTableId }), routeTableId);
  return {
    way: outboundOf({ routes: table?.routes ?? [], natGatewayId, defaultOutboundAccess }),
    gatewayRoutes: table?.gatewayRoutes ?? true,
  };
}

/** Subnets of machines: the cluster's outbound type says how these get out. */
const nodeSubnets = (list: Parameters<typeof existingSubnets>[0]) =>
  existingSubnets(list).filter((one) => one.purpose === 'nodes' || one.purpose === 'pods');

const routed = check({
  id: 'C-EG-1',
  title: 'The subnet has a default route to a firewall',
  level: 'must',
  reads: [egressType, subnetList],
  targets: (read) => (read(egressType) === 'userDefinedRouting' ? nodeSubnets(read(subnetList)) : []),
  run: async ({ id, name }, look) => {
    const { way, gatewayRoutes } = await outbound(id, name, look);
    const fix =
      'az network route-table route create --name default --address-prefix 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address <firewall>';
    if (way.by === 'black-hole') return fail(`the route ${way.route} drops everything`, fix);
    if (way.by === 'appliance') return pass(`route ${way.route} to ${way.nextHopIp}`);
    if (way.by === 'gateway')
      return warn(
        `route ${way.route} leads to the gateway: what leaves is decided on premises`,
        'Have the hosts that nodes need let through there',
      );
    return gatewayRoutes
      ? fail('no default route; a gateway might announce one, which does not show here', fix)
      : fail('no default route', fix);
  },
  source: UDR,
});

const gateway = check({
  id: 'C-EG-2',
  title: 'The subnet has a NAT gateway with a public address',
  level: 'must',
  reads: [egressType, subnetList],
  targets: (read) => (read(egressType) === 'userAssignedNATGateway' ? nodeSubnets(read(subnetList)) : []),
  run: async ({ id, name }, look) => {
    const { natGatewayId } = expectFound(await look(subnet, { id }), name);
    if (natGatewayId === undefined)
      return fail('no NAT gateway', `az network vnet subnet update --ids ${id} --nat-gateway <id>`);
    const { publicIps, publicPrefixes } = expectFound(await look(natGateway, { id: natGatewayId }), natGatewayId);
    const addresses = publicIps.length + publicPrefixes.length;
    return addresses > 0
      ? pass(`${natGatewayId.split('/').at(-1)}, ${addresses} public addresses or prefixes`)
      : fail(
          'the NAT gateway has no public address',
          `az network nat gateway update --ids ${shellWord(natGatewayId)} --public-ip-addresses <id>`,
        );
  },
  source: NAT,
});

const waysOut = check({
  id: 'NW-10',
  aliases: ['VN-07'],
  title: 'What builds the image, and pods on virtual nodes, have a way out',
  level: 'must',
  reads: [subnetList],
  targets: (read) =>
    existingSubnets(read(subnetList)).filter(
      (one) => one.purpose === 'image-build' || one.purpose === 'image-aci' || one.purpose === 'containers',
    ),
  run: async ({ id, name }, look) => {
    const { way } = await outbound(id, name, look);
    const fix = 'Attach a NAT gateway, or a route table with a default route to the firewall';
    if (way.by === 'nothing') return fail('no way out: new VNets have no default outbound access', fix);
    if (way.by === 'black-hole') return fail(`the route ${way.route} drops everything`, fix);
    if (way.by === 'default-access') return warn('it relies on default outbound access, which Azure is ending', fix);
    return pass(way.by === 'appliance' ? `route ${way.route} to ${way.nextHopIp}` : way.by);
  },
  source: NAT,
});

const nextHop = check({
  id: 'NW-09',
  title: 'The next hop stands in a network that the nodes can reach',
  level: 'must',
  reads: [nextHopIp, vnetId, hub],
  targets: (read) => {
    const ip = read(nextHopIp);
    const network = read(hub) ?? read(vnetId);
    return ip === undefined || network === undefined ? [] : [{ name: ip, vnet: network }];
  },
  run: async ({ name, vnet: id }, look) => {
    const { ranges, peerings } = expectFound(await look(vnet, { id }), id);
    const address = parseAddress(name) ?? -1;
    const inside = [...ranges, ...peerings.flatMap((peering) => peering.remoteRanges)].some((text) => {
      const range = parseRange(text);
      return range !== undefined && holds(range, address);
    });
    if (!inside)
      return fail(
        `it is in none of ${ranges.join(', ')} and their peers`,
        'Give the private address of the firewall in the hub, or of one in this VNet',
      );
    const around = { networks: [id], subscription: subscriptionOf(id) };
    const firewall = await firewallAt(look, name, around).catch(() => undefined);
    return pass(firewall ? `the firewall ${firewall.name}` : 'in reach; it is no Azure Firewall that you can see');
  },
  source: UDR,
});

export const checks = [routed, gateway, waysOut, nextHop];
