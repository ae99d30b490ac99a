import { learn } from './dates.ts';
import type { EgressRule } from './flows.ts';

const OUTBOUND_RULES = learn('outbound-rules-control-egress', 'Outbound network and FQDN rules for AKS');

/** Azure Firewall's tag for the base set; network rules still come beside it. */
export const AKS_FQDN_TAG = 'AzureKubernetesService';

const base = { from: ['nodes'], required: true, evidence: 'read', source: OUTBOUND_RULES } as const;
const https = (id: string, fqdn: string, why: string, when?: string): EgressRule => ({
  ...base,
  id,
  fqdn,
  protocol: 'Https',
  port: 443,
  why,
  ...(when === undefined ? {} : { when }),
});
const optional = (rule: EgressRule): EgressRule => ({ ...rule, required: false });
const http = (id: string, fqdn: string, why: string): EgressRule =>
  optional({ ...base, id, fqdn, protocol: 'Http', port: 80, why });

const TUNNEL = 'a public cluster without the konnectivity agent';

/** What every cluster needs in the public cloud. */
export const AKS_EGRESS: readonly EgressRule[] = [
  https(
    'aks-api',
    '*.hcp.{region}.azmk8s.io',
    'nodes to the API server',
    'a cluster that is neither private nor VNet-integrated',
  ),
  https('aks-mcr', 'mcr.microsoft.com', 'images of system pods'),
  https('aks-mcr-data', '*.data.mcr.microsoft.com', 'layers of the images of system pods'),
  https('aks-mcr-edge', 'mcr-0001.mcr-msedge.net', 'layers of the images of system pods'),
  https('aks-arm', 'management.azure.com', 'cloud provider calls to ARM'),
  https('aks-login', 'login.microsoftonline.com', 'tokens of the identities'),
  https('aks-packages', 'packages.microsoft.com', 'Microsoft packages with cached apt'),
  https(
    'aks-mirror',
    'acs-mirror.azureedge.net',
    'Kubernetes binaries and CNI; being replaced by packages.aks.azure.com',
  ),
  https('aks-packages-aks', 'packages.aks.azure.com', 'Kubernetes binaries and CNI'),
  {
    ...base,
    id: 'aks-tunnel-udp',
    serviceTag: '{azureCloud}',
    protocol: 'Udp',
    port: 1194,
    required: false,
    why: 'tunnel to the control plane',
    when: TUNNEL,
  },
  {
    ...base,
    id: 'aks-tunnel-tcp',
    serviceTag: '{azureCloud}',
    protocol: 'Tcp',
    port: 9000,
    required: false,
    why: 'tunnel to the control plane',
    when: TUNNEL,
  },
];

/** Operating system updates of Ubuntu nodes. The node channel SecurityPatch requires `snapshot.ubuntu.com` (PT-2). */
const NODE_UPDATE_EGRESS: readonly EgressRule[] = [
  http('os-security', 'security.ubuntu.com', 'security updates'),
  http('os-archive', 'azure.archive.ubuntu.com', 'updates'),
  http('os-changelogs', 'changelogs.ubuntu.com', 'change logs of updates'),
  optional(https('os-snapshot', 'snapshot.ubuntu.com', 'security-only patches', 'node channel SecurityPatch')),
];

export type EgressFeature =
  | 'policyAddon'
  | 'containerInsights'
  | 'prometheus'
  | 'defender'
  | 'workloadIdentity'
  | 'extensions'
  | 'windows'
  | 'gpu';

const LOGS = [
  https('logs-ods', '*.ods.opinsights.azure.com', 'logs'),
  https('logs-oms', '*.oms.opinsights.azure.com', 'logs'),
];
const MONITOR: readonly EgressRule[] = [
  ...LOGS,
  https('monitor', '*.monitoring.azure.com', 'metrics'),
  https('monitor-control', 'global.handler.control.monitor.azure.com', 'data collection rules'),
  https('monitor-control-region', '{region}.handler.control.monitor.azure.com', 'data collection rules'),
  https('monitor-ingest', '*.ingest.monitor.azure.com', 'logs by data collection rules'),
  https('monitor-metrics-ingest', '*.metrics.ingest.monitor.azure.com', 'Prometheus metrics'),
  {
    ...base,
    id: 'monitor-tag',
    serviceTag: 'AzureMonitor',
    protocol: 'Tcp',
    port: 443,
    why: 'Azure Monitor',
  },
];

/** Of clusters with the Cilium data plane (DP-4). https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium */
export const CILIUM_DIAGNOSTICS: EgressRule = {
  ...base,
  id: 'cilium-diagnostics',
  serviceTag: 'AzureMonitor',
  protocol: 'Tcp',
  port: 443,
  why: 'diagnostics of Cilium',
};

const WINDOWS = 'parts and updates of Windows nodes';
const GPU = 'driver of GPU nodes';

/** What a feature adds to the base set. */
const FEATURE_EGRESS: Readonly<Record<EgressFeature, readonly EgressRule[]>> = {
  policyAddon: [
    https('policy-data', 'data.policy.core.windows.net', 'policies and their results'),
    https('policy-store', 'store.policy.core.windows.net', 'Gatekeeper artefacts of built-in policies'),
    https('policy-telemetry', 'dc.services.visualstudio.com', 'telemetry of the add-on'),
  ],
  containerInsights: MONITOR,
  prometheus: MONITOR,
  defender: [...LOGS, https('defender', '*.cloud.defender.microsoft.com', 'sensor of Defender for Containers')],
  workloadIdentity: [https('wi-login', 'login.microsoftonline.com', 'token exchange of pods')],
  /** Left out, Windows nodes get updates with a new image or version alone. */
  windows: [
    optional(https('windows-get', 'onegetcdn.azureedge.net', WINDOWS)),
    optional(https('windows-go', 'go.microsoft.com', WINDOWS)),
    http('windows-mp', '*.mp.microsoft.com', WINDOWS),
    http('windows-test', 'www.msftconnecttest.com', WINDOWS),
    http('windows-update', 'ctldl.windowsupdate.com', WINDOWS),
  ],
  gpu: [
    https('gpu-toolkit', 'nvidia.github.io', GPU),
    https('gpu-driver', 'us.download.nvidia.com', GPU),
    https('gpu-docker', 'download.docker.com', GPU),
  ],
  extensions: [https('extensions', '{region}.dp.kubernetesconfiguration.azure.com', 'cluster extensions, Flux')],
};

/**
 * Base, update and feature rules together, each id once. A rule with `when` is included only where the caller says so:
 * `publicApi` for the API server's name, `securityPatch` for snapshot.ubuntu.com. Tunnel rules belong to old clusters.
 */
export function aksEgressFor(
  features: readonly EgressFeature[],
  options: { readonly publicApi: boolean; readonly securityPatch: boolean },
): readonly EgressRule[] {
  const left = [
    options.publicApi ? '' : 'aks-api',
    'aks-tunnel-udp',
    'aks-tunnel-tcp',
    options.securityPatch ? '' : 'os-snapshot',
  ];
  const all = [...AKS_EGRESS, ...NODE_UPDATE_EGRESS, ...features.flatMap((feature) => FEATURE_EGRESS[feature])]
    .filter((rule) => !left.includes(rule.id))
    .map((rule) => (rule.id === 'os-snapshot' ? { ...rule, required: true } : rule));
  return [...new Map(all.map((rule) => [rule.id, rule])).values()];
}

/** With API Server VNet Integration: flows that an NSG on either subnet must let through (API-9). */
export const API_SERVER_INTEGRATION_PORTS = { nodesToApi: ['443', '4443'], loadBalancerToApi: ['9988'] } as const;
