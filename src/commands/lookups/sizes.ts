import { type VmSize, vmSizes } from '../../azure/queries/compute.ts';
import { type Find, type Here, noteOf, suggestion } from './here.ts';

/** VM sizes of the region, small ones first. */
export const findSizes: Find = async (here) => {
  const args = { subscription: here.need('base.subscription'), location: here.need('base.location') };
  return (await here.list(vmSizes, args))
    .toSorted((a, b) => a.vcpus - b.vcpus || a.memoryGb - b.memoryGb || (a.name < b.name ? -1 : 1))
    .map((size) => suggestion(size.name, noteFor(size), unfitness(here, size)));
};

function noteFor({ vcpus, memoryGb, zones, restrictedZones, architecture }: VmSize): string {
  const open = zones.filter((zone) => !restrictedZones.includes(zone));
  return noteOf(
    `${vcpus} vCPU`,
    `${memoryGb} GiB`,
    open.length === 0 ? 'no zones' : `zones ${open.join(' ')}`,
    architecture === 'x64' ? undefined : architecture,
  );
}

/** System pools need at least this many vCPUs. https://learn.microsoft.com/azure/aks/use-system-pools */
const LEAST_SYSTEM_VCPUS = 4;

function unfitness(here: Here, size: VmSize): string | undefined {
  if (size.restricted !== undefined) return `not offered to this subscription here (${size.restricted})`;
  if (here.decision !== 'node.pools') {
    return size.generations.length > 0 && !size.generations.includes('V2') ? 'runs no generation 2 images' : undefined;
  }
  const { record } = here;
  const wanted = Array.isArray(record['zones']) ? record['zones'].map(String) : [];
  const missing = wanted.filter((zone) => !size.zones.includes(zone) || size.restrictedZones.includes(zone));
  if (missing.length > 0) return `not offered in zone ${missing.join(', ')}`;
  if (record['mode'] === 'System' && size.vcpus < LEAST_SYSTEM_VCPUS)
    return `a system pool needs ${LEAST_SYSTEM_VCPUS} vCPUs`;
  return undefined;
}
