import { decision } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { RETIREMENTS } from '../facts/retirements.ts';
import { hasWindows } from '../node/capacity.ts';
import { ipam } from './pods.ts';

export const policyEngine = decision({
  id: 'net.policy',
  needs: [hasWindows, ipam],
  question: 'What enforces network policies?',
  explain:
    'Network policies say which pods may talk to which; without an engine they are stored and ignored. Cilium enforces them in the kernel of Linux nodes. ' +
    'Calico is the one for clusters with Windows pools or kubenet. Changing the engine later renews all nodes at once.',
  kind: choice([
    { value: 'cilium', label: 'Cilium', effect: 'Policies in the eBPF data plane; Linux pools alone.' },
    { value: 'calico', label: 'Calico', effect: 'Policies on Linux and Windows nodes; the azure data plane.' },
    {
      value: 'azure',
      label: 'Azure network policy manager',
      effect: 'Linux pools, 250 nodes at most.',
      risk: `support ends on ${RETIREMENTS.npmLinux.ends}`,
    },
    { value: 'none', label: 'None', effect: 'Every pod may talk to every other.', risk: 'policies are not enforced' },
  ]),
  recommended: (read) => (read(hasWindows) || read(ipam) === 'kubenet' ? 'calico' : 'cilium'),
  permanence: 'reimage',
  aliases: ['network policy', 'calico', 'npm'],
  sources: [
    learn('use-network-policies', 'Network policies in AKS'),
    learn('migrate-from-npm-to-cilium-network-policy', 'From NPM to Cilium'),
  ],
});

export const dataplane = decision({
  id: 'net.dataplane',
  needs: [policyEngine, hasWindows, ipam],
  question: 'Which data plane?',
  explain:
    'It moves packets between pods and services: Cilium with eBPF, azure with iptables. Cilium is faster and runs on Linux alone; once on, no Windows pool can ever be added. ' +
    'It follows from the policy engine.',
  kind: choice([
    { value: 'cilium', label: 'Cilium', effect: 'eBPF; policies by Cilium.' },
    { value: 'azure', label: 'Azure', effect: 'iptables; policies by Calico, Azure or none.' },
  ]),
  recommended: (read) => {
    const engine = read(policyEngine);
    const free = engine === 'none' && !read(hasWindows) && read(ipam) !== 'kubenet';
    return engine === 'cilium' || free ? 'cilium' : 'azure';
  },
  ask: 'never',
  permanence: 'reimage',
  aliases: ['cilium', 'ebpf'],
  sources: [learn('azure-cni-powered-by-cilium', 'Azure CNI powered by Cilium')],
});
