import { describe, expect, test } from 'vitest';
import { parse } from '../../src/core/parse.ts';
import { findResource } from '../../src/plan/plan.ts';
import { authorizedRanges } from '../../steps/api/authorized-ranges.ts';
import { answer, bodyOf, clusterOf, type Given, planFor, verdict } from './answers.ts';

const OFFICE = '20.50.0.0/24';
const EGRESS = 'cluster-egress';
const managed: Given = { 'net.vnet': 'managed' };
const open = (egress: string, ranges: readonly string[], more: Given = {}): Given => ({
  'api.exposure': 'public-ranges',
  'egress.type': egress,
  'api.authorizedRanges': ranges,
  ...more,
});
const rangesIn = (given: Given) =>
  (clusterOf(planFor(given))['apiServerAccessProfile'] as Record<string, unknown>)['authorizedIPRanges'];

describe('authorized ranges', () => {
  test.each(['20.0.0.0/7', '20.50.0.1/24', '2001:db8::/32', 'AzureCloud', '0.0.0.0/0', '20.50.0.0/33'])(
    'refuse %s',
    (entry) => {
      expect(parse(authorizedRanges.kind, [entry])).toHaveProperty('faults');
    },
  );

  test.each(['10.1.0.0/16', '100.64.0.0/16', '192.0.2.0/24', '198.51.100.7/32', '0.0.0.0/31'])(
    'are never the private or reserved %s',
    (entry) => {
      expect(verdict('RNG-1', open('loadBalancer', [OFFICE, entry]))).toBe('broken');
    },
  );

  test('may be the range that admits nobody, alone', () => {
    const alone = open('loadBalancer', ['0.0.0.0/32']);
    expect(['RNG-1', 'RNG-2', 'RNG-4'].map((id) => verdict(id, alone))).toEqual(['fine', 'fine', 'fine']);
  });

  test.each([
    ['public-ranges', 'loadBalancer', false, 'fine'],
    ['public-ranges', 'loadBalancer', true, 'fine'],
    ['public-ranges', 'userAssignedNATGateway', false, 'broken'],
    ['public-ranges', 'userAssignedNATGateway', true, 'fine'],
    ['public-ranges', 'userDefinedRouting', false, 'broken'],
    ['public-ranges', 'userDefinedRouting', true, 'fine'],
    ['public-ranges', 'managedNATGateway', false, 'broken'],
    ['public-ranges', 'managedNATGateway', true, 'broken'],
    ['vnet-public', 'userAssignedNATGateway', false, 'fine'],
    ['vnet-public', 'managedNATGateway', false, 'fine'],
    ['vnet-public', 'managedNATGateway', true, 'broken'],
  ])('with %s and %s, cluster-egress listed: %s, RNG-4 is %s', (exposure, egress, listed, expected) => {
    const ranges = listed ? [OFFICE, EGRESS] : [OFFICE];
    const given = { 'api.exposure': exposure, 'egress.type': egress, 'api.authorizedRanges': ranges };
    expect(verdict('RNG-4', { ...managed, ...given })).toBe(expected);
  });

  test('leave the load balancer’s address to AKS', () => {
    expect(rangesIn(open('loadBalancer', [OFFICE, EGRESS], managed))).toEqual([OFFICE]);
  });

  test('never come out empty: the cluster’s own address alone admits nobody else', () => {
    expect(rangesIn(open('loadBalancer', [EGRESS], managed))).toEqual(['0.0.0.0/32']);
  });

  test('hold the address of a NAT gateway as what Azure will choose', () => {
    const given = open('userAssignedNATGateway', [OFFICE, EGRESS], { 'net.vnet': 'new', 'net.hubVnetId': 'none' });
    expect(rangesIn(given)).toEqual([OFFICE, '<natGatewayIp.properties.ipAddress>/32']);
  });

  test('hold the addresses of a firewall, each once', () => {
    const given = open('userDefinedRouting', [OFFICE, EGRESS, '20.61.10.4/32'], {
      'net.vnet': 'new',
      'net.hubVnetId': 'none',
      'egress.nextHopIp': '10.10.200.4',
      'egress.publicIps': ['20.61.10.4', '20.61.10.5'],
    });
    expect(rangesIn(given)).toEqual([OFFICE, '20.61.10.4/32', '20.61.10.5/32']);
  });

  test('are not offered beside virtual nodes, whatever the exposure', () => {
    const both = { 'vn.enable': true, 'api.authorizedRanges': [OFFICE] };
    expect(verdict('API-16', { ...both, 'api.exposure': 'vnet-public' })).toBe('broken');
    expect(verdict('API-16', { ...both, 'api.exposure': 'public-ranges' })).toBe('broken');
    expect(verdict('API-16', { 'vn.enable': true, 'api.exposure': 'vnet-public', 'api.authorizedRanges': [] })).toBe(
      'fine',
    );
  });
});

describe('the private zone', () => {
  const ZONES =
    '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-dns/providers/Microsoft.Network/privateDnsZones/';
  const HUB =
    '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-network/providers/Microsoft.Network/virtualNetworks/vnet-hub';

  test.each([
    ['vnet-private', 'private.westeurope.azmk8s.io', 'fine'],
    ['vnet-private', 'team-a.private.westeurope.azmk8s.io', 'fine'],
    ['vnet-private', 'privatelink.westeurope.azmk8s.io', 'broken'],
    ['vnet-private', 'private.northeurope.azmk8s.io', 'broken'],
    ['private-link', 'privatelink.westeurope.azmk8s.io', 'fine'],
    ['private-link', 'private.westeurope.azmk8s.io', 'broken'],
    ['private-link', `${'a'.repeat(33)}.privatelink.westeurope.azmk8s.io`, 'broken'],
    ['private-link', 'a.b.privatelink.westeurope.azmk8s.io', 'broken'],
    ['private-link', 'xprivatelink.westeurope.azmk8s.io', 'broken'],
  ])('with %s under the name %s is %s', (exposure, name, expected) => {
    const given = { 'api.exposure': exposure, 'api.privateDnsZone': 'existing', 'api.privateDnsZoneId': ZONES + name };
    expect(verdict('DNS-4', given)).toBe(expected);
  });

  test('is the hub’s where there is a hub, else a new one', () => {
    expect(answer('api.privateDnsZone', { 'net.vnet': 'new', 'net.hubVnetId': HUB })).toBe('existing');
    expect(answer('api.privateDnsZone', { 'net.vnet': 'new', 'net.hubVnetId': 'none' })).toBe('new');
  });

  test('is made, linked and granted before the cluster when it is new', () => {
    const plan = planFor({ 'net.vnet': 'new', 'net.hubVnetId': 'none' });
    const order = plan.resources.map((one) => one.symbol);
    expect(bodyOf(plan, 'privateDnsZoneLink')).toMatchObject({ properties: { registrationEnabled: false } });
    expect(order.indexOf('privateDnsZoneLink')).toBeLessThan(order.indexOf('cluster'));
    expect(plan.grants.filter((one) => one.to === 'controlPlaneIdentity').map((one) => [one.role, one.on])).toEqual(
      expect.arrayContaining([
        ['Private DNS Zone Contributor', 'privateDnsZone'],
        ['Network Contributor', 'vnet'],
      ]),
    );
  });

  test('has a label of the cluster’s before it when a hub is linked too', () => {
    const plan = planFor({
      'net.vnet': 'new',
      'net.hubVnetId': HUB,
      'egress.type': 'userDefinedRouting',
      'egress.nextHopIp': '10.0.1.4',
      'api.privateDnsZone': 'new',
    });
    expect(findResource(plan, 'privateDnsZone').name).toMatchObject({
      value: 'prod-weu.private.westeurope.azmk8s.io',
    });
    expect(findResource(plan, 'privateDnsZoneHubLink').domain).toBe('dns');
  });
});

describe('the API server', () => {
  test.each([
    ['public', {}, { disableRunCommand: true }],
    ['vnet-public', { 'api.authorizedRanges': [] }, { disableRunCommand: true, enableVnetIntegration: true }],
    [
      'private-link',
      { 'api.privateDnsZone': 'none' },
      { disableRunCommand: true, enablePrivateCluster: true, privateDNSZone: 'none' },
    ],
    [
      'vnet-private',
      { 'api.privateDnsZone': 'system' },
      {
        disableRunCommand: true,
        enablePrivateCluster: true,
        enablePrivateClusterPublicFQDN: false,
        enableVnetIntegration: true,
        privateDNSZone: 'system',
      },
    ],
  ])('is written for %s', (exposure, more, expected) => {
    const cluster = clusterOf(planFor({ ...managed, 'api.exposure': exposure, 'jb.enable': 'no', ...more }));
    expect(cluster['apiServerAccessProfile']).toEqual(expected);
    expect(cluster['dnsPrefix']).toBe('prod-weu');
  });

  test('stands in its subnet when the VNet is one’s own, under a name in one’s own zone', () => {
    const cluster = clusterOf(planFor({ 'net.vnet': 'new', 'net.hubVnetId': 'none' }));
    expect(cluster).toMatchObject({ fqdnSubdomain: 'prod-weu' });
    expect(cluster).not.toHaveProperty('dnsPrefix');
    expect((cluster['apiServerAccessProfile'] as { subnetId: string }).subnetId).toMatch(/\/subnets\//);
  });

  test.each([
    ['jumpbox', 'jumpbox', false],
    ['vpn', 'here', false],
    ['run-command', 'run-command', true],
  ])('reached by %s has manifests delivered %s and run command open: %s', (access, delivery, runCommand) => {
    const given = { 'api.operatorAccess': access };
    expect(answer('delivery.inCluster', given)).toBe(delivery);
    expect(answer('api.runCommand', given)).toBe(runCommand);
  });

  test('says of everybody how they get in', () => {
    const actors = planFor({ ...managed, 'api.exposure': 'public' }).ways.map((one) => one.actor);
    expect(actors).toEqual(expect.arrayContaining(['operators', 'nodes', 'break-glass', 'hosted pipeline agents']));
    expect(new Set(actors).size).toBe(actors.length);
  });
});
