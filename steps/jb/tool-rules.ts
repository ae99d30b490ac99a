import { type Rule, rule } from '../../src/core/rule.ts';
import { JUMPBOX_REPO } from '../facts/dates.ts';
import { kubernetesVersion } from '../patch/versions.ts';
import { proposedVersion, toolHashes, toolSources, tools, toolVersions } from './tools.ts';

const build = { 'jb.enable': 'build' };
const NAMED_SHA = '0'.repeat(64);

export const toolRules: readonly Rule[] = [
  rule({
    id: 'JB-25',
    aliases: ['JB-16'],
    severity: 'block',
    reads: [tools, toolVersions, kubernetesVersion],
    broken: (read) => (read(tools) ?? []).filter((tool) => read(toolVersions)?.[tool] === undefined),
    says: 'A tool has no version: the build would take whatever is newest on its day, and no two images would be alike.',
    fix: 'Give the version of each tool that you install.',
    repairs: (read) => {
      const given = read(toolVersions) ?? {};
      const wanted = (read(tools) ?? []).map((tool) => [
        tool,
        given[tool] ?? proposedVersion(tool, read(kubernetesVersion)),
      ]);
      const known = wanted.filter(([, version]) => version !== undefined);
      return known.length === wanted.length
        ? [{ [toolVersions.id]: Object.fromEntries(known) }]
        : [{ [tools.id]: known.map(([tool]) => tool) }];
    },
    source: JUMPBOX_REPO,
    examples: {
      broken: { ...build, 'jb.tools': ['az', 'terraform'], 'jb.toolVersions': { az: '2.91.0' } },
      fine: { ...build, 'jb.tools': ['az', 'terraform'], 'jb.toolVersions': { az: '2.91.0', terraform: '1.13.5' } },
    },
  }),
  rule({
    id: 'JB-26',
    severity: 'block',
    reads: [toolSources, toolHashes],
    broken: (read) =>
      read(toolSources)
        .filter((source) => source.kind === 'archive' && read(toolHashes)?.[source.tool] === undefined)
        .map((source) => source.tool),
    says: 'A tool comes as an archive without a SHA-256: the build could not tell whether it got what its maker published.',
    fix: 'Give the SHA-256 of the archive, from the release page of its maker; or take the tool from a signed feed; or leave it out.',
    source: JUMPBOX_REPO,
    examples: {
      broken: { ...build, 'jb.tools': ['az', 'k9s'], 'jb.toolVersions': { az: '2.91.0', k9s: '0.50.16' } },
      fine: {
        ...build,
        'jb.tools': ['az', 'k9s'],
        'jb.toolVersions': { az: '2.91.0', k9s: '0.50.16' },
        'jb.toolHashes': { k9s: NAMED_SHA },
      },
    },
  }),
  rule({
    id: 'JB-27',
    severity: 'block',
    reads: [toolSources, toolVersions],
    broken: (read) =>
      read(toolSources)
        .filter((source) => source.kind === 'archive' && /^\d+\.\d+$/.test(read(toolVersions)?.[source.tool] ?? ''))
        .map((source) => source.tool),
    says: 'An archive has a version of three numbers; two, for the newest patch, work with a signed feed alone.',
    fix: 'Give all three numbers of the version.',
    source: JUMPBOX_REPO,
    examples: {
      broken: {
        ...build,
        'jb.tools': ['kubelogin'],
        'jb.toolSource': 'archive',
        'jb.toolVersions': { kubelogin: '0.2' },
        'jb.toolHashes': { kubelogin: NAMED_SHA },
      },
      fine: {
        ...build,
        'jb.tools': ['kubelogin'],
        'jb.toolSource': 'archive',
        'jb.toolVersions': { kubelogin: '0.2.20' },
        'jb.toolHashes': { kubelogin: NAMED_SHA },
      },
    },
  }),
];
