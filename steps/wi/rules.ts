import { rule } from '../../src/core/rule.ts';
import { RETIREMENTS } from '../facts/retirements.ts';
import { podIdentity } from './mode.ts';

const addon = RETIREMENTS.podIdentityAddon;

export const rules = [
  // Matrix row 38
  rule({
    id: 'WI-11',
    severity: 'retired',
    reads: [podIdentity],
    broken: (read) => read(podIdentity) === 'pod-identity',
    says: `AAD Pod Identity is retired: the project ended on ${RETIREMENTS.podIdentityProject.ends}, patches of the add-on on ${addon.ends}. On kubenet a pod can take another one’s identity by spoofing its address.`,
    fix: `Move to ${addon.instead}: a federated credential for each identity and service account, a label on the pods, then remove the bindings. Both run side by side meanwhile.`,
    source: addon.source,
    examples: {
      broken: { 'wi.mode': 'pod-identity', 'nrg.lockdown': 'Unrestricted' },
      fine: { 'wi.mode': 'workload-identity' },
    },
  }),
];
