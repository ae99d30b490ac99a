import { contribution } from '../../src/plan/contribution.ts';
import type { Body } from '../../src/plan/value.ts';
import { MANAGED_BY } from '../common.ts';
import { defaultDeny, deniedNamespaces } from './default-deny.ts';
import { dataplane } from './policy.ts';

const PRESENT = 'default';
type Direction = 'Ingress' | 'Egress';

const policy = (namespace: string, name: string, types: readonly Direction[], rules: Body): Body => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace, labels: MANAGED_BY },
  spec: { podSelector: {}, policyTypes: types, ...rules },
});

/** CoreDNS, by the labels that AKS gives it. */
const DNS: Body = {
  egress: [
    {
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
  ],
};

/** The policies of a namespace, by name. A list of types that is left out would mean something else in each of them. */
export function denyPolicies(namespace: string, both: boolean): readonly Body[] {
  const types: readonly Direction[] = both ? ['Ingress', 'Egress'] : ['Ingress'];
  const own = [{ podSelector: {} }];
  return [
    policy(namespace, 'default-deny', types, {}),
    ...(both ? [policy(namespace, 'allow-dns', ['Egress'], DNS)] : []),
    policy(namespace, 'allow-same-namespace', types, {
      ingress: [{ from: own }],
      ...(both ? { egress: [{ to: own }] } : {}),
    }),
  ];
}

/** `teamA` of `team-a`: the part of a symbol that a Kubernetes name becomes. */
const camel = (name: string): string =>
  name.replace(/-+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());

const nameOf = (manifest: Body): string => String((manifest['metadata'] as Body)['name']);

const objects = contribution({
  id: 'net.defaultDeny',
  because: [defaultDeny, deniedNamespaces],
  when: (read) => read(defaultDeny) !== 'none',
  add: (plan, read) => {
    for (const namespace of read(deniedNamespaces) ?? []) {
      if (namespace !== PRESENT)
        plan.object({
          symbol: `namespace-${namespace}`,
          manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: MANAGED_BY } },
        });
      for (const manifest of denyPolicies(namespace, read(defaultDeny) === 'both'))
        plan.object({ symbol: `${camel(nameOf(manifest))}-${namespace}`, manifest });
    }
  },
});

const notes = contribution({
  id: 'net.defaultDenyNotes',
  because: [defaultDeny, dataplane],
  when: (read) => read(defaultDeny) !== 'none',
  add: (plan, read) => {
    const says = (text: string) => plan.note({ topic: 'Network policies', says: text });
    says(
      'Policies only ever add: one that allows beats the deny. Whoever holds AKS RBAC Writer in a namespace can remove these; traffic from an ingress controller needs a policy that allows its namespace.',
    );
    if (read(defaultDeny) === 'both')
      says(
        'Pods that call the Kubernetes API need a policy that allows TCP 443 to the API server’s address. With a DNS cache on the node, its address needs one too; from Kubernetes 1.36 on AKS does not switch that cache on by itself beside Cilium or Calico policies.',
      );
    if (read(dataplane) === 'cilium')
      says(
        'With Cilium the deny also stops NodePort and load balancer traffic, and calls to the pod’s own node. An ipBlock matches neither pods nor nodes: allow those with a CiliumNetworkPolicy and the entities host and remote-node. Pods on the host’s network are exempt.',
      );
  },
});

export const contributions = [objects, notes];
