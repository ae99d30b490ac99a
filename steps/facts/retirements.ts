import type { Source } from '../../src/core/source.ts';
import { AKS_CHANGELOG, learn } from './dates.ts';

/** Something that was or will be retired: `ends` is its last supported day (ISO). */
export interface Retirement {
  readonly what: string;
  readonly ends: string;
  readonly instead: string;
  readonly source: Source;
}

const policies = learn('use-network-policies', 'Network policies in AKS');
const podIdentity = learn('use-azure-ad-pod-identity', 'Microsoft Entra pod-managed identities');

export const RETIREMENTS = {
  kubenet: {
    what: 'kubenet networking',
    ends: '2028-03-31',
    instead: 'Azure CNI Overlay',
    source: learn('concepts-network-cni-overview', 'AKS CNI networking overview'),
  },
  npmLinux: { what: 'Azure Network Policy Manager on Linux', ends: '2028-09-30', instead: 'Cilium', source: policies },
  npmWindows: {
    what: 'Azure Network Policy Manager on Windows',
    ends: '2026-09-30',
    instead: 'Calico',
    source: policies,
  },
  podIdentityProject: {
    what: 'AAD Pod Identity, the open-source project',
    ends: '2022-10-24',
    instead: 'Microsoft Entra Workload ID',
    source: podIdentity,
  },
  podIdentityAddon: {
    what: 'AAD Pod Identity, the AKS add-on',
    ends: '2025-09-30',
    instead: 'Microsoft Entra Workload ID',
    source: podIdentity,
  },
  podSecurityPolicy: {
    what: 'Pod security policies',
    ends: '2023-08-01',
    instead: 'Pod Security Admission',
    source: learn('use-psa', 'Pod Security Admission in AKS'),
  },
  containerInsightsKeys: {
    what: 'Container Insights authentication with workspace keys',
    ends: '2026-09-30',
    instead: 'managed identity authentication',
    source: learn('monitor-aks', 'Monitor AKS'),
  },
  contentTrust: {
    what: 'Docker Content Trust in Azure Container Registry',
    ends: '2028-03-31',
    instead: 'Notation',
    source: learn('image-cleaner', 'Image cleaner; Defender documentation'),
  },
  openServiceMesh: {
    what: 'Open Service Mesh add-on',
    ends: '2027-09-30',
    instead: 'the Istio add-on',
    source: AKS_CHANGELOG,
  },
  basicLoadBalancer: {
    what: 'Basic load balancer and availability sets',
    ends: '2025-09-30',
    instead: 'Standard load balancer and scale sets',
    source: AKS_CHANGELOG,
  },
} as const satisfies Record<string, Retirement>;
