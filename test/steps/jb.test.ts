import { describe, expect, test } from 'vitest';
import { plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import { refsOf, stepsOf } from '../../src/plan/order.ts';
import { findResource, type Plan } from '../../src/plan/plan.ts';
import { answer, bodyOf, type Given, planFor, SUBSCRIPTION, verdict } from './answers.ts';

const build: Given = { 'jb.enable': 'build', 'net.vnet': 'new', 'net.hubVnetId': 'none' };
const routed: Given = { ...build, 'egress.type': 'userDefinedRouting', 'egress.nextHopIp': '10.0.1.4' };
const symbols = (plan: Plan) => plan.resources.map((one) => one.symbol);

interface Template {
  readonly properties: {
    readonly vmProfile: { readonly vnetConfig?: Readonly<Record<string, string>> };
    readonly distribute: readonly Readonly<Record<string, unknown>>[];
    readonly customize: readonly { readonly name: string; readonly inline: readonly string[] }[];
    readonly autoRun: { readonly state: string };
  };
}
const templateOf = (plan: Plan) => (bodyOf(plan, 'imageTemplate') as unknown as Template).properties;
const templateName = (given: Given) => {
  const plan = planFor(given);
  return plainOf(plan, findResource(plan, 'imageTemplate').name);
};
const spoke = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-spoke-network/providers/Microsoft.Network/virtualNetworks/vnet-spoke-aks`;
const inSpoke: Given = {
  'jb.enable': 'build',
  'net.vnet': 'existing',
  'net.vnetId': spoke,
  'net.subnets': [
    ['nodes', 'snet-nodes'],
    ['api', 'snet-api'],
    ['image-build', 'snet-imagebuilder'],
    ['image-aci', 'snet-imagebuilder-aci'],
  ].map(([purpose, name]) => ({ purpose, id: `${spoke}/subnets/${name}` })),
};

describe('the proposals for the image', () => {
  test('build it where operators come in by a jump box, else not', () => {
    expect(answer('jb.enable', { 'api.operatorAccess': 'jumpbox' })).toBe('build');
    expect(answer('jb.enable', { 'api.operatorAccess': 'vpn' })).toBe('no');
  });

  test('take kubectl of the minor of the cluster', () => {
    expect(answer('jb.toolVersions', { ...build, 'patch.k8sVersion': '1.34' })).toMatchObject({ kubectl: '1.34' });
  });

  test('give Trusted Launch to a gallery, and not to a managed image', () => {
    expect(answer('jb.securityType', build)).toBe('TrustedLaunchSupported');
    expect(answer('jb.securityType', { ...build, 'jb.distribution': 'managed-image' })).toBe('Standard');
  });

  test('take the way out of the nodes', () => {
    expect(answer('jb.egress', routed)).toBe('firewall');
    expect(answer('jb.egress', { ...build, 'egress.type': 'userAssignedNATGateway' })).toBe('nat-gateway');
    expect(answer('jb.egress', inSpoke)).toBeUndefined();
  });

  test('ask for no hash while every tool has a signed feed', () => {
    expect(answer('jb.toolHashes', build)).toBeUndefined();
    expect(answer('jb.toolHashes', { ...build, 'jb.tools': ['az', 'flux'] })).toEqual({});
  });
});

describe('the subnets of the build', () => {
  test('get NSGs that let through what the build needs and nothing else', () => {
    const plan = planFor(build);
    const rules = (symbol: string) =>
      (
        bodyOf(plan, symbol) as unknown as {
          readonly properties: { readonly securityRules: readonly { name: string; properties: { access: string } }[] };
        }
      ).properties.securityRules;
    expect(rules('imageBuildNsg').map((rule) => rule.name)).toEqual(
      expect.arrayContaining(['ba-b1', 'ba-b2', 'ba-b3', 'dns', 'deny-inbound', 'deny-outbound']),
    );
    expect(rules('imageAciNsg').map((rule) => rule.name)).toEqual(
      expect.arrayContaining(['ba-a1', 'ba-a2', 'ba-a3', 'dns', 'deny-outbound']),
    );
    expect(refsOf(findResource(plan, 'imageAciSubnet'))).toContain('imageAciNsg');
  });

  test('that are there already are not written: their NSGs are asked for in words', () => {
    const plan = planFor(inSpoke);
    expect(findResource(plan, 'imageBuildSubnet').existing).toBeDefined();
    expect(symbols(plan)).not.toContain('imageBuildNsg');
    expect(plan.notes.filter((note) => note.topic === 'Security groups of the image build')).toHaveLength(6);
  });

  test('without a container subnet let the proxy in, and the template names its size', () => {
    const plan = planFor({ ...build, 'jb.topology': 'build-only' });
    expect(templateOf(plan).vmProfile.vnetConfig).toMatchObject({ proxyVmSize: 'Standard_D2ds_v5' });
    expect(templateOf(plan).vmProfile.vnetConfig).not.toHaveProperty('containerInstanceSubnetId');
    expect(bodyOf(plan, 'imageBuildSubnet')).toMatchObject({
      properties: { privateLinkServiceNetworkPolicies: 'Disabled' },
    });
    expect(symbols(plan)).not.toContain('imageAciNsg');
  });

  test('with one have no proxy in the template', () => {
    expect(Object.keys(templateOf(planFor(build)).vmProfile.vnetConfig ?? {}).toSorted()).toEqual([
      'containerInstanceSubnetId',
      'subnetId',
    ]);
  });

  test('are none in the network of the service, and no right on the VNet is granted', () => {
    const plan = planFor({ ...build, 'jb.topology': 'none' });
    expect(templateOf(plan).vmProfile).not.toHaveProperty('vnetConfig');
    expect(plan.grants.filter((one) => one.to === 'imageBuilderIdentity').map((one) => one.on)).toEqual(['imageGroup']);
  });

  test.each([
    ['firewall', ['routeTable']],
    ['nat-gateway', ['imageNatGateway']],
    ['both', ['imageNatGateway', 'routeTable']],
  ])('go out by %s', (egress, ways) => {
    const refs = refsOf(findResource(planFor({ ...routed, 'jb.egress': egress }), 'imageBuildSubnet'));
    expect(refs.filter((one) => ['routeTable', 'imageNatGateway'].includes(one))).toEqual(ways);
  });
});

describe('the image template', () => {
  test('writes a version to the gallery in the region of the cluster', () => {
    const plan = planFor(build);
    expect(templateOf(plan).distribute).toMatchObject([
      {
        type: 'SharedImage',
        galleryImageId: resourceIdOf(plan, 'imageDefinition'),
        targetRegions: [{ name: 'westeurope', replicaCount: 1 }],
      },
    ]);
  });

  test('writes one image where no gallery is wanted', () => {
    const plan = planFor({ ...build, 'jb.distribution': 'managed-image' });
    expect(templateOf(plan).distribute).toMatchObject([{ type: 'ManagedImage', location: 'westeurope' }]);
    expect(symbols(plan)).not.toContain('imageGallery');
  });

  test('gets another name with another content, the same with the same', () => {
    expect(templateName(build)).toBe(templateName({ ...build, 'jb.vmSize': 'Standard_D4ds_v5' }));
    expect(templateName(build)).not.toBe(templateName({ ...build, 'jb.aptUpgrade': false }));
    expect(templateName({ ...build, 'base.clusterName': 'a'.repeat(63) })).toMatch(/^[A-Za-z0-9-_.]{1,64}$/);
  });

  test('is built after its roles are seen, by the script and not by itself', () => {
    const plan = planFor(build);
    const steps = stepsOf(plan).map((step) => step.symbol);
    const order = ['imageBuilderIdentity', 'waitForImageRoles', 'imageTemplate', 'buildImage'].map((one) =>
      steps.indexOf(one),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(templateOf(plan).autoRun.state).toBe('Disabled');
  });

  test('runs as an identity with two roles, each where it is used', () => {
    const grants = planFor(build).grants.filter((one) => one.to === 'imageBuilderIdentity');
    expect(grants.map((one) => [one.role, one.on])).toEqual(
      expect.arrayContaining([
        ['Azure Image Builder network joiner', 'vnet'],
        ['Azure Image Builder gallery version writer', 'imageGroup'],
      ]),
    );
    expect(grants.every((one) => one.until !== undefined)).toBe(true);
  });

  test('with built-in roles needs no custom one', () => {
    const plan = planFor({ ...build, 'jb.customRoles': false });
    expect(symbols(plan)).not.toContain('imageNetworkRole');
    expect(symbols(plan)).not.toContain('imageWriterRole');
    expect(verdict('JB-33', { ...build, 'jb.customRoles': false })).toBe('broken');
  });
});

describe('what the build must reach', () => {
  const hosts = (given: Given) =>
    planFor(given)
      .flows.filter((flow) => flow.from === 'build')
      .map((flow) => flow.to);

  test('are the feeds of the tools that are chosen', () => {
    expect(hosts(build)).toEqual(expect.arrayContaining(['packages.microsoft.com', 'pkgs.k8s.io']));
    expect(hosts(build)).not.toContain('github.com');
  });

  test('is little where Microsoft’s feeds are preferred', () => {
    const few = hosts({ ...build, 'jb.toolSource': 'microsoft-apt', 'jb.tools': ['az', 'kubectl', 'kubelogin'] });
    expect(few).toContain('packages.microsoft.com');
    expect(few.filter((host) => /k8s|github|buildkite/.test(host))).toEqual([]);
  });
});

describe('a mirror', () => {
  const hash = 'a'.repeat(64);
  const mirrored: Given = {
    ...build,
    'jb.tools': ['az', 'kubectl', 'helm'],
    'jb.toolSource': 'mirror',
    'jb.toolMirror': 'https://mirror.contoso.com/tools',
    'jb.toolVersions': { az: '2.91.0', kubectl: '1.35.2', helm: '4.2.0' },
    'jb.toolHashes': { kubectl: hash, helm: hash },
  };

  test('is where archives come from, and what the build must reach instead of their makers', () => {
    const plan = planFor(mirrored);
    const text = JSON.stringify(bodyOf(plan, 'imageTemplate'));
    expect(text).toContain('https://mirror.contoso.com/tools/kubectl/1.35.2/kubectl');
    expect(text).toContain('https://mirror.contoso.com/tools/helm/4.2.0/helm-v4.2.0-linux-amd64.tar.gz');
    const hosts = plan.flows.filter((flow) => flow.from === 'build').map((flow) => flow.to);
    expect(hosts).toContain('mirror.contoso.com');
    expect(hosts.filter((host) => /k8s|get\.helm/.test(host))).toEqual([]);
  });

  test('is checked against a SHA-256 like its maker’s site', () => {
    expect(verdict('JB-26', mirrored)).toBe('fine');
    expect(verdict('JB-26', { ...mirrored, 'jb.toolHashes': {} })).toBe('broken');
  });
});

describe('an image that exists', () => {
  test('builds nothing', () => {
    const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-images/providers/Microsoft.Compute/galleries/gal_ops/images/jumpbox/versions/1.2.3`;
    const plan = planFor({ 'jb.enable': 'existing', 'jb.imageId': id, 'net.hubVnetId': 'none' });
    expect(symbols(plan).filter((symbol) => symbol.startsWith('image'))).toEqual([]);
    expect(plan.notes.some((note) => note.says.includes(id))).toBe(true);
  });
});
