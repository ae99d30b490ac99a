import { type AzType, ids, implicit, LONG_AGO, pairs, spread, value } from '../row.ts';
import { IN_GROUP } from './common.ts';

const P = 'properties.';

export const natGateways: AzType = {
  type: 'Microsoft.Network/natGateways',
  command: 'network nat gateway create',
  since: LONG_AGO,
  address: IN_GROUP,
  rows: [
    value('location', '--location'),
    pairs('tags', '--tags', '2.64.0'),
    value('sku.name', '--sku', '2.78.0'),
    spread('zones', '--zone'),
    ids(`${P}publicIpAddresses`, '--public-ip-addresses'),
    ids(`${P}publicIpPrefixes`, '--public-ip-prefixes', '2.50.0'),
    value(`${P}idleTimeoutInMinutes`, '--idle-timeout'),
  ],
  must: ['location', `${P}idleTimeoutInMinutes`],
  implicit: [implicit('sku.name', 'Standard', 'the service does the same when it is not said')],
  always: [],
  shorthand: true,
};

export const publicIpAddresses: AzType = {
  type: 'Microsoft.Network/publicIPAddresses',
  command: 'network public-ip create',
  since: LONG_AGO,
  address: IN_GROUP,
  rows: [
    value('location', '--location'),
    pairs('tags', '--tags'),
    value('sku.name', '--sku'),
    value('sku.tier', '--tier'),
    spread('zones', '--zone'),
    value(`${P}publicIPAllocationMethod`, '--allocation-method'),
    value(`${P}publicIPAddressVersion`, '--version'),
    value(`${P}idleTimeoutInMinutes`, '--idle-timeout'),
    value(`${P}dnsSettings.domainNameLabel`, '--dns-name'),
  ],
  must: ['location', 'sku.name', `${P}publicIPAllocationMethod`],
  implicit: [implicit(`${P}idleTimeoutInMinutes`, 4, 'the service does the same when it is not said')],
  always: [],
};
