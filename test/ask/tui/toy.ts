import { conditional, decision, derived } from '../../../src/core/decision.ts';
import { type Engine, engineOf } from '../../../src/core/engine.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { choice, guid, list, map, number, range, record, records, text, toggle } from '../../../src/core/kind.ts';
import { rule } from '../../../src/core/rule.ts';
import type { Source } from '../../../src/core/source.ts';

// A small product of its own, so that these tests are about the front end and not about Azure.
const source: Source = { title: 'The toy handbook', url: 'https://example.com/toy', read: '2026-11-20' };
const common = { permanence: 'update', sources: [source] } as const;
const explain =
  'What it means. What follows from it, in a second sentence that is long enough to be wrapped on a narrow screen.';

const name = decision({
  ...common,
  id: 'base.clusterName',
  question: 'What is the cluster called?',
  explain,
  kind: text(/[a-z][a-z0-9-]{0,20}/, 'a lower-case name'),
  ask: 'always',
});
const location = decision({
  ...common,
  id: 'base.location',
  question: 'Which region?',
  explain,
  kind: text(/[a-z]+/, 'the name of a region', { suggest: 'regions' }),
  recommended: () => 'westeurope',
  ask: 'always',
});
const pools = decision({
  ...common,
  id: 'node.pools',
  question: 'Which node pools?',
  explain,
  kind: records(
    'a pool',
    'name',
    record
      .field('name', text(/[a-z][a-z0-9]{0,11}/, 'up to 12 letters and digits'), { question: 'Name' })
      .field(
        'mode',
        choice([
          { value: 'System', label: 'System', effect: 'Runs what the cluster itself needs.' },
          { value: 'User', label: 'User', effect: 'Runs your pods.' },
        ]),
        { question: 'Mode', fallback: () => 'User' as const },
      )
      .field('count', number(1, 100, 'nodes'), { question: 'How many nodes', fallback: () => 3 }),
    { min: 1, max: 5 },
  ),
  recommended: () => [{ name: 'system', mode: 'System' as const, count: 3 }],
  ask: 'always',
});
const vnEnable = decision({
  ...common,
  id: 'vn.enable',
  area: 'node',
  question: 'Run burst pods on virtual nodes?',
  explain,
  kind: toggle({
    yes: { label: 'Yes', effect: 'Pods start on container instances.' },
    no: { label: 'No', effect: 'All pods run on nodes.' },
  }),
  recommended: () => false,
  ask: 'always',
});
const exposure = decision({
  ...common,
  id: 'api.exposure',
  question: 'How do clients and nodes reach the Kubernetes API server?',
  explain,
  permanence: 'create-only',
  kind: choice([
    {
      value: 'vnet-private',
      label: 'Private, VNet integration',
      effect: 'No public endpoint. The API server gets an internal address.',
    },
    { value: 'public-ranges', label: 'Public, authorized ranges', effect: 'Only the ranges you list get in.' },
    { value: 'public', label: 'Public', effect: 'Everybody can knock.', risk: 'open to the internet' },
  ]),
  recommended: () => 'vnet-private' as const,
  ask: 'always',
});
const ranges = conditional({
  ...common,
  id: 'api.authorizedRanges',
  question: 'Which public IPv4 ranges may call the API server?',
  explain,
  needs: [exposure],
  when: (read) => read(exposure) === 'public-ranges',
  kind: list(
    range(8, 32, [{ value: 'cluster-egress', label: "the cluster's own address", effect: 'Nodes need it.' }]),
    1,
    200,
  ),
  ask: 'always',
});
const isPrivate = derived({
  id: 'api.private',
  says: 'the API is private',
  needs: [exposure],
  compute: (read) => read(exposure) === 'vnet-private',
});
const zone = conditional({
  ...common,
  id: 'api.privateDnsZone',
  question: 'Whose private DNS zone?',
  explain,
  needs: [isPrivate],
  when: (read) => read(isPrivate),
  kind: choice([
    { value: 'new', label: 'A new one', effect: 'Made with the cluster.' },
    { value: 'hub', label: "The hub's", effect: 'Must exist.' },
  ]),
  recommended: () => 'new' as const,
  ask: 'always',
});
const admins = decision({
  ...common,
  id: 'id.adminGroups',
  question: 'Which Entra groups administer the cluster?',
  explain,
  kind: list(guid('an Entra group', 'groups'), 0, 5),
  recommended: () => [],
});
const tools = decision({
  ...common,
  id: 'jb.tools',
  question: 'Which tools are on the jump box?',
  explain,
  kind: list(
    choice([
      { value: 'kubectl', label: 'kubectl', effect: 'Talks to the cluster.' },
      { value: 'helm', label: 'Helm', effect: 'Installs charts.' },
    ]),
    1,
    2,
  ),
  recommended: () => ['kubectl' as const],
});
const owners = decision({
  ...common,
  id: 'base.owners',
  question: 'Which belong to another team?',
  explain,
  kind: map(text(/[a-z]+/, 'a part'), text(/[a-z ]{1,20}/, 'the name of a team'), {
    max: 2,
    keys: [
      { value: 'network', label: 'Network', effect: 'Subnets are requested.' },
      { value: 'dns', label: 'DNS', effect: 'Zones are requested.' },
    ],
  }),
  recommended: () => ({}),
});

const both = rule({
  id: 'API-16',
  severity: 'block',
  reads: [exposure, vnEnable],
  broken: (read) => read(exposure) === 'public-ranges' && read(vnEnable),
  says: 'Virtual nodes cannot be used with authorized IP ranges',
  fix: 'Make the API private, or do without virtual nodes.',
  source,
  examples: { broken: {}, fine: {} },
});
const wide = rule({
  id: 'API-2',
  severity: 'block',
  reads: [ranges],
  broken: (read) => (read(ranges) ?? []).filter((one) => one.endsWith('/8')),
  says: 'A range of sixteen million addresses is no protection',
  fix: 'List smaller ranges.',
  source,
  examples: { broken: {}, fine: {} },
});
const open = rule({
  id: 'API-1',
  severity: 'warn',
  reads: [exposure],
  broken: (read) => read(exposure) === 'public',
  says: 'The API server is open to the internet',
  fix: 'Choose a private one.',
  source,
  examples: { broken: {}, fine: {} },
});

export const toy: Engine = engineOf({
  areas: [
    { id: 'base', title: 'Basics' },
    { id: 'node', title: 'Workloads' },
    { id: 'api', title: 'API access' },
    { id: 'id', title: 'Identity' },
    { id: 'vn', title: 'Virtual nodes' },
    { id: 'jb', title: 'Jump box' },
  ],
  nodes: [name, location, owners, pools, vnEnable, exposure, ranges, isPrivate, zone, admins, tools],
  rules: [both, wide, open],
  factsRead: '2026-11-20',
});

export const finding = (given: Partial<Finding>): Finding => ({
  id: 'PF-06',
  target: 'westeurope',
  title: 'enough quota',
  level: 'must',
  result: 'pass',
  saw: null,
  why: null,
  fix: null,
  decisions: ['base.location'],
  source: 'https://example.com/quota',
  ...given,
});
