import { holds, lastOf, parseRange, type Range } from '../../core/cidr.ts';

export type NextHop = 'VirtualAppliance' | 'VirtualNetworkGateway' | 'VnetLocal' | 'Internet' | 'None';

export interface Route {
  readonly name: string;
  /** An IPv4 range, or a service tag. */
  readonly prefix: string;
  readonly nextHop: NextHop;
  readonly nextHopIp?: string;
}

const inside = (range: Range, other: Range): boolean => holds(other, range.first) && holds(other, lastOf(range));

/** The user-defined route that carries all of `destination` (an IPv4 range): the longest prefix around it. */
export function routeFor(routes: readonly Route[], destination: string): Route | undefined {
  const wanted = parseRange(destination);
  if (!wanted) return undefined;
  let winner: { route: Route; length: number } | undefined;
  for (const route of routes) {
    const range = parseRange(route.prefix);
    if (range && inside(wanted, range) && range.length > (winner?.length ?? -1))
      winner = { route, length: range.length };
  }
  return winner?.route;
}

export const defaultRoute = (routes: readonly Route[]): Route | undefined => routeFor(routes, '0.0.0.0/0');

/** How traffic of a subnet leaves for the internet, as far as its own settings tell. */
export type Outbound =
  | { readonly by: 'appliance'; readonly nextHopIp: string | undefined; readonly route: string }
  | { readonly by: 'gateway' | 'black-hole'; readonly route: string }
  | { readonly by: 'direct'; readonly route: string }
  | { readonly by: 'nat-gateway'; readonly id: string }
  | { readonly by: 'default-access' }
  | { readonly by: 'nothing' };

/**
 * A default route beats a NAT gateway, and that beats default outbound access, which new VNets no longer have.
 * https://learn.microsoft.com/azure/nat-gateway/nat-gateway-resource
 */
export function outboundOf(subnet: {
  readonly routes: readonly Route[];
  readonly natGatewayId?: string | undefined;
  readonly defaultOutboundAccess?: boolean | undefined;
}): Outbound {
  const route = defaultRoute(subnet.routes);
  if (route?.nextHop === 'VirtualAppliance') return { by: 'appliance', nextHopIp: route.nextHopIp, route: route.name };
  if (route?.nextHop === 'VirtualNetworkGateway') return { by: 'gateway', route: route.name };
  if (route?.nextHop === 'None') return { by: 'black-hole', route: route.name };
  if (subnet.natGatewayId !== undefined) return { by: 'nat-gateway', id: subnet.natGatewayId };
  if (subnet.defaultOutboundAccess === true) return { by: 'default-access' };
  return route?.nextHop === 'Internet' ? { by: 'direct', route: route.name } : { by: 'nothing' };
}
