import { all, query } from '../clients.ts';
import { normalLocation, parseId } from '../ids.ts';

export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly principalId: string;
  readonly clientId: string;
}

interface Model {
  readonly id?: string;
  readonly name?: string;
  readonly location?: string;
  readonly principalId?: string;
  readonly clientId?: string;
}

const readIdentity = (model: Model): Identity => ({
  id: model.id ?? '',
  name: model.name ?? '',
  location: normalLocation(model.location ?? ''),
  principalId: model.principalId ?? '',
  clientId: model.clientId ?? '',
});

/** A user-assigned managed identity. */
export const identity = query<{ readonly id: string }, Identity>({
  name: 'identity',
  needs: 'Microsoft.ManagedIdentity/userAssignedIdentities/read',
  key: (args) => args.id.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.msi(subscription);
    return readIdentity(await client.userAssignedIdentities.get(group, name, { abortSignal }));
  },
});

export const identities = query<{ readonly subscription: string }, readonly Identity[]>({
  name: 'identities',
  needs: 'Microsoft.ManagedIdentity/userAssignedIdentities/read',
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.msi(args.subscription);
    return (await all(client.userAssignedIdentities.listBySubscription({ abortSignal }))).map(readIdentity);
  },
});
