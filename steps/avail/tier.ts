import { decision, derived } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';

export const tier = decision({
  id: 'avail.tier',
  question: 'Which pricing tier?',
  explain:
    'The tier is the promise about the API server. Standard promises 99.95 % with zones and 99.9 % without, up to 5,000 nodes. Free promises nothing and is meant for fewer than ten nodes. ' +
    'Premium adds two years of long-term support for a Kubernetes minor, and the two come only together.',
  kind: choice([
    {
      value: 'free',
      label: 'Free',
      effect: 'No promise about uptime; up to 1,000 nodes.',
      risk: 'no uptime agreement',
    },
    { value: 'standard', label: 'Standard', effect: 'An uptime agreement; up to 5,000 nodes.' },
    {
      value: 'premium',
      label: 'Premium, long-term support',
      effect: 'As standard, and two years of support for a minor.',
    },
  ]),
  recommended: () => 'standard',
  permanence: 'update',
  aliases: ['uptime sla', 'support plan'],
  sources: [learn('free-standard-pricing-tiers', 'AKS pricing tiers'), learn('long-term-support', 'Long-term support')],
});

/** AKS takes the premium tier only with long-term support and the reverse (KV-1, TI-2), so the plan is no question. */
export const supportPlan = derived({
  id: 'avail.supportPlan',
  says: 'the support plan that comes with the tier',
  needs: [tier],
  compute: (read): 'AKSLongTermSupport' | 'KubernetesOfficial' =>
    read(tier) === 'premium' ? 'AKSLongTermSupport' : 'KubernetesOfficial',
});
