import { learn } from './dates.ts';

/** The Entra applications behind a sign-in to AKS; filter sign-in logs by the server, since az signs in with its own client. */
export const ENTRA_APPS = {
  aksServer: '6dae42f8-4368-4678-94ff-3960e28e3630',
  kubeloginClient: '80faf920-1908-4b52-b5ef-a8e7bedfc67a',
  source: learn('kubelogin-authentication', 'Use kubelogin to authenticate in AKS'),
} as const;

/** Audience of workload identity tokens, and how many federated credentials one identity takes (WI-4). */
export const WORKLOAD_IDENTITY = {
  audience: 'api://AzureADTokenExchange',
  credentialsPerIdentity: 20,
  podLabel: 'azure.workload.identity/use',
  clientIdAnnotation: 'azure.workload.identity/client-id',
  source: learn('workload-identity-overview', 'Microsoft Entra Workload ID with AKS'),
} as const;
