import { conditional, derived } from '../../src/core/decision.ts';
import { choice, resourceId, toggle } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { hub } from '../net/vnet.ts';
import { exposure, isPrivate } from './exposure.ts';

const PRIVATE_CLUSTERS = learn('private-clusters', 'Private AKS clusters');

export const privateDnsZoneMode = conditional({
  id: 'api.privateDnsZone',
  needs: [isPrivate, hub],
  question: 'Whose private DNS zone holds the API server’s name?',
  explain:
    'The name of a private API server resolves only where its zone is linked. A zone of your own can be linked to every network that people come from, also while the node resource group is locked. ' +
    'A zone that AKS makes lies in the locked group and is linked to the nodes’ network alone. With a hub, its zone is the place: one zone for all clusters of a region.',
  kind: choice([
    {
      value: 'new',
      label: 'A new zone of your own',
      effect: 'Made beside the cluster and linked to its VNet; needs a user-assigned identity.',
    },
    {
      value: 'existing',
      label: 'A zone that exists',
      effect: 'Asks for its id; the cluster’s identity gets a role on it.',
    },
    {
      value: 'system',
      label: 'A zone that AKS manages',
      effect: 'In the node resource group, linked to the nodes’ network only.',
    },
    { value: 'none', label: 'None', effect: 'The public name resolves to the private address.' },
  ]),
  when: (read) => read(isPrivate),
  recommended: (read) => (read(hub) === undefined ? 'new' : 'existing'),
  permanence: 'create-only',
  sources: [PRIVATE_CLUSTERS],
});

export const privateDnsZoneId = conditional({
  id: 'api.privateDnsZoneId',
  needs: [privateDnsZoneMode],
  question: 'Which private DNS zone?',
  explain:
    'Its name decides whether AKS takes it: private.<region>.azmk8s.io with VNet integration, privatelink.<region>.azmk8s.io with Private Link, or one label of at most 32 characters before that. ' +
    'It may stand in another subscription, where Microsoft.ContainerService must be registered. Link it to every network that people come from.',
  kind: resourceId('Microsoft.Network/privateDnsZones', 'privateDnsZones'),
  when: (read) => read(privateDnsZoneMode) === 'existing',
  ask: 'always',
  permanence: 'create-only',
  sources: [PRIVATE_CLUSTERS],
});

/** Whether the zone is the operator's, new or existing: what AKS calls a custom private DNS zone. */
export const hasOwnZone = derived({
  id: 'api.hasOwnZone',
  says: 'the private DNS zone is your own',
  needs: [privateDnsZoneMode],
  compute: (read) => read(privateDnsZoneMode) === 'new' || read(privateDnsZoneMode) === 'existing',
});

/** The parent of the zone's name by exposure: AKS refuses the other one. */
export const zoneNameFor = (exposed: string, region: string): string =>
  `${exposed === 'private-link' ? 'privatelink' : 'private'}.${region}.azmk8s.io`;

export const publicFqdn = conditional({
  id: 'api.publicFqdn',
  needs: [isPrivate, privateDnsZoneMode, exposure],
  question: 'Publish a public DNS name for the private API server?',
  explain:
    'The name would resolve to a private address from everywhere: no way in, but it tells where the cluster is. ' +
    'It stays off unless there is no private zone, where it is the only name.',
  kind: toggle({
    yes: { label: 'Publish', effect: 'A public name answers with the private address.' },
    no: { label: 'Do not publish', effect: 'Only linked networks can resolve the name.' },
  }),
  when: (read) => read(isPrivate),
  recommended: (read) => read(privateDnsZoneMode) === 'none',
  ask: 'never',
  permanence: 'update',
  sources: [PRIVATE_CLUSTERS],
});
