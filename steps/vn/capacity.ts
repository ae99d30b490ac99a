import { conditional } from '../../src/core/decision.ts';
import { choice, number, toggle } from '../../src/core/kind.ts';
import { VN2_REPO } from '../facts/dates.ts';
import { CAPACITY } from '../facts/virtual-nodes.ts';
import { virtualNodePods, virtualNodes } from '../node/virtual-nodes.ts';

export const virtualNodeReplicas = conditional({
  id: 'vn.replicas',
  needs: [virtualNodes, virtualNodePods],
  question: 'How many virtual nodes?',
  explain:
    'One carries 200 pods; two are the least that survive the loss of a host. Each is an infra pod on a Linux node and asks for 2.8 CPU and 9 GB there. ' +
    'After scaling down, the node object of a removed one stays until someone deletes it.',
  kind: number(1, 100, 'virtual nodes'),
  when: (read) => read(virtualNodes),
  recommended: (read) =>
    Math.max(CAPACITY.minimumReplicas, Math.ceil((read(virtualNodePods) ?? 1) / CAPACITY.podsPerVirtualNode)),
  ask: 'never',
  permanence: 'update',
  aliases: ['replicaCount'],
  sources: [VN2_REPO],
});

export const virtualNodeKubeProxy = conditional({
  id: 'vn.kubeProxy',
  needs: [virtualNodes, virtualNodePods],
  question: 'Put kube-proxy into each pod on a virtual node?',
  explain:
    'Without it such a pod cannot reach the cluster addresses of services, DNS among them. Each one watches the API server, so above about 2000 pods it costs more than it gives; ' +
    'then pods reach services by an internal load balancer, and carry the annotation that leaves cluster DNS out.',
  kind: toggle({
    yes: { label: 'Yes', effect: 'Pods on virtual nodes reach services and cluster DNS.' },
    no: { label: 'No', effect: 'Pods need the annotation injectdns: "false" and another way to services.' },
  }),
  when: (read) => read(virtualNodes),
  recommended: (read) => (read(virtualNodePods) ?? 1) <= CAPACITY.kubeProxyPodLimit,
  ask: 'never',
  permanence: 'update',
  aliases: ['injectkubeproxy'],
  sources: [VN2_REPO],
});

export const virtualNodeZone = conditional({
  id: 'vn.zones',
  needs: [virtualNodes],
  question: 'In which zone do the container groups run?',
  explain:
    'Azure Container Instances takes at most one zone for a container group. Without one Azure chooses. ' +
    'A pod can name another zone in an annotation.',
  kind: choice([
    { value: 'none', label: 'None', effect: 'Azure chooses.' },
    { value: '1', label: 'Zone 1', effect: 'All container groups run in zone 1.' },
    { value: '2', label: 'Zone 2', effect: 'All container groups run in zone 2.' },
    { value: '3', label: 'Zone 3', effect: 'All container groups run in zone 3.' },
  ]),
  when: (read) => read(virtualNodes),
  recommended: () => 'none',
  permanence: 'update',
  sources: [VN2_REPO],
});
