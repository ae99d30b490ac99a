import { type Rule, rule } from '../../src/core/rule.ts';
import { VN2_PULLS, VN2_REPO } from '../facts/dates.ts';
import { CHART, chartCompat } from '../facts/virtual-nodes.ts';
import { kubernetesVersion } from '../patch/versions.ts';
import { chartVersion } from './chart-version.ts';

const on = { 'vn.enable': true };

export const chartRules: readonly Rule[] = [
  rule({
    id: 'HC-7',
    aliases: ['VN-04'],
    severity: 'block',
    reads: [chartVersion, kubernetesVersion],
    broken: (read) => {
      const chart = read(chartVersion);
      return chart !== undefined && chartCompat(chart, read(kubernetesVersion)) === 'no';
    },
    says: 'The chart does not run on this Kubernetes minor: no pod on a virtual node would start.',
    fix: `Choose a chart that the vendor lists for the minor, such as ${CHART.defaultVersion} for 1.33 to 1.35, or another minor.`,
    repairs: () => CHART.versionsSeen.map((version) => ({ [chartVersion.id]: version })),
    source: VN2_REPO,
    examples: {
      broken: { ...on, 'patch.k8sVersion': '1.36', 'vn.chartVersion': '1.3410.26081102' },
      fine: { ...on, 'patch.k8sVersion': '1.35', 'vn.chartVersion': '1.3410.26081102' },
    },
  }),
  rule({
    id: 'VN-20',
    severity: 'warn',
    reads: [chartVersion, kubernetesVersion],
    broken: (read) => {
      const chart = read(chartVersion);
      return chart !== undefined && ['untested', 'unverified'].includes(chartCompat(chart, read(kubernetesVersion)));
    },
    says: 'Nobody confirmed that this chart runs on this Kubernetes minor.',
    fix: `Choose ${CHART.defaultVersion} with 1.33 to 1.35, or try the pair on a cluster that may fail.`,
    repairs: () => CHART.versionsSeen.map((version) => ({ [chartVersion.id]: version })),
    source: VN2_PULLS,
    unverified: 'Which minors chart 1.35 supports was read from its binaries, not from the vendor’s table.',
    examples: {
      broken: { ...on, 'vn.chartVersion': '1.3508.26091601' },
      fine: { ...on, 'vn.chartVersion': '1.3410.26082101' },
    },
  }),
];
