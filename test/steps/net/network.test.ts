import { describe, expect, test } from 'vitest';
import { findResource, type Plan } from '../../../src/plan/plan.ts';
import { denyPolicies } from '../../../steps/net/default-deny-objects.ts';
import { HUB, inNewVnet, inSpoke, SPOKE } from '../../../steps/net/examples.ts';
import { examplePool, exampleSystem, withWindows } from '../../../steps/node/examples.ts';
import { answer, bodyOf, clusterOf, type Given, planFor, resolvedFor, verdict } from '../answers.ts';

const managed: Given = { 'net.vnet': 'managed', 'jb.enable': 'no' };
const spoke: Given = {
  'net.hubVnetId': HUB,
  'egress.nextHopIp': '10.0.1.4',
  'api.privateDnsZone': 'new',
};
const existing: Given = { ...inSpoke(), 'api.privateDnsZone': 'new' };

const symbolsOf = (plan: Plan) => plan.resources.map((one) => one.symbol);
const profileOf = (given: Given) => clusterOf(planFor(given))['networkProfile'];
const propertiesOf = (plan: Plan, symbol: string) =>
  (bodyOf(plan, symbol) as { readonly properties: Readonly<Record<string, unknown>> }).properties;

describe('answers that follow', () => {
  test.each([
    ['a new VNet', {}, 'userAssignedNATGateway'],
    ['a spoke of a hub', { 'net.hubVnetId': HUB }, 'userDefinedRouting'],
    ['a VNet that exists', existing, 'userDefinedRouting'],
    ['a VNet of AKS', managed, 'loadBalancer'],
  ] as const)('traffic of %s leaves by %s', (_, given, type) => {
    expect(answer('egress.type', given)).toBe(type);
  });

  test.each([
    ['Linux pools', {}, ['overlay', 'cilium', 'cilium', 250]],
    ['virtual nodes', { 'vn.enable': true }, ['node-subnet', 'cilium', 'cilium', 30]],
    ['Windows pools', { 'node.pools': withWindows }, ['overlay', 'calico', 'azure', 250]],
    ['kubenet', { 'net.ipam': 'kubenet' }, ['kubenet', 'calico', 'azure', 110]],
    ['Calico', { 'net.policy': 'calico' }, ['overlay', 'calico', 'azure', 250]],
  ] as const)('with %s', (_, given, expected) => {
    const pods = answer('net.podsPerNode', given) as Record<string, number>;
    expect([
      answer('net.ipam', given),
      answer('net.policy', given),
      answer('net.dataplane', given),
      pods['system'],
    ]).toEqual(expected);
  });

  test('virtual nodes add their subnet, by the name that the chart looks for', () => {
    const subnets = answer('net.subnets', { 'vn.enable': true, 'vn.maxPods': 300 }) as { purpose: string }[];
    expect(subnets.find((one) => one.purpose === 'containers')).toEqual({
      purpose: 'containers',
      name: 'cg',
      range: '10.10.2.0/23',
    });
  });

  test('subnets of a VNet that exists have no default: they are asked for', () => {
    const resolved = resolvedFor({ 'net.vnet': 'existing', 'net.vnetId': SPOKE });
    expect(resolved.get('net.subnets')).toEqual({ is: 'open' });
    expect(resolved.get('net.block')).toEqual({ is: 'absent' });
  });

  test('ranges move out of the way of the VNet', () => {
    const given = { 'net.block': '10.0.0.0/8' };
    expect(answer('net.serviceRange', given)).toBe('172.16.0.0/16');
    expect(answer('net.podRange', given)).toBe('172.17.0.0/16');
    expect(answer('net.dnsServiceIp', given)).toBe('172.16.0.10');
    expect(['NET-3', 'NET-4', 'NET-18'].map((id) => verdict(id, given))).toEqual(['fine', 'fine', 'fine']);
  });

  test('pools of many nodes get a range of pods that holds a /24 for each', () => {
    expect(answer('net.podRange', { 'node.pools': [exampleSystem(), examplePool({ count: 1000 })] })).toBe(
      '10.240.0.0/13',
    );
  });

  test('the next hop is asked for only where this plan makes the route', () => {
    expect(resolvedFor({ 'net.hubVnetId': HUB }).get('egress.nextHopIp')).toEqual({ is: 'open' });
    expect(resolvedFor(existing).get('egress.nextHopIp')).toEqual({ is: 'absent' });
    const added = inSpoke({ nodes: { name: 'snet-nodes', range: '10.20.8.0/24' } });
    expect(resolvedFor(added).get('egress.nextHopIp')).toEqual({ is: 'open' });
  });

  test('the firewall’s addresses are asked for only where the ranges name the cluster’s own', () => {
    const ranges = (of: readonly string[]) =>
      resolvedFor({ ...spoke, 'api.exposure': 'public-ranges', 'api.authorizedRanges': of }).get('egress.publicIps')
        ?.is;
    expect(ranges(['20.50.0.0/24', 'cluster-egress'])).toBe('open');
    expect(ranges(['20.50.0.0/24'])).toBe('absent');
  });
});

describe('a new VNet', () => {
  const plan = planFor({});

  test('has private subnets, each delegated as its service demands', () => {
    const delegated = Object.fromEntries(
      plan.resources
        .filter((one) => one.type.endsWith('/subnets'))
        .map((one) => {
          const body = propertiesOf(plan, one.symbol);
          expect(body['defaultOutboundAccess']).toBe(false);
          const [delegation] = (body['delegations'] ?? []) as { properties: { serviceName: string } }[];
          return [one.symbol, delegation?.properties.serviceName];
        }),
    );
    expect(delegated).toEqual({
      nodeSubnet: undefined,
      apiSubnet: 'Microsoft.ContainerService/managedClusters',
      imageBuildSubnet: undefined,
      imageAciSubnet: 'Microsoft.ContainerInstance/containerGroups',
      jumpboxSubnet: undefined,
    });
  });

  test('belongs to the network’s owner, with everything beside it', () => {
    for (const one of plan.resources.filter((each) => each.type.startsWith('Microsoft.Network/virtualNetworks')))
      expect([one.symbol, one.domain]).toEqual([one.symbol, 'network']);
    expect(findResource(plan, 'networkGroup').domain).toBe('network');
    expect(findResource(plan, 'natGateway').domain).toBe('network');
  });

  test('may stand in the cluster’s own group, whatever its letters', () => {
    const same = planFor({ 'base.resourceGroup': 'rg-Prod', 'net.resourceGroup': 'RG-prod' });
    expect(symbolsOf(same)).not.toContain('networkGroup');
    expect(findResource(same, 'vnet').scope).toEqual({ in: 'group', group: 'clusterGroup' });
  });

  test('leaves by a NAT gateway with a fixed address, on the subnets of nodes and jump box', () => {
    expect(propertiesOf(plan, 'natGateway')['publicIpAddresses']).toHaveLength(1);
    for (const symbol of ['nodeSubnet', 'jumpboxSubnet'])
      expect(propertiesOf(plan, symbol)['natGateway']).toBeDefined();
    expect(propertiesOf(plan, 'apiSubnet')['natGateway']).toBeUndefined();
  });
});

describe('a spoke', () => {
  const plan = planFor(spoke);

  test('is peered both ways before the cluster is made, and lets in what the hub forwards', () => {
    expect(findResource(plan, 'hubVnet').existing).toBe(HUB);
    expect(findResource(plan, 'spokeToHub').scope).toEqual({ in: 'parent', of: 'vnet' });
    expect(findResource(plan, 'hubToSpoke').scope).toEqual({ in: 'parent', of: 'hubVnet' });
    expect(findResource(plan, 'cluster').after).toEqual(expect.arrayContaining(['hubToSpoke', 'spokeToHub']));
    for (const side of ['spokeToHub', 'hubToSpoke'])
      expect(propertiesOf(plan, side)).toMatchObject({ allowForwardedTraffic: true, allowVirtualNetworkAccess: true });
  });

  test('routes everything of the nodes to the firewall, and lists the hosts that it must let through', () => {
    expect(propertiesOf(plan, 'routeTable')['routes']).toEqual([
      {
        name: 'default',
        properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.1.4' },
      },
    ]);
    expect(propertiesOf(plan, 'nodeSubnet')['routeTable']).toBeDefined();
    const hosts = plan.flows.filter((flow) => flow.from === 'nodes').map((flow) => flow.to);
    expect(hosts).toEqual(expect.arrayContaining(['mcr.microsoft.com', 'login.microsoftonline.com', 'AzureMonitor']));
    expect(hosts).not.toContain('*.hcp.westeurope.azmk8s.io');
    expect(hosts).not.toContain('snapshot.ubuntu.com');
  });

  test('needs the API server’s name through the firewall where its endpoint is public', () => {
    const open = planFor({
      ...spoke,
      'api.exposure': 'public-ranges',
      'api.authorizedRanges': ['20.50.0.0/24'],
      'patch.nodeOs': 'SecurityPatch',
    });
    const hosts = open.flows.map((flow) => flow.to);
    expect(hosts).toEqual(expect.arrayContaining(['*.hcp.westeurope.azmk8s.io', 'snapshot.ubuntu.com']));
  });
});

describe('a VNet that exists', () => {
  test('is never written: subnets named by id stay as they are', () => {
    const plan = planFor(existing);
    for (const symbol of ['vnet', 'nodeSubnet', 'apiSubnet', 'imageBuildSubnet', 'imageAciSubnet'])
      expect(findResource(plan, symbol).existing).toMatch(/vnet-spoke-aks/);
    expect(symbolsOf(plan)).not.toContain('routeTable');
  });

  test('takes new subnets as children, with a route of their own', () => {
    const plan = planFor({
      ...existing,
      ...inSpoke({ nodes: { name: 'snet-new', range: '10.20.8.0/24' } }),
      'egress.nextHopIp': '10.0.1.4',
    });
    expect(findResource(plan, 'nodeSubnet').scope).toEqual({ in: 'parent', of: 'vnet' });
    expect(propertiesOf(plan, 'nodeSubnet')['routeTable']).toBeDefined();
    expect(findResource(plan, 'routeTable').scope).toEqual({ in: 'group', group: 'clusterGroup' });
  });
});

describe('the network profile', () => {
  test('of an overlay with Cilium', () => {
    expect(profileOf({})).toEqual({
      networkPlugin: 'azure',
      networkPluginMode: 'overlay',
      networkDataplane: 'cilium',
      networkPolicy: 'cilium',
      podCidr: '10.244.0.0/16',
      serviceCidr: '10.4.0.0/16',
      dnsServiceIP: '10.4.0.10',
      loadBalancerSku: 'standard',
      outboundType: 'userAssignedNATGateway',
    });
  });

  test('of addresses of the node subnet has no range of pods (IP-1)', () => {
    expect(profileOf({ 'net.ipam': 'node-subnet' })).not.toHaveProperty('podCidr');
    expect(profileOf({ 'net.ipam': 'node-subnet' })).not.toHaveProperty('networkPluginMode');
  });

  test('of kubenet has a route table, and no data plane', () => {
    const plan = planFor({ 'net.ipam': 'kubenet' });
    expect(clusterOf(plan)['networkProfile']).toMatchObject({ networkPlugin: 'kubenet', networkPolicy: 'calico' });
    expect(clusterOf(plan)['networkProfile']).not.toHaveProperty('networkDataplane');
    expect(propertiesOf(plan, 'nodeSubnet')['routeTable']).toBeDefined();
  });

  test('without a way out takes artefacts from a cache', () => {
    expect(clusterOf(planFor({ 'egress.type': 'none' }))['bootstrapProfile']).toEqual({ artifactSource: 'Cache' });
  });

  test('has as many public addresses of AKS as were asked for', () => {
    const many = (type: string) => profileOf({ ...managed, 'egress.type': type, 'egress.ipCount': 3 });
    expect(many('loadBalancer')).toMatchObject({ loadBalancerProfile: { managedOutboundIPs: { count: 3 } } });
    expect(many('managedNATGateway')).toMatchObject({ natGatewayProfile: { managedOutboundIPProfile: { count: 3 } } });
    expect(profileOf({ ...managed, 'egress.type': 'loadBalancer' })).not.toHaveProperty('loadBalancerProfile');
  });
});

describe('default deny', () => {
  test('denies both ways, allows DNS and the namespace itself', () => {
    const plan = planFor({ 'net.defaultDenyNamespaces': ['default', 'team-a'] });
    const names = plan.objects.map((one) => {
      const { name, namespace } = one.manifest['metadata'] as { name: string; namespace?: string };
      return [namespace ?? '', name];
    });
    expect(names.toSorted()).toEqual([
      ['', 'team-a'],
      ['default', 'allow-dns'],
      ['default', 'allow-same-namespace'],
      ['default', 'default-deny'],
      ['team-a', 'allow-dns'],
      ['team-a', 'allow-same-namespace'],
      ['team-a', 'default-deny'],
    ]);
  });

  test('of what comes in leaves what goes out alone', () => {
    const policies = denyPolicies('shop', false);
    expect(policies.map((one) => (one['metadata'] as { name: string }).name)).toEqual([
      'default-deny',
      'allow-same-namespace',
    ]);
    for (const one of policies) {
      expect(one['spec']).toMatchObject({ policyTypes: ['Ingress'] });
      expect(one['spec']).not.toHaveProperty('egress');
    }
  });

  test('writes nothing when it is not wanted', () => {
    expect(planFor({ 'net.defaultDeny': 'none' }).objects).toEqual([]);
  });
});

describe('rules', () => {
  test('name the range at fault and not every range there is', () => {
    expect(verdict('NET-4', { 'net.serviceRange': '10.10.128.0/17' })).toBe('broken');
    expect(verdict('NET-4', inNewVnet({ nodes: { name: 'n', range: '10.10.1.0/24' } }))).toBe('broken');
    expect(verdict('NET-4', managed)).toBe('fine');
  });

  test('leave retired technology to be acknowledged, and nothing else of it', () => {
    expect(verdict('IP-3', { 'net.ipam': 'kubenet' })).toBe('broken');
    expect(['IP-11', 'NP-7', 'DP-2', 'DP-8', 'NET-10'].map((id) => verdict(id, { 'net.ipam': 'kubenet' }))).toEqual(
      Array.from({ length: 5 }, () => 'fine'),
    );
    const npm = { 'net.policy': 'azure' };
    expect(['NP-8', 'DP-1', 'DP-2', 'DD-1'].map((id) => verdict(id, npm))).toEqual(['fine', 'fine', 'fine', 'fine']);
  });

  test.each([
    ['cilium', 'cilium', 'fine'],
    ['cilium', 'none', 'fine'],
    ['cilium', 'calico', 'broken'],
    ['cilium', 'azure', 'broken'],
    ['azure', 'azure', 'fine'],
    ['azure', 'calico', 'fine'],
    ['azure', 'none', 'fine'],
    ['azure', 'cilium', 'broken'],
  ] as const)('data plane %s with policies by %s: %s', (plane, engine, expected) => {
    expect(verdict('DP-2', { 'net.dataplane': plane, 'net.policy': engine })).toBe(expected);
  });

  test.each(['api', 'nodes', 'image-build', 'image-aci'])('miss the subnet for %s', (purpose) => {
    const given = inNewVnet();
    const subnets = given['net.subnets'].filter((one) => one.purpose !== purpose);
    expect(verdict('NET-8', { ...given, 'net.subnets': subnets })).toBe('broken');
  });

  test('count pods on nodes of the node subnet', () => {
    const nodes = (range: string) => ({
      'net.ipam': 'node-subnet',
      ...inNewVnet({ nodes: { name: 'snet-nodes', range }, api: { name: 'snet-api', range: '10.10.8.0/28' } }),
    });
    expect(verdict('NET-10', nodes('10.10.0.0/23'))).toBe('broken');
    expect(verdict('NET-10', nodes('10.10.0.0/22'))).toBe('fine');
  });
});
