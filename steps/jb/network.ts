import { conditional, derived } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { AIB_NETWORKING, learnElsewhere } from '../facts/dates.ts';
import { isMade, subnetFor, subnetList } from '../net/subnets.ts';
import { hasFirewallRoute } from '../vn/network.ts';
import { jumpBoxTopology } from './enable.ts';

const PRIVATE_SUBNETS = learnElsewhere(
  'virtual-network/ip-services/default-outbound-access',
  'Default outbound access',
  '2026-08-21',
);

/** The subnets of the build that this plan makes: what is there already brings its own NSG and way out. */
export const madeBuildSubnets = derived({
  id: 'jb.madeSubnets',
  says: 'the subnets of the image build that this plan makes',
  needs: [jumpBoxTopology, subnetList],
  compute: (read): readonly ('image-build' | 'image-aci')[] => {
    const topology = read(jumpBoxTopology);
    if (topology === undefined || topology === 'none') return [];
    const wanted = topology === 'build+aci' ? (['image-build', 'image-aci'] as const) : (['image-build'] as const);
    return wanted.filter((purpose) => isMade(subnetFor(read(subnetList), purpose)));
  },
});

export const buildEgress = conditional({
  id: 'jb.egress',
  needs: [madeBuildSubnets, hasFirewallRoute],
  question: 'How does the image build reach the outside?',
  explain:
    'A new subnet has no way out by itself, and the build needs Azure, package feeds and downloads, so one way must be attached. Through the firewall of the nodes only listed hosts are reached. ' +
    'With a NAT gateway the build reaches everything on ports 80 and 443. Where both are attached the route wins and the gateway stands idle.',
  kind: choice([
    {
      value: 'firewall',
      label: 'The firewall of the nodes',
      effect: 'The route table of the nodes is attached to both subnets; the report lists the hosts.',
    },
    { value: 'nat-gateway', label: 'A NAT gateway', effect: 'A fixed public address for the build.' },
    {
      value: 'both',
      label: 'Both',
      effect: 'Attaches both; the route wins.',
      risk: 'the gateway costs and does nothing',
    },
  ]),
  when: (read) => read(madeBuildSubnets).length > 0,
  recommended: (read) => (read(hasFirewallRoute) ? 'firewall' : 'nat-gateway'),
  permanence: 'none',
  sources: [AIB_NETWORKING, PRIVATE_SUBNETS],
});
