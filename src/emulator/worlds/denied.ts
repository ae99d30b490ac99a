import { NETWORK_CONTRIBUTOR, OWNER, READER } from '../roles.ts';
import type { World } from '../types.ts';
import { assigned, inGroup, over } from '../world.ts';
import { CALLER, OPERATOR, SUBSCRIPTION } from './empty.ts';
import { sample } from './sample.ts';

/**
 * The same subscription, seen by somebody who may read one resource group and no directory: a 403 for nearly everything.
 * The right to the rest is eligible in Privileged Identity Management.
 */
export function denied(): World {
  const subscription = `/subscriptions/${SUBSCRIPTION}`;
  const owner = assigned({ principal: OPERATOR, role: OWNER, scope: subscription });
  return over(sample(), {
    name: 'denied',
    says: 'the caller may read almost nothing',
    caller: { ...CALLER, readsDirectory: false, eligible: [{ role: NETWORK_CONTRIBUTOR, scope: subscription }] },
    remove: [owner.id],
    add: [assigned({ principal: OPERATOR, role: READER, scope: inGroup(SUBSCRIPTION, 'rg-lab-network') })],
  });
}
