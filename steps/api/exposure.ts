import { decision, derived } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

export const exposure = decision({
  id: 'api.exposure',
  needs: [virtualNodes],
  question: 'How do clients and nodes reach the Kubernetes API server?',
  explain:
    'The API server is the front door of the cluster. Without a public endpoint only hosts with a route into the network can even try it. ' +
    'With VNet integration it gets an internal address in a subnet of yours, so nodes need no tunnel and no DNS to reach it, and public or private can be ' +
    'switched later. A Private Link cluster stays one. A public endpoint with listed ranges is simpler where there is no VPN, jump box or firewall.',
  kind: choice([
    {
      value: 'vnet-private',
      label: 'Private, VNet integration',
      effect: 'No public endpoint; nodes reach the API server inside the VNet.',
    },
    {
      value: 'private-link',
      label: 'Private Link',
      effect: 'No public endpoint; a private endpoint in the node subnet.',
      permanence: 'create-only',
    },
    {
      value: 'public-ranges',
      label: 'Public, authorized ranges',
      effect: 'A public endpoint that only listed IPv4 ranges may call.',
    },
    {
      value: 'vnet-public',
      label: 'Public, VNet integration',
      effect: 'Nodes stay inside the VNet; a public endpoint remains, which ranges can narrow.',
      risk: 'open to the internet without ranges',
    },
    {
      value: 'public',
      label: 'Public',
      effect: 'A public endpoint for everybody with a valid sign-in.',
      risk: 'open to the internet',
    },
  ]),
  recommended: () => 'vnet-private',
  ask: 'always',
  permanence: 'update',
  aliases: ['private cluster'],
  sources: [
    learn('api-server-vnet-integration', 'API Server VNet Integration'),
    learn('private-clusters', 'Private AKS clusters'),
    learn('api-server-authorized-ip-ranges', 'Authorized IP ranges'),
  ],
});

export const isPrivate = derived({
  id: 'api.isPrivate',
  says: 'the API server has no public endpoint',
  needs: [exposure],
  compute: (read) => read(exposure) === 'vnet-private' || read(exposure) === 'private-link',
});

export const isIntegrated = derived({
  id: 'api.isIntegrated',
  says: 'the API server stands in a subnet of the VNet',
  needs: [exposure],
  compute: (read) => read(exposure) === 'vnet-private' || read(exposure) === 'vnet-public',
});
