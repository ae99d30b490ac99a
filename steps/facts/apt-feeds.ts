import type { Source } from '../../src/core/source.ts';
import type { Evidence } from './dates.ts';

/** A publisher's signed apt repository. `{codename}`, `{release}` and `{minor}` stand for the image's and the cluster's. */
export interface AptFeed {
  readonly uri: string;
  readonly suite: string;
  /** Empty for a flat repository (`suite` is then `/`). */
  readonly components: string;
  readonly keyUrl: string;
  /** Fingerprint of the primary key: the build stops where the downloaded key has another. */
  readonly fingerprint: string;
  readonly evidence: Evidence;
  readonly note?: string;
  readonly source: Source;
}

/**
 * Addresses and fingerprints are the publishers', read in several independent public copies of their instructions (not on
 * their own pages): a wrong one stops the build, it cannot let a foreign key in unseen.
 */
const MICROSOFT_KEY = {
  keyUrl: 'https://packages.microsoft.com/keys/microsoft.asc',
  fingerprint: 'BC528686B50D79E339D3721CEB3E94ADBE1229CF',
} as const;

export const APT_FEEDS = {
  azureCli: {
    uri: 'https://packages.microsoft.com/repos/azure-cli/',
    suite: '{codename}',
    components: 'main',
    ...MICROSOFT_KEY,
    evidence: 'read',
    source: {
      title: 'Install the Azure CLI on Linux',
      url: 'https://learn.microsoft.com/cli/azure/install-azure-cli-linux',
      read: '2026-11-25',
    },
  },
  microsoftProd: {
    uri: 'https://packages.microsoft.com/ubuntu/{release}/prod',
    suite: '{codename}',
    components: 'main',
    ...MICROSOFT_KEY,
    evidence: 'read',
    note: 'kubectl 1.36.3 was seen for 24.04; kubelogin only in 18.04 and multiarch',
    source: {
      title: 'Linux software repository for Microsoft products',
      url: 'https://learn.microsoft.com/linux/packages',
      read: '2026-11-25',
    },
  },
  kubernetes: {
    uri: 'https://pkgs.k8s.io/core:/stable:/v{minor}/deb/',
    suite: '/',
    components: '',
    keyUrl: 'https://pkgs.k8s.io/core:/stable:/v{minor}/deb/Release.key',
    fingerprint: 'DE15B14486CD377B9E876E1A234654DA9A296436',
    evidence: 'read',
    note: 'one repository for each minor; the key is said to expire on 2026-12-29 and was extended before',
    source: {
      title: 'Install kubectl on Linux',
      url: 'https://kubernetes.io/docs/tasks/tools/install-kubectl-linux/',
      read: '2026-11-25',
    },
  },
  helm: {
    uri: 'https://packages.buildkite.com/helm-linux/helm-debian/any/',
    suite: 'any',
    components: 'main',
    keyUrl: 'https://packages.buildkite.com/helm-linux/helm-debian/gpgkey',
    fingerprint: 'DDF78C3E6EBB2D2CC223C95C62BA89D07698DBC6',
    evidence: 'read',
    note: 'replaces baltocdn.com; maintained by the Helm community',
    source: { title: 'Installing Helm', url: 'https://helm.sh/docs/intro/install/', read: '2026-11-25' },
  },
  hashicorp: {
    uri: 'https://apt.releases.hashicorp.com',
    suite: '{codename}',
    components: 'main',
    keyUrl: 'https://apt.releases.hashicorp.com/gpg',
    fingerprint: '798AEC654E5C15428C8E42EEAA16FCBCA621E701',
    evidence: 'read',
    source: {
      title: 'HashiCorp packaging guide',
      url: 'https://www.hashicorp.com/official-packaging-guide',
      read: '2026-11-25',
    },
  },
} as const satisfies Record<string, AptFeed>;

export type AptFeedId = keyof typeof APT_FEEDS;

/** A feed with its placeholders filled: `codename` and `release` are the image's, `minor` the cluster's. */
export function feedFor(
  id: AptFeedId,
  by: { readonly codename: string; readonly release: string; readonly minor: string },
): AptFeed {
  const fill = (text: string) =>
    text.replace('{codename}', by.codename).replace('{release}', by.release).replace('{minor}', by.minor);
  const feed = APT_FEEDS[id];
  return { ...feed, uri: fill(feed.uri), suite: fill(feed.suite), keyUrl: fill(feed.keyUrl) };
}
