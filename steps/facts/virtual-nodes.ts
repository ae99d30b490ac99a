import { ACI_VNET, VN2_NODES, VN2_PULLS, VN2_REPO } from './dates.ts';

export const CHART = {
  name: 'virtualnode',
  repository: 'https://microsoft.github.io/virtualnodesOnAzureContainerInstances/',
  versionsSeen: ['1.3409.26080501', '1.3410.26081102', '1.3410.26082101', '1.3508.26091601'],
  /** The oldest build verified with AKS 1.35, pinned exactly. */
  defaultVersion: '1.3410.26081102',
  serviceAccount: 'virtual-node2-helm',
  defaultNamespace: 'vn2',
  defaultSubnet: 'cg',
  nodeLabel: 'virtualization=virtualnode2',
  toleration: 'virtual-kubelet.io/provider',
  delegation: 'Microsoft.ContainerInstance/containerGroups',
  minimumKubectl: '1.30',
  source: VN2_REPO,
  newestSource: VN2_PULLS,
} as const;

/** What one virtual node carries and costs the Linux node it runs on. */
export const CAPACITY = {
  podsPerVirtualNode: 200,
  cpuPerReplica: 2.8,
  memoryGBPerReplica: 9,
  admissionControllerCpu: 0.1,
  admissionControllerMemoryMiB: 512,
  minimumHostVCpus: 4,
  minimumHostMemoryGiB: 16,
  minimumReplicas: 2,
  /** Above about this many pods kube-proxy is left out. */
  kubeProxyPodLimit: 2000,
  source: VN2_REPO,
} as const;

/** What the chart keeps ready in a standby pool where its values do not say otherwise. */
export const STANDBY = { ready: 10, cpu: 3.5, memoryGB: 15, source: VN2_NODES } as const;

export const ACI_LIMITS = {
  containerGroups: 100,
  standardCores: 100,
  createsPerHour: 300,
  containersPerGroup: 60,
  vCpusPerGroup: 31,
  memoryGBPerGroup: 240,
  confidentialMemoryGBPerGroup: 180,
  groupsPerSubnet: 3000,
  smallestSubnetPrefix: 29,
  plannedSubnetPrefix: 28,
  unsupportedOutboundPorts: [25, 19390],
  source: ACI_VNET,
} as const;

export interface ChartVersion {
  /** Kubernetes minor of the binaries: `1.34`. */
  readonly minor: string;
  readonly patch: number;
  /** Day the chart was built, ISO. */
  readonly built: string;
  readonly build: number;
}

/** Reads `1.KKPP.YYMMDDNN`: Kubernetes 1.KK.PP, built 20YY-MM-DD, build NN. Undefined for any other text. */
export function parseChartVersion(version: string): ChartVersion | undefined {
  const match = /^1\.(\d{2})(\d{2})\.(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(version);
  if (match === null) return undefined;
  const [, minor, patch, year, month, day, build] = match;
  return { minor: `1.${minor}`, patch: Number(patch), built: `20${year}-${month}-${day}`, build: Number(build) };
}

/** Negative, zero or positive as the first chart is older, the same or newer. Throws on text that is no chart version. */
export function compareCharts(a: string, b: string): number {
  const [left, right] = [chartKey(a), chartKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function chartKey(version: string): string {
  if (parseChartVersion(version) === undefined) {
    throw new Error(`${JSON.stringify(version)} is not a virtual nodes chart version such as ${CHART.defaultVersion}`);
  }
  return version;
}

export type ChartCompat = 'yes' | 'untested' | 'no' | 'unverified';

interface CompatCell {
  readonly compat: ChartCompat;
  /** First chart build it holds for; older ones: no. */
  readonly from?: string;
}

const yes: CompatCell = { compat: 'yes' };
const untested: CompatCell = { compat: 'untested' };
const unverified: CompatCell = { compat: 'unverified' };

/** By the chart's Kubernetes minor, then the cluster's; what is not listed is `no`. Read on 2026-08-24. */
const COMPATIBILITY: Readonly<Record<string, Readonly<Record<string, CompatCell>>>> = {
  '1.29': { '1.29': yes },
  '1.30': { '1.29': yes, '1.30': yes, '1.31': yes, '1.32': yes, '1.33': untested },
  '1.32': { '1.32': yes, '1.33': untested },
  '1.33': { '1.32': yes, '1.33': yes, '1.34': { compat: 'yes', from: '1.3307.26033004' } },
  '1.34': { '1.32': untested, '1.33': yes, '1.34': yes, '1.35': { compat: 'yes', from: '1.3410.26081102' } },
  '1.35': { '1.35': unverified, '1.36': unverified },
};

/** Whether a chart runs on a cluster's minor, by the vendor's table. Text that is no chart version gives `no`. */
export function chartCompat(chart: string, aksMinor: string): ChartCompat {
  const version = parseChartVersion(chart);
  const cell = version && COMPATIBILITY[version.minor]?.[aksMinor];
  if (cell === undefined) return 'no';
  return cell.from !== undefined && compareCharts(chart, cell.from) < 0 ? 'no' : cell.compat;
}

/** What to do first when the cluster moves to a minor. */
export const UPGRADE_ORDER: readonly { readonly to: string; readonly first: string }[] = [
  { to: 'chart 1.32', first: 'AKS 1.32' },
  { to: 'AKS 1.33', first: 'chart 1.3305 or later' },
  { to: 'AKS 1.34', first: 'chart 1.3307.26033004 or later' },
  { to: 'AKS 1.35', first: 'chart 1.3410.26081102 or later' },
];
