import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { DecisionRow, Emission } from '../../src/emit/emission.ts';
import { emitAll, emitFormat, FORMATS } from '../../src/emit/index.ts';
import { contributionsOf, emissionOf, planOf, plans } from './plans.ts';

const source = { title: 'AKS docs', url: 'https://learn.microsoft.com/azure/aks/', read: '2026-11-20' };

const decision = (id: string, value: unknown, more: Partial<DecisionRow> = {}): DecisionRow => ({
  id,
  area: id.split('.', 1)[0] ?? '',
  areaTitle: 'API access',
  question: 'Who may call?',
  value,
  origin: 'person',
  recommended: false,
  explain: 'It matters.',
  permanence: 'update',
  sources: [source],
  unverified: undefined,
  ...more,
});

const spoke = plans.get('spoke of a hub')!;
const full = (more: Partial<Emission> = {}): Emission =>
  emissionOf(spoke, {
    profile: 'format: 1\n',
    decisions: [
      decision('api.exposure', 'vnet-private'),
      decision('api.authorizedRanges', ['20.50.0.0/24', 'x|y'], { origin: 'default', recommended: true }),
      decision('base.tags', { owner: 'a|b' }),
      decision('node.pools', [
        { name: 'system', zones: ['1', '2'] },
        { name: 'user', count: 3 },
      ]),
      decision('api.publicFqdn', false, { unverified: 'Whether *it* helps.', permanence: 'create-only' }),
    ],
    rules: [
      {
        id: 'NP-6',
        severity: 'retired',
        says: 'Azure NPM ends.',
        fix: 'Take Cilium.',
        decisions: ['net.policy'],
        rows: [],
        accepted: { because: 'moving | soon', by: 'platform team', until: '2027-12-31' },
        source,
      },
    ],
    checks: [{ id: 'PF-02', title: 'Is the subscription enabled?', target: 'sub | x' }],
    ...more,
  });

const file = (emission: Emission, path: string): string => {
  const found = emitAll(emission).get(path);
  expect(found, path).toBeDefined();
  return found ?? '';
};

describe('all outputs', () => {
  test('have a README first and outputs.json last, with the digest of every other file', () => {
    const files = emitAll(full());
    const paths = [...files.keys()];
    expect(paths[0]).toBe('README.md');
    expect(paths.at(-1)).toBe('outputs.json');
    const { files: rows, profile } = JSON.parse(files.get('outputs.json') ?? '') as {
      readonly profile: unknown;
      readonly files: readonly { readonly path: string; readonly sha256: string; readonly decisions: unknown }[];
    };
    expect(rows.map((row) => row.path)).toEqual(paths.slice(0, -1));
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    for (const row of rows) expect(row.sha256, row.path).toBe(digest(files.get(row.path) ?? ''));
    expect(profile).toEqual({ name: 'by-hand', sha256: digest('format: 1\n') });
  });

  test('of a sample say SAMPLE in the first lines of whatever can hold a comment, and in the README', () => {
    const owners = { network: 'Net Ops', roles: 'IAM', firewall: 'Fire' };
    const plan = { ...planOf(contributionsOf['spoke of a hub'], { owners }), sample: true };
    const files = emitAll(emissionOf(plan));
    expect(files.size).toBeGreaterThan(30);
    for (const [path, text] of files) {
      if (/\.(?:json|csv)$|profile\.yaml$/.test(path)) continue;
      expect(text.split('\n').slice(0, 4).join('\n'), path).toContain('SAMPLE');
    }
  });

  test('are the same bytes whatever the order of contributions and keys', () => {
    const list = contributionsOf['spoke of a hub'];
    const [a, b] = [list, list.toReversed()].map((order) => emitAll(emissionOf(planOf(order))));
    expect([...b!]).toEqual([...a!]);
  });

  test('every format has an id of its own, and an unknown one is refused', () => {
    expect(new Set(FORMATS.map((format) => format.id)).size).toBe(FORMATS.length);
    expect(() => emitFormat(full(), 'helm')).toThrow('there is no format helm');
  });
});

describe('manifests', () => {
  test('come in apply order, each kind in a file, and a kustomization lists them', () => {
    const files = emitFormat(full(), 'kubernetes');
    const names = [...files.keys()].map((path) => path.replace('kubernetes/', ''));
    expect(names).toEqual(['05-namespaces.yaml', '55-network-policies.yaml', 'kustomization.yaml']);
    expect(names.slice(0, -1)).toEqual(names.slice(0, -1).toSorted());
    const kustomization = parse(files.get('kubernetes/kustomization.yaml') ?? '') as { readonly resources: unknown };
    expect(kustomization.resources).toEqual(names.slice(0, -1));
  });

  test('keep texts that YAML 1.1 takes for something else', () => {
    const text = emitFormat(full(), 'kubernetes').get('kubernetes/05-namespaces.yaml') ?? '';
    const documents = parseAllDocuments(text, { version: '1.1' }).map((one) => one.toJS() as unknown);
    expect(documents.filter((one) => one !== null)).toContainEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { labels: { 'a.b/c': '0777', team: 'on' }, name: 'no' },
    });
  });
});

describe('chart values', () => {
  test('hold what is known; what Azure chooses is left to --set-string and named in a comment', () => {
    const text = emitFormat(full(), 'charts').get('charts/virtual-nodes.values.yaml') ?? '';
    expect(parse(text)).toEqual({ replicas: 1, nodes: { 'kubernetes.io/os': 'linux' } });
    expect(text).toContain('#   identity.clientId=<kubeletIdentity.properties.clientId>');
    expect(text).toContain('#   a\\.b.clientId=<kubeletIdentity.properties.principalId>');
    expect(text).toContain('--version 1.3410.26081102');
  });
});

describe('role files', () => {
  test('are what `az role definition` reads', () => {
    const role = JSON.parse(emitFormat(full(), 'roles').get('roles/virtual-nodes-role.json') ?? '') as Record<
      string,
      unknown
    >;
    expect(role['name']).toBe('AKS virtual nodes on rg-aks-prod');
    expect(role['roleName']).toBe(role['name']);
    expect(role['actions']).toEqual(['Microsoft.ContainerInstance/containerGroups/read']);
    expect(role['assignableScopes']).toHaveLength(2);
  });
});

describe('the report', () => {
  const report = file(full(), 'report.md');

  test('tells each decision with value, origin, permanence, reason, source and what is unverified', () => {
    expect(report).toContain('| `api.exposure` | `vnet-private` | chosen, not what is recommended | can be changed |');
    expect(report).toContain('| `api.authorizedRanges` | `20.50.0.0/24`, `x\\|y` | default, as recommended |');
    expect(report).toContain('| `base.tags` | `owner` = `a\\|b` |');
    expect(report).toContain('| `node.pools` | 2 rows, below |');
    expect(report).toContain(
      '| name | zones | count |\n| --- | --- | --- |\n| `system` | `1`, `2` |  |\n| `user` |  | `3` |',
    );
    expect(report).toContain('fixed at creation');
    expect(report).toContain(
      'Who may call? It matters. Source: [AKS docs](<https://learn.microsoft.com/azure/aks/>), read 2026-11-20.',
    );
    expect(report).toContain('**Unverified:** Whether \\*it\\* helps.');
  });

  test('tells broken rules with who accepted them', () => {
    expect(report).toContain('**NP-6** (retired): Azure NPM ends.');
    expect(report).toContain('Accepted by platform team, until 2027-12-31: moving \\| soon. Source:');
  });

  test('tells grants, rights, addresses, egress, ways in, checks and notes', () => {
    expect(report).toContain('| the name of controlPlaneIdentity `id-cp` | Network Contributor |');
    expect(report).toContain('`Microsoft.Network/virtualNetworks/subnets/` join/action, read, write');
    expect(report).toContain('| subnet | `snet-nodes` | `10.10.0.0/22` | 10.10.0.0 to 10.10.3.255 | 1024 | 1019 |');
    expect(report).toContain('| nodes | `*.hcp.westeurope.azmk8s.io` | Https 443 | yes | the API server |');
    expect(report).toContain('| nodes | `vault.azure.net` | Tcp 443 | optional, UNVERIFIED |');
    expect(report).toContain('| operator | reachable | from 20.50.0.0/24 \\| and nowhere else |');
    expect(report).toContain('| PF-02 | `sub \\| x` | Is the subscription enabled? |');
    expect(report).toContain('Watch who \\*signs in\\*.');
  });
});

describe('the README', () => {
  test('says what to run, in stages, from where, with which rights, how to undo it, and what was not verified', () => {
    const readme = file(full(), 'README.md');
    expect(readme).toContain('bash setup.sh --what-if');
    expect(readme).toMatch(
      /\| 7 \| what runs inside the cluster \| 4 × manifest, chart virtual-nodes \| a host that reaches the API server, with az, kubectl, kubelogin and helm \|/,
    );
    expect(readme).toMatch(/\| User Access Administrator \| `/);
    expect(readme).toContain('## What was not verified');
    expect(readme).toContain('az deployment sub what-if --location westeurope --parameters bicep/main.bicepparam');
  });
});

describe('a hand-over pack', () => {
  const owners = { network: 'Net Ops', roles: 'IAM & Co', firewall: 'Fire | Wall' };
  const emission = full({ plan: planOf(contributionsOf['spoke of a hub'], { owners }) });
  const files = emitFormat(emission, 'handover');

  test('holds request, script, Bicep and role for whoever makes something, and firewall rows for the firewall', () => {
    const paths = [...files.keys()];
    for (const path of ['request.md', 'setup.sh', 'bicep/main.bicep', 'role.json'])
      expect(paths).toContain(`handover/net-ops/${path}`);
    expect(paths.filter((path) => path.startsWith('handover/fire-wall/'))).toEqual([
      'handover/fire-wall/request.md',
      'handover/fire-wall/firewall.csv',
    ]);
    expect(paths).toContain('handover/iam-co/request.md');
  });

  test('asks for each id, with the reason and the stage that waits for it, and names what has to be there first', () => {
    const request = files.get('handover/iam-co/request.md') ?? '';
    expect(request).toMatch(
      /\| role Network Contributor for the name of controlPlaneIdentity `id-cp` \| `[^`]+\/subnets\/snet-nodes` \| joins \| in stage 5 of the cluster, for the step `cluster` \|/,
    );
    expect(request).toMatch(
      /\| role definition `AKS virtual nodes on rg-aks-prod` \| [^|]+ \| [^|]* \| before stage 5 of the cluster \|/,
    );
    expect(request).toContain('There first has to be:');
    expect(request).toContain('made by Net Ops');
    expect(request).toContain('made by setup.sh of the cluster, stage 3');
  });

  test('has a role with exactly the rights that its part needs', () => {
    const role = JSON.parse(files.get('handover/net-ops/role.json') ?? '') as {
      readonly actions: readonly string[];
      readonly assignableScopes: readonly string[];
    };
    expect(role.actions).toContain('Microsoft.Network/virtualNetworks/subnets/write');
    expect(role.actions).toContain('Microsoft.Network/virtualNetworks/peer/action');
    expect(role.actions.join()).not.toMatch(/Authorization|ContainerService|\/delete|^\*/);
    expect(role.assignableScopes).toContain(
      '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c21/resourceGroups/rg-hub-network',
    );
  });

  test('writes firewall rows that a spreadsheet takes as text', () => {
    const rows = (files.get('handover/fire-wall/firewall.csv') ?? '').split('\n');
    expect(rows[0]).toBe('from,source,to,protocol,ports,needed,verified,why');
    expect(rows).toContain(
      'nodes,10.10.0.0/22,vault.azure.net,Tcp,443,optional,UNVERIFIED,"\'=HYPERLINK(""x""), said"',
    );
  });
});

describe('outputs.json', () => {
  test('names the decisions that shaped each file', () => {
    const shaped = decision('net.vnet', 'new');
    const plan = { ...spoke, resources: spoke.resources.map((one) => ({ ...one, because: ['net.vnet'] })) };
    const emission = full({ plan, decisions: [shaped, decision('avail.tier', 'free')] });
    const { files } = JSON.parse(file(emission, 'outputs.json')) as {
      readonly files: readonly { readonly path: string; readonly decisions: readonly string[] }[];
    };
    const of = (path: string) => files.find((one) => one.path === path)?.decisions;
    expect(of('report.md')).toEqual(['net.vnet', 'avail.tier']);
    expect(of('bicep/modules/network.bicep')).toEqual(['net.vnet']);
    expect(of('roles/virtual-nodes-role.json')).toEqual(['net.vnet']);
    expect(of('bicep/main.bicepparam')).toEqual(['net.vnet']);
  });
});
