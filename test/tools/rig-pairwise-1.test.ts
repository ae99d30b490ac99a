import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { half } from './rig-random.ts';
import { testRoundTrips } from './rig-round-trip.ts';

testRoundTrips(half(pairwiseProfiles(20), 1).map((one) => [one.name, one.emission()]));
