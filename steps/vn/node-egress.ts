import type { EgressRule, FlowPlace } from '../facts/flows.ts';
import { VIRTUAL_NODE_CHART_EGRESS, VIRTUAL_NODE_EGRESS } from '../facts/virtual-nodes-flows.ts';

/** A firewall that cannot match names on a port takes the service tag instead. */
function byTag(rule: EgressRule): EgressRule {
  const { fqdn: _, ...rest } = rule;
  return rule.id.startsWith('vn2-atlas') ? { ...rest, serviceTag: rule.alternativeTag ?? '', protocol: 'Tcp' } : rule;
}

/** What the nodes need of a firewall so that virtual nodes work, as `vn.nodeEgressRules` names it. */
export const virtualNodeEgress = (named: 'fqdn' | 'region-tag' | undefined): readonly EgressRule[] =>
  named === 'region-tag' ? VIRTUAL_NODE_EGRESS.map(byTag) : VIRTUAL_NODE_EGRESS;

/** Where helm runs; a run command is a pod of the cluster. */
const HELM_RUNS = {
  here: 'helm-host',
  jumpbox: 'jumpbox',
  'run-command': 'nodes',
} as const satisfies Record<string, FlowPlace>;

/** What the download of the chart needs, as `delivery.inCluster` says from where. */
export const chartEgress = (delivery: keyof typeof HELM_RUNS): readonly EgressRule[] =>
  VIRTUAL_NODE_CHART_EGRESS.map((rule) => ({ ...rule, from: [HELM_RUNS[delivery]] }));
