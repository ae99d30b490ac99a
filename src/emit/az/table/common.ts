import type { AzType } from '../row.ts';

/** Where most resources stand: subscription, group and name. */
export const IN_GROUP: AzType['address'] = [
  ['--subscription', 'subscription'],
  ['--resource-group', 'group'],
  ['--name', 'name'],
];

/** The same for a child whose parent is named by `argument`. */
export const childOf = (argument: string): AzType['address'] => [
  ['--subscription', 'subscription'],
  ['--resource-group', 'group'],
  [argument, 'parent'],
  ['--name', 'name'],
];
