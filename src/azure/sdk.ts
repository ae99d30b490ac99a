import type { HttpClient } from '@azure/core-rest-pipeline';
import { realAz } from './az.ts';
import type { Clients, Connection, Credential } from './clients.ts';
import { callerOf, sharedTokens } from './credential.ts';
import { makeRest } from './rest.ts';

/** The public cloud. Others are refused when the subscription is chosen. */
export const MANAGEMENT = 'https://management.azure.com';

/** Twice, a second at most between; the time limit of the check ends it earlier. A 429 waits as long as Azure says. */
export const RETRY = { maxRetries: 2, retryDelayInMs: 300, maxRetryDelayInMs: 1000 } as const;

export interface ClientOptions {
  readonly retryOptions: {
    readonly maxRetries: number;
    readonly retryDelayInMs: number;
    readonly maxRetryDelayInMs: number;
  };
  readonly httpClient?: HttpClient;
}

/** The clients over a connection. Nothing is loaded or asked before the first query. */
export function makeClients(connection: Connection, retry: ClientOptions['retryOptions'] = RETRY): Clients {
  const credential = sharedTokens(connection.credential);
  const { httpClient } = connection;
  const options: ClientOptions = { retryOptions: retry, ...(httpClient ? { httpClient } : {}) };
  const rest = once(() => makeRest(credential, options));
  return {
    ...makeSdkClients(credential, options),
    rest: async (request, signal) => (await rest())(request, signal),
    caller: async (signal) => callerOf(await tokenOf(credential, signal)),
    az: connection.az ?? realAz,
  };
}

async function tokenOf(credential: Credential, abortSignal: AbortSignal): Promise<string> {
  const token = await credential.getToken(`${MANAGEMENT}/.default`, { abortSignal });
  return token?.token ?? '';
}

type SdkClients = Omit<Clients, 'rest' | 'caller' | 'az'>;

function makeSdkClients(credential: Credential, options: ClientOptions): SdkClients {
  const make = <Client>(load: (subscription: string) => Promise<Client>) => perSubscription(load);
  const subscriptions = once(async () => {
    const { SubscriptionClient } = await import('@azure/arm-resources-subscriptions');
    return new SubscriptionClient(credential, { ...options });
  });
  return {
    subscriptions,
    authorization: make(async (subscription) => {
      const { AuthorizationManagementClient } = await import('@azure/arm-authorization');
      return new AuthorizationManagementClient(credential, subscription, { ...options });
    }),
    compute: make(async (subscription) => {
      const { ComputeManagementClient } = await import('@azure/arm-compute');
      return new ComputeManagementClient(credential, subscription, { ...options });
    }),
    containerService: make(async (subscription) => {
      const { ContainerServiceClient } = await import('@azure/arm-containerservice');
      return new ContainerServiceClient(credential, subscription, { ...options });
    }),
    imageBuilder: make(async (subscription) => {
      const { ImageBuilderClient } = await import('@azure/arm-imagebuilder');
      return new ImageBuilderClient(credential, subscription, { ...options });
    }),
    msi: make(async (subscription) => {
      const { ManagedServiceIdentityClient } = await import('@azure/arm-msi');
      return new ManagedServiceIdentityClient(credential, subscription, { ...options });
    }),
    network: make(async (subscription) => {
      const { NetworkManagementClient } = await import('@azure/arm-network');
      return new NetworkManagementClient(credential, subscription, { ...options });
    }),
    privateDns: make(async (subscription) => {
      const { PrivateDnsManagementClient } = await import('@azure/arm-privatedns');
      return new PrivateDnsManagementClient(credential, subscription, { ...options });
    }),
    resources: make(async (subscription) => {
      const { ResourceManagementClient } = await import('@azure/arm-resources');
      return new ResourceManagementClient(credential, subscription, { ...options });
    }),
  };
}

function perSubscription<Client>(load: (subscription: string) => Promise<Client>) {
  const made = new Map<string, Promise<Client>>();
  return (subscription: string): Promise<Client> => {
    const client = made.get(subscription) ?? load(subscription);
    made.set(subscription, client);
    return client;
  };
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
