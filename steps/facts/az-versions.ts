import { CLI_291, CLI_RELEASE_NOTES } from './dates.ts';

/** The hard floor of a whole profile, and what we recommend (2.88 fixes PrincipalNotFound in role assignments). */
export const AZ_FLOOR = '2.80.0';
export const AZ_RECOMMENDED = '2.88.0';
export const AZ_SOURCES = [CLI_291, CLI_RELEASE_NOTES] as const;

const aks = (flags: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(flags).map(([flag, since]) => [`aks ${flag}`, since]));

/**
 * The first core az version with a flag or command. Keys: the command's area and the flag, with `=value` where only one
 * value is newer and `update` where only the update command is.
 */
export const AZ_SINCE: Readonly<Record<string, string>> = {
  ...aks({
    '--aad-admin-group-object-ids': '2.9.0',
    '--acns-advanced-networkpolicies': '2.79.0',
    '--acns-transit-encryption-type': '2.85.0',
    '--api-server-authorized-ip-ranges': '2.0.76',
    '--apiserver-subnet-id': '2.73.0',
    '--assign-identity': '2.23.0',
    '--assign-kubelet-identity': '2.26.1',
    '--auto-upgrade-channel': '2.28.0',
    '--bootstrap-artifact-source': '2.71.0',
    '--bootstrap-container-registry-resource-id': '2.71.0',
    '--disable-local-accounts': '2.29.0',
    '--disable-public-fqdn': '2.28.0',
    '--disable-run-command': '2.76.0',
    '--enable-aad': '2.9.0',
    '--enable-acns': '2.68.0',
    '--enable-addons azure-policy': '2.12.0',
    '--enable-addons monitoring': '2.49.0',
    '--enable-apiserver-vnet-integration': '2.73.0',
    '--enable-azure-monitor-logs': '2.91.0',
    '--enable-azure-monitor-metrics': '2.49.0',
    '--enable-azure-rbac': '2.24.0',
    '--enable-control-plane-metrics': '2.88.0',
    '--enable-defender': '2.37.0',
    '--enable-image-cleaner': '2.47.0',
    '--enable-oidc-issuer': '2.42.0',
    '--enable-private-cluster': '2.28.0',
    '--enable-secure-boot': '2.66.0',
    '--enable-static-egress-gateway': '2.75.0',
    '--enable-vtpm': '2.66.0',
    '--enable-workload-identity': '2.47.0',
    '--image-cleaner-interval-hours': '2.47.0',
    '--k8s-support-plan': '2.51.0',
    '--nat-gateway-outbound-ips': '2.91.0',
    '--nat-gateway-outbound-ip-prefixes': '2.91.0',
    '--network-dataplane': '2.47.0',
    '--network-dataplane update': '2.52.0',
    '--network-plugin-mode': '2.47.0',
    '--network-policy=cilium': '2.47.0',
    '--network-policy=none': '2.63.0',
    '--network-policy update': '2.54.0',
    '--no-ssh-key': '2.80.0',
    '--node-os-upgrade-channel': '2.52.0',
    '--node-os-upgrade-channel=SecurityPatch': '2.61.0',
    '--nodepool-taints': '2.74.0',
    '--nrg-lockdown-restriction-level': '2.68.0',
    // of node images: the published packages; no release note of the research names them
    '--os-sku=AzureLinux3': '2.78.0',
    '--os-sku=Ubuntu2404': '2.82.0',
    '--os-sku=Windows2025': '2.86.0',
    '--outbound-type=none': '2.71.0',
    '--outbound-type update': '2.51.0',
    '--outbound-type-sku': '2.91.0',
    '--pod-ip-allocation-mode': '2.75.0',
    '--private-dns-zone': '2.22.0',
    '--private-dns-zone=none': '2.30.0',
    '--private-dns-zone update': '2.53.0',
    '--sku=automatic': '2.77.0',
    '--tier': '2.47.0',
    '--tier=premium': '2.51.0',
    'command invoke': '2.24.0',
    maintenanceconfiguration: '2.51.0',
    'maintenanceconfiguration default --schedule-type': '2.88.0',
    namespace: '2.80.0',
    'nodepool --mode=Gateway': '2.75.0',
    safeguards: '2.76.0',
    'safeguards --pss-level': '2.81.0',
  }),
};

/** Flags whose exact first release is not known: present in the version above, absent in the last one read before it. */
export const AZ_SINCE_UNVERIFIED: readonly string[] = [
  'aks --enable-azure-monitor-logs',
  'aks --nat-gateway-outbound-ip-prefixes',
  'aks --nat-gateway-outbound-ips',
  'aks --nodepool-taints',
  'aks --outbound-type-sku',
];

/** Negative, zero or positive as the first dotted version is older, the same or newer. Throws on other text. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  const difference = left.map((part, place) => part - right[place]!).find((step) => step !== 0);
  return difference ?? 0;
}

/** The newest of dotted versions, or undefined of none. */
export function newest(versions: readonly string[]): string | undefined {
  return versions.reduce<string | undefined>(
    (best, version) => (best === undefined || compareVersions(version, best) > 0 ? version : best),
    undefined,
  );
}

function numbers(version: string): readonly [number, number, number] {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:$|[-+])/.exec(version);
  if (match === null) throw new Error(`${JSON.stringify(version)} is not a version such as ${AZ_FLOOR}`);
  return [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
}
