import type { AptFeedId } from './apt-feeds.ts';
import type { Evidence } from './dates.ts';

export type Tool = 'az' | 'kubectl' | 'kubelogin' | 'helm' | 'terraform' | 'flux' | 'k9s' | 'azwi';

/** `apt`: signed feed. `archive`: upstream download, whose SHA-256 the operator gives; no hash is ever ours. */
export type ToolSourceKind = 'apt' | 'archive';

export interface ToolSource {
  readonly id: string;
  readonly tool: Tool;
  readonly kind: ToolSourceKind;
  readonly feed?: AptFeedId;
  /** apt package, and its version as apt spells it (`{version}` is the answer). */
  readonly package?: string;
  readonly aptVersion?: string;
  /** Address of the archive; `{version}` is the answer. */
  readonly url?: string;
  /** Hosts that the build machine must reach, all over HTTPS. */
  readonly hosts: readonly string[];
  /** Those of them that no document names. */
  readonly undocumented?: readonly string[];
  readonly preferred: boolean;
  readonly evidence: Evidence;
  readonly note?: string;
}

const MICROSOFT = ['packages.microsoft.com'];
/** Releases redirect to release-assets since 2025, to objects before. */
export const GITHUB = ['github.com', 'objects.githubusercontent.com', 'release-assets.githubusercontent.com'];

type ToolSourceRest = Partial<Pick<ToolSource, 'preferred' | 'evidence' | 'note' | 'undocumented'>>;

function apt(
  id: string,
  tool: Tool,
  feed: AptFeedId,
  hosts: readonly string[],
  rest: ToolSourceRest & { package?: string; aptVersion?: string } = {},
): ToolSource {
  return {
    id,
    tool,
    kind: 'apt',
    feed,
    package: tool,
    aptVersion: '{version}-*',
    hosts,
    preferred: true,
    evidence: 'read',
    ...rest,
  };
}

function archive(id: string, tool: Tool, url: string, hosts: readonly string[], rest: ToolSourceRest = {}): ToolSource {
  return { id, tool, kind: 'archive', url, hosts, preferred: true, evidence: 'read', ...rest };
}

const other = { preferred: false } as const;

export const TOOL_SOURCES: readonly ToolSource[] = [
  apt('az-cli-apt', 'az', 'azureCli', MICROSOFT, { package: 'azure-cli', aptVersion: '{version}-1~{codename}' }),
  apt('kubectl-k8s-apt', 'kubectl', 'kubernetes', ['pkgs.k8s.io', 'prod-cdn.packages.k8s.io'], {
    evidence: 'unverified',
    undocumented: ['prod-cdn.packages.k8s.io'],
    note: 'the CDN host behind pkgs.k8s.io is not documented',
  }),
  apt('kubectl-ms-apt', 'kubectl', 'microsoftProd', MICROSOFT, { ...other, aptVersion: '{version}-ubuntu{release}u*' }),
  archive(
    'kubectl-archive',
    'kubectl',
    'https://dl.k8s.io/release/v{version}/bin/linux/amd64/kubectl',
    ['cdn.dl.k8s.io', 'dl.k8s.io'],
    {
      ...other,
      note: 'dl.k8s.io redirected to cdn.dl.k8s.io until early 2026: allow both',
    },
  ),
  archive('kubelogin-github', 'kubelogin', release('Azure/kubelogin', 'kubelogin-linux-amd64.zip'), GITHUB),
  apt('kubelogin-ms-apt', 'kubelogin', 'microsoftProd', MICROSOFT, {
    ...other,
    evidence: 'unverified',
    note: 'seen in the 18.04 and multiarch feeds only',
  }),
  apt('helm-apt', 'helm', 'helm', ['packages.buildkite.com']),
  archive('helm-tarball', 'helm', 'https://get.helm.sh/helm-v{version}-linux-amd64.tar.gz', ['get.helm.sh'], other),
  apt('terraform-apt', 'terraform', 'hashicorp', ['apt.releases.hashicorp.com']),
  archive(
    'terraform-archive',
    'terraform',
    'https://releases.hashicorp.com/terraform/{version}/terraform_{version}_linux_amd64.zip',
    ['releases.hashicorp.com'],
    other,
  ),
  archive('flux-github', 'flux', release('fluxcd/flux2', 'flux_{version}_linux_amd64.tar.gz'), GITHUB),
  archive('k9s-github', 'k9s', release('derailed/k9s', 'k9s_Linux_amd64.tar.gz'), GITHUB),
  archive(
    'azwi-github',
    'azwi',
    release('Azure/azure-workload-identity', 'azwi-v{version}-linux-amd64.tar.gz'),
    GITHUB,
  ),
];

function release(repository: string, file: string): string {
  return `https://github.com/${repository}/releases/download/v{version}/${file}`;
}

/** The version as `apt-get install package=...` takes it; a bare minor (`1.35`) stands for its newest patch. */
export function aptPin(
  source: ToolSource,
  version: string,
  image: { readonly codename: string; readonly release: string },
): string {
  if (/^\d+\.\d+$/.test(version)) return `${version}.*`;
  const pattern = source.aptVersion ?? '{version}';
  return pattern
    .replace('{version}', version)
    .replace('{codename}', image.codename)
    .replace('{release}', image.release);
}

export interface ToolDefault {
  /** Where a version comes from when the operator gives none: a fact, the cluster's minor, or nowhere (it must be given). */
  readonly from: 'fact' | 'cluster-minor' | 'operator';
  readonly version?: string;
  readonly evidence: Evidence;
  readonly note?: string;
}

/** Default versions only where the research names one. kubectl must stay within one minor of the cluster. */
export const TOOL_DEFAULTS: Readonly<Record<Tool, ToolDefault>> = {
  az: { from: 'fact', version: '2.91.0', evidence: 'read' },
  kubectl: { from: 'cluster-minor', evidence: 'read' },
  helm: {
    from: 'fact',
    version: '4.2.0',
    evidence: 'unverified',
    note: 'seen upstream; not looked up in the apt feed',
  },
  kubelogin: { from: 'operator', evidence: 'read', note: '0.2.20 was the newest seen (2026-09-23)' },
  terraform: { from: 'operator', evidence: 'read' },
  flux: { from: 'operator', evidence: 'read' },
  k9s: { from: 'operator', evidence: 'read' },
  azwi: { from: 'operator', evidence: 'read' },
};

export const DEFAULT_TOOLS: readonly Tool[] = ['az', 'kubectl', 'kubelogin', 'helm'];

export function preferredSource(tool: Tool): ToolSource {
  return TOOL_SOURCES.find((source) => source.tool === tool && source.preferred)!;
}
