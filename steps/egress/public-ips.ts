import { conditional } from '../../src/core/decision.ts';
import { address, list } from '../../src/core/kind.ts';
import { authorizedRanges, CLUSTER_EGRESS } from '../api/authorized-ranges.ts';
import { learn } from '../facts/dates.ts';
import { egressType, makesNatGateway } from './type.ts';

/** Stands after the ranges in the registry: it is due for what they say. */
export const egressPublicIps = conditional({
  id: 'egress.publicIps',
  needs: [egressType, makesNatGateway, authorizedRanges],
  question: 'From which public addresses does the traffic of the nodes come?',
  explain:
    'The ranges of the API server admit the cluster’s own nodes, and their traffic leaves through a firewall or a NAT gateway that is there already: the API server sees its public addresses. ' +
    'Name all of them, since any one may be taken for a connection.',
  kind: list(address(), 1, 250),
  when: (read) =>
    (read(authorizedRanges) ?? []).some((one) => one === CLUSTER_EGRESS) &&
    (read(egressType) === 'userDefinedRouting' ||
      (read(egressType) === 'userAssignedNATGateway' && !read(makesNatGateway))),
  ask: 'always',
  permanence: 'update',
  aliases: ['egress.firewallIps', 'firewall public ip'],
  sources: [
    learn('api-server-authorized-ip-ranges', 'Authorized IP ranges'),
    learn('limit-egress-traffic', 'Limit network traffic with Azure Firewall'),
  ],
});
