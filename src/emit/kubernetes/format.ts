import { type Json, plainOf } from '../../plan/ids.ts';
import type { KubernetesObject, Plan } from '../../plan/plan.ts';
import type { Emission, Files, Format } from '../emission.ts';
import { comment, decisionsOf, kebab, sampleLines } from '../words.ts';
import { printYaml } from '../yaml.ts';

export const kubernetes: Format = {
  id: 'kubernetes',
  says: 'Kubernetes manifests in apply order, with a kustomization',
  emit: (emission) => manifestsOf(emission),
};

/** What must be there before others is applied first; a kind that is not named comes last but one. */
const ORDER: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'ClusterRole',
  'Role',
  'ClusterRoleBinding',
  'RoleBinding',
  'ConfigMap',
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'PodDisruptionBudget',
];

const rankOf = (kind: string): number => (ORDER.includes(kind) ? ORDER.indexOf(kind) + 1 : ORDER.length + 1);

function manifestsOf(emission: Emission): Files {
  const { plan } = emission;
  if (plan.objects.length === 0) return new Map();
  const byKind = Map.groupBy(plan.objects, (object) => String(object.manifest['kind']));
  const kinds = [...byKind.keys()].toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  const files = kinds.map((kind) => [fileName(kind), fileText(plan, kind, byKind.get(kind) ?? [])] as const);
  return new Map([
    ...files.map(([name, content]) => [`kubernetes/${name}`, content] as const),
    [
      'kubernetes/kustomization.yaml',
      kustomization(
        plan,
        files.map(([name]) => name),
      ),
    ],
  ]);
}

/** `50-network-policies.yaml`: the numbers leave room, and do not move when another kind comes. */
const fileName = (kind: string): string =>
  `${String(rankOf(kind) * 5).padStart(2, '0')}-${plural(kebab(kind.charAt(0).toLowerCase() + kind.slice(1)))}.yaml`;

const plural = (word: string): string => (word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`);

function fileText(plan: Plan, kind: string, objects: readonly KubernetesObject[]): string {
  const head = comment('#', [...sampleLines(plan), `${kind} objects of the cluster ${plan.clusterName}.`]);
  const documents = objects.map((object) =>
    [...comment('#', decisionsOf(object.because)), printYaml(inOrder(plainOf(plan, object.manifest)))].join('\n'),
  );
  return `${head.join('\n')}\n---\n${documents.join('---\n')}`;
}

const FIRST: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/** `apiVersion`, `kind` and `metadata` first, as people read manifests. */
function inOrder(manifest: Json): Json {
  const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  return Object.fromEntries(Object.entries(manifest as object).toSorted(([a], [b]) => rank(a) - rank(b)));
}

function kustomization(plan: Plan, names: readonly string[]): string {
  const head = comment('#', [...sampleLines(plan), 'kubectl apply --kustomize kubernetes']);
  const body = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: names };
  return `${head.join('\n')}\n${printYaml(body)}`;
}
