import { all, asObject, asText, idPath, query, restAll } from '../clients.ts';
import { normalLocation } from '../ids.ts';

export interface ResourceGroup {
  readonly name: string;
  readonly location: string;
  readonly state: string;
  /** The resource that manages the group: such a group is a node resource group or a managed application's. */
  readonly managedBy?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly name: string;
  readonly level: 'ReadOnly' | 'CanNotDelete';
}

interface Model {
  readonly name?: string;
  readonly location?: string;
  readonly managedBy?: string;
  readonly tags?: Record<string, string>;
  readonly properties?: { readonly provisioningState?: string };
}

const readGroup = (model: Model): ResourceGroup => ({
  name: model.name ?? '',
  location: normalLocation(model.location ?? ''),
  state: model.properties?.provisioningState ?? 'unknown',
  tags: model.tags ?? {},
  ...(model.managedBy ? { managedBy: model.managedBy } : {}),
});

export const resourceGroup = query<{ readonly subscription: string; readonly group: string }, ResourceGroup>({
  name: 'resourceGroup',
  needs: 'Microsoft.Resources/subscriptions/resourceGroups/read',
  key: (args) => `${args.subscription} ${args.group.toLowerCase()}`,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.resources(args.subscription);
    return readGroup(await client.resourceGroups.get(args.group, { abortSignal }));
  },
});

export const resourceGroups = query<{ readonly subscription: string }, readonly ResourceGroup[]>({
  name: 'resourceGroups',
  needs: 'Microsoft.Resources/subscriptions/resourceGroups/read',
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.resources(args.subscription);
    return (await all(client.resourceGroups.list({ abortSignal }))).map(readGroup);
  },
});

/** Locks at a scope, inherited ones too. */
export const locks = query<{ readonly scope: string }, readonly Lock[]>({
  name: 'locks',
  needs: 'Microsoft.Authorization/locks/read',
  key: (args) => args.scope.toLowerCase(),
  ask: async (clients, args, signal) => {
    const path = `${idPath(args.scope)}/providers/Microsoft.Authorization/locks`;
    const found = await restAll(clients, { method: 'GET', path, query: { 'api-version': '2020-05-01' } }, signal);
    return found.map(asObject).map((lock) => ({
      name: asText(lock['name']),
      level: asObject(lock['properties'])['level'] === 'ReadOnly' ? 'ReadOnly' : 'CanNotDelete',
    }));
  },
});
