import { decision } from '../../src/core/decision.ts';
import { toggle } from '../../src/core/kind.ts';
import { inCluster } from '../delivery/in-cluster.ts';
import { learn } from '../facts/dates.ts';
import { operatorAccess } from './operator-access.ts';

export const runCommand = decision({
  id: 'api.runCommand',
  needs: [operatorAccess, inCluster],
  question: 'Keep the run command way into the cluster open?',
  explain:
    'With az aks command invoke anybody with two Azure rights runs commands in the cluster, past every network rule. ' +
    'Off unless manifests are delivered that way or people get in that way. Switched on for an hour it serves as break-glass, and switching needs no downtime.',
  kind: toggle({
    yes: {
      label: 'Open',
      effect: 'az aks command invoke works for whoever has the runcommand right.',
      risk: 'a way in beside the network',
    },
    no: { label: 'Closed', effect: 'Commands reach the cluster through its API server alone.' },
  }),
  recommended: (read) => read(inCluster) === 'run-command' || read(operatorAccess) === 'run-command',
  permanence: 'update',
  aliases: ['command invoke'],
  sources: [learn('access-private-cluster', 'Run command')],
});
