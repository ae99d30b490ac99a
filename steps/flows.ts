import type { Adder } from '../src/plan/contribution.ts';
import { type EgressRule, inRegion } from './facts/flows.ts';

/** Adds the rows of a firewall table: one flow for each place that needs the destination. */
export function addFlows(plan: Adder, rules: readonly EgressRule[], region: string): void {
  for (const rule of rules) {
    for (const from of rule.from) {
      plan.flow({
        from,
        to: inRegion(rule.fqdn ?? rule.serviceTag ?? rule.fqdnTag ?? '', region),
        protocol: rule.protocol,
        ports: [rule.port],
        why: rule.why,
        required: rule.required,
        evidence: rule.evidence,
      });
    }
  }
}

/** Registers resource providers: once each, whoever else asks for them. */
export function registerProviders(plan: Adder, namespaces: readonly string[]): void {
  for (const namespace of namespaces) {
    plan.act(
      `register${namespace.replace(/^Microsoft\./, '')}`,
      { do: 'register-provider', namespace },
      { stage: 'subscription', domain: 'subscription', says: `Register the resource provider ${namespace}` },
    );
  }
}
