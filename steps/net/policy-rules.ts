import { type Rule, rule } from '../../src/core/rule.ts';
import { learn, VN2_REPO } from '../facts/dates.ts';
import { RETIREMENTS } from '../facts/retirements.ts';
import { CHART } from '../facts/virtual-nodes.ts';
import { hasWindows, mostNodes } from '../node/capacity.ts';
import { examplePool, exampleSystem, withWindows } from '../node/examples.ts';
import { virtualNodes } from '../node/virtual-nodes.ts';
import { defaultDeny, deniedNamespaces } from './default-deny.ts';
import { ipam } from './pods.ts';
import { dataplane, policyEngine } from './policy.ts';

const POLICIES = learn('use-network-policies', 'Network policies in AKS');
const CILIUM = learn('azure-cni-powered-by-cilium', 'Azure CNI powered by Cilium');
const PRACTICES = learn('network-policy-best-practices', 'Network policy best practices');

const NPM_MOST_NODES = 250;
/** Namespaces of Kubernetes, AKS and add-ons, where a deny would stop the cluster itself. */
const SYSTEM_NAMESPACES: readonly string[] = [
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'gatekeeper-system',
  'calico-system',
  'tigera-operator',
  'aks-command',
  CHART.defaultNamespace,
];

export const policyRules: readonly Rule[] = [
  // Matrix row 23
  rule({
    id: 'DP-1',
    severity: 'block',
    reads: [dataplane, hasWindows],
    broken: (read) => read(dataplane) === 'cilium' && read(hasWindows),
    says: 'The Cilium data plane runs on Linux alone: a cluster with it never takes a Windows pool.',
    fix: 'Take the azure data plane with Calico, or leave the Windows pool out.',
    source: CILIUM,
    examples: {
      broken: { 'net.dataplane': 'cilium', 'net.policy': 'none', 'node.pools': withWindows },
      fine: { 'net.dataplane': 'azure', 'net.policy': 'calico', 'node.pools': withWindows },
    },
  }),
  // Matrix row 24
  rule({
    id: 'DP-2',
    severity: 'block',
    reads: [dataplane, policyEngine],
    broken: (read) => {
      const engine = read(policyEngine);
      return read(dataplane) === 'cilium' ? engine === 'calico' || engine === 'azure' : engine === 'cilium';
    },
    says: 'Cilium policies need the Cilium data plane, and it takes no other engine.',
    fix: 'Leave the data plane to follow from the engine.',
    source: CILIUM,
    examples: {
      broken: { 'net.dataplane': 'azure', 'net.policy': 'cilium' },
      fine: { 'net.dataplane': 'cilium', 'net.policy': 'cilium' },
    },
  }),
  rule({
    id: 'DP-8',
    severity: 'block',
    reads: [dataplane, ipam],
    broken: (read) => read(dataplane) === 'cilium' && read(ipam) === 'kubenet',
    says: 'The Cilium data plane needs Azure CNI; kubenet must move to an overlay first.',
    fix: 'Take an overlay.',
    source: CILIUM,
    examples: {
      broken: { 'net.dataplane': 'cilium', 'net.policy': 'none', 'net.ipam': 'kubenet' },
      fine: { 'net.dataplane': 'azure', 'net.policy': 'calico', 'net.ipam': 'kubenet' },
    },
  }),
  // Matrix row 25
  rule({
    id: 'NP-7',
    severity: 'block',
    reads: [ipam, policyEngine],
    broken: (read) => read(ipam) === 'kubenet' && (read(policyEngine) === 'azure' || read(policyEngine) === 'cilium'),
    says: 'With kubenet only Calico enforces network policies.',
    fix: 'Take Calico, or an overlay.',
    source: POLICIES,
    examples: {
      broken: { 'net.ipam': 'kubenet', 'net.policy': 'azure' },
      fine: { 'net.ipam': 'kubenet', 'net.policy': 'calico' },
    },
  }),
  // Matrix row 26
  rule({
    id: 'NP-8',
    severity: 'block',
    reads: [hasWindows, policyEngine],
    broken: (read) => read(hasWindows) && (read(policyEngine) === 'azure' || read(policyEngine) === 'cilium'),
    says: `With Windows pools only Calico enforces network policies: Cilium runs on Linux alone, and the preview of the Azure engine on Windows ended on ${RETIREMENTS.npmWindows.ends}.`,
    fix: 'Take Calico.',
    source: POLICIES,
    examples: {
      broken: { 'node.pools': withWindows, 'net.policy': 'azure' },
      fine: { 'node.pools': withWindows, 'net.policy': 'calico' },
    },
  }),
  // Matrix row 27
  rule({
    id: 'NP-6',
    severity: 'retired',
    reads: [policyEngine],
    broken: (read) => read(policyEngine) === 'azure',
    says: `Support for the Azure network policy manager ends on ${RETIREMENTS.npmLinux.ends}; then policies are no longer maintained.`,
    fix: `Take ${RETIREMENTS.npmLinux.instead}.`,
    source: RETIREMENTS.npmLinux.source,
    examples: { broken: { 'net.policy': 'azure' }, fine: { 'net.policy': 'cilium' } },
  }),
  rule({
    id: 'NP-9',
    severity: 'warn',
    reads: [virtualNodes, policyEngine],
    broken: (read) => read(virtualNodes) && read(policyEngine) !== 'none',
    says: 'Network policies do not apply to pods on virtual nodes, whatever the engine: what is denied elsewhere is open there.',
    fix: 'Filter the traffic of the container subnet with a network security group, and keep sensitive pods on nodes.',
    source: VN2_REPO,
    examples: { broken: { 'vn.enable': true }, fine: { 'vn.enable': false } },
  }),
  rule({
    id: 'NP-10',
    severity: 'warn',
    reads: [policyEngine, mostNodes],
    broken: (read) => read(policyEngine) === 'azure' && read(mostNodes) > NPM_MOST_NODES,
    says: `The Azure network policy manager is made for at most ${NPM_MOST_NODES} nodes.`,
    fix: 'Take Cilium.',
    source: POLICIES,
    examples: {
      broken: { 'net.policy': 'azure', 'node.pools': [exampleSystem(), examplePool({ count: 250 })] },
      fine: { 'net.policy': 'azure', 'node.pools': [exampleSystem(), examplePool({ count: 100 })] },
    },
  }),
  // Matrix row 28
  rule({
    id: 'DD-1',
    severity: 'block',
    reads: [defaultDeny, policyEngine],
    broken: (read) => read(defaultDeny) !== 'none' && read(policyEngine) === 'none',
    says: 'Without an engine the policies that deny are stored and not enforced: everything stays open while it looks closed.',
    fix: 'Take an engine, or write no policies.',
    source: PRACTICES,
    examples: {
      broken: { 'net.policy': 'none', 'net.defaultDeny': 'both' },
      fine: { 'net.policy': 'cilium', 'net.defaultDeny': 'both' },
    },
  }),
  rule({
    id: 'DD-6',
    severity: 'block',
    reads: [deniedNamespaces],
    broken: (read) => (read(deniedNamespaces) ?? []).filter((name) => SYSTEM_NAMESPACES.includes(name)),
    says: 'A deny in a namespace of Kubernetes, AKS or virtual nodes stops DNS, metrics or the add-on itself.',
    fix: 'Name namespaces of workloads alone.',
    repairs: (read) => {
      const left = (read(deniedNamespaces) ?? []).filter((name) => !SYSTEM_NAMESPACES.includes(name));
      return [{ [deniedNamespaces.id]: left.length > 0 ? left : ['default'] }];
    },
    source: PRACTICES,
    examples: {
      broken: { 'net.defaultDenyNamespaces': ['default', 'kube-system'] },
      fine: { 'net.defaultDenyNamespaces': ['default', 'shop'] },
    },
  }),
];
