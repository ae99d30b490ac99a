import { engine } from '../../steps/index.ts';
import type { Lookup, Suggestions } from '../ask/tui/port.ts';
import type { Look } from '../azure/port.ts';
import { NotRun } from '../azure/port.ts';
import { answerOf } from '../core/resolve.ts';
import { view } from '../core/session.ts';
import { type Find, Here } from './lookups/here.ts';
import { findImages } from './lookups/images.ts';
import { findSubnets, findVnets, findZones } from './lookups/networks.ts';
import { findGroups, findIdentities, findRoles } from './lookups/people.ts';
import { findKubernetesVersions, findLocations, findResourceGroups, findSubscriptions } from './lookups/places.ts';
import { findSizes } from './lookups/sizes.ts';

/** What completes an answer, by the name in the kind's `suggest`. */
const LOOKUPS: Readonly<Record<string, Find>> = {
  subscriptions: findSubscriptions,
  locations: findLocations,
  resourceGroups: findResourceGroups,
  kubernetesVersions: findKubernetesVersions,
  vmSizes: findSizes,
  vnets: findVnets,
  subnets: findSubnets,
  privateDnsZones: findZones,
  groups: findGroups,
  identities: findIdentities,
  customRoles: findRoles,
  images: findImages,
};

export const lookupNames: readonly string[] = Object.keys(LOOKUPS);

/** Looks up what an answer could be. Azure's refusals come back as `not-run` with the reason; only bugs are thrown. */
export async function suggestFor(look: Look, lookup: Lookup): Promise<Suggestions> {
  const find = LOOKUPS[lookup.name];
  if (!find) throw new Error(`no look-up is called ${lookup.name}`);
  const { resolved } = view(engine, lookup.session);
  const here = new Here(look, (id) => answerOf(resolved, id), lookup.decision, lookup.record ?? {});
  try {
    return { is: 'found', items: await find(here) };
  } catch (thrown) {
    if (thrown instanceof NotRun) return { is: 'not-run', why: thrown.why };
    throw thrown;
  }
}
