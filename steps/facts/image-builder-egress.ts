import { AIB_NETWORKING, JUMPBOX_REPO } from './dates.ts';
import type { EgressRule } from './flows.ts';
import type { BuildTopology } from './image-builder.ts';

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
    why: 'layers of the container image of the build',
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
