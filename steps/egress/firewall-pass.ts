import { type FirewallVerdict, judgeFirewall, type Requirement } from '../../src/azure/evaluators/firewall.ts';
import { outboundOf } from '../../src/azure/evaluators/routes.ts';
import { firewallAt, rulesetOf } from '../../src/azure/firewall-rules.ts';
import { expectFound, type Look } from '../../src/azure/port.ts';
import type { Firewall } from '../../src/azure/queries/firewall.ts';
import { subnet } from '../../src/azure/queries/networks.ts';
import { routeTable } from '../../src/azure/queries/traffic.ts';
import { fail, notRun, type Outcome, pass, warn } from '../../src/checks/check.ts';
import { AKS_EGRESS, AKS_FQDN_TAG } from '../facts/aks-egress.ts';
import { type EgressRule, inRegion } from '../facts/flows.ts';
import type { Place } from '../net/existing.ts';

/** What leaves one subnet, and where the firewall in its way may be. */
export interface FirewallTarget {
  readonly name: string;
  readonly place: Place;
  /** The next hop of the route that this plan makes for a new subnet. */
  readonly nextHop: string | null;
  /** The VNets around: of the subnet, and the hub. Their subscriptions and those of their peers are searched. */
  readonly networks: readonly string[];
  readonly subscription: string;
  readonly location: string;
  readonly rules: readonly EgressRule[];
  /** The team that the firewall belongs to. */
  readonly team: string | null;
}

/** Whether the firewall behind the default route lets the rows of the tables through (NW-11). */
export async function firewallPasses(target: FirewallTarget, look: Look): Promise<Outcome> {
  const { hop, sources, instead } = await wayOf(target, look);
  if (hop === undefined) return instead ?? notRun('its default route names no address');
  const firewall = await firewallAt(look, hop, target);
  const wanted = target.rules.map((rule) => ({ rule, requirement: requirementOf(rule, sources, target.location) }));
  if (!firewall) {
    const rows = wanted.filter(({ rule }) => rule.required).map(({ rule }) => inWords(rule, target.location));
    return notRun(
      `${hop} is no Azure Firewall that you can see: its rules cannot be read. It must let through ${rows.join(', ')}`,
    );
  }
  const rules = await rulesetOf(look, firewall);
  const judged = wanted.map(({ rule, requirement }) => ({ rule, verdict: judgeFirewall(rules, requirement) }));
  return outcomeOf(judged, firewall, sources, target);
}

interface Way {
  readonly hop: string | undefined;
  readonly sources: readonly string[];
  /** What to say where no firewall stands in the way. */
  readonly instead?: Outcome;
}

async function wayOf({ place, nextHop, name }: FirewallTarget, look: Look): Promise<Way> {
  if ('range' in place) return { hop: nextHop ?? undefined, sources: [place.range] };
  const here = expectFound(await look(subnet, { id: place.id }), name);
  const table =
    here.routeTableId === undefined
      ? undefined
      : expectFound(await look(routeTable, { id: here.routeTableId }), here.routeTableId);
  const way = outboundOf({ ...here, routes: table?.routes ?? [] });
  const sources = here.prefixes;
  switch (way.by) {
    case 'appliance':
      return { hop: way.nextHopIp, sources };
    case 'gateway':
      return {
        hop: undefined,
        sources,
        instead: notRun('it leaves through a gateway: what stands behind it cannot be read'),
      };
    case 'nothing':
    case 'black-hole':
      return { hop: undefined, sources, instead: notRun('it has no way out, so there is no firewall to read') };
    default:
      return { hop: undefined, sources, instead: pass(`no firewall is in the way: ${way.by}`) };
  }
}

/** The tag of Azure Firewall holds the base set, over HTTPS on 443. */
const inAksTag = (rule: EgressRule): boolean =>
  rule.protocol === 'Https' && rule.port === 443 && AKS_EGRESS.some((one) => one.fqdn === rule.fqdn);

function requirementOf(rule: EgressRule, sources: readonly string[], region: string): Requirement {
  const tag = rule.serviceTag ?? rule.alternativeTag;
  return {
    sources,
    ...(rule.fqdn === undefined ? {} : { fqdn: inRegion(rule.fqdn, region) }),
    ...(tag === undefined ? {} : { serviceTag: inRegion(tag, region) }),
    fqdnTags: inAksTag(rule) ? [AKS_FQDN_TAG] : [],
    protocol: rule.protocol,
    port: rule.port,
  };
}

const inWords = (rule: EgressRule, region: string): string =>
  `${rule.protocol}:${rule.port} ${inRegion(rule.fqdn ?? rule.serviceTag ?? rule.fqdnTag ?? '', region)}`;

interface Judged {
  readonly rule: EgressRule;
  readonly verdict: FirewallVerdict;
}

function outcomeOf(
  judged: readonly Judged[],
  firewall: Firewall,
  sources: readonly string[],
  { team, location }: FirewallTarget,
): Outcome {
  const open = judged.filter(({ verdict }) => verdict.is !== 'covered');
  const says = ({ rule, verdict }: Judged): string => `${inWords(rule, location)} ${verdictInWords(verdict)}`;
  const needed = open.filter(({ rule }) => rule.required);
  if (needed.length === 0) {
    const more = open.length > 0 ? `; not let through, and optional: ${open.map(says).join(', ')}` : '';
    return pass(`${firewall.name} lets through all that is needed${more}`);
  }
  const saw = `${firewall.name}: ${needed.map((one) => `${says(one)} (${one.rule.why}${unverified(one.rule)})`).join('; ')}`;
  const where = `${(firewall.policyId ?? firewall.id).split('/').at(-1)}, source ${sources.join(', ')}`;
  const sure = needed.some(
    ({ rule, verdict }) => rule.evidence !== 'unverified' && (verdict.is === 'missing' || verdict.is === 'blocked'),
  );
  if (team !== null)
    return warn(saw, `Ask ${team} for these rules in ${where}; the request is in the hand-over folder (firewall.csv)`);
  const fix = `Let them through in ${where}; report.md lists all hosts and ports`;
  return sure ? fail(saw, fix) : warn(saw, fix);
}

const unverified = (rule: EgressRule): string => (rule.evidence === 'unverified' ? ', UNVERIFIED' : '');

function verdictInWords(verdict: FirewallVerdict): string {
  switch (verdict.is) {
    case 'covered':
      return 'passes';
    case 'missing':
      return verdict.partly ? 'passes for a part of the subnet alone' : 'is missing';
    case 'blocked':
      return `is blocked by ${verdict.by}`;
    case 'unknown':
      return `cannot be judged because of ${verdict.because.join(', ')}`;
  }
}
