import { decision } from '../../src/core/decision.ts';
import { text } from '../../src/core/kind.ts';
import { REGIONS_SOURCE } from '../facts/regions.ts';

export const location = decision({
  id: 'base.location',
  question: 'In which region?',
  explain:
    'The cluster, its network and its identities stand in this region. It decides which VM sizes, zones, Kubernetes versions and ' +
    'quotas there are. It can never be changed; a cluster in another region is another cluster.',
  kind: text(/[a-z][a-z0-9]{2,39}/, 'a region name as az prints it, such as westeurope', {
    max: 40,
    suggest: 'locations',
  }),
  ask: 'always',
  permanence: 'create-only',
  aliases: ['region'],
  sources: [REGIONS_SOURCE],
});
