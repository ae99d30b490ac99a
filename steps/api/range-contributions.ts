import { contribution } from '../../src/plan/contribution.ts';
import { cluster } from '../resources.ts';
import { authorizedRanges } from './authorized-ranges.ts';
import { authorizedIPRanges, EGRESS_NEEDS } from './egress-addresses.ts';

export const contributions = [
  contribution({
    id: 'api.ranges',
    because: EGRESS_NEEDS,
    when: (read) => (read(authorizedRanges) ?? []).length > 0,
    add: (plan, read) =>
      plan.extend(cluster, {
        properties: { apiServerAccessProfile: { authorizedIPRanges: authorizedIPRanges(read) } },
      }),
  }),
];
