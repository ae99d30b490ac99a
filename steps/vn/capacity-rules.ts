import { type Rule, rule } from '../../src/core/rule.ts';
import { ACI_VNET, VN2_REPO } from '../facts/dates.ts';
import { CAPACITY } from '../facts/virtual-nodes.ts';
import { virtualNodePods } from '../node/virtual-nodes.ts';
import { virtualNodeKubeProxy, virtualNodeReplicas } from './capacity.ts';

const on = { 'vn.enable': true };

export const sizeRules: readonly Rule[] = [
  rule({
    id: 'VN-26',
    severity: 'warn',
    reads: [virtualNodePods, virtualNodeReplicas],
    broken: (read) => {
      const [pods, replicas] = [read(virtualNodePods), read(virtualNodeReplicas)];
      return pods !== undefined && replicas !== undefined && pods > replicas * CAPACITY.podsPerVirtualNode;
    },
    says: 'One virtual node carries 200 pods: some of the pods that you plan for would stay pending.',
    fix: 'Raise the number of virtual nodes, or lower the number of pods.',
    repairs: (read) => [
      { [virtualNodeReplicas.id]: Math.ceil((read(virtualNodePods) ?? 1) / CAPACITY.podsPerVirtualNode) },
    ],
    source: VN2_REPO,
    examples: {
      broken: { ...on, 'vn.maxPods': 500, 'vn.replicas': 2 },
      fine: { ...on, 'vn.maxPods': 400, 'vn.replicas': 2 },
    },
  }),
  rule({
    id: 'VN-27',
    severity: 'info',
    reads: [virtualNodeReplicas],
    broken: (read) => read(virtualNodeReplicas) === 1,
    says: 'With one virtual node the pods on it are lost for the cluster while its host is replaced.',
    fix: 'Run two virtual nodes.',
    repairs: () => [{ [virtualNodeReplicas.id]: CAPACITY.minimumReplicas }],
    source: VN2_REPO,
    examples: { broken: { ...on, 'vn.replicas': 1 }, fine: { ...on, 'vn.replicas': 2 } },
  }),
  rule({
    id: 'VN-28',
    severity: 'warn',
    reads: [virtualNodePods, virtualNodeKubeProxy],
    broken: (read) => read(virtualNodeKubeProxy) === true && (read(virtualNodePods) ?? 0) > CAPACITY.kubeProxyPodLimit,
    says: 'Each pod with kube-proxy watches the API server; above about 2000 of them all pods lose their routes to services.',
    fix: 'Leave kube-proxy out and reach services by an internal load balancer.',
    source: VN2_REPO,
    examples: {
      broken: { ...on, 'vn.maxPods': 2500, 'vn.kubeProxy': true },
      fine: { ...on, 'vn.maxPods': 2500, 'vn.kubeProxy': false },
    },
  }),
  rule({
    id: 'VN-29',
    severity: 'info',
    reads: [virtualNodePods],
    broken: (read) => (read(virtualNodePods) ?? 0) > 100,
    says: 'A subscription may run 100 container groups in a region unless its quota was raised.',
    fix: 'Ask for more container groups and cores in the region, or plan for 100 pods.',
    repairs: () => [{ [virtualNodePods.id]: 100 }],
    source: ACI_VNET,
    examples: { broken: { ...on, 'vn.maxPods': 300 }, fine: { ...on, 'vn.maxPods': 100 } },
  }),
];
