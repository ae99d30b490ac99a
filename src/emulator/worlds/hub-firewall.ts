import { document } from '../documents.ts';
import type { Document } from '../types.ts';

interface Filters {
  readonly name: string;
  readonly priority: number;
  readonly network?: readonly NetworkRule[];
  readonly application?: readonly ApplicationRule[];
  readonly action?: 'Allow' | 'Deny';
}

interface NetworkRule {
  readonly name: string;
  readonly to: readonly string[];
  readonly ports: readonly string[];
  readonly protocols?: readonly string[];
}

interface ApplicationRule {
  readonly name: string;
  /** `Https:443` */
  readonly protocols: readonly string[];
  readonly fqdns?: readonly string[];
  readonly tags?: readonly string[];
}

/** A rule collection group of a policy whose rules all have the same sources: addresses, or the id of an IP group. */
export function ruleCollectionGroup(
  policyId: string,
  name: string,
  priority: number,
  sources: readonly string[],
  collections: readonly Filters[],
): Document {
  const from = {
    sourceAddresses: sources.filter((one) => !one.startsWith('/')),
    sourceIpGroups: sources.filter((one) => one.startsWith('/')),
  };
  const ruleCollections = collections.map(({ network = [], application = [], action = 'Allow', ...rest }) => ({
    ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
    ...rest,
    action: { type: action },
    rules: [
      ...network.map((rule) => ({
        ruleType: 'NetworkRule',
        name: rule.name,
        ipProtocols: rule.protocols ?? ['TCP'],
        ...from,
        destinationAddresses: rule.to,
        destinationPorts: rule.ports,
      })),
      ...application.map((rule) => ({
        ruleType: 'ApplicationRule',
        name: rule.name,
        protocols: rule.protocols.map((one) => {
          const [protocolType, port] = one.split(':', 2);
          return { protocolType, port: Number(port) };
        }),
        ...from,
        targetFqdns: rule.fqdns ?? [],
        fqdnTags: rule.tags ?? [],
      })),
    ],
  }));
  return document(`${policyId}/ruleCollectionGroups/${name}`, { properties: { priority, ruleCollections } });
}

const HTTPS = ['Https:443'];

/** What nodes need, by Azure Firewall's own tag and by name. */
export const FOR_NODES: Filters = {
  name: 'aks',
  priority: 200,
  application: [
    { name: 'base-set', protocols: HTTPS, tags: ['AzureKubernetesService'] },
    {
      name: 'system-updates',
      protocols: ['Http:80'],
      fqdns: ['security.ubuntu.com', 'archive.ubuntu.com', 'azure.archive.ubuntu.com', 'changelogs.ubuntu.com'],
    },
  ],
};

/** What the infra pods of virtual nodes need beside it. A firewall with 443 alone is what people forget this on. */
export const FOR_VIRTUAL_NODES: Filters = {
  name: 'virtual-nodes',
  priority: 300,
  application: [
    {
      name: 'container-instances',
      protocols: ['Https:19390', 'Https:33391'],
      fqdns: ['*.westeurope.atlas.cloudapp.azure.com'],
    },
  ],
};

const FOR_IMAGES: Filters = {
  name: 'images',
  priority: 400,
  application: [
    { name: 'service', protocols: HTTPS, fqdns: ['*.blob.core.windows.net', '*.queue.core.windows.net'] },
    {
      name: 'tools',
      protocols: HTTPS,
      fqdns: ['*.k8s.io', 'packages.buildkite.com', 'aka.ms', 'azcliprod.blob.core.windows.net'],
    },
  ],
};

/** The policy of the hub's firewall over a base policy, for the spokes in an IP group. */
export function hubPolicy(group: string, location: string, spokes: readonly string[]): readonly Document[] {
  const network = `${group}/providers/Microsoft.Network`;
  const [base, policy] = [`${network}/firewallPolicies/afwp-base`, `${network}/firewallPolicies/afwp-hub`];
  const from = [`${network}/ipGroups/ipg-spokes`];
  return [
    document(from[0] ?? '', { location, properties: { ipAddresses: spokes } }),
    document(base, { location, properties: { threatIntelMode: 'Alert' } }),
    ruleCollectionGroup(base, 'platform', 100, from, [
      {
        name: 'azure',
        priority: 100,
        network: [
          { name: 'monitor', to: ['AzureMonitor'], ports: ['443'] },
          { name: 'file-shares', to: ['Storage.WestEurope'], ports: ['445'] },
        ],
      },
    ]),
    document(policy, { location, properties: { basePolicy: { id: base }, dnsSettings: { enableProxy: true } } }),
    ruleCollectionGroup(policy, 'spokes', 200, from, [FOR_NODES, FOR_VIRTUAL_NODES, FOR_IMAGES]),
  ];
}
