import { describe, expect, test } from 'vitest';
import { plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import { refsOf, stepsOf } from '../../src/plan/order.ts';
import { findResource, type Plan } from '../../src/plan/plan.ts';
import { infraPodsOn } from '../../steps/vn/hosts.ts';
import { answer, bodyOf, clusterOf, type Given, planFor, SUBSCRIPTION, verdict } from './answers.ts';

const on: Given = { 'vn.enable': true, 'net.vnet': 'new', 'net.hubVnetId': 'none' };
const routed: Given = { ...on, 'egress.type': 'userDefinedRouting', 'egress.nextHopIp': '10.0.1.4' };
const grantsTo = (plan: Plan, who: string) =>
  plan.grants.filter((one) => one.to === who).map((one) => [one.role, one.on]);
const valuesOf = (plan: Plan) => plainOf(plan, plan.charts[0]?.values ?? {}) as Readonly<Record<string, unknown>>;
const group = (name: string) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;

interface RoleBody {
  readonly properties: {
    readonly roleName: string;
    readonly assignableScopes: readonly string[];
    readonly permissions: readonly { readonly actions: readonly string[] }[];
  };
}
const roleOf = (plan: Plan, symbol = 'virtualNodesRole') => bodyOf(plan, symbol) as unknown as RoleBody;

describe('the proposals for virtual nodes', () => {
  test.each([
    [1, 2],
    [400, 2],
    [401, 3],
    [3000, 15],
  ])('carry %i pods with %i virtual nodes', (pods, nodes) => {
    expect(answer('vn.replicas', { ...on, 'vn.maxPods': pods })).toBe(nodes);
  });

  test('pin a chart that is verified for the minor', () => {
    expect(answer('vn.chartVersion', { ...on, 'patch.k8sVersion': '1.34' })).toBe('1.3410.26081102');
    expect(verdict('HC-7', { ...on, 'patch.k8sVersion': '1.34' })).toBe('fine');
    expect(verdict('HC-7', { ...on, 'patch.k8sVersion': '1.36' })).toBe('broken');
  });

  test('leave kube-proxy out where it would cost more than it gives', () => {
    expect(answer('vn.kubeProxy', { ...on, 'vn.maxPods': 2000 })).toBe(true);
    expect(answer('vn.kubeProxy', { ...on, 'vn.maxPods': 2001 })).toBe(false);
  });

  test('ask nothing where there are no virtual nodes', () => {
    expect(answer('vn.aciRg', { 'vn.enable': false })).toBeUndefined();
    expect(planFor({ 'vn.enable': false, 'net.hubVnetId': 'none' }).charts).toEqual([]);
  });
});

describe('the hosts of virtual nodes', () => {
  test.each([
    ['Standard_D2ds_v5', 0],
    ['Standard_D4ds_v5', 1],
    ['Standard_D8ds_v5', 2],
    ['Standard_D16ds_v5', 5],
  ])('of size %s carry %i', (size, pods) => {
    expect(infraPodsOn(size)).toBe(pods);
  });

  test('are not those of tainted, Windows or gateway pools', () => {
    const pool = { ...(answer('node.pools', on) as readonly object[])[1] };
    const hosts = (more: object) =>
      answer('vn.hostPools', { ...on, 'node.pools': [{ ...pool, ...more }] }) as readonly unknown[];
    expect(hosts({})).toHaveLength(1);
    expect(hosts({ taints: ['tenant=a:NoSchedule'] })).toHaveLength(0);
    expect(hosts({ taints: ['tenant=a:PreferNoSchedule'] })).toHaveLength(1);
    expect(hosts({ osType: 'Windows' })).toHaveLength(0);
    expect(hosts({ mode: 'Gateway' })).toHaveLength(0);
  });
});

describe('the rights of virtual nodes', () => {
  test('are five actions, assignable and assigned in two groups', () => {
    const plan = planFor(on);
    const { properties } = roleOf(plan);
    expect(properties.permissions[0]?.actions).toHaveLength(5);
    expect(properties.assignableScopes).toEqual([group('rg-prod-weu-aci'), group('rg-prod-weu-network')]);
    expect(grantsTo(plan, 'kubeletIdentity')).toEqual(
      expect.arrayContaining([
        ['AKS virtual nodes', 'aciGroup'],
        ['AKS virtual nodes', 'networkGroup'],
      ]),
    );
  });

  test('are a role of their own for every cluster', () => {
    const [one, other] = ['rg-one', 'rg-two'].map((name) => planFor({ ...on, 'vn.aciRgName': name }));
    if (!one || !other) throw new Error('no plans');
    expect(roleOf(one).properties.roleName).not.toBe(roleOf(other).properties.roleName);
    expect(resourceIdOf(one, 'virtualNodesRole')).not.toBe(resourceIdOf(other, 'virtualNodesRole'));
  });

  test('are there before the cluster, whose nodes run as that identity', () => {
    const steps = stepsOf(planFor(on)).map((step) => step.symbol);
    expect(steps.indexOf('kubeletIdentityGetsAKSVirtualNodesOnAciGroup')).toBeLessThan(steps.indexOf('cluster'));
  });

  test('split in two leave joining to the one subnet', () => {
    const plan = planFor({ ...on, 'vn.role': 'split' });
    expect(roleOf(plan).properties.permissions[0]?.actions).not.toContain(
      'Microsoft.Network/virtualNetworks/subnets/join/action',
    );
    expect(roleOf(plan, 'virtualNodesJoinRole').properties.permissions[0]?.actions).toEqual([
      'Microsoft.Network/virtualNetworks/subnets/join/action',
    ]);
    expect(grantsTo(plan, 'kubeletIdentity')).toContainEqual(['AKS virtual nodes subnet joiner', 'containerSubnet']);
    expect(verdict('VN-24', { ...on, 'vn.role': 'split' })).toBe('broken');
  });

  test('assignable in the subscription are still assigned in two groups alone', () => {
    const plan = planFor({ ...on, 'vn.roleScope': 'subscription' });
    expect(roleOf(plan).properties.assignableScopes).toEqual([`/subscriptions/${SUBSCRIPTION}`]);
    expect(plan.grants.map((one) => one.on)).not.toContain('subscription');
  });

  test('use a role that exists without writing it', () => {
    const id = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/473e4bc3-3fbf-5264-a486-a7e0d4a57efb`;
    const plan = planFor({ ...on, 'vn.role': 'existing', 'vn.roleId': id });
    expect(plan.resources.map((one) => one.symbol)).not.toContain('virtualNodesRole');
    const assignment = bodyOf(plan, 'kubeletIdentityGetsAKSVirtualNodesOnAciGroup') as {
      readonly properties: { readonly roleDefinitionId: string };
    };
    expect(assignment.properties.roleDefinitionId).toBe(id);
  });

  test('in a network that exists are granted on the VNet, not on its group', () => {
    const vnet = `${group('rg-spoke-network')}/providers/Microsoft.Network/virtualNetworks/vnet-spoke-aks`;
    const subnet = (purpose: string, name: string) => ({ purpose, id: `${vnet}/subnets/${name}` });
    const plan = planFor({
      'vn.enable': true,
      'net.vnet': 'existing',
      'net.vnetId': vnet,
      'net.subnets': [subnet('nodes', 'snet-nodes'), subnet('api', 'snet-api'), subnet('containers', 'cg')],
      'jb.enable': 'no',
      'api.operatorAccess': 'vpn',
    });
    expect(grantsTo(plan, 'kubeletIdentity')).toContainEqual(['AKS virtual nodes', 'vnet']);
    expect(roleOf(plan).properties.assignableScopes[1]).toBe(group('rg-spoke-network'));
    expect(findResource(plan, 'containerSubnet').existing).toBe(`${vnet}/subnets/cg`);
    expect(valuesOf(plan)['aciSubnetName']).toBe('cg');
  });
});

describe('the group of the container groups', () => {
  test('that exists is never written', () => {
    const plan = planFor({ ...on, 'vn.aciRg': 'existing', 'vn.aciRgName': 'rg-aci' });
    expect(findResource(plan, 'aciGroup').existing).toBe(group('rg-aci'));
    expect(valuesOf(plan)['aciResourceGroupName']).toBe('rg-aci');
  });

  test('that AKS makes gets its rights after the cluster, and only while it is open', () => {
    const given: Given = { ...on, 'vn.aciRg': 'node', 'nrg.lockdown': 'Unrestricted' };
    const steps = stepsOf(planFor(given)).map((step) => step.symbol);
    expect(steps.indexOf('cluster')).toBeLessThan(steps.indexOf('kubeletIdentityGetsAKSVirtualNodesOnAciGroup'));
    expect(verdict('HC-5', given)).toBe('fine');
    expect(verdict('HC-5', { ...given, 'nrg.lockdown': 'ReadOnly' })).toBe('broken');
  });
});

describe('an identity of their own', () => {
  const plan = planFor({ ...on, 'vn.identity': 'workload', 'wi.mode': 'none' });

  test('is federated with the service account of the chart, by the issuer of the cluster', () => {
    expect(bodyOf(plan, 'virtualNodesCredential')).toEqual({
      properties: {
        issuer: '<cluster.properties.oidcIssuerProfile.issuerURL>',
        subject: 'system:serviceaccount:vn2:virtual-node2-helm',
        audiences: ['api://AzureADTokenExchange'],
      },
    });
    expect(refsOf(findResource(plan, 'virtualNodesCredential'))).toContain('cluster');
  });

  test('switches workload identity on in the cluster', () => {
    expect(clusterOf(plan)['oidcIssuerProfile']).toEqual({ enabled: true });
    expect(clusterOf(plan)['securityProfile']).toMatchObject({ workloadIdentity: { enabled: true } });
  });

  test('takes all rights from the kubelet, and is named to the chart', () => {
    expect(grantsTo(plan, 'kubeletIdentity')).toEqual([]);
    expect(grantsTo(plan, 'virtualNodesIdentity')).toHaveLength(2);
    expect(valuesOf(plan)).toMatchObject({
      IsWorkloadIdentityEnabled: 'Enabled',
      IdentityClientId: '<virtualNodesIdentity.properties.clientId>',
    });
  });
});

describe('the way out of the container subnet', () => {
  test('is shared with the nodes where they have a NAT gateway', () => {
    const plan = planFor({ ...on, 'egress.type': 'userAssignedNATGateway' });
    expect(refsOf(findResource(plan, 'containerSubnet'))).toContain('natGateway');
    expect(plan.resources.map((one) => one.symbol)).not.toContain('containerNatGateway');
  });

  test('is a NAT gateway of its own where the nodes go through a firewall', () => {
    const plan = planFor(routed);
    expect(refsOf(findResource(plan, 'containerSubnet'))).toContain('containerNatGateway');
    expect(refsOf(findResource(plan, 'containerSubnet'))).not.toContain('routeTable');
  });

  test('is the route of the nodes where that is asked for, and a warning says why to try it', () => {
    const plan = planFor({ ...routed, 'vn.egress': 'firewall' });
    expect(refsOf(findResource(plan, 'containerSubnet'))).toContain('routeTable');
    expect(verdict('VN-36', { ...routed, 'vn.egress': 'firewall' })).toBe('broken');
  });
});

describe('what the nodes must reach', () => {
  const atlas = (given: Given) =>
    planFor(given).flows.filter((flow) => flow.from === 'nodes' && flow.ports.includes(19390));

  test('is the ACI clusters of the region by name', () => {
    expect(atlas(on)).toMatchObject([
      { to: '*.westeurope.atlas.cloudapp.azure.com', protocol: 'Https', ports: [19390, 33391] },
    ]);
  });

  test('is the tag of the region where the firewall cannot match names', () => {
    expect(atlas({ ...on, 'vn.nodeEgressRules': 'region-tag' })).toMatchObject([
      { to: 'AzureCloud.westeurope', protocol: 'Tcp', ports: [19390, 33391] },
    ]);
  });
});

describe('the chart', () => {
  test('is pinned, and gets the names that the plan makes', () => {
    const plan = planFor({ ...on, 'vn.zones': '2' });
    expect(plan.charts).toMatchObject([{ version: '1.3410.26081102', namespace: 'vn2', chart: 'virtualnode' }]);
    expect(valuesOf(plan)).toMatchObject({
      replicaCount: 2,
      admissionControllerReplicaCount: 1,
      aciSubnetName: 'cg',
      aciResourceGroupName: 'rg-prod-weu-aci',
      zones: '2',
      IsWorkloadIdentityEnabled: 'Disabled',
    });
  });

  test('takes tags with its separators apart from the others, and leaves them out', () => {
    const plan = planFor({ ...on, 'base.tags': { owner: 'a;b', stage: 'prod' } });
    expect(valuesOf(plan)['customTags']).toBe('stage=prod;aks-setup-cluster=prod-weu');
  });

  test('stands in a namespace whose pods may be privileged', () => {
    const namespace = planFor(on).objects.find((one) => one.symbol === 'virtualNodesNamespace');
    expect(namespace?.manifest).toMatchObject({
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    });
  });
});

describe('a standby pool', () => {
  const principal = '5e7c9b1a-0000-4000-8000-3d2f6a8c4e70';
  const standby: Given = { ...on, 'vn.provider': 'StandbyPool', 'vn.standbyPrincipal': principal };

  test('is filled by a service that gets its roles where container groups and their subnet are', () => {
    const plan = planFor(standby);
    expect(grantsTo(plan, 'the service principal Standby Pool Resource Provider')).toEqual([
      ['Azure Container Instances Contributor Role', 'aciGroup'],
      ['Network Contributor', 'containerSubnet'],
      ['Standby Container Group Pool Contributor', 'aciGroup'],
    ]);
    expect(plan.actions.map((one) => one.symbol)).toContain('registerStandbyPool');
    expect(valuesOf(plan)).toMatchObject({
      sandboxProviderType: 'StandbyPool',
      standbyPool: { maxReadyCapacity: '10', zones: '' },
    });
  });

  test('lets virtual nodes make it, and takes addresses of the subnet', () => {
    expect(roleOf(planFor(standby)).properties.permissions[0]?.actions).toContain(
      'Microsoft.StandbyPool/standbyContainerGroupPools/*',
    );
    const exact: Given = { ...standby, 'vn.maxPods': 100, 'vn.standbyReady': 30, 'net.block': '10.10.0.0/16' };
    const cg = (range: string): Given => ({
      ...exact,
      'net.subnets': [
        { purpose: 'nodes', name: 'snet-nodes', range: '10.10.0.0/21' },
        { purpose: 'api', name: 'snet-api', range: '10.10.8.0/28' },
        { purpose: 'image-build', name: 'snet-image-build', range: '10.10.8.16/28' },
        { purpose: 'image-aci', name: 'snet-image-aci', range: '10.10.8.32/28' },
        { purpose: 'containers', name: 'cg', range },
      ],
    });
    expect(verdict('NET-10', cg('10.10.16.0/25'))).toBe('broken');
    expect(verdict('NET-10', cg('10.10.16.0/24'))).toBe('fine');
  });

  test('is not there unless it was asked for', () => {
    expect(valuesOf(planFor(on))).toMatchObject({ sandboxProviderType: 'OnDemand' });
    expect(planFor(on).actions.map((one) => one.symbol)).not.toContain('registerStandbyPool');
  });
});
