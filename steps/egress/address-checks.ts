import { judgeQuota } from '../../src/azure/evaluators/quota.ts';
import { firewallAt } from '../../src/azure/firewall-rules.ts';
import { subscriptionOf } from '../../src/azure/ids.ts';
import { expectFound } from '../../src/azure/port.ts';
import { networkUsages, publicIp } from '../../src/azure/queries/traffic.ts';
import { check, fail, notRun, pass } from '../../src/checks/check.ts';
import { location } from '../base/location.ts';
import { subscription } from '../base/subscription.ts';
import { learn } from '../facts/dates.ts';
import { buildEgress } from '../jb/network.ts';
import { hub, vnetId } from '../net/vnet.ts';
import { containerEgress } from '../vn/network.ts';
import { nextHopIp } from './next-hop.ts';
import { egressPublicIps } from './public-ips.ts';
import { makesNatGateway } from './type.ts';

const NAT = learn('nat-gateway', 'NAT gateway');

const admitted = check({
  id: 'C-RNG-2',
  title: 'Every public address of the firewall is among those that the API server admits',
  level: 'must',
  reads: [egressPublicIps, nextHopIp, vnetId, hub],
  targets: (read) => {
    const [named, ip] = [read(egressPublicIps), read(nextHopIp)];
    const network = read(hub) ?? read(vnetId);
    return named === undefined || ip === undefined || network === undefined ? [] : [{ name: ip, named, vnet: network }];
  },
  run: async ({ name, named, vnet: id }, look) => {
    const firewall = await firewallAt(look, name, { networks: [id], subscription: subscriptionOf(id) });
    if (!firewall)
      return notRun('the next hop is no Azure Firewall that you can see: its public addresses cannot be read');
    const found = await Promise.all(firewall.publicIpIds.map((address) => look(publicIp, { id: address })));
    const addresses = found.flatMap((seen) => (seen.is === 'found' ? (seen.value.address ?? []) : []));
    const absent = addresses.filter((address) => !named.includes(address));
    return absent.length > 0
      ? fail(`${firewall.name} also sends from ${absent.join(', ')}`, 'Add these to egress.publicIps')
      : pass(`${firewall.name} sends from ${addresses.join(', ')}`);
  },
  source: learn('api-server-authorized-ip-ranges', 'Authorized IP ranges'),
});

/** Public addresses of NAT gateways that this plan makes. */
const counters = check({
  id: 'Q-05',
  title: 'The region has room for the public addresses',
  level: 'should',
  reads: [subscription, location, makesNatGateway, containerEgress, buildEgress],
  targets: (read) => {
    const build = read(buildEgress) === 'nat-gateway' || read(buildEgress) === 'both';
    const need = [read(makesNatGateway), read(containerEgress) === 'natgw', build].filter(Boolean).length;
    return need > 0 ? [{ name: read(location), subscription: read(subscription), need }] : [];
  },
  run: async ({ name, subscription: id, need }, look) => {
    const usages = expectFound(await look(networkUsages, { subscription: id, location: name }), 'the list of quotas');
    const verdicts = ['PublicIPAddresses', 'StandardSkuPublicIpAddresses'].map((counter) =>
      judgeQuota(usages, counter, need),
    );
    const short = verdicts.find((one) => one.is === 'short');
    if (short)
      return fail(`${short.label}: ${short.free} free, ${need} needed`, 'Ask for more in the portal under Quotas');
    const unknown = verdicts.find((one) => one.is === 'unknown');
    return unknown ? notRun(unknown.why) : pass(`room for ${need}`);
  },
  source: NAT,
});

export const checks = [admitted, counters];
