import { kubernetesVersions } from '../../azure/queries/clusters.ts';
import { resourceGroups } from '../../azure/queries/resource-groups.ts';
import { locations, subscriptions } from '../../azure/queries/subscriptions.ts';
import { type Find, noteOf, suggestion } from './here.ts';

export const findSubscriptions: Find = async (here) =>
  (await here.list(subscriptions, {})).map(({ id, name, state, tenantId }) =>
    suggestion(
      id.toLowerCase(),
      noteOf(name, `tenant ${tenantId}`),
      state === 'Enabled' ? undefined : `its state is ${state}`,
    ),
  );

export const findLocations: Find = async (here) =>
  (await here.list(locations, { subscription: here.need('base.subscription') }))
    .map(({ name, label, geography, hasZones }) =>
      suggestion(name, noteOf(label, geography, hasZones ? 'zones' : 'no zones'), undefined),
    )
    .toSorted((a, b) => (a.value < b.value ? -1 : 1));

/** Groups for container groups: those that a resource manages belong to it alone. */
export const findResourceGroups: Find = async (here) =>
  (await here.list(resourceGroups, { subscription: here.need('base.subscription') })).map(
    ({ name, location, managedBy, state }) =>
      suggestion(
        name,
        noteOf(location),
        managedBy !== undefined
          ? `it is managed by ${managedBy.split('/').at(-1)}`
          : state === 'Succeeded'
            ? undefined
            : `its state is ${state}`,
      ),
  );

export const findKubernetesVersions: Find = async (here) => {
  const args = { subscription: here.need('base.subscription'), location: here.need('base.location') };
  const wanted = here.text('avail.supportPlan');
  return (await here.list(kubernetesVersions, args)).map(({ minor, patches, preview, supportPlans }) => {
    const isLate = supportPlans.length > 0 && !supportPlans.includes('KubernetesOfficial');
    const unfit = preview
      ? 'it is a preview'
      : isLate && wanted !== 'AKSLongTermSupport'
        ? 'only long-term support is left, which needs the premium tier'
        : undefined;
    return suggestion(minor, noteOf(patches.length === 0 ? undefined : `patches ${patches.join(', ')}`), unfit);
  });
};
