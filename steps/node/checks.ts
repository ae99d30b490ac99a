import { coresNeeded, judgeQuota } from '../../src/azure/evaluators/quota.ts';
import { expectFound } from '../../src/azure/port.ts';
import { computeUsages, type VmSize, vmSizes } from '../../src/azure/queries/compute.ts';
import { feature } from '../../src/azure/queries/providers.ts';
import { check, fail, notRun, pass } from '../../src/checks/check.ts';
import { location } from '../base/location.ts';
import { subscription } from '../base/subscription.ts';
import { learn, learnElsewhere } from '../facts/dates.ts';
import { SUBSCRIPTION_FEATURES } from '../facts/providers.ts';
import { buildVmSize, proxyVmSize } from '../jb/build.ts';
import { mostOf, surgeOf } from './capacity.ts';
import { pools } from './pools.ts';

const SIZES = learn('quotas-skus-regions', 'Quotas, sizes and regions');
const QUOTAS = learnElsewhere('virtual-machines/quotas', 'vCPU quotas', '2026-08-21');

const sizeOf = (sizes: readonly VmSize[], name: string): VmSize | undefined =>
  sizes.find((one) => one.name.toLowerCase() === name.toLowerCase());

const offered = check({
  id: 'PF-07',
  aliases: ['Q-01', 'JB-09'],
  title: 'The VM size is offered to this subscription, in the zones that are wanted',
  level: 'must',
  reads: [subscription, location, pools, buildVmSize, proxyVmSize],
  targets: (read) => {
    const builders = [read(buildVmSize), read(proxyVmSize)].filter((size) => size !== undefined);
    const wanted = [
      ...read(pools),
      ...builders.map((size) => ({ size, zones: [] as readonly string[], encryptionAtHost: false })),
    ];
    return [...new Set(wanted.map((one) => one.size))].map((size) => {
      const same = wanted.filter((one) => one.size === size);
      const zones = [...new Set(same.flatMap((one) => one.zones as readonly string[]))].toSorted();
      const encrypted = same.some((one) => one.encryptionAtHost);
      return {
        name: `${read(location)} ${size}`,
        size,
        zones,
        encrypted,
        subscription: read(subscription),
        location: read(location),
      };
    });
  },
  run: async (target, look) => {
    const { location: region, size: name, zones, encrypted } = target;
    const sizes = expectFound(
      await look(vmSizes, { subscription: target.subscription, location: region }),
      'the list of VM sizes',
    );
    const size = sizeOf(sizes, name);
    const fix = `Choose another size or other zones: az vm list-skus --location ${region} --size ${name} --zone --output table`;
    if (!size) return fail(`${region} does not have it`, fix);
    if (size.restricted !== undefined) return fail(`it is closed to this subscription (${size.restricted})`, fix);
    const absent = zones.filter((zone) => !size.zones.includes(zone) || size.restrictedZones.includes(zone));
    if (absent.length > 0) return fail(`it is not offered in zone ${absent.join(', ')}`, fix);
    if (!size.generations.includes('V2')) return fail('it runs no generation 2 images', fix);
    if (encrypted && !size.encryptionAtHost)
      return fail('it has no host encryption', 'Choose another size, or leave encryptionAtHost off');
    return pass(
      `${size.vcpus} vCPUs, ${size.memoryGb} GB, ${size.zones.length > 0 ? `zones ${size.zones.join(', ')}` : 'no zones'}`,
    );
  },
  source: SIZES,
});

const cores = check({
  id: 'PF-06',
  aliases: ['Q-02'],
  title: 'The vCPU quota carries the pools, an upgrade included',
  level: 'must',
  reads: [subscription, location, pools, buildVmSize, proxyVmSize],
  targets: (read) => {
    const machines = [
      ...read(pools).map((pool) => ({ size: pool.size, nodes: mostOf(pool), surge: surgeOf(pool) })),
      ...[read(buildVmSize), read(proxyVmSize)]
        .filter((size) => size !== undefined)
        .map((size) => ({ size, nodes: 1, surge: 0 })),
    ];
    return [{ name: read(location), subscription: read(subscription), machines }];
  },
  run: async ({ name: region, subscription: id, machines }, look) => {
    const where = { subscription: id, location: region };
    const [offers, counters] = await Promise.all([look(vmSizes, where), look(computeUsages, where)]);
    const sizes = expectFound(offers, 'the list of VM sizes');
    const unknown = machines.find((one) => !sizeOf(sizes, one.size));
    if (unknown) return notRun(`${region} does not list ${unknown.size}, so its quota is not known`);
    const need = coresNeeded(
      machines.flatMap((one) => {
        const size = sizeOf(sizes, one.size);
        return size ? [{ family: size.family, vcpus: size.vcpus, nodes: one.nodes, surge: one.surge }] : [];
      }),
    );
    const usages = expectFound(counters, 'the list of quotas');
    const verdicts = [...need].map(([name, cores]) => judgeQuota(usages, name, cores));
    const short = verdicts.filter((one) => one.is === 'short');
    if (short.length > 0)
      return fail(
        short.map((one) => `${one.label}: ${one.free} free, ${one.need} needed`).join('; '),
        'Ask for more in the portal under Quotas, or take fewer or smaller nodes',
      );
    const open = verdicts.find((one) => one.is === 'unknown');
    if (open) return notRun(open.why);
    return pass(
      verdicts
        .flatMap((one) => (one.is === 'enough' ? [`${one.label}: ${one.free} free, ${one.need} needed`] : []))
        .join('; '),
    );
  },
  source: QUOTAS,
});

const encryption = check({
  id: 'C-HOST-1',
  title: 'Host encryption is registered in the subscription',
  level: 'must',
  reads: [subscription, pools],
  targets: (read) =>
    read(pools).some((pool) => pool.encryptionAtHost)
      ? [{ name: SUBSCRIPTION_FEATURES.encryptionAtHost.name, subscription: read(subscription) }]
      : [],
  run: async ({ subscription: id }, look) => {
    const { namespace, name } = SUBSCRIPTION_FEATURES.encryptionAtHost;
    const seen = await look(feature, { subscription: id, namespace, feature: name });
    if (seen.is === 'found' && seen.value.state === 'Registered') return pass('registered');
    return fail(
      seen.is === 'found' ? `it is ${seen.value.state}` : 'Azure does not know it',
      `az feature register --namespace ${namespace} --name ${name} --subscription ${id}; then az provider register --namespace ${namespace}; or set encryptionAtHost: false in node.pools`,
    );
  },
  source: learn('enable-host-encryption', 'Host-based encryption'),
});

export const checks = [offered, cores, encryption];
