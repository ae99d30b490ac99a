import { conditional } from '../../src/core/decision.ts';
import { list, range } from '../../src/core/kind.ts';
import {
  AUTHORIZED_RANGES_LIMIT_VNET_INTEGRATION,
  AUTHORIZED_RANGES_SOURCES,
  WIDEST_AUTHORIZED_PREFIX,
} from '../facts/reserved-ranges.ts';
import { exposure } from './exposure.ts';

/** Stands for the address from which the cluster's own nodes call the API server, which Azure may choose only later. */
export const CLUSTER_EGRESS = 'cluster-egress';

export const authorizedRanges = conditional({
  id: 'api.authorizedRanges',
  needs: [exposure],
  question: 'Which public IPv4 ranges may call the API server?',
  explain:
    'Everybody else is refused before sign-in. List where operators and pipelines come from, as seen from the internet: an office, a VPN exit, a firewall. ' +
    'The word cluster-egress stands for the address of the cluster’s own nodes, which need the API server too; 0.0.0.0/32 alone admits nobody but nodes behind the load balancer. ' +
    'Hosted pipeline agents change address every week, so agents of your own are better; the portal’s view comes from the browser’s address.',
  kind: list(
    range(WIDEST_AUTHORIZED_PREFIX, 32, [
      {
        value: CLUSTER_EGRESS,
        label: 'The cluster’s own outbound address',
        effect: 'Filled in when it is known; with the load balancer AKS adds it itself.',
      },
    ]),
    0,
    AUTHORIZED_RANGES_LIMIT_VNET_INTEGRATION,
  ),
  when: (read) => read(exposure) === 'public-ranges' || read(exposure) === 'vnet-public',
  ask: 'always',
  permanence: 'update',
  aliases: ['authorized ip ranges', 'allow list'],
  sources: AUTHORIZED_RANGES_SOURCES,
});
