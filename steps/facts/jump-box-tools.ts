import type { AptFeedId } from './apt-feeds.ts';
import type { Evidence } from './dates.ts';

export type Tool = 'az' | 'kubectl' | 'kubelogin' | 'helm' | 'terraform' | 'flux' | 'k9s' | 'azwi';

/** `apt`: signed feed. `archive`: upstream download, whose SHA-256 the operator gives; no hash is ever ours. */
export type ToolSourceKind = 'apt' | 'archive' | 'script';

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
  readonly preferred: boolean;
  readonly evidence: Evidence;
  readonly note?: string;
}

const MICROSOFT = ['packages.microsoft.com'];
/** Releases redirect to release-assets since 2025, to objects before. */
const GITHUB = ['github.com', 'objects.githubusercontent.com', 'release-assets.githubusercontent.com'];
const GITHUB_URL = 'https://github.com';

export const TOOL_SOURCES: readonly ToolSource[] = [
  {
    id: 'az-cli-apt',
    tool: 'az',
    kind: 'apt',
    feed: 'azureCli',
    package: 'azure-cli',
    aptVersion: '{version}-1~{codename}',
    hosts: MICROSOFT,
    preferred: true,
    evidence: 'read',
  },
  {
    id: 'kubectl-k8s-apt',
    tool: 'kubectl',
    kind: 'apt',
    feed: 'kubernetes',
    package: 'kubectl',
    aptVersion: '{version}-*',
    hosts: ['pkgs.k8s.io', 'prod-cdn.packages.k8s.io'],
    preferred: true,
    evidence: 'unverified',
    note: 'the CDN host behind pkgs.k8s.io is not documented',
  },
  {
    id: 'kubectl-ms-apt',
    tool: 'kubectl',
    kind: 'apt',
    feed: 'microsoftProd',
    package: 'kubectl',
    aptVersion: '{version}-ubuntu{release}u*',
    hosts: MICROSOFT,
    preferred: false,
    evidence: 'read',
  },
  {
    id: 'kubectl-archive',
    tool: 'kubectl',
    kind: 'archive',
    url: 'https://dl.k8s.io/release/v{version}/bin/linux/amd64/kubectl',
    hosts: ['cdn.dl.k8s.io', 'dl.k8s.io'],
    preferred: false,
    evidence: 'read',
    note: 'dl.k8s.io redirected to cdn.dl.k8s.io until early 2026: allow both',
  },
  {
    id: 'kubelogin-github',
    tool: 'kubelogin',
    kind: 'archive',
    url: `${GITHUB_URL}/Azure/kubelogin/releases/download/v{version}/kubelogin-linux-amd64.zip`,
    hosts: GITHUB,
    preferred: true,
    evidence: 'read',
  },
  {
    id: 'kubelogin-ms-apt',
    tool: 'kubelogin',
    kind: 'apt',
    feed: 'microsoftProd',
    package: 'kubelogin',
    aptVersion: '{version}-*',
    hosts: MICROSOFT,
    preferred: false,
    evidence: 'unverified',
    note: 'seen in the 18.04 and multiarch feeds only',
  },
  {
    id: 'helm-apt',
    tool: 'helm',
    kind: 'apt',
    feed: 'helm',
    package: 'helm',
    aptVersion: '{version}-*',
    hosts: ['packages.buildkite.com'],
    preferred: true,
    evidence: 'read',
  },
  {
    id: 'helm-tarball',
    tool: 'helm',
    kind: 'archive',
    url: 'https://get.helm.sh/helm-v{version}-linux-amd64.tar.gz',
    hosts: ['get.helm.sh'],
    preferred: false,
    evidence: 'read',
  },
  {
    id: 'terraform-apt',
    tool: 'terraform',
    kind: 'apt',
    feed: 'hashicorp',
    package: 'terraform',
    aptVersion: '{version}-*',
    hosts: ['apt.releases.hashicorp.com'],
    preferred: true,
    evidence: 'read',
  },
  {
    id: 'terraform-archive',
    tool: 'terraform',
    kind: 'archive',
    url: 'https://releases.hashicorp.com/terraform/{version}/terraform_{version}_linux_amd64.zip',
    hosts: ['releases.hashicorp.com'],
    preferred: false,
    evidence: 'read',
  },
  {
    id: 'flux-github',
    tool: 'flux',
    kind: 'archive',
    url: `${GITHUB_URL}/fluxcd/flux2/releases/download/v{version}/flux_{version}_linux_amd64.tar.gz`,
    hosts: GITHUB,
    preferred: true,
    evidence: 'read',
  },
  {
    id: 'k9s-github',
    tool: 'k9s',
    kind: 'archive',
    url: `${GITHUB_URL}/derailed/k9s/releases/download/v{version}/k9s_Linux_amd64.tar.gz`,
    hosts: GITHUB,
    preferred: true,
    evidence: 'read',
  },
  {
    id: 'azwi-github',
    tool: 'azwi',
    kind: 'archive',
    url: `${GITHUB_URL}/Azure/azure-workload-identity/releases/download/v{version}/azwi-v{version}-linux-amd64.tar.gz`,
    hosts: GITHUB,
    preferred: true,
    evidence: 'read',
  },
];

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

/** Tools of the seed that are not offered any more. */
export const DROPPED_TOOLS = [
  { tool: 'osm', why: 'Open Service Mesh is archived; the AKS add-on is unsupported from 2027-09-30' },
] as const;

export function toolSource(id: string): ToolSource | undefined {
  return TOOL_SOURCES.find((source) => source.id === id);
}

export function preferredSource(tool: Tool): ToolSource {
  return TOOL_SOURCES.find((source) => source.tool === tool && source.preferred)!;
}
