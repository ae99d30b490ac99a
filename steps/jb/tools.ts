import { conditional, derived } from '../../src/core/decision.ts';
import { choice, list, map, type Option, text } from '../../src/core/kind.ts';
import { JUMPBOX_REPO } from '../facts/dates.ts';
import { DEFAULT_TOOLS, TOOL_DEFAULTS, TOOL_SOURCES, type Tool, type ToolSource } from '../facts/jump-box-tools.ts';
import { kubernetesVersion } from '../patch/versions.ts';
import { jumpBox } from './enable.ts';

const TOOLS = [
  { value: 'az', label: 'Azure CLI', effect: 'Signs in to Azure; fetches credentials of the cluster.' },
  { value: 'kubectl', label: 'kubectl', effect: 'The Kubernetes client.' },
  { value: 'kubelogin', label: 'kubelogin', effect: 'Entra sign-in for kubectl; needed with Entra ID.' },
  { value: 'helm', label: 'Helm', effect: 'Installs charts, such as that of virtual nodes.' },
  { value: 'terraform', label: 'Terraform', effect: 'For whoever manages Azure with it.' },
  { value: 'flux', label: 'Flux CLI', effect: 'For GitOps with Flux.' },
  { value: 'k9s', label: 'k9s', effect: 'A terminal view of the cluster.' },
  { value: 'azwi', label: 'azwi', effect: 'Helps with workload identity.' },
] as const satisfies readonly Option<Tool>[];

const isBuilt = (answer: string | undefined): boolean => answer === 'build';

export const tools = conditional({
  id: 'jb.tools',
  needs: [jumpBox],
  question: 'What is installed on the image?',
  explain:
    'Each tool adds hosts that the build must reach. The four that are proposed are what an operator needs for a cluster with Entra sign-in. ' +
    'Flux, k9s and azwi have no signed feed: they come from their makers’ archives, with a SHA-256 that you give.',
  kind: list(choice<Tool>(TOOLS), 1, TOOLS.length),
  when: (read) => isBuilt(read(jumpBox)),
  recommended: () => DEFAULT_TOOLS,
  permanence: 'none',
  sources: [JUMPBOX_REPO],
});

export type SourcePreference = 'apt' | 'microsoft-apt' | 'archive' | 'mirror';

export const toolSource = conditional({
  id: 'jb.toolSource',
  needs: [jumpBox],
  question: 'Where do the tools come from?',
  explain:
    'A signed apt feed is checked against the key of its maker, whose fingerprint stands in the build. The feed of Microsoft alone is the least that a firewall has to open. ' +
    'An archive is checked against the SHA-256 that you give; this program never makes one up.',
  kind: choice([
    { value: 'apt', label: 'Signed feeds of their makers', effect: 'One feed for each maker; versions are pinned.' },
    {
      value: 'microsoft-apt',
      label: 'Microsoft’s feeds where they have it',
      effect: 'packages.microsoft.com for az, kubectl and kubelogin; the rest from their makers.',
    },
    {
      value: 'archive',
      label: 'Archives of their makers',
      effect: 'Downloads with a SHA-256 for each; az stays in its feed.',
    },
    {
      value: 'mirror',
      label: 'A mirror of yours',
      effect: 'The same archives from your address, with a SHA-256 for each; az stays in its feed.',
    },
  ]),
  when: (read) => isBuilt(read(jumpBox)),
  recommended: () => 'apt',
  permanence: 'none',
  sources: [JUMPBOX_REPO],
  unverified:
    'kubelogin in the Ubuntu 24.04 feed of Microsoft, and Helm 4.2.0 in the feed of Helm, could not be looked up.',
  unverifiedWhen: (value) => value === 'apt' || value === 'microsoft-apt',
});

export const toolMirror = conditional({
  id: 'jb.toolMirror',
  needs: [toolSource],
  question: 'At which address does your mirror stand?',
  explain:
    'An https address that the build reaches without signing in. Under it each archive lies as <tool>/<version>/<file>, with the name that its maker gave the file. ' +
    'What is in the address stands in the template for all to read, so it must hold no key.',
  kind: text(
    /https:\/\/[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?(?:\/[A-Za-z0-9](?:[-\w.]{0,100}\w)?){0,10}/,
    'an https address without port, question mark or slash at its end, such as https://mirror.contoso.com/tools',
    { max: 500 },
  ),
  when: (read) => read(toolSource) === 'mirror',
  ask: 'always',
  permanence: 'none',
  sources: [JUMPBOX_REPO],
});

const rank = (source: ToolSource, preference: SourcePreference): number => {
  if (preference === 'archive' || preference === 'mirror') return source.kind === 'archive' ? 0 : 1;
  if (source.kind !== 'apt') return 2;
  const isMicrosoft = source.hosts.every((host) => host === 'packages.microsoft.com');
  return (preference === 'microsoft-apt' ? isMicrosoft : source.preferred) ? 0 : 1;
};

/** The source of a tool: of those it has the one nearest to what was asked for. */
export const sourceOf = (tool: Tool, preference: SourcePreference): ToolSource =>
  TOOL_SOURCES.filter((source) => source.tool === tool).toSorted(
    (a, b) => rank(a, preference) - rank(b, preference) || Number(b.preferred) - Number(a.preferred),
  )[0] as ToolSource;

export const toolSources = derived({
  id: 'jb.toolSources',
  says: 'where each tool of the image comes from',
  needs: [jumpBox, tools, toolSource, toolMirror],
  compute: (read): readonly ToolSource[] => {
    const preference = read(toolSource) ?? 'apt';
    const mirror = preference === 'mirror' ? read(toolMirror) : undefined;
    return (read(tools) ?? []).map((tool) => {
      const source = sourceOf(tool, preference);
      return mirror === undefined ? source : mirrored(source, mirror);
    });
  },
});

/** An archive at the mirror's address; what comes from a signed feed stays there. */
function mirrored(source: ToolSource, mirror: string): ToolSource {
  if (source.kind !== 'archive') return source;
  const { note: _, url = '', ...rest } = source;
  const file = url.slice(url.lastIndexOf('/') + 1);
  return {
    ...rest,
    id: `${source.tool}-mirror`,
    url: `${mirror}/${source.tool}/{version}/${file}`,
    hosts: [new URL(mirror).hostname],
  };
}

/** Two or three numbers: `1.35` is the newest patch of a minor, from a feed only. Nothing else fits, so nothing else reaches a shell. */
const VERSION = text(/\d{1,4}\.\d{1,4}(?:\.\d{1,4})?/, 'a version such as 2.91.0, or 1.35 for its newest patch', {
  max: 14,
});

const kubeloginMinor = '0.2';

/** The version proposed for a tool, or `undefined` where no source of ours names one. */
export function proposedVersion(tool: Tool, minor: string): string | undefined {
  if (TOOL_DEFAULTS[tool].from === 'cluster-minor') return minor;
  return TOOL_DEFAULTS[tool].version ?? (tool === 'kubelogin' ? kubeloginMinor : undefined);
}

export const toolVersions = conditional({
  id: 'jb.toolVersions',
  needs: [jumpBox, tools, kubernetesVersion],
  question: 'Which version of each tool?',
  explain:
    'Pinned versions make two builds alike. Two numbers, such as 1.35, take the newest patch of that minor from a signed feed; an archive needs all three. ' +
    'kubectl must stay within one minor of the cluster. Terraform, Flux, k9s and azwi have no proposal: give the version that you use.',
  kind: map(text(/[a-z0-9]+/, 'one of the tools'), VERSION, { max: TOOLS.length, keys: TOOLS }),
  when: (read) => isBuilt(read(jumpBox)),
  recommended: (read) => {
    const minor = read(kubernetesVersion);
    const proposed = (read(tools) ?? []).map((tool) => [tool, proposedVersion(tool, minor)] as const);
    return Object.fromEntries(proposed.filter((pair): pair is [Tool, string] => pair[1] !== undefined));
  },
  permanence: 'none',
  sources: [JUMPBOX_REPO],
});

export const toolHashes = conditional({
  id: 'jb.toolHashes',
  needs: [toolSources],
  question: 'Which SHA-256 has each archive?',
  explain:
    'The build stops where a downloaded archive has another SHA-256. Take it from the release page of the maker, over another connection than the build’s. ' +
    'This program gives none: a hash that it made up, or read from beside the archive, would prove nothing.',
  kind: map(
    text(/[a-z0-9]+/, 'one of the tools'),
    text(/[0-9a-f]{64}/, '64 hexadecimal digits, lower case', { max: 64 }),
    {
      max: TOOLS.length,
      keys: TOOLS,
    },
  ),
  when: (read) => read(toolSources).some((source) => source.kind === 'archive'),
  recommended: () => ({}),
  permanence: 'none',
  aliases: ['sha256', 'checksum'],
  sources: [JUMPBOX_REPO],
});
