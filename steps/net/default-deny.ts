import { conditional, decision } from '../../src/core/decision.ts';
import { choice, list, text } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { policyEngine } from './policy.ts';

const PRACTICES = learn('network-policy-best-practices', 'Network policy best practices');

export const defaultDeny = decision({
  id: 'net.defaultDeny',
  needs: [policyEngine],
  question: 'Deny traffic of pods unless a policy allows it?',
  explain:
    'Policies for each namespace that you name: nothing in, and, where both ways are denied, nothing out but DNS; pods of the namespace may talk to each other. ' +
    'What an application needs beyond that is allowed by policies of its own; they only ever add. Whoever may write policies in a namespace can also remove these.',
  kind: choice([
    {
      value: 'both',
      label: 'Both ways',
      effect:
        'Writes three policies a namespace: they deny what comes in and goes out, allow DNS, and allow pods of the namespace each other.',
    },
    {
      value: 'ingress',
      label: 'What comes in',
      effect: 'Writes two policies a namespace: they deny what comes in, and allow pods of the namespace each other.',
    },
    { value: 'none', label: 'No', effect: 'Writes no policy.' },
  ]),
  recommended: (read) => (read(policyEngine) === 'none' ? 'none' : 'both'),
  permanence: 'update',
  sources: [PRACTICES],
});

const NAMESPACE = text(
  /[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?/,
  'a namespace: at most 63 lower-case letters, digits and -, first and last a letter or digit',
  { max: 63 },
);

export const deniedNamespaces = conditional({
  id: 'net.defaultDenyNamespaces',
  needs: [defaultDeny],
  question: 'In which namespaces?',
  explain:
    'The namespaces in which traffic is denied by default. A namespace that is not there yet is made. ' +
    'The namespace default is where workloads land that name none. Leave out namespaces of the system and of add-ons: they would stop working.',
  kind: list(NAMESPACE, 1, 50),
  when: (read) => read(defaultDeny) !== 'none',
  recommended: () => ['default'],
  permanence: 'update',
  sources: [PRACTICES],
});
