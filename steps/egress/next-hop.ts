import { conditional } from '../../src/core/decision.ts';
import { address } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { makesNodeSubnet } from '../net/subnets.ts';
import { egressType } from './type.ts';

export const nextHopIp = conditional({
  id: 'egress.nextHopIp',
  needs: [egressType, makesNodeSubnet],
  question: 'Which address does the default route lead to?',
  explain:
    'The private address of the firewall or appliance, in this VNet or in the hub it is peered with. All traffic of the nodes goes there; ' +
    'until the firewall lets through what nodes need, the cluster cannot be made. Azure shows the address as the private IP of the firewall.',
  kind: address(),
  when: (read) => read(egressType) === 'userDefinedRouting' && read(makesNodeSubnet),
  ask: 'always',
  permanence: 'update',
  aliases: ['firewall address', 'default route'],
  sources: [
    learn('egress-udr', 'User-defined routing'),
    learn('limit-egress-traffic', 'Limit network traffic with Azure Firewall'),
  ],
});
