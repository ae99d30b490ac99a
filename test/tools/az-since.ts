import type { Argv } from './az-lines.ts';

/** Debian 12's az, of which the research says what it lacks (CD 0.3): all that stands nowhere below is in it. */
const DEBIAN_12 = '2.45.0';

/**
 * The first az with a command, an argument or one value of it, read out of the research by hand and not from the tables of
 * the program. CD = cluster-decisions.md, by section.
 */
export const AZ_SINCE: ReadonlyMap<string, string> = new Map([
  // CD 0.2: "Minimum az CLI for the full profile: 2.80.0 (hard floor)"
  ['aks create', '2.80.0'],
  // CD 0.3: "`--tier`: 2.47.0", "tier `premium`: 2.51.0"
  ['aks create --tier', '2.47.0'],
  ['aks create --tier=premium', '2.51.0'],
  // CD 0.3: "`--k8s-support-plan`: 2.51.0"
  ['aks create --k8s-support-plan', '2.51.0'],
  // CD 0.3: "`--network-plugin-mode`, `--network-dataplane` on create: 2.47.0"
  ['aks create --network-plugin-mode', '2.47.0'],
  ['aks create --network-dataplane', '2.47.0'],
  // CD 0.3: "`--network-policy`: cilium with dataplane 2.47.0; `none` 2.63.0"
  ['aks create --network-policy=cilium', '2.47.0'],
  ['aks create --network-policy=none', '2.63.0'],
  // CD 0.3: "`--outbound-type`, value `none`: 2.71.0"
  ['aks create --outbound-type=none', '2.71.0'],
  // CD 0.3: "`--enable-apiserver-vnet-integration`, `--apiserver-subnet-id`: 2.73.0"
  ['aks create --enable-apiserver-vnet-integration', '2.73.0'],
  ['aks create --apiserver-subnet-id', '2.73.0'],
  // CD 0.3: "`--disable-run-command`: 2.76.0"
  ['aks create --disable-run-command', '2.76.0'],
  // CD 0.3: "`--enable-workload-identity`: 2.47.0"
  ['aks create --enable-workload-identity', '2.47.0'],
  // CD 0.3: "`--node-os-upgrade-channel`: 2.52.0; value `SecurityPatch`: 2.61.0"
  ['aks create --node-os-upgrade-channel', '2.52.0'],
  ['aks create --node-os-upgrade-channel=SecurityPatch', '2.61.0'],
  // CD 0.3: "`az aks maintenanceconfiguration`: 2.51.0; new window format for `default` 2.88.0"
  ['aks maintenanceconfiguration add', '2.51.0'],
  ['aks maintenanceconfiguration add --name=default', '2.88.0'],
  // CD 0.3: "`--nrg-lockdown-restriction-level`: 2.68.0"
  ['aks create --nrg-lockdown-restriction-level', '2.68.0'],
  // CD 0.3: "`--enable-image-cleaner`, `--image-cleaner-interval-hours`: 2.47.0"
  ['aks create --enable-image-cleaner', '2.47.0'],
  ['aks create --image-cleaner-interval-hours', '2.47.0'],
  // CD 0.3: "`--enable-acns`: 2.68.0"
  ['aks create --enable-acns', '2.68.0'],
  // CD 0.3: "`--enable-vtpm`, `--enable-secure-boot`: 2.66.0"; CD 2.8 says so of every pool
  ['aks create --enable-vtpm', '2.66.0'],
  ['aks create --enable-secure-boot', '2.66.0'],
  ['aks nodepool add --enable-vtpm', '2.66.0'],
  ['aks nodepool add --enable-secure-boot', '2.66.0'],
  // CD 0.3: "`--nodepool-taints` on create: between 2.45.0 and 2.74.0", exact release UNVERIFIED: the later one is sure
  ['aks create --nodepool-taints', '2.74.0'],
  // CD 0.3: "`--bootstrap-artifact-source`: 2.71.0"
  ['aks create --bootstrap-artifact-source', '2.71.0'],
  // CD 0.3: "`--enable-static-egress-gateway`, nodepool mode `Gateway`: 2.75.0"; a prefix is of such a pool only (CD 2.4)
  ['aks create --enable-static-egress-gateway', '2.75.0'],
  ['aks nodepool add --mode=Gateway', '2.75.0'],
  ['aks nodepool add --gateway-prefix-size', '2.75.0'],
  // CD net.plugin: "`--pod-ip-allocation-mode` (2.75.0)"
  ['aks create --pod-ip-allocation-mode', '2.75.0'],
  ['aks nodepool add --pod-ip-allocation-mode', '2.75.0'],
]);

/**
 * What the research says nothing of, as the published packages of azure-cli have it: in the one before, the command's file
 * lacks the argument or hides it.
 */
export const AZ_SINCE_BY_PACKAGE: ReadonlyMap<string, string> = new Map([
  // in 2.53.0, not in 2.52.0: network/aaz/latest/network/vnet/subnet/_create.py
  ['network vnet subnet create --default-outbound-access', '2.53.0'],
  // hidden until 2.55.0 (`_registered = False` in network/custom.py), not in 2.56.0
  ['network vnet subnet create --private-endpoint-network-policies', '2.56.0'],
  ['network vnet subnet create --private-link-service-network-policies', '2.56.0'],
  // in 2.64.0, not in 2.63.0: network/aaz/latest/network/nat/gateway/_create.py; az 2.45.0 refuses it
  ['network nat gateway create --tags', '2.64.0'],
  // hidden until 2.77.0 (network/operations/nat.py), not in 2.78.0; az 2.45.0 refuses it
  ['network nat gateway create --sku', '2.78.0'],
  // node_os_skus_create and node_os_skus in acs/_params.py; each is missing in the release before
  ...['aks create', 'aks nodepool add'].flatMap((command): [string, string][] => [
    [`${command} --os-sku=AzureLinux3`, '2.78.0'],
    [`${command} --os-sku=Ubuntu2404`, '2.82.0'],
    [`${command} --os-sku=Windows2025`, '2.86.0'],
  ]),
]);

const number = (version: string): number => version.split('.').reduce((sum, part) => sum * 1_000 + Number(part), 0);

/** The newest of versions; of none, the oldest az that was looked at. */
export const newest = (versions: readonly string[]): string =>
  versions.reduce((a, b) => (number(b) > number(a) ? b : a), DEBIAN_12);

/** What of a command line is newer than Debian 12's az: the keys of the tables above. */
export function newerIn([, ...words]: Argv): readonly string[] {
  const options = words.findIndex((word) => word.startsWith('--'));
  const command = words.slice(0, options).join(' ');
  const said = words
    .slice(options)
    .flatMap((word, i, all) =>
      word.startsWith('--') ? [`${command} ${word}`, `${command} ${word}=${all[i + 1]}`] : [],
    );
  return [command, ...said].filter((key) => AZ_SINCE.has(key) || AZ_SINCE_BY_PACKAGE.has(key));
}

export const sinceOf = (key: string): string => AZ_SINCE.get(key) ?? AZ_SINCE_BY_PACKAGE.get(key) ?? DEBIAN_12;
