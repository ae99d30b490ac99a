import type { Contribution } from '../../src/plan/contribution.ts';
import { contribution } from '../../src/plan/contribution.ts';
import { type Body, idOf, param, symbol } from '../../src/plan/value.ts';
import { dnsPrefixOf } from '../base/contributions.ts';
import { location } from '../base/location.ts';
import { clusterName, tags } from '../base/names.ts';
import { subscription } from '../base/subscription.ts';
import { tagsOf } from '../common.ts';
import { API } from '../facts/api-versions.ts';
import { hub, ownVnet } from '../net/vnet.ts';
import { cluster, clusterGroup, hubVnet, privateDnsZone, subnets, vnet } from '../resources.ts';
import { exposure, isIntegrated, isPrivate } from './exposure.ts';
import { fqdnSubdomain } from './fqdn-subdomain.ts';
import { hasOwnZone, privateDnsZoneId, privateDnsZoneMode, publicFqdn, zoneNameFor } from './private-dns.ts';
import { contributions as ranges } from './range-contributions.ts';
import { runCommand } from './run-command.ts';
import { contributions as ways } from './ways.ts';

const ZONE = 'Microsoft.Network/privateDnsZones';
const LINK = 'Microsoft.Network/privateDnsZones/virtualNetworkLinks';
const clusterLink = symbol('privateDnsZoneLink', LINK);
const hubLink = symbol('privateDnsZoneHubLink', LINK);

/** A label of a zone's name has at most 32 characters here (DNS-3). */
const labelOf = (name: string): string => dnsPrefixOf(name).toLowerCase().slice(0, 32).replace(/-+$/, '');

const profile = contribution({
  id: 'api.profile',
  because: [exposure, isPrivate, isIntegrated, runCommand, privateDnsZoneMode, publicFqdn, hasOwnZone, ownVnet],
  add: (plan, read) => {
    const zone = read(privateDnsZoneMode);
    const access: Body = {
      ...(read(isPrivate) ? { enablePrivateCluster: true } : {}),
      ...(read(isIntegrated) ? { enableVnetIntegration: true } : {}),
      ...(read(isIntegrated) && read(ownVnet) ? { subnetId: idOf(subnets.api) } : {}),
      ...(zone === undefined ? {} : { privateDNSZone: read(hasOwnZone) ? idOf(privateDnsZone) : zone }),
      ...(read(publicFqdn) === false ? { enablePrivateClusterPublicFQDN: false } : {}),
      ...(read(runCommand) ? {} : { disableRunCommand: true }),
    };
    if (Object.keys(access).length > 0) plan.extend(cluster, { properties: { apiServerAccessProfile: access } });
  },
});

const name = contribution({
  id: 'api.name',
  because: [clusterName, hasOwnZone, fqdnSubdomain],
  add: (plan, read) => {
    const own = read(fqdnSubdomain);
    plan.extend(cluster, {
      properties:
        own === undefined
          ? { dnsPrefix: param('dnsPrefix', dnsPrefixOf(read(clusterName)), 'First part of the API server’s name') }
          : { fqdnSubdomain: param('fqdnSubdomain', own, 'Name of the API server in the private zone') },
    });
  },
});

const newZone = contribution({
  id: 'api.newZone',
  because: [privateDnsZoneMode, exposure, location, clusterName, tags, hub, ownVnet],
  when: (read) => read(privateDnsZoneMode) === 'new',
  add: (plan, read) => {
    const parent = zoneNameFor(read(exposure), read(location));
    // A hub is often linked to a zone of the parent's name already, and Azure links a VNet to one zone of a name.
    const zoneName = read(hub) === undefined ? parent : `${labelOf(read(clusterName))}.${parent}`;
    plan.add(privateDnsZone, {
      api: API[ZONE],
      scope: { in: 'group', group: clusterGroup.symbol },
      name: param('privateDnsZoneName', zoneName, 'Private DNS zone of the API server’s name; AKS checks its form'),
      stage: 'network',
      domain: 'dns',
      body: { location: 'global', tags: tagsOf(read) },
    });
    const networks = [
      ...(read(ownVnet) ? [{ at: clusterLink, to: vnet, name: 'link-cluster' }] : []),
      ...(read(hub) === undefined ? [] : [{ at: hubLink, to: hubVnet, name: 'link-hub' }]),
    ];
    for (const network of networks) {
      plan.add(network.at, {
        api: API[LINK],
        scope: { in: 'parent', of: privateDnsZone.symbol },
        name: network.name,
        stage: 'network',
        domain: 'dns',
        body: {
          location: 'global',
          tags: tagsOf(read),
          properties: { registrationEnabled: false, virtualNetwork: { id: idOf(network.to) } },
        },
      });
      plan.after(cluster, network.at);
    }
  },
});

const existingZone = contribution({
  id: 'api.existingZone',
  because: [privateDnsZoneId, subscription],
  when: (read) => read(privateDnsZoneId) !== undefined,
  add: (plan, read) => {
    const id = read(privateDnsZoneId) ?? '';
    plan.existing(privateDnsZone, id, { api: API[ZONE], stage: 'network' });
    const elsewhere = id.split('/')[2];
    plan.note({
      topic: 'API server',
      domain: 'dns',
      says:
        'AKS links the private zone to the cluster’s VNet itself, where it is not linked yet. Every other network that people come from must be linked by whoever owns the zone.' +
        (elsewhere === read(subscription)
          ? ''
          : ` Microsoft.ContainerService must be registered in the zone’s subscription ${elsewhere} too.`),
    });
  },
});

export const contributions: readonly Contribution[] = [profile, name, newZone, existingZone, ...ranges, ...ways];
