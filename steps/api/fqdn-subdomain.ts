import { conditional } from '../../src/core/decision.ts';
import { text } from '../../src/core/kind.ts';
import { dnsPrefixOf } from '../base/contributions.ts';
import { clusterName } from '../base/names.ts';
import { learn } from '../facts/dates.ts';
import { hasOwnZone } from './private-dns.ts';

export const fqdnSubdomain = conditional({
  id: 'api.fqdnSubdomain',
  needs: [hasOwnZone, clusterName],
  question: 'Which name does the API server get in the zone?',
  explain:
    'The first label of the API server’s name in your own zone. Clusters that share a zone need different ones. ' +
    'It takes the place of the DNS prefix and can never be changed.',
  kind: text(
    /[A-Za-z0-9](?:[-A-Za-z0-9]{0,52}[A-Za-z0-9])?/,
    '1 to 54 letters, digits and hyphens, first and last a letter or digit',
    { max: 54 },
  ),
  when: (read) => read(hasOwnZone),
  recommended: (read) => dnsPrefixOf(read(clusterName)),
  permanence: 'create-only',
  aliases: ['dns prefix'],
  sources: [learn('private-clusters', 'Private AKS clusters')],
  unverified: 'The limit of 54 characters is that of a DNS prefix; none is documented for the subdomain.',
});
