import { addEverything, emissionOf, planOf } from '../helpers/plans.ts';
import { RIG_SUBSCRIPTION, RIG_TENANT } from './az-rig.ts';
import { emissionsOfProfiles } from './profiles.ts';
import { testRoundTrips } from './rig-round-trip.ts';

const HUB = `/subscriptions/${RIG_SUBSCRIPTION}/resourceGroups/rg-hub-network/providers/Microsoft.Network/virtualNetworks/vnet-hub`;

const everything = planOf(
  (plan) => {
    addEverything(plan, HUB, true);
    plan.object({
      symbol: 'defaultDeny',
      manifest: {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'default-deny' },
        spec: { podSelector: {} },
      },
    });
  },
  { subscription: RIG_SUBSCRIPTION, tenant: RIG_TENANT, delivery: 'run-command' },
);

testRoundTrips([['one of everything', emissionOf(everything)], ...emissionsOfProfiles()]);
