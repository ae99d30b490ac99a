import { rule } from '../../src/core/rule.ts';
import { location } from '../base/location.ts';
import { subscription } from '../base/subscription.ts';
import { learn } from '../facts/dates.ts';
import { controlPlaneIdentityMode } from '../id/identities.ts';
import { hub, vnetMode } from '../net/vnet.ts';
import { exposure } from './exposure.ts';
import { operatorAccess } from './operator-access.ts';
import { hasOwnZone, privateDnsZoneId, privateDnsZoneMode, publicFqdn, zoneNameFor } from './private-dns.ts';

const SOURCE = learn('private-clusters', 'Private AKS clusters');
const SAMPLE_ZONE =
  '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-dns/providers/Microsoft.Network/privateDnsZones/';
const SAMPLE_VNET =
  '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-spoke-network/providers/Microsoft.Network/virtualNetworks/vnet-spoke-aks';
const nameOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** Whether a zone of this name serves: the parent of the exposure and region itself, or one label of at most 32 characters before it. */
function serves(name: string, parent: string): boolean {
  const lower = name.toLowerCase();
  if (lower === parent) return true;
  return lower.endsWith(`.${parent}`) && /^[a-z0-9-]{1,32}$/.test(lower.slice(0, -parent.length - 1));
}

export const dnsRules = [
  rule({
    id: 'DNS-1',
    severity: 'block',
    reads: [privateDnsZoneMode, publicFqdn],
    broken: (read) => read(privateDnsZoneMode) === 'none' && read(publicFqdn) === false,
    says: 'Without a private zone and without a public name the API server would have no name at all.',
    fix: 'Publish the public name, or have a private zone.',
    source: SOURCE,
    examples: {
      broken: { 'api.privateDnsZone': 'none', 'api.publicFqdn': false },
      fine: { 'api.privateDnsZone': 'none' },
    },
  }),
  rule({
    id: 'DNS-2',
    severity: 'block',
    reads: [hasOwnZone, controlPlaneIdentityMode],
    broken: (read) => read(hasOwnZone) && read(controlPlaneIdentityMode) === 'system',
    says: 'The cluster writes into your own zone and links it while it is made, so its identity must have the roles before: a system-assigned one does not exist yet.',
    fix: 'Use a user-assigned identity, or leave the zone to AKS.',
    source: SOURCE,
    examples: {
      broken: { 'api.privateDnsZone': 'new', 'id.controlPlaneIdentity': 'system' },
      fine: { 'api.privateDnsZone': 'new' },
    },
  }),
  rule({
    id: 'DNS-4',
    severity: 'block',
    reads: [privateDnsZoneId, exposure, location],
    broken: (read) => {
      const id = read(privateDnsZoneId);
      return id !== undefined && !serves(nameOf(id), zoneNameFor(read(exposure), read(location)));
    },
    says: 'AKS takes a zone only under the name of this region and this kind of private API server.',
    fix: 'Use private.<region>.azmk8s.io with VNet integration, privatelink.<region>.azmk8s.io with Private Link, or one label before it.',
    repairs: (read) => {
      const id = read(privateDnsZoneId) ?? '';
      const name = zoneNameFor(read(exposure), read(location));
      return [{ [privateDnsZoneId.id]: id.slice(0, id.lastIndexOf('/') + 1) + name }];
    },
    source: SOURCE,
    examples: {
      broken: {
        'api.exposure': 'vnet-private',
        'api.privateDnsZone': 'existing',
        'api.privateDnsZoneId': `${SAMPLE_ZONE}privatelink.westeurope.azmk8s.io`,
      },
      fine: {
        'api.exposure': 'vnet-private',
        'api.privateDnsZone': 'existing',
        'api.privateDnsZoneId': `${SAMPLE_ZONE}private.westeurope.azmk8s.io`,
      },
    },
  }),
  rule({
    id: 'DNS-6',
    severity: 'info',
    reads: [privateDnsZoneId, subscription],
    broken: (read) => {
      const id = read(privateDnsZoneId);
      return id !== undefined && id.split('/')[2] !== read(subscription);
    },
    says: 'The zone stands in another subscription: Microsoft.ContainerService must be registered there too.',
    fix: 'Register it there: az provider register --namespace Microsoft.ContainerService --subscription <that one>.',
    source: SOURCE,
    examples: {
      broken: {
        'api.privateDnsZone': 'existing',
        'api.privateDnsZoneId': `${SAMPLE_ZONE.replace('6f2c1d8e', '7a1b2c3d')}private.westeurope.azmk8s.io`,
      },
      fine: {
        'api.privateDnsZone': 'existing',
        'api.privateDnsZoneId': `${SAMPLE_ZONE}private.westeurope.azmk8s.io`,
      },
    },
  }),
  rule({
    id: 'DNS-7',
    severity: 'warn',
    reads: [privateDnsZoneMode, hub, vnetMode],
    broken: (read) =>
      read(privateDnsZoneMode) === 'system' && (read(hub) !== undefined || read(vnetMode) === 'existing'),
    says: 'If the VNet asks DNS servers of its own, nodes cannot resolve a zone that AKS makes while the cluster is being made, and creation may fail.',
    fix: 'Have a zone of your own that those servers can resolve, or none.',
    source: SOURCE,
    examples: {
      broken: { 'net.vnet': 'existing', 'net.vnetId': SAMPLE_VNET, 'api.privateDnsZone': 'system' },
      fine: { 'net.vnet': 'existing', 'net.vnetId': SAMPLE_VNET, 'api.privateDnsZone': 'none' },
    },
  }),
  rule({
    id: 'ACC-3',
    severity: 'info',
    reads: [operatorAccess, hasOwnZone],
    broken: (read) =>
      read(hasOwnZone) && (read(operatorAccess) === 'vpn' || read(operatorAccess) === 'private-endpoint'),
    says: 'The API server’s name resolves only in networks that the zone is linked to: the cluster’s own, and the hub where there is one.',
    fix: 'Link the zone to each network that people come from, or forward its name there to a resolver that is linked.',
    source: learn('private-cluster-connect', 'Connect to a private cluster'),
    examples: {
      broken: { 'api.operatorAccess': 'vpn', 'api.privateDnsZone': 'new' },
      fine: { 'api.operatorAccess': 'jumpbox', 'api.privateDnsZone': 'new' },
    },
  }),
];
