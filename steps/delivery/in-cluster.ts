import { decision } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { operatorAccess } from '../api/operator-access.ts';
import { learn } from '../facts/dates.ts';

export const inCluster = decision({
  id: 'delivery.inCluster',
  needs: [operatorAccess],
  question: 'From where are manifests and charts applied?',
  explain:
    'Network policies and charts need the Kubernetes API, not only Azure. A public API server can be called from where the script runs; a private one only from inside the network. ' +
    'From a jump box the script stops and hands over a folder. Run command sends files through Azure Resource Manager: 60 seconds to start, 512 kB of output, and an open way in.',
  kind: choice([
    {
      value: 'here',
      label: 'Where the script runs',
      effect: 'kubectl and helm run on this machine; it needs a way to the API server.',
    },
    {
      value: 'jumpbox',
      label: 'On the jump box',
      effect: 'The script ends before this step; a second one runs on the jump box.',
    },
    {
      value: 'run-command',
      label: 'Through az aks command invoke',
      effect: 'Files go through Azure; the run command endpoint stays open.',
      risk: 'a way in beside the network',
    },
  ]),
  recommended: (read) => {
    const access = read(operatorAccess);
    return access === 'jumpbox' || access === 'run-command' ? access : 'here';
  },
  permanence: 'none',
  sources: [
    learn('access-private-cluster', 'Run command'),
    learn('private-cluster-connect', 'Connect to a private cluster'),
  ],
});
