import { type AzType, boolean, LONG_AGO, pairs, sent, value } from '../row.ts';
import { childOf, IN_GROUP } from './common.ts';

export const privateDnsZones: AzType = {
  type: 'Microsoft.Network/privateDnsZones',
  command: 'network private-dns zone create',
  since: LONG_AGO,
  address: IN_GROUP,
  rows: [sent('location', ['global'], 'zones are in no region'), pairs('tags', '--tags')],
  must: ['location'],
  implicit: [],
  always: [],
  shorthand: true,
};

export const privateDnsLinks: AzType = {
  type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  command: 'network private-dns link vnet create',
  since: LONG_AGO,
  address: childOf('--zone-name'),
  rows: [
    sent('location', ['global'], 'links are in no region'),
    pairs('tags', '--tags'),
    value('properties.virtualNetwork.id', '--virtual-network'),
    boolean('properties.registrationEnabled', '--registration-enabled'),
    value('properties.resolutionPolicy', '--resolution-policy', '2.66.0'),
  ],
  must: ['location', 'properties.virtualNetwork.id', 'properties.registrationEnabled'],
  implicit: [],
  always: [],
  shorthand: true,
};
