import type { SubnetPurpose } from '../resources.ts';
import type { Subnet } from './subnets.ts';

/** A subnet that is there already: the only kind that checks can look at. */
export interface ExistingSubnet {
  readonly name: string;
  readonly purpose: SubnetPurpose;
  readonly id: string;
}

const subnetName = (id: string): string => id.split('/').at(-1) ?? id;

/** The subnets among the answers that exist, in their order. */
export const existingSubnets = (list: readonly Subnet[] | undefined): readonly ExistingSubnet[] =>
  (list ?? []).flatMap(({ id, purpose }) => (id === undefined ? [] : [{ name: subnetName(id), purpose, id }]));

/** Where traffic of a purpose comes from: an existing subnet's id, or the range that a new one gets. */
export type Place = { readonly id: string } | { readonly range: string };

/** The places of all subnets of the answers, by purpose. */
export function placesOf(list: readonly Subnet[] | undefined): Readonly<Record<string, Place>> {
  const entries = (list ?? []).flatMap((subnet): [string, Place][] => {
    if (subnet.id !== undefined) return [[subnet.purpose, { id: subnet.id }]];
    return subnet.range === undefined ? [] : [[subnet.purpose, { range: subnet.range }]];
  });
  return Object.fromEntries(entries);
}
