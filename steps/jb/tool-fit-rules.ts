import { type Rule, rule } from '../../src/core/rule.ts';
import { inCluster } from '../delivery/in-cluster.ts';
import { JUMPBOX_REPO, VN2_REPO } from '../facts/dates.ts';
import type { Tool } from '../facts/jump-box-tools.ts';
import { compareMinors } from '../facts/kubernetes.ts';
import { entra } from '../id/people.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { kubernetesVersion } from '../patch/versions.ts';
import { jumpBox } from './enable.ts';
import { toolSources, tools, toolVersions } from './tools.ts';

const build = { 'jb.enable': 'build' };

/** Whether the tools fit the cluster and those who use it. */
export const toolFitRules: readonly Rule[] = [
  rule({
    id: 'JB-28',
    aliases: ['VN-19'],
    severity: 'warn',
    reads: [tools, toolVersions, kubernetesVersion],
    broken: (read) => {
      const kubectl = read(tools)?.includes('kubectl') ? read(toolVersions)?.['kubectl'] : undefined;
      if (kubectl === undefined) return false;
      return Math.abs(compareMinors(kubectl, read(kubernetesVersion))) > 1;
    },
    says: 'kubectl is supported within one minor of the API server; further apart, commands fail in ways that are hard to read.',
    fix: 'Take kubectl of the minor of the cluster.',
    repairs: (read) => [{ [toolVersions.id]: { ...read(toolVersions), kubectl: read(kubernetesVersion) } }],
    source: {
      title: 'Version skew policy',
      url: 'https://kubernetes.io/releases/version-skew-policy/',
      read: '2026-11-25',
    },
    examples: {
      broken: {
        ...build,
        'patch.k8sVersion': '1.35',
        'jb.tools': ['kubectl'],
        'jb.toolVersions': { kubectl: '1.33.4' },
      },
      fine: { ...build, 'patch.k8sVersion': '1.35', 'jb.tools': ['kubectl'], 'jb.toolVersions': { kubectl: '1.36' } },
    },
  }),
  rule({
    id: 'JB-29',
    severity: 'warn',
    reads: [jumpBox, tools, entra],
    broken: (read) =>
      read(jumpBox) === 'build' &&
      read(entra) &&
      !(['kubectl', 'kubelogin', 'az'] as Tool[]).every((tool) => read(tools)?.includes(tool)),
    says: 'With Entra sign-in an operator needs az, kubectl and kubelogin; without one of them nobody gets into the cluster from this jump box.',
    fix: 'Install az, kubectl and kubelogin.',
    repairs: (read) => [{ [tools.id]: [...new Set<Tool>(['az', 'kubectl', 'kubelogin', ...(read(tools) ?? [])])] }],
    source: JUMPBOX_REPO,
    examples: {
      broken: { ...build, 'id.entra': true, 'jb.tools': ['az', 'kubectl'] },
      fine: { ...build, 'id.entra': true, 'jb.tools': ['az', 'kubectl', 'kubelogin'] },
    },
  }),
  rule({
    id: 'JB-38',
    severity: 'warn',
    reads: [virtualNodes, inCluster, tools],
    broken: (read) => {
      const installed = read(tools);
      return (
        read(virtualNodes) && read(inCluster) === 'jumpbox' && installed !== undefined && !installed.includes('helm')
      );
    },
    says: 'The chart of virtual nodes is installed from the jump box, whose image has no Helm.',
    fix: 'Install Helm on the image.',
    repairs: (read) => [{ [tools.id]: [...(read(tools) ?? []), 'helm'] }],
    source: VN2_REPO,
    examples: {
      broken: {
        ...build,
        'vn.enable': true,
        'delivery.inCluster': 'jumpbox',
        'jb.tools': ['az', 'kubectl', 'kubelogin'],
      },
      fine: {
        ...build,
        'vn.enable': true,
        'delivery.inCluster': 'jumpbox',
        'jb.tools': ['az', 'kubectl', 'kubelogin', 'helm'],
      },
    },
  }),
  rule({
    id: 'JB-30',
    severity: 'info',
    reads: [toolSources],
    broken: (read) =>
      read(toolSources)
        .filter((source) => source.id === 'kubelogin-ms-apt')
        .map((source) => source.tool),
    says: 'Nobody confirmed that the feed holds this tool for this system; if it does not, the build stops and says so.',
    fix: 'Take the tool as an archive with its SHA-256, or run the build once and see.',
    source: JUMPBOX_REPO,
    unverified: 'The feed was not looked into for this release.',
    examples: {
      broken: { ...build, 'jb.tools': ['az', 'kubelogin'] },
      fine: { ...build, 'jb.tools': ['az', 'terraform'] },
    },
  }),
];
