import { conditional, decision, derived } from '../../src/core/decision.ts';
import { choice, resourceId, text } from '../../src/core/kind.ts';
import { clusterName } from '../base/names.ts';
import { named } from '../common.ts';
import { learn, learnElsewhere } from '../facts/dates.ts';

const CNI = learn('concepts-network-cni-overview', 'AKS CNI networking overview');
const PEERING = learnElsewhere(
  'virtual-network/virtual-network-peering-overview',
  'Virtual network peering',
  '2026-08-21',
);

/** With an overlay the names of subnet, VNet and its resource group may have at most this many characters (NET-5). */
export const LONGEST_OVERLAY_NAME = 63;

export const vnetMode = decision({
  id: 'net.vnet',
  question: 'Whose virtual network do the nodes stand in?',
  explain:
    'A VNet of your own lives outside the node resource group, can be peered, routed through a firewall and shared with virtual nodes and a jump box. ' +
    'One that AKS manages is simplest, but takes no routes, no NAT gateway and no subnets of yours. It can never be changed.',
  kind: choice([
    {
      value: 'new',
      label: 'A new VNet',
      effect: 'Makes the VNet and its subnets, with a peering to a hub if you name one.',
    },
    {
      value: 'existing',
      label: 'A VNet that exists',
      effect: 'Uses subnets that are there, or adds some; the VNet itself is not written.',
    },
    {
      value: 'managed',
      label: 'Managed by AKS',
      effect: 'AKS makes a VNet in the node resource group.',
      risk: 'no routes, peerings or subnets of yours',
    },
  ]),
  recommended: () => 'new',
  ask: 'always',
  permanence: 'create-only',
  aliases: ['byo vnet', 'vn.vnetPlacement'],
  sources: [CNI],
});

export const vnetId = conditional({
  id: 'net.vnetId',
  needs: [vnetMode],
  question: 'Which VNet?',
  explain:
    'The full id of the VNet that exists. It must be in the region of the cluster. It may be in another subscription, where the identities of the cluster then need their roles.',
  kind: resourceId('Microsoft.Network/virtualNetworks', 'vnets'),
  when: (read) => read(vnetMode) === 'existing',
  ask: 'always',
  permanence: 'create-only',
  sources: [CNI],
});

export const networkGroupName = conditional({
  id: 'net.resourceGroup',
  needs: [vnetMode, clusterName],
  question: 'Which resource group holds the new VNet?',
  explain:
    'A group of its own keeps the network apart from the cluster, so that it can belong to other people and outlive the cluster. ' +
    'It must not be the node resource group, which AKS makes and manages.',
  kind: text(/[-\w.()]{0,89}[-\w()]/, '1 to 90 letters, digits, _ - . ( ), no dot at the end', { max: 90 }),
  when: (read) => read(vnetMode) === 'new',
  recommended: (read) => named('rg', read(clusterName), 'network', LONGEST_OVERLAY_NAME),
  permanence: 'create-only',
  sources: [CNI],
});

/** The word for "no hub". */
const NO_HUB = 'none';

export const hubVnetId = conditional({
  id: 'net.hubVnetId',
  needs: [vnetMode],
  question: 'Which hub is the new VNet a spoke of, if any?',
  explain:
    'With the id of a hub VNet the new one is peered with it, both ways, and its traffic can go through the hub’s firewall. ' +
    'The hub’s side of the peering belongs to whoever owns the network. The word none makes a VNet that stands alone.',
  kind: text(
    /none|\/subscriptions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourceGroups\/[-\w.()]{0,89}[-\w()]\/providers\/Microsoft\.Network\/virtualNetworks\/[A-Za-z0-9_][-\w.]{0,79}/,
    'the word none, or the full id of a VNet',
    { max: 400, suggest: 'vnets' },
  ),
  when: (read) => read(vnetMode) === 'new',
  recommended: () => NO_HUB,
  ask: 'always',
  permanence: 'update',
  aliases: ['hub', 'spoke', 'peering'],
  sources: [PEERING],
});

export const hub = derived({
  id: 'net.hub',
  says: 'the id of the hub that the new VNet is peered with, if any',
  needs: [hubVnetId],
  compute: (read) => {
    const id = read(hubVnetId);
    return id === NO_HUB ? undefined : id;
  },
});

/** Whether the VNet lies outside the node resource group: made by this plan, or there already. */
export const ownVnet = derived({
  id: 'net.ownVnet',
  says: 'the VNet is your own, outside the node resource group',
  needs: [vnetMode],
  compute: (read) => read(vnetMode) !== 'managed',
});

/** The name of a VNet that this plan makes. */
export const vnetNameOf = (cluster: string): string => named('vnet', cluster, '', LONGEST_OVERLAY_NAME);
