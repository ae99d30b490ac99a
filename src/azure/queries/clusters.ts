import { query, texts } from '../clients.ts';
import { normalLocation, parseId } from '../ids.ts';

export interface KubernetesVersion {
  /** The minor: `1.35`. */
  readonly minor: string;
  readonly patches: readonly string[];
  readonly preview: boolean;
  /** `KubernetesOfficial`, `AKSLongTermSupport` */
  readonly supportPlans: readonly string[];
}

/** The Kubernetes versions that AKS offers in a region. */
export const kubernetesVersions = query<
  { readonly subscription: string; readonly location: string },
  readonly KubernetesVersion[]
>({
  name: 'kubernetesVersions',
  needs: 'Microsoft.ContainerService/locations/kubernetesVersions/read',
  key: (args) => `${args.subscription} ${args.location}`,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.containerService(args.subscription);
    const found = await client.managedClusters.listKubernetesVersions(args.location, { abortSignal });
    return (found.values ?? []).map((one) => ({
      minor: one.version ?? '',
      patches: Object.keys(one.patchVersions ?? {}),
      preview: one.isPreview === true,
      supportPlans: texts(one.capabilities?.supportPlan),
    }));
  },
});

export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly state: string;
  readonly version: string;
  readonly nodeResourceGroup: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A cluster that is there already. */
export const cluster = query<{ readonly id: string }, Cluster>({
  name: 'cluster',
  needs: 'Microsoft.ContainerService/managedClusters/read',
  key: (args) => args.id.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const client = await clients.containerService(subscription);
    const model = await client.managedClusters.get(group, name, { abortSignal });
    return {
      id: model.id ?? args.id,
      name: model.name ?? name,
      location: normalLocation(model.location ?? ''),
      state: model.provisioningState ?? 'unknown',
      version: model.currentKubernetesVersion ?? model.kubernetesVersion ?? '',
      nodeResourceGroup: model.nodeResourceGroup ?? '',
      tags: model.tags ?? {},
    };
  },
});
