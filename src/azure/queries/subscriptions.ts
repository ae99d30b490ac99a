import { all, query } from '../clients.ts';
import { normalLocation } from '../ids.ts';

export interface Subscription {
  readonly id: string;
  readonly name: string;
  /** `Enabled`, `Disabled`, `Warned`, `PastDue` or `Deleted`. */
  readonly state: string;
  readonly tenantId: string;
}

export interface Location {
  readonly name: string;
  readonly label: string;
  readonly geography: string;
  readonly hasZones: boolean;
}

interface Model {
  readonly subscriptionId?: string;
  readonly displayName?: string;
  readonly state?: string;
  readonly tenantId?: string;
}

const readSubscription = (model: Model): Subscription => ({
  id: model.subscriptionId ?? '',
  name: model.displayName ?? '',
  state: model.state ?? 'unknown',
  tenantId: model.tenantId ?? '',
});

export const subscription = query<{ readonly subscription: string }, Subscription>({
  name: 'subscription',
  needs: 'Microsoft.Resources/subscriptions/read',
  absent: ['SubscriptionNotFound', 'InvalidSubscriptionId'],
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.subscriptions();
    return readSubscription(await client.subscriptions.get(args.subscription, { abortSignal }));
  },
});

/** Every subscription that the sign-in sees. */
export const subscriptions = query<Record<never, never>, readonly Subscription[]>({
  name: 'subscriptions',
  needs: 'Microsoft.Resources/subscriptions/read',
  key: () => '',
  ask: async (clients, _args, abortSignal) => {
    const client = await clients.subscriptions();
    return (await all(client.subscriptions.list({ abortSignal }))).map(readSubscription);
  },
});

/** The physical regions that the subscription may use. */
export const locations = query<{ readonly subscription: string }, readonly Location[]>({
  name: 'locations',
  needs: 'Microsoft.Resources/subscriptions/locations/read',
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.subscriptions();
    const found = await all(client.subscriptions.listLocations(args.subscription, { abortSignal }));
    return found
      .filter((model) => model.metadata?.regionType !== 'Logical')
      .map((model) => ({
        name: normalLocation(model.name ?? ''),
        label: model.displayName ?? model.name ?? '',
        geography: model.metadata?.geographyGroup ?? '',
        hasZones: (model.availabilityZoneMappings ?? []).length > 0,
      }));
  },
});
