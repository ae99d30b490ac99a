import type { EffectiveBaseSecurityAdminRuleUnion } from '@azure/arm-network';
import { query, texts } from '../clients.ts';
import type { NsgRule } from '../evaluators/nsg.ts';
import { parseId } from '../ids.ts';
import { NotRun } from '../port.ts';

/** A rule of Azure Virtual Network Manager. It counts before the security groups; a plain Allow leaves the decision to these. */
export interface AdminRule extends Omit<NsgRule, 'access'> {
  readonly access: 'Allow' | 'AlwaysAllow' | 'Deny';
}

const orAll = (words: readonly string[]): readonly string[] => (words.length > 0 ? words : ['*']);

/** Security admin rules as they take effect in a VNet, in the order of Azure. */
export const adminRules = query<{ readonly vnetId: string }, readonly AdminRule[]>({
  name: 'adminRules',
  needs: 'Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveSecurityAdminRules/action',
  key: (args) => args.vnetId.toLowerCase(),
  ask: async (clients, args, abortSignal) => {
    const { subscription, group, name } = parseId(args.vnetId);
    const client = await clients.network(subscription);
    const rules: AdminRule[] = [];
    let skipToken: string | undefined;
    do {
      const page = await client.listNetworkManagerEffectiveSecurityAdminRules(
        group,
        name,
        skipToken === undefined ? {} : { skipToken },
        { abortSignal },
      );
      rules.push(...(page.value ?? []).flatMap(readAdminRule));
      if (page.skipToken !== undefined && page.skipToken === skipToken)
        throw new NotRun('the list of security admin rules does not end');
      skipToken = page.skipToken || undefined;
    } while (skipToken !== undefined);
    return rules;
  },
});

function readAdminRule(model: EffectiveBaseSecurityAdminRuleUnion): readonly AdminRule[] {
  if (!('priority' in model)) return [];
  const prefixes = (items: readonly { readonly addressPrefix?: string }[] | undefined) =>
    orAll(texts((items ?? []).map((one) => one.addressPrefix)));
  return [
    {
      name: (model.id ?? '').split('/').at(-1) ?? '',
      priority: model.priority ?? 0,
      direction: model.direction === 'Inbound' ? 'Inbound' : 'Outbound',
      access: model.access === 'Allow' || model.access === 'AlwaysAllow' ? model.access : 'Deny',
      protocol: model.protocol === undefined || model.protocol === 'Any' ? '*' : model.protocol,
      sources: prefixes(model.sources),
      destinations: prefixes(model.destinations),
      sourcePorts: orAll(texts(model.sourcePortRanges)),
      destinationPorts: orAll(texts(model.destinationPortRanges)),
      sourceGroups: [],
      destinationGroups: [],
    },
  ];
}
