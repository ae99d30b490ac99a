import { freeAddresses } from '../../src/azure/evaluators/addresses.ts';
import { parentId, sameId, subscriptionOf } from '../../src/azure/ids.ts';
import { expectFound } from '../../src/azure/port.ts';
import { containerGroups } from '../../src/azure/queries/containers.ts';
import { subnet, subnetUsage, vnet } from '../../src/azure/queries/networks.ts';
import { check, fail, pass, warn } from '../../src/checks/check.ts';
import { parseRange } from '../../src/core/cidr.ts';
import { location } from '../base/location.ts';
import { AIB_NETWORKING, learn } from '../facts/dates.ts';
import { CHART } from '../facts/virtual-nodes.ts';
import { addressesFor, LONGEST } from './address-plan.ts';
import { existingSubnets } from './existing.ts';
import { DELEGATED, mustBeDelegated } from './subnet-resources.ts';
import { subnetList, workload } from './subnets.ts';
import { hub, vnetId } from './vnet.ts';

const CNI = learn('concepts-network-cni-overview', 'AKS CNI networking overview');

const network = check({
  id: 'PF-12',
  title: 'The VNet is there, in the region of the cluster',
  level: 'must',
  reads: [vnetId, hub, location],
  targets: (read) => {
    const [own, hubId] = [read(vnetId), read(hub)];
    return [
      ...(own === undefined ? [] : [{ name: own.split('/').at(-1) ?? own, id: own, location: read(location) }]),
      ...(hubId === undefined ? [] : [{ name: hubId.split('/').at(-1) ?? hubId, id: hubId }]),
    ];
  },
  run: async (target, look) => {
    const seen = await look(vnet, { id: target.id });
    if (seen.is === 'absent') return fail('it does not exist', `Choose another VNet, or ask its owner: ${target.id}`);
    const { location: there, ranges } = seen.value;
    const wanted = 'location' in target ? target.location : there;
    if (there !== wanted) return fail(`it is in ${there}, the cluster in ${wanted}`, `Use a VNet in ${wanted}`);
    return pass(`${there}, ${ranges.join(', ')}`);
  },
  source: CNI,
});

const there = check({
  id: 'PF-11',
  aliases: ['NW-01', 'NW-02', 'NW-04', 'C-API-1'],
  title: 'The subnet is there, large enough and delegated to what it is for',
  level: 'must',
  reads: [subnetList],
  targets: (read) => existingSubnets(read(subnetList)),
  run: async ({ id, name, purpose }, look) => {
    const seen = await look(subnet, { id });
    const inVnet = `--name ${name} --vnet-name ${parentId(id).split('/').at(-1)}`;
    if (seen.is === 'absent')
      return fail('it does not exist', `az network vnet subnet create ${inVnet} --address-prefixes <range>`);
    const { prefixes, delegations, state } = seen.value;
    if (state !== 'Succeeded') return fail(`it is ${state}`, 'Wait until that is over, or repair it');
    const longest = LONGEST[purpose];
    const small =
      prefixes.length === 1 ? prefixes.find((prefix) => (parseRange(prefix)?.length ?? 0) > longest) : undefined;
    if (small !== undefined)
      return fail(`${small} is smaller than /${longest}`, `Use a subnet of /${longest} or larger`);
    const wanted = DELEGATED[purpose];
    const strange = delegations.find((one) => one.toLowerCase() !== wanted?.toLowerCase());
    if (strange !== undefined)
      return fail(
        `it is delegated to ${strange}`,
        wanted === undefined ? 'Use a subnet without a delegation' : `Use a subnet delegated to ${wanted}`,
      );
    if (mustBeDelegated(purpose) && delegations.length === 0) {
      return fail(
        `it is not delegated to ${wanted}`,
        `az network vnet subnet update ${inVnet} --delegations ${wanted}`,
      );
    }
    const [delegated] = delegations;
    return pass(`${prefixes.join(', ')}${delegated === undefined ? '' : `, delegated to ${delegated}`}`);
  },
  source: CNI,
});

const room = check({
  id: 'C-VN-1',
  aliases: ['NW-03'],
  title: 'The subnet has enough free addresses',
  level: 'must',
  reads: [subnetList, workload],
  targets: (read) =>
    existingSubnets(read(subnetList)).map((one) => ({ ...one, need: addressesFor(one.purpose, read(workload)) })),
  run: async ({ id, name, purpose, need }, look) => {
    const [here, usages, groups] = await Promise.all([
      look(subnet, { id }),
      look(subnetUsage, { vnetId: parentId(id) }),
      DELEGATED[purpose] === CHART.delegation ? look(containerGroups, { subscription: subscriptionOf(id) }) : undefined,
    ]);
    const { prefixes, used } = expectFound(here, name);
    const usage = expectFound(usages, 'its VNet').get(id.toLowerCase());
    const inGroups =
      groups?.is === 'found'
        ? groups.value.filter((group) => group.subnetIds.some((one) => sameId(one, id))).length
        : undefined;
    const free = freeAddresses({ prefixes, used, usage, containerGroups: inGroups });
    return free >= need
      ? pass(`${free} free, ${need} needed`)
      : fail(`${free} free, ${need} needed`, 'Use a larger subnet, or fewer nodes or pods');
  },
  source: CNI,
});

const alone = check({
  id: 'NW-05',
  title: 'Nothing else stands in a delegated subnet',
  level: 'must',
  reads: [subnetList],
  targets: (read) => existingSubnets(read(subnetList)).filter((one) => mustBeDelegated(one.purpose)),
  run: async ({ id, name, purpose }, look) => {
    const { privateEndpoints, navigationLinks, serviceLinks, used } = expectFound(await look(subnet, { id }), name);
    const own = (DELEGATED[purpose] ?? '').toLowerCase();
    const other = serviceLinks.find((link) => link.toLowerCase() !== own);
    const fix = 'Use an empty subnet';
    if (other !== undefined) return fail(`${other} uses it`, fix);
    if (privateEndpoints > 0 || navigationLinks > 0)
      return fail('private endpoints or other services stand in it', fix);
    return used > 0 ? warn(`${used} addresses are in use, perhaps by another cluster`, fix) : pass('it is empty');
  },
  source: AIB_NETWORKING,
});

export const checks = [network, there, room, alone];
