import type { Collection, RuleGroup, Ruleset } from './evaluators/firewall.ts';
import { sameId, subscriptionOf } from './ids.ts';
import { expectFound, type Look } from './port.ts';
import {
  type Firewall,
  type FirewallPolicy,
  firewallPolicy,
  firewalls,
  ipGroup,
  ruleCollectionGroups,
} from './queries/firewall.ts';
import { vnet } from './queries/networks.ts';

/** Where a firewall may be: the subscriptions of these VNets and of their peers, and one more. */
export interface Around {
  readonly networks: readonly string[];
  readonly subscription: string;
}

/**
 * Looks in the subscriptions around for whose address it is. Networks that are not connected may use one address twice: a
 * firewall counts where its VNet is one of those around, or where it stands in a hub of Virtual WAN. @throws NotRun where it was
 * not found and a list could not be read
 */
export async function firewallAt(look: Look, hop: string, around: Around): Promise<Firewall | undefined> {
  const networks = await Promise.all(around.networks.map((id) => look(vnet, { id })));
  const peers = networks.flatMap((seen) => (seen.is === 'found' ? seen.value.peerings.map((one) => one.remoteId) : []));
  const ids = [around.subscription, ...[...around.networks, ...peers].map(subscriptionOf)];
  const subscriptions = [...new Set(ids.map((one) => one.toLowerCase()))].filter((one) => one !== '');
  const lists = await Promise.allSettled(subscriptions.map((subscription) => look(firewalls, { subscription })));
  const all = lists.flatMap((list) =>
    list.status === 'fulfilled' && list.value.is === 'found' ? list.value.value : [],
  );
  const near = [...around.networks, ...peers];
  const candidates = all.filter((one) => one.privateIp === hop);
  const found =
    candidates.find(({ vnetId }) => vnetId !== undefined && near.some((id) => sameId(id, vnetId))) ??
    candidates.find(({ vnetId }) => vnetId === undefined);
  const failed = lists.find((list) => list.status === 'rejected');
  if (!found && failed) throw failed.reason;
  return found;
}

/** The rules of a firewall with its base policies, IP groups in place of their ids. */
export async function rulesetOf(look: Look, firewall: Firewall): Promise<Ruleset> {
  if (firewall.policyId === undefined) return { policies: [[await expand(firewall.classic, look)]], dnsProxy: false };
  const policies: (readonly RuleGroup[])[] = [];
  let dnsProxy: boolean | undefined;
  let next: string | undefined = firewall.policyId;
  // A base policy has none itself; three are read, so that an answer that goes in circles ends.
  for (let depth = 0; next !== undefined && depth < 3; depth += 1) {
    const [policy, groups] = await readPolicy(next, look);
    dnsProxy ??= policy.dnsProxy;
    policies.unshift(groups);
    next = policy.basePolicyId;
  }
  return { policies, dnsProxy: dnsProxy ?? false };
}

async function readPolicy(id: string, look: Look): Promise<readonly [FirewallPolicy, readonly RuleGroup[]]> {
  const [policy, groups] = await Promise.all([
    look(firewallPolicy, { id }),
    look(ruleCollectionGroups, { policyId: id }),
  ]);
  return [expectFound(policy, id), await Promise.all(expectFound(groups, id).map((group) => expand(group, look)))];
}

async function expand(group: RuleGroup, look: Look): Promise<RuleGroup> {
  const addresses = async (words: readonly string[]): Promise<readonly string[]> => {
    const each = words.map(async (word) =>
      word.startsWith('/') ? expectFound(await look(ipGroup, { id: word }), word) : [word],
    );
    return (await Promise.all(each)).flat();
  };
  const inAll = async <Rule extends { readonly sources: readonly string[] }>(
    collections: readonly Collection<Rule>[],
    change: (rule: Rule) => Promise<Rule>,
  ) => Promise.all(collections.map(async (one) => ({ ...one, rules: await Promise.all(one.rules.map(change)) })));
  const [network, application] = await Promise.all([
    inAll(group.network, async (rule) => ({
      ...rule,
      sources: await addresses(rule.sources),
      destinations: await addresses(rule.destinations),
    })),
    inAll(group.application, async (rule) => ({ ...rule, sources: await addresses(rule.sources) })),
  ]);
  return { ...group, network, application };
}
