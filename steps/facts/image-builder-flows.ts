import { AIB_NETWORKING, type Evidence, JUMPBOX_REPO } from './dates.ts';
import type { EgressRule, NsgFlow } from './flows.ts';
import type { BuildTopology } from './image-builder.ts';

interface FlowRow {
  readonly id: string;
  readonly on: 'build' | 'build-aci';
  readonly direction: 'Inbound' | 'Outbound';
  readonly source: string;
  readonly destination: string;
  readonly port: string;
  readonly why: string;
  readonly partialIs?: NsgFlow['partialIs'];
  readonly evidence?: Evidence;
}

function flow(row: FlowRow): NsgFlow {
  const { port, ...rest } = row;
  return {
    protocol: 'Tcp',
    ports: [port],
    required: row.partialIs !== 'info',
    partialIs: 'fail',
    evidence: 'read',
    ...rest,
  };
}

const build = { on: 'build', destination: 'build' } as const;

/** The published NSG of the build subnet as flows (VJ 3.6, F1 to F7). */
const BUILD_ONLY: readonly NsgFlow[] = [
  flow({
    ...build,
    id: 'aib-f1',
    direction: 'Inbound',
    source: 'AzureLoadBalancer',
    port: '60001',
    why: 'health probe of the proxy machine',
  }),
  flow({
    ...build,
    id: 'aib-f2',
    direction: 'Inbound',
    source: 'build',
    port: '60001',
    why: 'private link to the proxy machine',
  }),
  flow({
    ...build,
    id: 'aib-f3',
    direction: 'Inbound',
    source: 'build',
    port: '22',
    why: 'proxy machine to build machine over SSH',
  }),
  flow({
    ...build,
    id: 'aib-f4',
    direction: 'Outbound',
    source: 'build',
    port: '22',
    why: 'proxy machine to build machine over SSH',
  }),
  flow({
    id: 'aib-f5',
    on: 'build',
    direction: 'Outbound',
    source: 'build',
    destination: 'Internet',
    port: '443',
    why: 'ARM, storage, downloads of tools',
    partialIs: 'warn',
  }),
  flow({
    id: 'aib-f6',
    on: 'build',
    direction: 'Outbound',
    source: 'build',
    destination: 'Internet',
    port: '80',
    why: 'apt',
    partialIs: 'warn',
  }),
  flow({
    ...build,
    id: 'aib-f7',
    direction: 'Outbound',
    source: 'build',
    port: '60001',
    why: 'private link to the proxy machine',
    partialIs: 'info',
    evidence: 'derived',
  }),
];

const derived = { evidence: 'derived' } as const;

/** Ports and directions are the vendor's, the boxes and the narrowing to regional storage are derived (VJ 3.6). */
const BUILD_ACI: readonly NsgFlow[] = [
  flow({
    ...derived,
    id: 'ba-b1',
    on: 'build',
    direction: 'Inbound',
    source: 'build-aci',
    destination: 'build',
    port: '22',
    why: 'container group to build machine over SSH',
  }),
  flow({
    ...derived,
    id: 'ba-b2',
    on: 'build',
    direction: 'Outbound',
    source: 'build',
    destination: 'Internet',
    port: '443',
    why: 'downloads of tools, Azure',
    partialIs: 'warn',
  }),
  flow({
    ...derived,
    id: 'ba-b3',
    on: 'build',
    direction: 'Outbound',
    source: 'build',
    destination: 'Internet',
    port: '80',
    why: 'apt',
    partialIs: 'warn',
  }),
  flow({
    ...derived,
    id: 'ba-a1',
    on: 'build-aci',
    direction: 'Outbound',
    source: 'build-aci',
    destination: 'build',
    port: '22',
    why: 'container group to build machine over SSH',
  }),
  flow({
    ...derived,
    id: 'ba-a2',
    on: 'build-aci',
    direction: 'Outbound',
    source: 'build-aci',
    destination: 'Internet',
    port: '443',
    why: 'container image, Azure, blob storage',
    partialIs: 'warn',
  }),
  flow({
    ...derived,
    id: 'ba-a3',
    on: 'build-aci',
    direction: 'Outbound',
    source: 'build-aci',
    destination: 'Storage.{region}',
    port: '445',
    why: 'the file share of the build',
    partialIs: 'warn',
  }),
];

export const IMAGE_BUILDER_NSG: Readonly<Record<BuildTopology, readonly NsgFlow[]>> = {
  'build+aci': BUILD_ACI,
  'build-only': BUILD_ONLY,
  none: [],
};

const service = { protocol: 'Https', port: 443, required: true, evidence: 'derived', source: AIB_NETWORKING } as const;
const aci = { ...service, from: ['build-aci'] } as const;
const both = { ...service, from: ['build', 'build-aci'], source: JUMPBOX_REPO } as const;

/** What every build needs, whatever it installs (VJ 3.7). Hosts that the vendor does not name are marked unverified. */
const BUILD_EGRESS: readonly EgressRule[] = [
  { ...both, id: 'svc-arm', fqdn: 'management.azure.com', why: 'ARM' },
  { ...both, id: 'svc-blob', fqdn: '*.blob.core.windows.net', why: 'staging account, logs, disks' },
  {
    ...aci,
    id: 'svc-file',
    serviceTag: 'Storage.{region}',
    protocol: 'Tcp',
    port: 445,
    why: 'the file share of the build',
  },
  {
    ...aci,
    id: 'svc-queue',
    fqdn: '*.queue.core.windows.net',
    required: false,
    why: 'queues of the build',
    evidence: 'unverified',
  },
  { ...aci, id: 'svc-mcr', fqdn: 'mcr.microsoft.com', why: 'container image of the build', evidence: 'unverified' },
  {
    ...aci,
    id: 'svc-mcr-data',
    fqdn: '*.data.mcr.microsoft.com',
    why: 'layers of the same image',
    evidence: 'unverified',
  },
  { ...aci, id: 'svc-login', fqdn: 'login.microsoftonline.com', why: 'token of the identity', evidence: 'unverified' },
];

/** The service's egress for a topology; nothing of ours is involved where the service brings its own network. */
export function imageBuilderEgress(topology: BuildTopology): readonly EgressRule[] {
  if (topology === 'none') return [];
  if (topology === 'build+aci') return BUILD_EGRESS;
  return BUILD_EGRESS.filter((rule) => rule.from.includes('build')).map((rule) => ({ ...rule, from: ['build'] }));
}
