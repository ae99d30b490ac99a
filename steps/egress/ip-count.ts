import { conditional } from '../../src/core/decision.ts';
import { number } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { egressType } from './type.ts';

export const outboundIpCount = conditional({
  id: 'egress.ipCount',
  needs: [egressType],
  question: 'From how many public addresses does the traffic leave?',
  explain:
    'Each public address carries about 64,000 connections at once; clusters that call many hosts at a high rate run out of ports and need more. ' +
    'AKS makes the addresses and chooses them: whoever lists yours must be told them, and again when there are more.',
  kind: number(1, 16, 'addresses'),
  when: (read) => read(egressType) === 'loadBalancer' || read(egressType) === 'managedNATGateway',
  recommended: () => 1,
  permanence: 'update',
  aliases: ['managed outbound ip count'],
  sources: [learn('nat-gateway', 'NAT gateway'), learn('egress-outboundtype', 'Outbound types')],
});
