import { conditional, decision } from '../../src/core/decision.ts';
import { number, toggle } from '../../src/core/kind.ts';
import { learn, VN2_REPO } from '../facts/dates.ts';

export const virtualNodes = decision({
  id: 'vn.enable',
  area: 'node',
  question: 'Run burst pods on virtual nodes (Azure Container Instances)?',
  explain:
    'Pods that tolerate it start in seconds as container groups, without waiting for VMs. It adds a privileged workload with cluster-admin rights ' +
    'and a second way out of the network, so say no unless you have bursts. It decides early: pod addresses, ranges and versions follow from it.',
  kind: toggle({
    yes: {
      label: 'Yes',
      effect: 'Adds a delegated subnet, a resource group for container groups, a role and the virtual nodes chart.',
      risk: 'a privileged add-on',
    },
    no: { label: 'No', effect: 'All pods run on VMs of node pools.' },
  }),
  recommended: () => false,
  ask: 'always',
  permanence: 'update',
  aliases: ['aci', 'virtual-kubelet'],
  sources: [VN2_REPO, learn('virtual-nodes', 'Virtual nodes')],
});

export const virtualNodePods = conditional({
  id: 'vn.maxPods',
  area: 'node',
  needs: [virtualNodes],
  question: 'How many pods run on virtual nodes at once, at the most?',
  explain:
    'The container subnet, the number of virtual nodes and the quota that is checked follow from it. One virtual node carries 200 pods. ' +
    'The default quota of a subscription is 100 container groups in a region.',
  kind: number(1, 3000, 'pods'),
  when: (read) => read(virtualNodes),
  recommended: () => 100,
  ask: 'always',
  permanence: 'update',
  sources: [VN2_REPO],
});
