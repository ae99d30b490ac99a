import { type Evidence, learn, VN2_REPO } from './dates.ts';

/** What makes a resource provider necessary. */
export type ProviderFeature =
  | 'cluster'
  | 'virtualNodes'
  | 'virtualNodesStandby'
  | 'imageBuilder'
  | 'containerInsights'
  | 'diagnostics'
  | 'prometheus'
  | 'policyAddon'
  | 'defender'
  | 'registry'
  | 'gitOps';

/** Namespaces that must be registered in the subscription, by feature (PF-03, CM-02). */
export const PROVIDERS: Readonly<Record<ProviderFeature, readonly string[]>> = {
  cluster: [
    'Microsoft.Compute',
    'Microsoft.ContainerService',
    'Microsoft.ManagedIdentity',
    'Microsoft.Network',
    'Microsoft.Storage',
  ],
  virtualNodes: [
    'Microsoft.ContainerInstance',
    'Microsoft.ContainerService',
    'Microsoft.ManagedIdentity',
    'Microsoft.Network',
  ],
  virtualNodesStandby: ['Microsoft.StandbyPool'],
  imageBuilder: [
    'Microsoft.Compute',
    'Microsoft.ContainerInstance',
    'Microsoft.KeyVault',
    'Microsoft.ManagedIdentity',
    'Microsoft.Network',
    'Microsoft.Storage',
    'Microsoft.VirtualMachineImages',
  ],
  containerInsights: ['Microsoft.Insights', 'Microsoft.OperationalInsights', 'Microsoft.OperationsManagement'],
  diagnostics: ['Microsoft.Insights', 'Microsoft.OperationalInsights'],
  prometheus: ['Microsoft.AlertsManagement', 'Microsoft.Dashboard', 'Microsoft.Insights', 'Microsoft.Monitor'],
  policyAddon: ['Microsoft.PolicyInsights'],
  defender: ['Microsoft.Security'],
  registry: ['Microsoft.ContainerRegistry'],
  gitOps: ['Microsoft.KubernetesConfiguration'],
};

export const PROVIDERS_SOURCES = [learn('private-clusters', 'Private AKS clusters'), VN2_REPO] as const;

/** The namespaces that some features need together, sorted, each once. */
export function providersFor(features: readonly ProviderFeature[]): readonly string[] {
  return [...new Set(features.flatMap((feature) => PROVIDERS[feature]))].sort();
}

export interface SubscriptionFeature {
  readonly namespace: string;
  readonly name: string;
  readonly evidence: Evidence;
}

/** Feature flags of the subscription. Where the evidence is unverified the flag may no longer be needed: warn, never block. */
export const SUBSCRIPTION_FEATURES = {
  encryptionAtHost: { namespace: 'Microsoft.Compute', name: 'EncryptionAtHost', evidence: 'read' },
  disableSsh: { namespace: 'Microsoft.ContainerService', name: 'DisableSSHPreview', evidence: 'unverified' },
  entraIdSsh: { namespace: 'Microsoft.ContainerService', name: 'EntraIdSSHPreview', evidence: 'unverified' },
  standbyPools: {
    namespace: 'Microsoft.StandbyPool',
    name: 'StandbyContainerGroupPoolPreview',
    evidence: 'unverified',
  },
} as const satisfies Record<string, SubscriptionFeature>;
