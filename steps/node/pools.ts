import { type Answer, decision } from '../../src/core/decision.ts';
import { choice, list, map, number, record, records, resourceId, text, toggle } from '../../src/core/kind.ts';
import { location } from '../base/location.ts';
import { owners } from '../base/owners.ts';
import { learn } from '../facts/dates.ts';
import { osSkuFacts } from '../facts/kubernetes.ts';
import { findRegion } from '../facts/regions.ts';
import { DEFAULT_NODE_SIZE, DEFAULT_VIRTUAL_NODE_HOST_SIZE, isArm, isGpu, parseVmSize } from '../facts/vm-sizes.ts';
import { virtualNodes } from './virtual-nodes.ts';

/** Keeps workloads off the system pool: only add-ons tolerate it. */
export const SYSTEM_TAINT = 'CriticalAddonsOnly=true:NoSchedule';
const ALL_ZONES = ['1', '2', '3'] as const;

const MODES = choice([
  { value: 'System', label: 'System', effect: 'Runs the add-ons of the cluster; at least one pool must be one.' },
  { value: 'User', label: 'User', effect: 'Runs workloads.' },
  {
    value: 'Gateway',
    label: 'Gateway',
    effect: 'Gives chosen pods a fixed outbound address; the static egress gateway is switched on.',
  },
]);
const OS_TYPES = choice([
  { value: 'Linux', label: 'Linux', effect: 'Linux nodes.' },
  { value: 'Windows', label: 'Windows', effect: 'Windows nodes; Calico instead of Cilium for the whole cluster.' },
]);
const sku = <const Value extends string>(value: Value, effect: string, risk?: string) => ({
  value,
  label: osSkuFacts(value)?.name ?? value,
  effect,
  ...(risk === undefined ? {} : { risk }),
});
const OS_SKUS = choice([
  sku('Ubuntu', 'Ubuntu, in the release that belongs to the Kubernetes version.'),
  sku('Ubuntu2204', 'Ubuntu 22.04, whatever the Kubernetes version.'),
  sku('Ubuntu2404', 'Ubuntu 24.04, whatever the Kubernetes version.'),
  sku('AzureLinux', 'Azure Linux, in the release that belongs to the Kubernetes version.'),
  sku('AzureLinux3', 'Azure Linux 3.0.'),
  sku('Windows2022', 'Windows Server 2022; not from Kubernetes 1.37 on.'),
  sku('Windows2025', 'Windows Server 2025.'),
  sku('Windows2019', 'Windows Server 2019.', 'support has ended'),
]);
const NAME = text(/[a-z][a-z0-9]{0,11}/, 'at most 12 lower-case letters and digits, a letter first', { max: 12 });
const SIZE = text(
  /Standard_[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){0,4}/,
  'a VM size as az prints it, such as Standard_D4ds_v5',
  {
    max: 64,
    suggest: 'vmSizes',
  },
);
const LABEL_KEY = /(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?/;
const LABEL_VALUE = /(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?/;
const TAINT = text(
  new RegExp(`${LABEL_KEY.source}(?:=${LABEL_VALUE.source})?:(?:NoSchedule|PreferNoSchedule|NoExecute)`),
  'a taint such as tenant=a:NoSchedule',
  { max: 400 },
);
const LABELS = map(
  text(LABEL_KEY, 'a Kubernetes label key', { max: 317 }),
  text(LABEL_VALUE, 'a Kubernetes label value of at most 63 characters', { max: 63 }),
  { max: 50 },
);
const ON = { label: 'On', effect: 'Switched on when the pool is made.' };
const OFF = { label: 'Off', effect: 'Left off.' };

/** Trusted launch needs a generation 2 image for x64 Linux nodes; elsewhere it is left off unless asked for. */
const takesTrustedLaunch = (pool: { readonly osType: string; readonly size: string }): boolean => {
  const size = parseVmSize(pool.size);
  return pool.osType === 'Linux' && size !== undefined && !isArm(size);
};

const POOL = record
  .field('name', NAME, { question: 'What is the pool called?' })
  .field('mode', MODES, { question: 'What runs on it?' })
  .field('osType', OS_TYPES, { question: 'Linux or Windows?', fallback: () => 'Linux' as const })
  .field('osSku', OS_SKUS, {
    question: 'Which node image?',
    fallback: (pool) => (pool.osType === 'Windows' ? 'Windows2022' : 'Ubuntu'),
  })
  .field('size', SIZE, { question: 'Which VM size?', fallback: () => DEFAULT_NODE_SIZE })
  .optional('min', number(0, 1000, 'nodes'), { question: 'Fewest nodes, if autoscaled?' })
  .fieldWhen('max', number(1, 1000, 'nodes'), (pool) => pool.min !== undefined, { question: 'How many nodes at most?' })
  .fieldWhen('count', number(0, 1000, 'nodes'), (pool) => pool.min === undefined, {
    question: 'How many nodes?',
    fallback: () => 3,
  })
  .field(
    'zones',
    list(
      choice(ALL_ZONES.map((value) => ({ value, label: `Zone ${value}`, effect: `Nodes in zone ${value}.` }))),
      0,
      3,
    ),
    {
      question: 'In which zones?',
      fallback: () => [...ALL_ZONES],
    },
  )
  .optional('maxPods', number(10, 250, 'pods'), { question: 'Pods a node, if not as usual?' })
  .field('taints', list(TAINT, 0, 20), { question: 'Which taints?', fallback: () => [] })
  .field('labels', LABELS, { question: 'Which labels?', fallback: () => ({}) })
  .optional('subnet', resourceId('Microsoft.Network/virtualNetworks/subnets', 'subnets'), {
    question: 'Which subnet, if its own?',
  })
  .field('encryptionAtHost', toggle({ yes: ON, no: OFF }), {
    question: 'Encrypt disks on the host?',
    fallback: () => true,
  })
  // The GPU driver of Ubuntu nodes is not signed (POOL-15).
  .field('secureBoot', toggle({ yes: ON, no: OFF }), {
    question: 'Secure boot?',
    fallback: (pool) => takesTrustedLaunch(pool) && !isGpu(pool.size),
  })
  .field('vtpm', toggle({ yes: ON, no: OFF }), { question: 'Virtual TPM?', fallback: takesTrustedLaunch });

/** Three hardened Linux nodes. */
const poolOf = <const Mode extends 'System' | 'User'>(
  name: string,
  mode: Mode,
  size: string,
  zones: readonly (typeof ALL_ZONES)[number][],
  taints: readonly string[],
  encryptionAtHost: boolean,
) =>
  ({
    name,
    mode,
    osType: 'Linux',
    osSku: 'Ubuntu',
    size,
    count: 3,
    zones,
    taints,
    labels: {},
    encryptionAtHost,
    secureBoot: true,
    vtpm: true,
  }) as const;

export const pools = decision({
  id: 'node.pools',
  needs: [location, owners, virtualNodes],
  question: 'Which node pools?',
  explain:
    'A pool is a set of like VMs. A system pool of three tainted nodes keeps the add-ons apart from workloads, which run on user pools. ' +
    'Size, zones, pods a node, subnet and host encryption of a pool can never be changed: a new pool takes its place. ' +
    'Host encryption needs a feature that the owner of the subscription registers once. Counts, taints and labels can be changed at any time.',
  kind: records('a pool', 'name', POOL, { min: 1, max: 100 }),
  recommended: (read) => {
    const size = read(virtualNodes) ? DEFAULT_VIRTUAL_NODE_HOST_SIZE : DEFAULT_NODE_SIZE;
    const zones = findRegion(read(location))?.hasZones === false ? [] : ALL_ZONES;
    const encrypted = read(owners)['subscription'] === undefined;
    return [
      poolOf('system', 'System', size, zones, [SYSTEM_TAINT], encrypted),
      poolOf('user', 'User', size, zones, [], encrypted),
    ];
  },
  ask: 'always',
  permanence: 'update',
  aliases: [
    'mt.pools',
    'avail.zones',
    'node.hardening',
    'node.size',
    'node.count',
    'node.autoscale',
    'node.osSku',
    'node.windows',
    'vn.nodeSku',
  ],
  sources: [
    learn('use-system-pools', 'System node pools'),
    learn('quotas-skus-regions', 'Quotas, sizes and regions'),
    learn('enable-host-encryption', 'Host-based encryption'),
  ],
});

export type Pool = Answer<typeof pools>[number];
