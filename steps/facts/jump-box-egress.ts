import { JUMPBOX_REPO, REGULATED_BASELINE } from './dates.ts';
import type { EgressRule } from './flows.ts';
import type { ToolSource } from './jump-box-tools.ts';

const egress = { required: true, evidence: 'read', source: JUMPBOX_REPO } as const;
const UBUNTU_HOSTS = ['archive.ubuntu.com', 'azure.archive.ubuntu.com', 'security.ubuntu.com'];

/** What the build machine must reach for some tool sources, with the operating system's own repositories; each host once. */
export function buildEgressFor(chosen: readonly ToolSource[]): readonly EgressRule[] {
  const hosts = [...new Set(chosen.flatMap((source) => source.hosts))].sort();
  const whoNeeds = (host: string) =>
    chosen.filter((source) => source.hosts.includes(host)).map((source) => source.tool);
  return [
    ...UBUNTU_HOSTS.map(
      (fqdn): EgressRule => ({
        ...egress,
        id: `os-${fqdn}`,
        from: ['build'],
        fqdn,
        protocol: 'Http',
        port: 80,
        why: 'Ubuntu packages',
      }),
    ),
    ...hosts.map(
      (fqdn): EgressRule => ({
        ...egress,
        id: `tool-${fqdn}`,
        from: ['build'],
        fqdn,
        protocol: 'Https',
        port: 443,
        why: `install ${[...new Set(whoNeeds(fqdn))].join(', ')}`,
        evidence: chosen.some((source) => source.undocumented?.includes(fqdn)) ? 'unverified' : 'read',
      }),
    ),
  ];
}

const runtime = (id: string, fqdn: string, why: string, rest: Partial<EgressRule> = {}): EgressRule => ({
  ...{ ...egress, source: REGULATED_BASELINE },
  ...{ id: `jb-${id}`, from: ['jumpbox'], fqdn, protocol: 'Https', port: 443, why },
  ...rest,
});

/** What the jump box itself must reach, besides the API server's private address on 443. */
export const JUMP_BOX_EGRESS: readonly EgressRule[] = [
  runtime('login', 'login.microsoftonline.com', 'az login, Entra sign-in'),
  runtime('arm', 'management.azure.com', 'ARM'),
  runtime('extensions', 'aka.ms', 'index of az extensions'),
  runtime('extensions-index', 'azcliextensionsync.blob.core.windows.net', 'index of az extensions'),
  runtime('az-version', 'azurecliprod.blob.core.windows.net', 'version of az'),
  runtime('graph', 'graph.microsoft.com', 'names of users and groups', { evidence: 'derived' }),
  runtime('ssh-login', 'pas.windows.net', 'Entra sign-in to the machine', { evidence: 'unverified' }),
  runtime('packages', 'packages.microsoft.com', 'updates', { evidence: 'derived' }),
  runtime('github', 'github.com', 'manifests that operators clone', { required: false }),
  runtime('github-raw', 'raw.githubusercontent.com', 'manifests that operators clone', { required: false }),
  runtime('charts', '*.github.io', 'chart repositories, such as that of virtual nodes', { required: false }),
];
