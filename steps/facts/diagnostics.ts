import { learn } from './dates.ts';

export const DIAGNOSTICS_SOURCE = learn('monitor-aks-reference', 'AKS monitoring data reference');

/** Control-plane log categories; a cluster lists its own (C-DIAG-1). `kube-audit` is the costly one. */
export const LOG_CATEGORIES = [
  ...['cloud-controller-manager', 'cluster-autoscaler', 'csi-azuredisk-controller', 'csi-azurefile-controller'],
  ...['csi-snapshot-controller', 'fleet-mcs-controller-manager', 'fleet-member-agent'],
  ...['fleet-member-net-controller-manager', 'guard', 'karpenter-events', 'kube-apiserver', 'kube-audit'],
  ...['kube-audit-admin', 'kube-controller-manager', 'kube-scheduler'],
] as const;

export const RECOMMENDED_LOG_CATEGORIES = [
  ...['cloud-controller-manager', 'cluster-autoscaler', 'guard', 'kube-apiserver', 'kube-audit-admin'],
  ...['kube-controller-manager', 'kube-scheduler'],
] as const;

export const METRIC_CATEGORY = 'AllMetrics';
