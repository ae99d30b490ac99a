import { decision } from '../../src/core/decision.ts';
import { guid, text } from '../../src/core/kind.ts';
import { learnElsewhere } from '../facts/dates.ts';

const SUBSCRIPTIONS = learnElsewhere(
  'azure-resource-manager/management/overview',
  'Azure Resource Manager: scopes',
  '2026-08-21',
);

export const subscription = decision({
  id: 'base.subscription',
  question: 'Which subscription pays for the cluster?',
  explain:
    'Everything of the cluster is made in this subscription; a hub, a private zone or a registry may stand in another one. ' +
    'Its quotas and policies decide what can be built. The checks read it with your own az sign-in.',
  kind: guid('a subscription', 'subscriptions'),
  ask: 'always',
  permanence: 'create-only',
  sources: [SUBSCRIPTIONS],
});

export const tenant = decision({
  id: 'base.tenant',
  question: 'Which Microsoft Entra tenant signs people in?',
  explain:
    'The tenant of the subscription, unless said. Azure RBAC for Kubernetes works only in that one, so another tenant is ' +
    'a choice for clusters with Kubernetes RBAC alone. Write the tenant id to choose another.',
  kind: text(
    /subscription|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
    'the word subscription, or a tenant id in lower case',
    { max: 36 },
  ),
  recommended: () => 'subscription',
  ask: 'never',
  permanence: 'create-only',
  sources: [SUBSCRIPTIONS],
});
