import { VN2_REPO } from './dates.ts';
import type { EgressRule, NsgFlow } from './flows.ts';
import { GITHUB } from './jump-box-tools.ts';

const rule = { protocol: 'Https', required: true, evidence: 'read', source: VN2_REPO } as const;
const nodes = { ...rule, from: ['nodes'] } as const;
const ATLAS = { fqdn: '*.{region}.atlas.cloudapp.azure.com', alternativeTag: '{azureCloud}' } as const;

/** Egress of the subnet where the infra pods run (VJ 2.7). The vendor names `*.atlas.cloudapp.azure.com`; ours is narrower. */
export const VIRTUAL_NODE_EGRESS: readonly EgressRule[] = [
  {
    ...nodes,
    id: 'vn2-arm',
    fqdn: 'management.azure.com',
    port: 443,
    alternativeTag: 'AzureResourceManager',
    why: 'create, read and delete container groups through ARM',
  },
  {
    ...nodes,
    ...ATLAS,
    id: 'vn2-atlas-setup',
    port: 19390,
    why: 'first contact with ACI; exec and attach',
    evidence: 'derived',
  },
  {
    ...nodes,
    ...ATLAS,
    id: 'vn2-atlas-lifecycle',
    port: 33391,
    why: 'container lifecycle operations',
    evidence: 'derived',
  },
  { ...nodes, id: 'vn2-mcr', fqdn: 'mcr.microsoft.com', port: 443, why: 'images of the chart' },
  {
    ...nodes,
    id: 'vn2-mcr-data',
    fqdn: '*.data.mcr.microsoft.com',
    port: 443,
    why: 'layers of the images of the chart',
  },
  {
    ...nodes,
    id: 'vn2-login',
    fqdn: 'login.microsoftonline.com',
    port: 443,
    why: 'tokens of the identities',
    evidence: 'derived',
  },
];

/**
 * What the machine must reach on which helm installs the chart. The repository's index.yaml sends helm to release files on GitHub
 * (the vendor's list has the index alone).
 */
export const VIRTUAL_NODE_CHART_EGRESS: readonly Omit<EgressRule, 'from'>[] = [
  { ...rule, id: 'vn2-chart', fqdn: 'microsoft.github.io', port: 443, why: 'index of the chart repository' },
  ...GITHUB.map((fqdn) => ({
    ...rule,
    id: `vn2-chart-${fqdn}`,
    fqdn,
    port: 443,
    why: 'the chart, a release file on GitHub',
    evidence: 'derived' as const,
  })),
];

const flow = { protocol: 'Tcp', required: true, partialIs: 'fail', evidence: 'derived' } as const;
const inside = { ...flow, protocol: '*', ports: ['*'] } as const;

/** The vendor publishes no NSG table; these follow from the egress rules and ordinary pod traffic (VJ 2.8). */
export const VIRTUAL_NODE_NSG: readonly NsgFlow[] = [
  {
    ...flow,
    id: 'vn2-n1',
    on: 'nodes',
    direction: 'Outbound',
    source: 'nodes',
    destination: 'AzureResourceManager',
    ports: ['443'],
    partialIs: 'warn',
    why: 'container groups through ARM',
  },
  {
    ...flow,
    id: 'vn2-n2',
    on: 'nodes',
    direction: 'Outbound',
    source: 'nodes',
    destination: '{azureCloud}',
    ports: ['19390', '33391'],
    partialIs: 'warn',
    why: 'the ACI clusters',
  },
  {
    ...inside,
    id: 'vn2-n3',
    on: 'nodes',
    direction: 'Inbound',
    source: 'containers',
    destination: 'nodes',
    why: 'CoreDNS, a private API server, services',
  },
  {
    ...inside,
    id: 'vn2-n4',
    on: 'nodes',
    direction: 'Outbound',
    source: 'nodes',
    destination: 'containers',
    why: 'pods and services to containers',
  },
  {
    ...inside,
    id: 'vn2-c1',
    on: 'containers',
    direction: 'Inbound',
    source: 'nodes',
    destination: 'containers',
    why: 'pods and services to containers',
  },
  {
    ...inside,
    id: 'vn2-c2',
    on: 'containers',
    direction: 'Outbound',
    source: 'containers',
    destination: 'nodes',
    why: 'CoreDNS, a private API server, services',
  },
  {
    ...flow,
    id: 'vn2-c3',
    on: 'containers',
    direction: 'Outbound',
    source: 'containers',
    destination: 'Internet',
    ports: ['443'],
    required: false,
    partialIs: 'info',
    why: 'whatever the pods need',
  },
];
