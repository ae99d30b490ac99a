import { conditional } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { VN2_REPO } from '../facts/dates.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';

export const virtualNodeIdentity = conditional({
  id: 'vn.identity',
  needs: [virtualNodes],
  question: 'As whom do virtual nodes make container groups?',
  explain:
    'With the kubelet identity there is one identity fewer, but any pod that reaches the instance metadata service can get its token, and with it the right to make container groups. ' +
    'An identity of their own is federated with one service account of the cluster, so only the infra pods of the chart can use it.',
  kind: choice([
    {
      value: 'kubelet',
      label: 'The kubelet identity',
      effect: 'The identity of the nodes gets the role of the virtual nodes.',
    },
    {
      value: 'workload',
      label: 'An identity of their own',
      effect: 'Adds an identity, federated with the service account of the chart; turns workload identity on.',
    },
  ]),
  when: (read) => read(virtualNodes),
  recommended: () => 'kubelet',
  permanence: 'update',
  aliases: ['IsWorkloadIdentityEnabled'],
  sources: [VN2_REPO],
});
