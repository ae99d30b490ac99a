import { type AzType, LONG_AGO, pairs, value } from '../row.ts';

export const resourceGroups: AzType = {
  type: 'Microsoft.Resources/resourceGroups',
  command: 'group create',
  since: LONG_AGO,
  address: [
    ['--subscription', 'subscription'],
    ['--name', 'name'],
  ],
  rows: [value('location', '--location'), pairs('tags', '--tags')],
  must: ['location'],
  implicit: [],
  always: [],
};
