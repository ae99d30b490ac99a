import { type AzType, boolean, implicit, LONG_AGO, pairs, records, sent, spread, value } from '../row.ts';
import { childOf, IN_GROUP } from './common.ts';

const P = 'properties.';

export const virtualNetworks: AzType = {
  type: 'Microsoft.Network/virtualNetworks',
  command: 'network vnet create',
  since: LONG_AGO,
  address: IN_GROUP,
  rows: [
    value('location', '--location'),
    pairs('tags', '--tags'),
    spread(`${P}addressSpace.addressPrefixes`, '--address-prefixes'),
    spread(`${P}dhcpOptions.dnsServers`, '--dns-servers'),
    boolean(`${P}enableDdosProtection`, '--ddos-protection'),
    value(`${P}ddosProtectionPlan.id`, '--ddos-protection-plan'),
    boolean(`${P}encryption.enabled`, '--enable-encryption'),
    value(`${P}encryption.enforcement`, '--encryption-enforcement-policy'),
    value(`${P}flowTimeoutInMinutes`, '--flowtimeout'),
  ],
  must: ['location', `${P}addressSpace.addressPrefixes`],
  implicit: [
    implicit(`${P}enableDdosProtection`, false, 'the service does the same when it is not said'),
    implicit(`${P}enableVmProtection`, false, 'the service does the same when it is not said'),
  ],
  always: [],
  shorthand: true,
};

export const subnets: AzType = {
  type: 'Microsoft.Network/virtualNetworks/subnets',
  command: 'network vnet subnet create',
  since: LONG_AGO,
  address: childOf('--vnet-name'),
  rows: [
    value(`${P}addressPrefix`, '--address-prefixes'),
    spread(`${P}addressPrefixes`, '--address-prefixes'),
    value(`${P}networkSecurityGroup.id`, '--network-security-group'),
    value(`${P}routeTable.id`, '--route-table'),
    value(`${P}natGateway.id`, '--nat-gateway'),
    sent(`${P}delegations[*].name`, ['0'], 'az numbers delegations'),
    value(`${P}delegations[*].properties.serviceName`, '--delegations'),
    records(`${P}serviceEndpoints`, (all) => [
      '--service-endpoints',
      { spread: all.map((one) => one['service'] ?? null) },
    ]),
    boolean(`${P}defaultOutboundAccess`, '--default-outbound-access', '2.53.0'),
    value(`${P}privateEndpointNetworkPolicies`, '--private-endpoint-network-policies', '2.56.0'),
    value(`${P}privateLinkServiceNetworkPolicies`, '--private-link-service-network-policies', '2.56.0'),
  ],
  must: [],
  implicit: [
    implicit(`${P}privateEndpointNetworkPolicies`, 'Disabled', 'the service does the same when it is not said'),
    implicit(`${P}privateLinkServiceNetworkPolicies`, 'Enabled', 'the service does the same when it is not said'),
  ],
  always: [],
  shorthand: true,
};

export const peerings: AzType = {
  type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
  command: 'network vnet peering create',
  since: LONG_AGO,
  address: childOf('--vnet-name'),
  rows: [
    value(`${P}remoteVirtualNetwork.id`, '--remote-vnet'),
    boolean(`${P}allowVirtualNetworkAccess`, '--allow-vnet-access'),
    boolean(`${P}allowForwardedTraffic`, '--allow-forwarded-traffic'),
    boolean(`${P}allowGatewayTransit`, '--allow-gateway-transit'),
    boolean(`${P}useRemoteGateways`, '--use-remote-gateways'),
  ],
  must: [`${P}remoteVirtualNetwork.id`, `${P}allowVirtualNetworkAccess`],
  implicit: [
    implicit(`${P}allowGatewayTransit`, false, 'the service does the same when it is not said'),
    implicit(`${P}useRemoteGateways`, false, 'the service does the same when it is not said'),
    implicit(`${P}peerCompleteVnets`, true, 'the service does the same when it is not said'),
  ],
  always: [],
  shorthand: true,
};
