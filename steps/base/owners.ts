import { decision } from '../../src/core/decision.ts';
import { map, text } from '../../src/core/kind.ts';
import { learnElsewhere } from '../facts/dates.ts';

const TEAM = text(
  /[\p{L}\p{N}][\p{L}\p{N} .&'_-]{0,62}/u,
  "a team's name: letters, digits, spaces and . & ' _ -, 63 at most",
  { max: 63 },
);

export const owners = decision({
  id: 'base.owners',
  question: 'Which of these belong to another team?',
  explain:
    'What is another team’s is not written by your script: it goes to a hand-over folder with a one-page request, a script, Bicep and the ' +
    'least-privileged role that runs it. Your script checks that it is there before it goes on. Nothing named here means that you do it all.',
  kind: map(text(/[a-z]+/, 'one of the areas'), TEAM, {
    max: 6,
    keys: [
      { value: 'network', label: 'Network', effect: 'VNets, subnets, routes, NSGs and peerings are asked for.' },
      { value: 'dns', label: 'DNS', effect: 'Private zones and their links are asked for.' },
      { value: 'firewall', label: 'Firewall', effect: 'Rules for the hosts that nodes need are asked for.' },
      { value: 'roles', label: 'Role assignments', effect: 'Each grant is asked for, with its reason.' },
      { value: 'policy', label: 'Policy', effect: 'Policy assignments are asked for.' },
      { value: 'subscription', label: 'Subscription', effect: 'Resource providers and quotas are asked for.' },
    ],
  }),
  recommended: () => ({}),
  ask: 'always',
  permanence: 'none',
  aliases: ['teams'],
  sources: [learnElsewhere('cloud-adoption-framework/ready/landing-zone/', 'Azure landing zones', '2026-08-21')],
});
