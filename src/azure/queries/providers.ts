import { asObject, asText, path, query, texts } from '../clients.ts';
import { normalLocation } from '../ids.ts';

export interface ProviderType {
  readonly type: string;
  readonly locations: readonly string[];
  readonly apiVersions: readonly string[];
}

export interface Provider {
  readonly namespace: string;
  /** `Registered`, `Registering`, `NotRegistered` or `Unregistering`. */
  readonly state: string;
  readonly types: readonly ProviderType[];
}

export const provider = query<{ readonly subscription: string; readonly namespace: string }, Provider>({
  name: 'provider',
  needs: 'Microsoft.Resources/subscriptions/providers/read',
  absent: ['InvalidResourceNamespace'],
  key: (args) => `${args.subscription} ${args.namespace.toLowerCase()}`,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.resources(args.subscription);
    const model = await client.providers.get(args.namespace, { abortSignal });
    return {
      namespace: model.namespace ?? args.namespace,
      state: model.registrationState ?? 'unknown',
      types: (model.resourceTypes ?? []).map((type) => ({
        type: type.resourceType ?? '',
        locations: texts(type.locations).map(normalLocation),
        apiVersions: texts(type.apiVersions),
      })),
    };
  },
});

/** The state of a preview feature's registration. */
export const feature = query<
  { readonly subscription: string; readonly namespace: string; readonly feature: string },
  { readonly state: string }
>({
  name: 'feature',
  needs: 'Microsoft.Features/providers/features/read',
  key: (args) => `${args.subscription} ${args.namespace}/${args.feature}`.toLowerCase(),
  ask: async (clients, args, signal) => {
    const at = path(
      'subscriptions',
      args.subscription,
      'providers',
      'Microsoft.Features',
      'providers',
      args.namespace,
      'features',
      args.feature,
    );
    const body = asObject(
      await clients.rest({ method: 'GET', path: at, query: { 'api-version': '2021-07-01' } }, signal),
    );
    return { state: asText(asObject(body['properties'])['state']) };
  },
});
