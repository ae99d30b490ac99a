import type { Evidence } from './dates.ts';
import type { NsgFlow } from './flows.ts';
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
