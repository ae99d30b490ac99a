import type {
  ApplicationRule as ApplicationModel,
  AzureFirewall,
  FirewallPolicyRuleCollectionGroup,
  FirewallPolicyRuleUnion,
  NetworkRule as NetworkModel,
} from '@azure/arm-network';
import { all, query, texts } from '../clients.ts';
import type { ApplicationRule, NetworkRule, RuleGroup } from '../evaluators/firewall.ts';
import { normalLocation, parseId } from '../ids.ts';

export interface Firewall {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly privateIp?: string;
  /** None for a firewall in a hub of Virtual WAN. */
  readonly vnetId?: string;
  readonly publicIpIds: readonly string[];
  readonly policyId?: string;
  /** The rules of a classic firewall, which has no policy. Sources that are IP groups stand as their ids. */
  readonly classic: RuleGroup;
}

export interface FirewallPolicy {
  readonly id: string;
  readonly basePolicyId?: string;
  readonly dnsProxy: boolean;
}

/** A rule as a policy and as a classic firewall has it: the fields are the same but for what only a policy knows. */
type Network = Partial<Omit<NetworkModel, 'ipProtocols' | 'ruleType'>> & { readonly protocols?: readonly string[] };
type Application = Partial<Omit<ApplicationModel, 'ruleType'>>;

function readNetworkRule(model: Network): NetworkRule {
  return {
    name: model.name ?? '',
    protocols: texts([...(model.protocols ?? [])]),
    sources: texts([...(model.sourceAddresses ?? []), ...(model.sourceIpGroups ?? [])]),
    destinations: texts([...(model.destinationAddresses ?? []), ...(model.destinationIpGroups ?? [])]),
    fqdns: texts(model.destinationFqdns),
    ports: texts(model.destinationPorts),
  };
}

function readApplicationRule(model: Application): ApplicationRule {
  return {
    name: model.name ?? '',
    protocols: (model.protocols ?? []).map((one) => ({ type: one.protocolType ?? '', port: one.port ?? 0 })),
    sources: texts([...(model.sourceAddresses ?? []), ...(model.sourceIpGroups ?? [])]),
    fqdns: texts(model.targetFqdns),
    fqdnTags: texts(model.fqdnTags),
    narrower: texts([...(model.targetUrls ?? []), ...(model.webCategories ?? [])]),
  };
}

const actionOf = (type: string | undefined): 'Allow' | 'Deny' => (type === 'Allow' ? 'Allow' : 'Deny');

const classicOf = (model: AzureFirewall): RuleGroup => ({
  priority: 0,
  network: (model.networkRuleCollections ?? []).map((one) => ({
    name: one.name ?? '',
    priority: one.priority ?? 0,
    action: actionOf(one.action?.type),
    rules: (one.rules ?? []).map(readNetworkRule),
  })),
  application: (model.applicationRuleCollections ?? []).map((one) => ({
    name: one.name ?? '',
    priority: one.priority ?? 0,
    action: actionOf(one.action?.type),
    rules: (one.rules ?? []).map(readApplicationRule),
  })),
});

/** Collections of DNAT rules are left out: they concern what comes in. */
function readGroup(model: FirewallPolicyRuleCollectionGroup): RuleGroup {
  const filters = (model.ruleCollections ?? []).flatMap((one) =>
    one.ruleCollectionType === 'FirewallPolicyFilterRuleCollection' && 'action' in one ? [one] : [],
  );
  const read = <Rule>(pick: (rule: FirewallPolicyRuleUnion) => readonly Rule[]) =>
    filters.map((one) => ({
      name: one.name ?? '',
      priority: one.priority ?? 0,
      action: actionOf(one.action?.type),
      rules: (one.rules ?? []).flatMap(pick),
    }));
  return {
    priority: model.priority ?? 0,
    network: read((rule) => {
      if (rule.ruleType !== 'NetworkRule') return [];
      const { ipProtocols = [], ...rest } = rule as NetworkModel;
      return [readNetworkRule({ ...rest, protocols: ipProtocols })];
    }),
    application: read((rule) => (rule.ruleType === 'ApplicationRule' ? [readApplicationRule(rule)] : [])),
  };
}

const byId = (args: { readonly id: string }): string => args.id.toLowerCase();

/** Azure Firewalls of a subscription: to find out whose address a next hop is, and to offer one. */
export const firewalls = query<{ readonly subscription: string }, readonly Firewall[]>({
  name: 'firewalls',
  needs: 'Microsoft.Network/azureFirewalls/read',
  key: (args) => args.subscription,
  ask: async (clients, args, abortSignal) => {
    const client = await clients.network(args.subscription);
    const found = await all(client.azureFirewalls.listAll({ abortSignal }));
    return found.map((model) => {
      const vnetId = model.ipConfigurations?.[0]?.subnet?.id?.replace(/\/subnets\/[^/]+$/i, '');
      const privateIp = model.ipConfigurations?.[0]?.privateIPAddress ?? model.hubIPAddresses?.privateIPAddress;
      return {
        id: model.id ?? '',
        name: model.name ?? '',
        location: normalLocation(model.location ?? ''),
        publicIpIds: texts(model.ipConfigurations?.map((one) => one.publicIPAddress?.id)),
        ...(privateIp ? { privateIp } : {}),
        ...(vnetId ? { vnetId } : {}),
        ...(model.firewallPolicy?.id ? { policyId: model.firewallPolicy.id } : {}),
        classic: classicOf(model),
      };
    });
  },
});

export const firewallPolicy = query<{ readonly id: string }, FirewallPolicy>({
  name: 'firewallPolicy',
  needs: 'Microsoft.Network/firewallPolicies/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const model = await (await clients.network(subscription)).firewallPolicies.get(group, name, { abortSignal });
    return {
      id: model.id ?? args.id,
      dnsProxy: model.dnsSettings?.enableProxy === true,
      ...(model.basePolicy?.id ? { basePolicyId: model.basePolicy.id } : {}),
    };
  },
});

export const ruleCollectionGroups = query<{ readonly policyId: string }, readonly RuleGroup[]>({
  name: 'ruleCollectionGroups',
  needs: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups/read',
  key: (args) => args.policyId.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.policyId);
    const client = await clients.network(subscription);
    return (await all(client.firewallPolicyRuleCollectionGroups.list(group, name, { abortSignal }))).map(readGroup);
  },
});

/** The addresses and ranges of an IP group. */
export const ipGroup = query<{ readonly id: string }, readonly string[]>({
  name: 'ipGroup',
  needs: 'Microsoft.Network/ipGroups/read',
  key: byId,
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.id);
    const model = await (await clients.network(subscription)).ipGroups.get(group, name, { abortSignal });
    return texts(model.ipAddresses);
  },
});
