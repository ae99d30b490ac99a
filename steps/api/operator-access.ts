import { conditional } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { isPrivate } from './exposure.ts';

export const operatorAccess = conditional({
  id: 'api.operatorAccess',
  needs: [isPrivate],
  question: 'How do people reach the private API server?',
  explain:
    'A private cluster that nobody can reach is a locked door with the key inside. A jump box in the network is a governed host with a known set of tools. ' +
    'VPN or ExpressRoute serve where they exist already. Cloud Shell in the VNet and Bastion tunnelling do not work while the node resource group is locked down.',
  kind: choice([
    {
      value: 'jumpbox',
      label: 'Jump box in the network',
      effect: 'Builds an image with the operators’ tools; manifests are applied from there.',
    },
    {
      value: 'vpn',
      label: 'VPN or ExpressRoute',
      effect: 'Nothing is added; operators come through the connection that exists.',
    },
    {
      value: 'cloud-shell',
      label: 'Cloud Shell in the VNet',
      effect: 'Needs Owner on the subscription to set up.',
      risk: 'not with node resource group lockdown',
    },
    {
      value: 'bastion-tunnel',
      label: 'Bastion tunnelling',
      effect: 'A preview: the native client tunnels to the API server.',
      risk: 'not with node resource group lockdown',
    },
    {
      value: 'private-endpoint',
      label: 'Private endpoint from another VNet',
      effect: 'A second private endpoint in the operators’ VNet.',
    },
    {
      value: 'run-command',
      label: 'Run command through Azure',
      effect: 'Commands go through Azure Resource Manager; its endpoint stays open.',
      risk: 'a way in beside the network',
    },
  ]),
  when: (read) => read(isPrivate),
  recommended: () => 'jumpbox',
  ask: 'always',
  permanence: 'update',
  sources: [
    learn('private-cluster-connect', 'Connect to a private cluster'),
    learn('access-private-cluster', 'Run command'),
  ],
});
