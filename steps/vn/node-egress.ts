import type { EgressRule } from '../facts/flows.ts';
import { VIRTUAL_NODE_EGRESS } from '../facts/virtual-nodes-flows.ts';

/** A firewall that cannot match names on a port takes the service tag instead. */
function byTag(rule: EgressRule): EgressRule {
  const { fqdn: _, ...rest } = rule;
  return rule.id.startsWith('vn2-atlas') ? { ...rest, serviceTag: rule.alternativeTag ?? '', protocol: 'Tcp' } : rule;
}

/** What the nodes need of a firewall so that virtual nodes work, as `vn.nodeEgressRules` names it. */
export const virtualNodeEgress = (named: 'fqdn' | 'region-tag' | undefined): readonly EgressRule[] =>
  named === 'region-tag' ? VIRTUAL_NODE_EGRESS.map(byTag) : VIRTUAL_NODE_EGRESS;
