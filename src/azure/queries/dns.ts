import type { PrivateZone as ZoneModel } from '@azure/arm-privatedns';
import { all, query } from '../clients.ts';
import { parseId } from '../ids.ts';

export interface PrivateZone {
  readonly id: string;
  readonly name: string;
}

export interface ZoneLink {
  readonly name: string;
  readonly vnetId: string;
  /** `Completed`, or `InProgress`. */
  readonly state: string;
  readonly registration: boolean;
}

const readZone = (model: ZoneModel): PrivateZone => ({ id: model.id ?? '', name: model.name ?? '' });

export const privateZone = query<{ readonly id: string }, PrivateZone>({
  name: 'privateZone',
  needs: 'Microsoft.Network/privateDnsZones/read',
  key: (args) => args.id.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.privateDns(subscription);
    return readZone(await client.privateZones.get(group, name, { abortSignal }));
  },
});

export const privateZones = query<{ readonly subscription: string }, readonly PrivateZone[]>({
  name: 'privateZones',
  needs: 'Microsoft.Network/privateDnsZones/read',
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.privateDns(args.subscription);
    return (await all(client.privateZones.list({ abortSignal }))).map(readZone);
  },
});

/** The virtual networks that resolve a zone. */
export const zoneLinks = query<{ readonly zoneId: string }, readonly ZoneLink[]>({
  name: 'zoneLinks',
  needs: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks/read',
  key: (args) => args.zoneId.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.zoneId);
    const client = await clients.privateDns(subscription);
    const found = await all(client.virtualNetworkLinks.list(group, name, { abortSignal }));
    return found.map((link) => ({
      name: link.name ?? '',
      vnetId: link.virtualNetwork?.id ?? '',
      state: link.virtualNetworkLinkState ?? 'unknown',
      registration: link.registrationEnabled === true,
    }));
  },
});
