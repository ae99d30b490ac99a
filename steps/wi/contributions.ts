import { contribution } from '../../src/plan/contribution.ts';
import { RETIREMENTS } from '../facts/retirements.ts';
import { cluster } from '../resources.ts';
import { podIdentity } from './mode.ts';

export const contributions = [
  contribution({
    id: 'wi.workloadIdentity',
    because: [podIdentity],
    when: (read) => read(podIdentity) === 'workload-identity',
    add: (plan) => {
      plan.extend(cluster, {
        properties: {
          oidcIssuerProfile: { enabled: true },
          securityProfile: { workloadIdentity: { enabled: true } },
        },
      });
      plan.note({
        topic: 'Pod identity',
        says:
          'The OIDC issuer is on and can never be switched off. A pod signs in once its identity has a federated credential for its service account; one identity takes at most 20 of them, ' +
          'and a new one takes some seconds to be seen everywhere.',
      });
    },
  }),
  contribution({
    id: 'wi.podIdentity',
    because: [podIdentity],
    when: (read) => read(podIdentity) === 'pod-identity',
    add: (plan) =>
      plan.note({
        topic: 'Pod identity',
        says:
          `AAD Pod Identity is retired: the project ended on ${RETIREMENTS.podIdentityProject.ends}, patches of the AKS add-on on ${RETIREMENTS.podIdentityAddon.ends}. Nothing of it is deployed by these files. To leave it: switch on workload identity, make a federated credential ` +
          'for each identity and service account, label the pods with azure.workload.identity/use: "true", then remove the bindings, and take Virtual Machine Contributor from the kubelet identity. Both run side by side meanwhile.',
      }),
  }),
];
