import type { World } from '../../src/emulator/types.ts';
import { idOf, inGroup, over, resourceGroup, subnet, vnet } from '../../src/emulator/world.ts';
import { sample as real } from '../../src/emulator/worlds/sample.ts';
import { EVIL } from './evil.ts';

const evil = (text: string): string => `${text}${EVIL}`;

/** The sample, where whoever may name things has named them to take over the terminal that shows them. */
export function sample(): World {
  const world = real();
  const [first] = world.subscriptions;
  const group = inGroup(first?.id ?? '', evil('rg'));
  const network = idOf(group, 'vnet', evil('vnet'));
  return over(world, {
    name: 'sample',
    says: 'every name is hostile',
    caller: { ...world.caller, name: evil(world.caller.name) },
    subscriptions: world.subscriptions.map((one) => ({
      ...one,
      name: evil(one.name),
      regions: one.regions.map((region) => ({ ...region, label: evil(region.label) })),
    })),
    groups: world.groups.map((one) => ({ ...one, displayName: evil(one.displayName) })),
    add: [
      resourceGroup(group, 'westeurope', { owner: EVIL }),
      vnet(network, 'westeurope', ['10.77.0.0/16']),
      subnet(network, evil('snet'), { range: '10.77.0.0/24' }),
    ],
    faults: [
      ...world.faults,
      {
        at: '/providers/Microsoft.ContainerService/managedClusters',
        does: { status: 409, code: evil('Code'), message: evil('No.') },
      },
    ],
  });
}
