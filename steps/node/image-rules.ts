import { asOf } from '../../src/core/decision.ts';
import { type Rule, rule } from '../../src/core/rule.ts';
import { location } from '../base/location.ts';
import { learn } from '../facts/dates.ts';
import { compareMinors, osSkuFacts } from '../facts/kubernetes.ts';
import { findRegion, REGIONS_SOURCE } from '../facts/regions.ts';
import { isGpu } from '../facts/vm-sizes.ts';
import { kubernetesVersion } from '../patch/versions.ts';
import { fewestOf, namesOf } from './capacity.ts';
import { examplePool, exampleSystem, exampleWindows } from './examples.ts';
import { type Pool, pools } from './pools.ts';

const IMAGES = learn('node-images', 'AKS node images');
const ZONES = learn('reliability-availability-zones-configure', 'Availability zones in AKS');

const isForeign = (pool: Pool): boolean => osSkuFacts(pool.osSku)?.osType !== pool.osType;
const hasEnded = (pool: Pool, day: string): boolean => day > (osSkuFacts(pool.osSku)?.ends ?? '9999-12-31');

/** Whether the image is not there yet with this minor, or no more. */
function isOutside(pool: Pool, minor: string): boolean {
  const { fromMinor, untilMinor } = osSkuFacts(pool.osSku) ?? {};
  return (
    (fromMinor !== undefined && compareMinors(minor, fromMinor) < 0) ||
    (untilMinor !== undefined && compareMinors(minor, untilMinor) >= 0)
  );
}
const lacksSignedDriver = (pool: Pool): boolean =>
  pool.secureBoot && pool.osSku.startsWith('Ubuntu') && isGpu(pool.size);
const usual = (pool: Pool): Pool => ({ ...pool, osSku: pool.osType === 'Windows' ? 'Windows2022' : 'Ubuntu' });

export const imageRules: readonly Rule[] = [
  rule({
    id: 'POOL-11',
    severity: 'block',
    reads: [pools],
    broken: (read) => namesOf(read(pools), isForeign),
    says: 'The node image belongs to the other operating system.',
    fix: 'Take an image of the pool’s operating system.',
    repairs: (read) => [{ [pools.id]: read(pools).map((pool) => (isForeign(pool) ? usual(pool) : pool)) }],
    source: IMAGES,
    examples: {
      broken: { [pools.id]: [exampleSystem(), examplePool({ osSku: 'Windows2022' })] },
      fine: { [pools.id]: [exampleSystem(), examplePool({ osSku: 'AzureLinux3' })] },
    },
  }),
  rule({
    id: 'POOL-12',
    severity: 'block',
    reads: [pools, asOf],
    broken: (read) => namesOf(read(pools), (pool) => hasEnded(pool, read(asOf))),
    says: 'Support for this node image has ended: there are no new images, and pools of it cannot scale.',
    fix: 'Take a newer image.',
    repairs: (read) => [{ [pools.id]: read(pools).map((pool) => (hasEnded(pool, read(asOf)) ? usual(pool) : pool)) }],
    source: IMAGES,
    examples: {
      broken: { [pools.id]: [exampleSystem(), exampleWindows({ osSku: 'Windows2019' })] },
      fine: { [pools.id]: [exampleSystem(), exampleWindows()] },
    },
  }),
  rule({
    id: 'POOL-13',
    severity: 'block',
    reads: [pools],
    broken: (read) => namesOf(read(pools), (pool) => pool.mode === 'Gateway' && pool.osType !== 'Linux'),
    says: 'The static egress gateway does not work with Windows: a gateway pool runs Linux.',
    fix: 'Make it a Linux pool.',
    source: learn('configure-static-egress-gateway', 'Static egress gateway'),
    examples: {
      broken: { [pools.id]: [exampleSystem(), examplePool(), exampleWindows({ name: 'gw', mode: 'Gateway' })] },
      fine: { [pools.id]: [exampleSystem(), examplePool(), examplePool({ name: 'gw', mode: 'Gateway' })] },
    },
  }),
  rule({
    id: 'POOL-14',
    severity: 'block',
    reads: [pools, kubernetesVersion],
    broken: (read) => namesOf(read(pools), (pool) => isOutside(pool, read(kubernetesVersion))),
    says: 'This Windows image does not come with this Kubernetes minor: Windows Server 2022 is refused from 1.37 on, and 2025 needs 1.32.',
    fix: 'Take the other Windows image, or another minor.',
    repairs: (read) => [
      {
        [pools.id]: read(pools).map((pool) =>
          isOutside(pool, read(kubernetesVersion))
            ? { ...pool, osSku: pool.osSku === 'Windows2022' ? 'Windows2025' : 'Windows2022' }
            : pool,
        ),
      },
    ],
    source: IMAGES,
    examples: {
      broken: { [pools.id]: [exampleSystem(), exampleWindows()], 'patch.k8sVersion': '1.37' },
      fine: { [pools.id]: [exampleSystem(), exampleWindows({ osSku: 'Windows2025' })], 'patch.k8sVersion': '1.37' },
    },
  }),
  rule({
    id: 'POOL-15',
    severity: 'block',
    reads: [pools],
    broken: (read) => namesOf(read(pools), lacksSignedDriver),
    says: 'The GPU driver that AKS puts on Ubuntu nodes is not signed for secure boot, and leaving the driver out is no answer here.',
    fix: 'Switch secure boot off for this pool.',
    repairs: (read) => [
      { [pools.id]: read(pools).map((pool) => (lacksSignedDriver(pool) ? { ...pool, secureBoot: false } : pool)) },
    ],
    source: learn('use-trusted-launch', 'Trusted launch in AKS'),
    examples: {
      broken: { [pools.id]: [exampleSystem(), examplePool({ size: 'Standard_NC24ads_A100_v4' })] },
      fine: { [pools.id]: [exampleSystem(), examplePool({ size: 'Standard_NC24ads_A100_v4', secureBoot: false })] },
    },
  }),
  rule({
    id: 'AZ-2',
    severity: 'block',
    reads: [pools, location],
    broken: (read) =>
      findRegion(read(location))?.hasZones === false ? namesOf(read(pools), (pool) => pool.zones.length > 0) : [],
    says: 'This region has no availability zones.',
    fix: 'Leave the zones empty, or take another region.',
    repairs: (read) => [{ [pools.id]: read(pools).map((pool) => ({ ...pool, zones: [] })) }],
    source: REGIONS_SOURCE,
    examples: {
      broken: { 'base.location': 'westus', [pools.id]: [exampleSystem(), examplePool()] },
      fine: { 'base.location': 'westeurope', [pools.id]: [exampleSystem(), examplePool()] },
    },
  }),
  rule({
    id: 'AZ-5',
    severity: 'warn',
    reads: [pools],
    broken: (read) => namesOf(read(pools), (pool) => fewestOf(pool) > 0 && fewestOf(pool) < pool.zones.length),
    says: 'The pool has fewer nodes than zones, so it does not stand in all of them: a zone that fails takes more of it than planned.',
    fix: 'Take a node for each zone, or fewer zones.',
    repairs: (read) => [
      {
        [pools.id]: read(pools).map((pool) => {
          const most = Math.max(1, fewestOf(pool));
          return { ...pool, zones: pool.zones.slice(0, most) };
        }),
      },
    ],
    source: ZONES,
    examples: {
      broken: { [pools.id]: [exampleSystem(), examplePool({ count: 2 })] },
      fine: { [pools.id]: [exampleSystem(), examplePool({ count: 2, zones: ['1', '2'] })] },
    },
  }),
];
