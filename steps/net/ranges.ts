import { parseRange, printAddress, printRange, type Range } from '../../src/core/cidr.ts';
import { conditional, decision, derived } from '../../src/core/decision.ts';
import { address, range } from '../../src/core/kind.ts';
import { learn } from '../facts/dates.ts';
import { RESERVED_RANGES_SOURCE } from '../facts/reserved-ranges.ts';
import { mostNodes } from '../node/capacity.ts';
import { planPodRange, planServiceRange } from './address-plan.ts';
import { hasPodRange } from './pods.ts';
import { block, subnetList } from './subnets.ts';
import { vnetMode } from './vnet.ts';

/**
 * The range of the VNet that AKS makes when it is not given one: the plan keeps clear of it. Seen in clusters that others
 * describe, promised by no page of Azure, so nothing is refused for its sake.
 */
export const MANAGED_VNET_RANGE = '10.224.0.0/12';

export interface NamedRange {
  readonly name: string;
  readonly range: Range;
}

export const nodeRanges = derived({
  id: 'net.nodeRanges',
  says: 'the ranges of the VNet, as far as the answers tell them',
  needs: [vnetMode, block, subnetList],
  compute: (read): readonly NamedRange[] => {
    const whole = read(vnetMode) === 'managed' ? MANAGED_VNET_RANGE : read(block);
    const parts = (read(subnetList) ?? []).map((subnet) => ({ name: `subnet ${subnet.purpose}`, text: subnet.range }));
    return [{ name: 'VNet', text: whole }, ...parts].flatMap(({ name, text }) => {
      const found = text === undefined ? undefined : parseRange(text);
      return found ? [{ name, range: found }] : [];
    });
  },
});

const inUse = (named: readonly NamedRange[]): readonly Range[] => named.map((one) => one.range);

export const podRange = conditional({
  id: 'net.podRange',
  needs: [hasPodRange, nodeRanges, mostNodes],
  question: 'Which range do pods get?',
  explain:
    'Pods have addresses of this range inside the cluster alone; several clusters may use the same one. Each node takes a /24 of it. ' +
    'It must not overlap the VNet, networks connected to it, or the range of services.',
  kind: range(8, 24),
  when: (read) => read(hasPodRange),
  recommended: (read) => {
    const planned = planPodRange(read(mostNodes), inUse(read(nodeRanges)));
    return planned && printRange(planned);
  },
  permanence: 'create-only',
  aliases: ['pod cidr'],
  sources: [learn('azure-cni-overlay', 'Azure CNI Overlay'), RESERVED_RANGES_SOURCE],
});

export const serviceRange = decision({
  id: 'net.serviceRange',
  needs: [nodeRanges, podRange],
  question: 'Which range do services get?',
  explain:
    'Services of the cluster have virtual addresses of this range, known inside the cluster alone. ' +
    'It must not overlap the VNet, networks connected to it, or the range of pods. It can never be changed.',
  kind: range(13, 27),
  recommended: (read) => {
    const pods = parseRange(read(podRange) ?? '');
    const planned = planServiceRange([...inUse(read(nodeRanges)), ...(pods ? [pods] : [])]);
    return planned && printRange(planned);
  },
  permanence: 'create-only',
  aliases: ['service cidr'],
  sources: [RESERVED_RANGES_SOURCE],
});

/** Where the cluster's DNS stands in the service range by custom; the first address is that of the API server's service. */
export const DNS_OFFSET = 10;

export const dnsServiceIp = decision({
  id: 'net.dnsServiceIp',
  needs: [serviceRange],
  question: 'Which address does the cluster’s DNS get?',
  explain:
    'Pods ask this address for names. It lies in the range of services, and is not its first address, which belongs to the API server’s service.',
  kind: address(),
  recommended: (read) => {
    const services = parseRange(read(serviceRange));
    return services && printAddress(services.first + DNS_OFFSET);
  },
  permanence: 'create-only',
  aliases: ['dns service ip'],
  sources: [RESERVED_RANGES_SOURCE],
});
