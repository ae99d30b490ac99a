import { decision } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { RETIREMENTS } from '../facts/retirements.ts';

export const podIdentity = decision({
  id: 'wi.mode',
  question: 'How do pods sign in to Azure?',
  explain:
    'With workload identity a pod trades its service account’s token for one of Microsoft Entra ID: no secret, no agent on the node, one identity for each service account. ' +
    'It switches on the cluster’s OIDC issuer, which can never be switched off. AAD Pod Identity, which caught calls to the metadata address, was retired and is offered only to those who must still run it.',
  kind: choice([
    {
      value: 'workload-identity',
      label: 'Entra Workload ID',
      effect: 'Switches on the OIDC issuer and the workload identity webhook.',
    },
    { value: 'none', label: 'Not at all', effect: 'Pods get no identity of their own.' },
    {
      value: 'pod-identity',
      label: 'AAD Pod Identity',
      effect: 'Needs an unlocked node resource group and an acknowledgement.',
      risk: `retired since ${RETIREMENTS.podIdentityProject.ends}`,
    },
  ]),
  recommended: () => 'workload-identity',
  permanence: 'update',
  aliases: ['workload identity', 'pod identity', 'oidc issuer'],
  sources: [
    learn('workload-identity-overview', 'Microsoft Entra Workload ID on AKS'),
    learn('use-oidc-issuer', 'OIDC issuer'),
    RETIREMENTS.podIdentityAddon.source,
  ],
});
