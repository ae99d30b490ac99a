import { type AzType, LONG_AGO, pairs, part, spread, value } from '../row.ts';
import { IN_GROUP } from './common.ts';

const P = 'properties.';
const RULE_COMMAND = 'network nsg rule create';

/** A rule says one address or port, or a list of them; az takes both with one argument. */
const either = (leaf: string, argument: string) => [
  value(`${P}${leaf}`, argument),
  spread(`${P}${leaf}es`.replace(/Rangees$/, 'Ranges'), argument),
];

export const networkSecurityGroups: AzType = {
  type: 'Microsoft.Network/networkSecurityGroups',
  command: 'network nsg create',
  since: LONG_AGO,
  address: IN_GROUP,
  rows: [
    value('location', '--location'),
    pairs('tags', '--tags'),
    part(`${P}securityRules`, {
      command: RULE_COMMAND,
      since: LONG_AGO,
      segment: 'securityRules',
      parent: '--nsg-name',
      rows: [
        value(`${P}description`, '--description'),
        value(`${P}priority`, '--priority'),
        value(`${P}direction`, '--direction'),
        value(`${P}access`, '--access'),
        value(`${P}protocol`, '--protocol'),
        ...either('sourceAddressPrefix', '--source-address-prefixes'),
        ...either('sourcePortRange', '--source-port-ranges'),
        ...either('destinationAddressPrefix', '--destination-address-prefixes'),
        ...either('destinationPortRange', '--destination-port-ranges'),
      ],
    }),
  ],
  must: ['location'],
  implicit: [],
  always: [],
  shorthand: true,
};
