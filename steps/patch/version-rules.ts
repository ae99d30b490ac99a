import { asOf } from '../../src/core/decision.ts';
import type { Rule } from '../../src/core/rule.ts';
import { rule } from '../../src/core/rule.ts';
import { supportPlan, tier } from '../avail/tier.ts';
import { learn, VN2_REPO } from '../facts/dates.ts';
import { RELEASES_SOURCE, releaseOf, supportOn } from '../facts/kubernetes.ts';
import { mostNodes } from '../node/capacity.ts';
import { examplePool, exampleSystem } from '../node/examples.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { kubernetesVersion, upgradeChannel } from './versions.ts';

/** The most nodes of a cluster, by tier. */
const MOST_NODES = { free: 1000, standard: 5000, premium: 5000 } as const;

export const versionRules: readonly Rule[] = [
  // Matrix row 49
  rule({
    id: 'PT-11',
    severity: 'block',
    reads: [kubernetesVersion, supportPlan, asOf],
    broken: (read) => {
      const support = supportOn(read(kubernetesVersion), read(asOf));
      return support === 'ended' || (support === 'lts-only' && read(supportPlan) !== 'AKSLongTermSupport');
    },
    says: 'Standard support for this minor has ended: AKS makes no new cluster with it unless long-term support covers it.',
    fix: 'Take a newer minor, or the premium tier while long-term support lasts.',
    source: RELEASES_SOURCE,
    examples: {
      broken: { 'patch.k8sVersion': '1.33', 'avail.tier': 'standard' },
      fine: { 'patch.k8sVersion': '1.33', 'avail.tier': 'premium' },
    },
  }),
  rule({
    id: 'PT-14',
    severity: 'warn',
    reads: [kubernetesVersion, asOf],
    broken: (read) => {
      const known = releaseOf(read(kubernetesVersion));
      if (known === undefined) return supportOn(read(kubernetesVersion), read(asOf)) === 'unknown';
      return known.evidence !== 'read' || known.ga > read(asOf);
    },
    says: 'The release of this minor is planned or unknown as far as these facts go: AKS may not have it in this region.',
    fix: 'See whether check PF-05 finds it in the region, or take an older minor.',
    source: RELEASES_SOURCE,
    unverified: 'Whether the minor has been released; the live list of the region decides.',
    examples: { broken: { 'patch.k8sVersion': '1.37' }, fine: { 'patch.k8sVersion': '1.36' } },
  }),
  rule({
    id: 'AU-5',
    severity: 'warn',
    reads: [supportPlan, upgradeChannel],
    broken: (read) =>
      read(supportPlan) === 'AKSLongTermSupport' &&
      (read(upgradeChannel) === 'stable' || read(upgradeChannel) === 'rapid'),
    says: 'Long-term support keeps a minor; these channels leave it. How AKS settles that is not documented.',
    fix: 'Take the channel patch.',
    source: learn('long-term-support', 'Long-term support'),
    unverified: 'How the channels stable and rapid behave with long-term support.',
    examples: {
      broken: { 'avail.tier': 'premium', 'patch.cluster': 'stable' },
      fine: { 'avail.tier': 'premium', 'patch.cluster': 'patch' },
    },
  }),
  rule({
    id: 'AU-3',
    severity: 'warn',
    reads: [upgradeChannel],
    broken: (read) => read(upgradeChannel) === 'none',
    says: 'Nobody upgrades Kubernetes: known holes stay open, and a cluster about to fall out of support may be upgraded by AKS at a time of its choosing.',
    fix: 'Take the channel patch; it stays within the minor and the window.',
    source: learn('auto-upgrade-cluster', 'Automatic upgrades of a cluster'),
    examples: { broken: { 'patch.cluster': 'none' }, fine: { 'patch.cluster': 'patch' } },
  }),
  // Corrections to the research, point 5
  rule({
    id: 'AU-7',
    severity: 'block',
    reads: [virtualNodes, upgradeChannel],
    broken: (read) => read(virtualNodes) && read(upgradeChannel) !== 'patch',
    says: 'The virtual nodes chart fits certain Kubernetes minors only, so the minor may move only together with it: the channel must be patch.',
    fix: 'Take the channel patch, or do without virtual nodes.',
    source: VN2_REPO,
    examples: {
      broken: { 'vn.enable': true, 'patch.cluster': 'stable' },
      fine: { 'vn.enable': true, 'patch.cluster': 'patch' },
    },
  }),
  rule({
    id: 'TI-6',
    severity: 'warn',
    reads: [tier],
    broken: (read) => read(tier) === 'free',
    says: 'The free tier promises no uptime of the API server and is meant for fewer than ten nodes.',
    fix: 'Take the standard tier for anything that people depend on.',
    source: learn('free-standard-pricing-tiers', 'AKS pricing tiers'),
    examples: { broken: { 'avail.tier': 'free' }, fine: { 'avail.tier': 'standard' } },
  }),
  rule({
    id: 'TI-7',
    severity: 'block',
    reads: [tier, mostNodes],
    broken: (read) => read(mostNodes) > MOST_NODES[read(tier)],
    says: `A cluster of the free tier has at most ${MOST_NODES.free} nodes, any other ${MOST_NODES.standard}; the pools grow beyond that at an upgrade’s peak.`,
    fix: 'Take the standard tier, or plan fewer nodes.',
    source: learn('free-standard-pricing-tiers', 'AKS pricing tiers'),
    examples: {
      broken: { 'avail.tier': 'free', 'node.pools': [exampleSystem(), examplePool({ count: 950 })] },
      fine: { 'avail.tier': 'standard', 'node.pools': [exampleSystem(), examplePool({ count: 950 })] },
    },
  }),
];
