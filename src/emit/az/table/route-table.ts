import { type AzType, boolean, LONG_AGO, pairs, part, value } from '../row.ts';
import { IN_GROUP } from './common.ts';

const P = 'properties.';

export const routeTables: AzType = {
  type: 'Microsoft.Network/routeTables',
  command: 'network route-table create',
  since: LONG_AGO,
  address: IN_GROUP,
  rows: [
    value('location', '--location'),
    pairs('tags', '--tags'),
    boolean(`${P}disableBgpRoutePropagation`, '--disable-bgp-route-propagation'),
    part(`${P}routes`, {
      command: 'network route-table route create',
      since: LONG_AGO,
      segment: 'routes',
      parent: '--route-table-name',
      rows: [
        value(`${P}addressPrefix`, '--address-prefix'),
        value(`${P}nextHopType`, '--next-hop-type'),
        value(`${P}nextHopIpAddress`, '--next-hop-ip-address'),
      ],
    }),
  ],
  must: ['location'],
  implicit: [],
  always: [],
  shorthand: true,
};
