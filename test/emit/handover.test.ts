import { describe, expect, test } from 'vitest';
import { emitFormat } from '../../src/emit/index.ts';
import { profileWith } from '../helpers/legal-profiles.ts';
import { contributionsOf, emissionOf, planOf } from './plans.ts';

const TEAMS = { network: 'Net', dns: 'DNS', firewall: 'Fire', roles: 'IAM', subscription: 'Landing' };

/** What a legal profile with these answers hands over, by path. */
function handoverOf(answers: Readonly<Record<string, unknown>>): (path: string) => string {
  const profile = profileWith('handed over', { 'base.owners': TEAMS, ...answers });
  if (!profile) throw new Error('a rule refuses these answers');
  const files = emitFormat(profile.emission(), 'handover');
  return (path) => files.get(`handover/${path}`) ?? `nothing is at ${path} among ${[...files.keys()].join(', ')}`;
}

const SPOKE = {
  'net.vnet': 'new',
  'net.hubVnetId':
    '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub-network/providers/Microsoft.Network/virtualNetworks/vnet-hub',
  'egress.type': 'userDefinedRouting',
  'api.exposure': 'vnet-private',
  'vn.enable': true,
  'vn.egress': 'natgw',
  'node.pools': ['system', 'user'].map((name) => ({
    name,
    mode: name === 'system' ? 'System' : 'User',
    osType: 'Linux',
    osSku: 'Ubuntu',
    size: 'Standard_D4ds_v5',
    count: 3,
    zones: ['1', '2', '3'],
    taints: [],
    labels: {},
    encryptionAtHost: true,
    secureBoot: true,
    vtpm: true,
  })),
};

describe('the request to a team', () => {
  const file = handoverOf(SPOKE);

  test('gives the questions whose answers call for a thing, and how it has to be', () => {
    const request = file('net/request.md');
    expect(request).toContain('How do pods on virtual nodes reach the outside? `natgw`');
    expect(request).not.toMatch(/\| `(?:vn|net|base)\.\w+`/);
    expect(request).toMatch(/\| subnet `cg` \| `addressPrefix` \| `[\d./]+` \|/);
    expect(request).toContain('|  | `delegations[0].serviceName` | `Microsoft.ContainerInstance/containerGroups` |');
    expect(request).toMatch(/\| {2}\| `natGateway` \| `ng-[^`]+` \|/);
    expect(request).toContain('|  | `routes[default].nextHopIpAddress` | `10.0.1.4` |');
    expect(request).toMatch(/peering `peer-vnet-hub` \| `allowForwardedTraffic` \| `true` \|/);
    expect(request).toContain('All that can have tags has `aks-setup-cluster=');
  });

  test('names a role definition and what it allows', () => {
    const request = file('iam/request.md');
    expect(request).toMatch(/\| role definition `AKS virtual nodes [^`]+` \| `[^`]*roleDefinitions/);
    expect(request).toMatch(/`permissions\[0\]\.actions` \| `Microsoft[^|]*subnets\/join\/action` \|/);
  });

  test('is done in rounds where a part of it needs what the other part lets others make', () => {
    const request = file('iam/request.md');
    expect(request).toContain('## It is done in 2 rounds');
    const [, first = '', second = ''] = request.split('### Round ');
    expect(first).toContain('`bash setup.sh --stage 3`');
    expect(first).toMatch(/user assigned identity `[^`]+`, made by setup\.sh of the cluster, stage 3/);
    expect(first).not.toContain('managed cluster');
    expect(second).toContain('`bash setup.sh --stage 6`');
    expect(second).toMatch(/managed cluster `[^`]+`, made by setup\.sh of the cluster, stage 5/);
    expect(request).toContain('in stage 3 of the cluster, for the step `waitForRoles`');
    expect(request).toContain('main.bicep holds all rounds and fails before the last one');
    expect(file('net/request.md')).not.toContain('rounds');
    expect(file('net/request.md')).toContain('- the resource provider Microsoft.Network, registered by Landing');
  });

  test('asks for what a chart names before the stage that installs it', () => {
    expect(file('net/request.md')).toMatch(
      /\| subnet \| `[^`]+\/subnets\/cg` \| [^|]+ \| before stage 7 of the cluster \|/,
    );
    expect(file('iam/request.md')).toMatch(
      /\| administers the cluster through Azure RBAC \| in stage 7 of the cluster/,
    );
  });

  test('holds what follows from the answers for its own things, and says that nobody looks at it', () => {
    expect(file('landing/request.md')).toMatch(
      /- Register the feature `EncryptionAtHost` of Microsoft\.Compute, by hand: `az feature register [^`]+`/,
    );
    expect(file('fire/request.md')).toContain('Azure Firewall has the tag AzureKubernetesService');
    expect(file('dns/request.md')).toContain('must be linked by whoever owns the zone');
    expect(file('net/request.md')).toContain('Where an NSG is attached it must let through');
    for (const team of ['fire', 'dns', 'net'])
      expect(file(`${team}/request.md`)).toMatch(/setup\.sh cannot see .*What else is yours: tell whoever runs it/);
    expect(file('iam/request.md')).not.toContain('What else is yours');
  });

  test('has firewall rows with a range, or with words that say which one', () => {
    const rows = file('fire/firewall.csv').split('\n').slice(1, -1);
    for (const row of rows) expect(row).toMatch(/^[\w-]+,(?:\d+\.\d+\.\d+\.\d+\/\d+|the [^,]{10,}),/);
    expect(rows.join('\n')).toMatch(/^nodes,\d/m);
  });
});

test('the hand-over of an existing network names its subnets, not ids', () => {
  const file = handoverOf({
    'net.vnet': 'existing',
    'egress.type': 'userDefinedRouting',
    'api.exposure': 'vnet-private',
  });
  expect(file('fire/firewall.csv')).toContain('nodes,the range of the subnet snet-nodes in vnet-spoke-aks,');
});

test('what a request prints is no markup', () => {
  const text = '*[x](y) | <b> `';
  const plan = planOf(contributionsOf['spoke of a hub'], { owners: { network: text } });
  const hostile = {
    ...plan,
    notes: [{ topic: 'x', says: text, domain: 'network' as const, because: [] }],
    resources: plan.resources.map((one) =>
      one.symbol === 'nodeSubnet' ? { ...one, body: { properties: { addressPrefix: text } } } : one,
    ),
  };
  const request =
    [...emitFormat(emissionOf(hostile), 'handover')].find(([path]) => path.endsWith('request.md'))?.[1] ?? '';
  expect(request).toContain('- \\*\\[x\\](y) \\| \\<b\\> \\`');
  expect(request).toContain('| `` *[x](y) \\| <b> ` `` |');
  expect(request.replaceAll('`` *[x](y)', '')).not.toContain('*[x](y)');
});
