import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { testRoundTrips } from './rig-round-trip.ts';

// in halves, since files run beside each other and what is in one does not
testRoundTrips(
  pairwiseProfiles(20)
    .filter((_, i) => i % 2 === 1)
    .map((one) => [one.name, one.emission()]),
);
