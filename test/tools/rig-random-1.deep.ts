import { half, randomPlans } from './rig-random.ts';
import { testRoundTrips } from './rig-round-trip.ts';

testRoundTrips(half(randomPlans(), 1));
