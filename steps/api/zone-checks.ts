import { parentId, sameId } from '../../src/azure/ids.ts';
import { expectFound } from '../../src/azure/port.ts';
import { privateZone, zoneLinks } from '../../src/azure/queries/dns.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { learn } from '../facts/dates.ts';
import { hub, vnetId } from '../net/vnet.ts';
import { privateDnsZoneId, privateDnsZoneMode } from './private-dns.ts';

const PRIVATE = learn('private-clusters', 'Private AKS clusters');

const zone = check({
  id: 'C-DNS-1',
  title: 'The private DNS zone is there',
  level: 'must',
  reads: [privateDnsZoneMode, privateDnsZoneId],
  targets: (read) => {
    const id = read(privateDnsZoneId);
    return id === undefined ? [] : [{ name: id.split('/').at(-1) ?? id, id }];
  },
  run: async ({ id, name }, look) => {
    const seen = await look(privateZone, { id });
    return seen.is === 'found'
      ? pass('it is there')
      : fail(
          'it does not exist',
          `az network private-dns zone create --resource-group ${parentId(parentId(id)).split('/').at(-1)} --name ${name}`,
        );
  },
  source: PRIVATE,
});

const linked = check({
  id: 'C-DNS-2',
  title: 'The zone is linked to the networks that people and nodes are in',
  level: 'should',
  reads: [privateDnsZoneId, vnetId, hub],
  targets: (read) => {
    const id = read(privateDnsZoneId);
    if (id === undefined) return [];
    const vnets = [read(vnetId), read(hub)].filter((one) => one !== undefined);
    return vnets.map((vnetOf) => ({ name: `${id.split('/').at(-1)} ${vnetOf.split('/').at(-1)}`, id, vnet: vnetOf }));
  },
  run: async ({ id, vnet: wanted }, look) => {
    const links = expectFound(await look(zoneLinks, { zoneId: id }), 'the zone');
    const link = links.find((one) => sameId(one.vnetId, wanted));
    const name = wanted.split('/').at(-1);
    if (!link)
      return warn(
        'it is not linked',
        `az network private-dns link vnet create --zone-name ${id.split('/').at(-1)} --name link-${name} --virtual-network ${wanted} --registration-enabled false`,
      );
    return link.state === 'Completed' ? pass('linked') : warn(`the link is ${link.state}`, 'Wait until it is complete');
  },
  source: PRIVATE,
});

export const checks = [zone, linked];
