import { check } from '../../src/checks/check.ts';
import type { AnyRead } from '../../src/core/decision.ts';
import { location } from '../base/location.ts';
import { owners } from '../base/owners.ts';
import { subscription } from '../base/subscription.ts';
import { inCluster } from '../delivery/in-cluster.ts';
import { AIB_NETWORKING, learn, VN2_REPO } from '../facts/dates.ts';
import type { EgressRule, FlowPlace } from '../facts/flows.ts';
import { buildEgressRules } from '../jb/build-egress.ts';
import { jumpBoxTopology } from '../jb/enable.ts';
import { buildEgress } from '../jb/network.ts';
import { toolSources } from '../jb/tools.ts';
import { placesOf } from '../net/existing.ts';
import { subnetList } from '../net/subnets.ts';
import { hub, vnetId } from '../net/vnet.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import type { SubnetPurpose } from '../resources.ts';
import { nodeEgressRules } from '../vn/network.ts';
import { chartEgress, virtualNodeEgress } from '../vn/node-egress.ts';
import { type FirewallTarget, firewallPasses } from './firewall-pass.ts';
import { nextHopIp } from './next-hop.ts';
import { NODE_EGRESS_READS, nodeEgress } from './node-egress.ts';
import { egressType } from './type.ts';

const LIMIT = learn('limit-egress-traffic', 'Limit network traffic with Azure Firewall');

const AROUND = [egressType, nextHopIp, subnetList, hub, vnetId, owners, subscription, location] as const;
const NODES = [...AROUND, ...NODE_EGRESS_READS] as const;
const VIRTUAL = [...AROUND, virtualNodes, nodeEgressRules, inCluster] as const;

const AT: Partial<Record<SubnetPurpose, FlowPlace>> = {
  nodes: 'nodes',
  pods: 'nodes',
  'image-build': 'build',
  'image-aci': 'build-aci',
};

/** One target for each subnet of these purposes that rows of the tables leave from. */
function targetsFor(read: AnyRead, purposes: readonly SubnetPurpose[], rules: readonly EgressRule[]) {
  const places = placesOf(read(subnetList));
  return purposes.flatMap((purpose): readonly FirewallTarget[] => {
    const place = places[purpose];
    const mine = rules.filter((rule) => rule.from.some((one) => one === AT[purpose]));
    if (place === undefined || mine.length === 0) return [];
    return [
      {
        name: 'id' in place ? (place.id.split('/').at(-1) ?? purpose) : purpose,
        place,
        nextHop: read(nextHopIp) ?? null,
        networks: [read(hub), read(vnetId)].filter((id) => id !== undefined),
        subscription: read(subscription),
        location: read(location),
        rules: mine,
        team: read(owners)['firewall'] ?? null,
      },
    ];
  });
}

const routed = (read: AnyRead): boolean => read(egressType) === 'userDefinedRouting';
const isTheirs = (read: AnyRead): boolean => read(owners)['firewall'] !== undefined;

/** Pods with addresses of their own call from their subnet too. */
const nodeTargets = (read: AnyRead) => (routed(read) ? targetsFor(read, ['nodes', 'pods'], nodeEgress(read)) : []);
const virtualRules = (read: AnyRead): readonly EgressRule[] =>
  read(virtualNodes) ? [...virtualNodeEgress(read(nodeEgressRules)), ...chartEgress(read(inCluster))] : [];
const virtualTargets = (read: AnyRead) => (routed(read) ? targetsFor(read, ['nodes'], virtualRules(read)) : []);

const own = check({
  id: 'NW-11',
  title: 'Your firewall lets through what nodes need',
  level: 'must',
  reads: NODES,
  targets: (read) => (isTheirs(read) ? [] : nodeTargets(read)),
  run: firewallPasses,
  source: LIMIT,
  unverified:
    'Which hosts the FQDN tag AzureKubernetesService holds is not published as a list: the base set is taken.',
});

const ownVirtual = check({
  id: 'VN-15',
  title: 'Your firewall lets through what virtual nodes need',
  level: 'must',
  reads: VIRTUAL,
  targets: (read) => (isTheirs(read) ? [] : virtualTargets(read)),
  run: firewallPasses,
  source: VN2_REPO,
  unverified:
    'The vendor lists the wildcard of all regions; that the one of the region is enough follows from the form of the names.',
});

/** A firewall of another team is often in a subscription that the caller cannot read, and its rules may come later: a warning. */
const theirs = check({
  id: 'NW-16',
  title: 'The firewall of the other team lets through what nodes need',
  level: 'should',
  reads: [...NODES, ...VIRTUAL],
  targets: (read) => {
    if (!isTheirs(read) || !routed(read)) return [];
    return targetsFor(read, ['nodes', 'pods'], [...nodeEgress(read), ...virtualRules(read)]);
  },
  run: firewallPasses,
  source: LIMIT,
  unverified: own.unverified ?? '',
});

/** A build can be repeated once the firewall is right, and some of its hosts are in no document: a warning. */
const build = check({
  id: 'JB-07',
  title: 'The firewall lets through what the image build needs',
  level: 'should',
  reads: [...AROUND, jumpBoxTopology, buildEgress, toolSources],
  targets: (read) => {
    const places = placesOf(read(subnetList));
    const way = read(buildEgress);
    const filtered = (['image-build', 'image-aci'] as const).filter((purpose) => {
      const place = places[purpose];
      return place !== undefined && ('id' in place || way === 'firewall' || way === 'both');
    });
    return targetsFor(read, filtered, buildEgressRules(read(jumpBoxTopology), read(toolSources)));
  },
  run: firewallPasses,
  source: AIB_NETWORKING,
  unverified: 'The hosts of the container that runs the build are in no document.',
});

export const checks = [own, ownVirtual, theirs, build];
