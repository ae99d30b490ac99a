import type { Source } from '../../src/core/source.ts';
import { CLI_RELEASE_NOTES, type Evidence, learn } from './dates.ts';

const RELEASES_PAGE = learn('supported-kubernetes-versions', 'Supported Kubernetes versions in AKS');

export interface KubernetesRelease {
  readonly minor: string;
  /** Month of general availability in AKS, as the calendar plans it: the first day of it, ISO. */
  readonly ga: string;
  /** Last day of standard support. */
  readonly standardEnds: string;
  /** Last day of long-term support (needs tier premium). */
  readonly ltsEnds: string;
  /** Whether general availability is known to have happened, or only planned. */
  readonly evidence: Evidence;
}

const release = (minor: string, ga: string, standardEnds: string, ltsEnds: string, evidence: Evidence = 'read') => ({
  minor,
  ga: `${ga}-01`,
  standardEnds,
  ltsEnds,
  evidence,
});

/** The AKS release calendar. Unless it names a day, support ends on the month's last one. Newest last. */
export const RELEASES: readonly KubernetesRelease[] = [
  release('1.30', '2024-07', '2025-08-22', '2026-07-31'),
  release('1.31', '2024-11', '2025-11-01', '2026-11-30'),
  release('1.32', '2025-04', '2026-03-31', '2027-03-31'),
  release('1.33', '2025-06', '2026-07-31', '2027-07-31'),
  release('1.34', '2025-11', '2026-11-30', '2027-11-30'),
  release('1.35', '2026-03', '2027-03-31', '2028-03-31'),
  release('1.36', '2026-06', '2027-06-30', '2028-06-30'),
  release('1.37', '2026-10', '2027-10-31', '2028-10-31', 'unverified'),
];
export const RELEASES_SOURCE: Source = RELEASES_PAGE;

/** The newest minor known to be generally available, and the one before it, which new clusters get. */
export const NEWEST_MINOR = '1.36';
export const DEFAULT_MINOR = '1.35';

/** With virtual nodes the default is the newest minor with a verified chart (corrections 5). */
export const DEFAULT_VIRTUAL_NODES_MINOR = '1.35';

export type SupportState = 'standard' | 'lts-only' | 'ended' | 'unknown';

export function releaseOf(version: string): KubernetesRelease | undefined {
  const minor = minorOf(version);
  return RELEASES.find((known) => known.minor === minor);
}

/** `1.35` of `1.35.2`; undefined where the text is no Kubernetes version. */
export function minorOf(version: string): string | undefined {
  return /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(version)?.[1];
}

/** Negative, zero or positive as the first minor is older, the same or newer. Throws on text that is no version. */
export function compareMinors(a: string, b: string): number {
  return ordinal(a) - ordinal(b);
}

/** What support a minor has on a day (ISO). A minor older than the calendar has ended; a newer one is unknown. */
export function supportOn(version: string, day: string): SupportState {
  const known = releaseOf(version);
  if (known === undefined) return compareMinors(version, RELEASES[0]!.minor) < 0 ? 'ended' : 'unknown';
  if (day <= known.standardEnds) return 'standard';
  return day <= known.ltsEnds ? 'lts-only' : 'ended';
}

function ordinal(version: string): number {
  const minor = minorOf(version);
  if (minor === undefined) throw new Error(`${version} is not a Kubernetes version such as ${DEFAULT_MINOR}`);
  const [major, number] = minor.split('.');
  return Number(major) * 1000 + Number(number);
}

export interface OsSkuFacts {
  readonly osSku: string;
  readonly osType: 'Linux' | 'Windows';
  readonly name: string;
  /** Last day of support; pools of an ended image cannot scale. */
  readonly ends?: string;
  readonly fromMinor?: string;
  /** First minor that refuses it. */
  readonly untilMinor?: string;
  readonly source: Source;
}

const NODE_IMAGES = learn('node-images', 'AKS node images');

export const OS_SKUS: readonly OsSkuFacts[] = [
  { osSku: 'Ubuntu', osType: 'Linux', name: 'Ubuntu, the default of the Kubernetes version', source: NODE_IMAGES },
  { osSku: 'Ubuntu2004', osType: 'Linux', name: 'Ubuntu 20.04', ends: '2027-03-17', source: NODE_IMAGES },
  { osSku: 'Ubuntu2204', osType: 'Linux', name: 'Ubuntu 22.04', ends: '2027-06-30', source: NODE_IMAGES },
  { osSku: 'Ubuntu2404', osType: 'Linux', name: 'Ubuntu 24.04', source: NODE_IMAGES },
  {
    osSku: 'AzureLinux',
    osType: 'Linux',
    name: 'Azure Linux, the default of the Kubernetes version',
    source: NODE_IMAGES,
  },
  { osSku: 'AzureLinux2', osType: 'Linux', name: 'Azure Linux 2.0', ends: '2025-11-30', source: NODE_IMAGES },
  { osSku: 'AzureLinux3', osType: 'Linux', name: 'Azure Linux 3.0', source: NODE_IMAGES },
  { osSku: 'Windows2019', osType: 'Windows', name: 'Windows Server 2019', ends: '2026-03-01', source: NODE_IMAGES },
  {
    osSku: 'Windows2022',
    osType: 'Windows',
    name: 'Windows Server 2022',
    ends: '2028-06-30',
    untilMinor: '1.37',
    source: NODE_IMAGES,
  },
  {
    osSku: 'Windows2025',
    osType: 'Windows',
    name: 'Windows Server 2025',
    fromMinor: '1.32',
    source: CLI_RELEASE_NOTES,
  },
];

export function osSkuFacts(osSku: string): OsSkuFacts | undefined {
  return OS_SKUS.find((known) => known.osSku === osSku);
}
