import { contribution } from '../../src/plan/contribution.ts';
import { isPrivate } from '../api/exposure.ts';
import { location } from '../base/location.ts';
import { inRegion, type NsgFlow } from '../facts/flows.ts';
import { ACI_LIMITS, CHART, UPGRADE_ORDER } from '../facts/virtual-nodes.ts';
import { VIRTUAL_NODE_NSG } from '../facts/virtual-nodes-flows.ts';
import { defaultDeny } from '../net/default-deny.ts';
import { policyEngine } from '../net/policy.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { nodeResourceGroup } from '../nrg/node-resource-group.ts';
import { virtualNodeKubeProxy, virtualNodeReplicas } from './capacity.ts';
import { aciGroupName } from './resource-group.ts';

/** `nodes -> containers, any port: why` */
function flowInWords(flow: NsgFlow, region: string): string {
  const ports = flow.ports.includes('*') ? 'any port' : `port ${flow.ports.join(', ')}`;
  const protocol = flow.protocol === '*' ? 'any protocol' : flow.protocol;
  return `${flow.direction} on the subnet ${flow.on}: ${inRegion(flow.source, region)} to ${inRegion(flow.destination, region)}, ${protocol}, ${ports} (${flow.why})`;
}

const UPGRADES = UPGRADE_ORDER.filter((one) => one.to.startsWith('AKS')).map((one) => `for ${one.to}, ${one.first}`);

const USE = [
  `A pod runs there when it selects ${CHART.nodeLabel} and kubernetes.io/os=linux and tolerates ${CHART.toleration} (operator Exists, effect NoSchedule).`,
  'Scaling down leaves the node objects of removed virtual nodes behind; remove each with kubectl delete node <name>.',
  'Network policies of Kubernetes do not apply to pods on virtual nodes: the NSG and the firewall of their subnet do.',
  'The chart’s service account is cluster-admin and its pods are privileged: policies that deny such pods must leave out its namespace.',
  `Before the cluster moves to another minor, the chart moves first: ${UPGRADES.join('; ')}.`,
  `The subscription allows ${ACI_LIMITS.containerGroups} container groups and ${ACI_LIMITS.standardCores} cores in a region unless its quota was raised.`,
];

const WITHOUT_KUBE_PROXY =
  'Without kube-proxy each pod needs the annotation microsoft.containerinstance.virtualnode.injectdns: "false" and reaches services by an internal load balancer.';

/** Inferred: Cilium knows a pod by its endpoint on a node, and pods on virtual nodes have none. */
const WITH_CILIUM =
  'Pods on virtual nodes have no endpoint of Cilium, so the policy that lets pods of a namespace talk to each other may not count them: where default deny holds, allow the range of the container subnet. Inferred, UNVERIFIED.';

/** The vendor's way to see that everything works, step by step (VJ 2.11). */
const verification = (replicas: number, group: string): readonly string[] => [
  `Verify 1: kubectl get nodes -l ${CHART.nodeLabel} shows ${replicas === 1 ? '1 node' : `${replicas} nodes`} Ready, after about a minute.`,
  `Verify 2: start a smoke pod with that selector and toleration; az container list -g ${group} then shows one container group in the container subnet.`,
  'Verify 3: from that pod reach one allowed and one forbidden host, a service of the cluster and an outside name.',
  'Verify 4: kubectl exec into it works: this proves the streams on port 19390.',
  'Verify 5: delete the pod and see its container group disappear: this proves the right to delete.',
];

export const notes = contribution({
  id: 'vn.notes',
  because: [
    virtualNodes,
    virtualNodeReplicas,
    virtualNodeKubeProxy,
    aciGroupName,
    nodeResourceGroup,
    location,
    policyEngine,
    defaultDeny,
  ],
  when: (read) => read(virtualNodes),
  add: (plan, read) => {
    const group = read(aciGroupName) ?? read(nodeResourceGroup);
    for (const says of [
      ...USE,
      ...(read(virtualNodeKubeProxy) === false ? [WITHOUT_KUBE_PROXY] : []),
      ...(read(policyEngine) === 'cilium' && read(defaultDeny) !== 'none' ? [WITH_CILIUM] : []),
      ...verification(read(virtualNodeReplicas) ?? 1, group),
    ])
      plan.note({ topic: 'Virtual nodes', says });
    for (const flow of VIRTUAL_NODE_NSG.filter((one) => one.required))
      plan.note({
        topic: 'Security groups of virtual nodes',
        domain: 'network',
        says: `Where an NSG is attached it must let through: ${flowInWords(flow, read(location))}. Derived: the vendor publishes no table.`,
      });
  },
});

export const wayIn = contribution({
  id: 'vn.way',
  because: [virtualNodes, virtualNodeKubeProxy, isPrivate],
  when: (read) => read(virtualNodes),
  add: (plan, read) =>
    plan.way({
      actor: 'pods on virtual nodes',
      reach: read(virtualNodeKubeProxy) ? 'yes' : 'unknown',
      why: read(virtualNodeKubeProxy)
        ? 'kube-proxy in each pod leads the kubernetes service to the API server; the NSGs of both subnets must let it through'
        : 'they know no cluster addresses; they must be given the address of the API server',
    }),
});
