import { conditional } from '../../src/core/decision.ts';
import { text } from '../../src/core/kind.ts';
import { CHART, chartCompat, compareCharts } from '../facts/virtual-nodes.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { kubernetesVersion } from '../patch/versions.ts';

/** The verified chart for a minor: the pinned default where it fits, else the oldest of the known ones that does. */
const chartFor = (minor: string): string =>
  [CHART.defaultVersion, ...CHART.versionsSeen].find((version) => chartCompat(version, minor) === 'yes') ??
  CHART.defaultVersion;

export const chartVersion = conditional({
  id: 'vn.chartVersion',
  needs: [virtualNodes, kubernetesVersion],
  question: 'Which version of the virtual nodes chart?',
  explain:
    'The version says which Kubernetes it was built for and when: 1.3410.26081102 holds 1.34.10, built on 2026-08-11. It must fit the minor of the cluster and is ' +
    'pinned: a chart that moves by itself moves cluster-admin code. Raise the chart before the cluster when both move.',
  kind: text(/1\.\d{4}\.\d{8}/, 'a version as the chart index lists it, such as 1.3410.26081102', { max: 16 }),
  when: (read) => read(virtualNodes),
  recommended: (read) => chartFor(read(kubernetesVersion)),
  permanence: 'update',
  aliases: ['helm chart', 'virtualnode'],
  sources: [CHART.source, CHART.newestSource],
  unverified: 'Charts newer than 1.3508.26091601, and whether chart 1.35 runs on AKS 1.35 and 1.36, could not be read.',
  unverifiedWhen: (version) => compareCharts(version, '1.3500.00000000') >= 0,
});
