import { all, query, texts } from '../clients.ts';
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

export interface FederatedCredential {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export const federatedCredentials = query<{ readonly identityId: string }, readonly FederatedCredential[]>({
  name: 'federatedCredentials',
  needs: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/read',
  key: (args) => args.identityId.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.identityId);
    const client = await clients.msi(subscription);
    const found = await all(client.federatedIdentityCredentials.list(group, name, { abortSignal }));
    return found.map((model) => ({
      name: model.name ?? '',
      issuer: model.issuer ?? '',
      subject: model.subject ?? '',
      audiences: texts(model.audiences),
    }));
  },
});
