import { learn } from './dates.ts';

/** Audience of workload identity tokens, and how many federated credentials one identity takes (WI-4). */
export const WORKLOAD_IDENTITY = {
  audience: 'api://AzureADTokenExchange',
  credentialsPerIdentity: 20,
  podLabel: 'azure.workload.identity/use',
  clientIdAnnotation: 'azure.workload.identity/client-id',
  source: learn('workload-identity-overview', 'Microsoft Entra Workload ID with AKS'),
} as const;
