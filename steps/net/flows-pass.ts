import { judgeFlow, type NsgRule, type NsgVerdict } from '../../src/azure/evaluators/nsg.ts';
import { defaultRoute } from '../../src/azure/evaluators/routes.ts';
import type { Surroundings } from '../../src/azure/evaluators/service-tags.ts';
import { parentId } from '../../src/azure/ids.ts';
import { expectFound, type Look } from '../../src/azure/port.ts';
import { type Subnet, subnet, vnet } from '../../src/azure/queries/networks.ts';
import { nsg, routeTable, serviceTags } from '../../src/azure/queries/traffic.ts';
import { fail, type Outcome, pass, warn } from '../../src/checks/check.ts';
import { shellWord } from '../../src/checks/shell-word.ts';
import { inRegion, type NsgFlow } from '../facts/flows.ts';
import type { Place } from './existing.ts';

export type Flow = Omit<NsgFlow, 'on'>;

/** The flows that the group of one subnet has to let through, and where their ends are. */
export interface FlowTarget {
  readonly name: string;
  readonly id: string;
  readonly subscription: string;
  readonly location: string;
  readonly flows: readonly Flow[];
  readonly places: Readonly<Record<string, Place>>;
}

/** Words that Azure resolves for each network: their addresses need no list. */
const OWN_WORDS = /^(?:\*|Internet|VirtualNetwork|AzureLoadBalancer)$/i;

/**
 * Whether the network security group of a subnet is at least as permissive as the flows (NW-07). No group: all passes at this
 * layer. The verdict of the worst flow counts; what a partly allowed flow means stands in the flow.
 */
export async function flowsPass(target: FlowTarget, look: Look): Promise<Outcome> {
  const here = expectFound(await look(subnet, { id: target.id }), target.name);
  if (here.nsgId === undefined) return pass('no network security group: nothing is filtered at this subnet');
  const group = expectFound(await look(nsg, { id: here.nsgId }), here.nsgId);
  return outcomeOf(await judgeFlows(group.rules, target, here, look), group.name);
}

/** Each flow of a target against these rules, with what is around the subnet looked up. */
export async function judgeFlows(
  rules: readonly NsgRule[],
  target: FlowTarget,
  here: Subnet,
  look: Look,
): Promise<readonly Judged[]> {
  const flows = await Promise.all(target.flows.map(async (flow) => ({ flow, ends: await endsOf(flow, target, look) })));
  const words = [
    ...rules.flatMap((rule) => [...rule.sources, ...rule.destinations]),
    ...flows.flatMap(({ ends }) => [...ends.from, ...ends.to]),
  ];
  const around = await surroundingsOf(target, here, words, look);
  return flows.map(({ flow, ends }) => {
    const { direction, protocol, ports } = flow;
    const wanted = { direction, protocol, ports, sources: ends.from, destinations: ends.to };
    return { flow, verdict: judgeFlow(rules, wanted, around) };
  });
}

interface Ends {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

async function endsOf(flow: Flow, target: FlowTarget, look: Look): Promise<Ends> {
  const end = async (word: string): Promise<readonly string[]> => {
    const place = target.places[word];
    if (!place) return [inRegion(word, target.location)];
    if ('range' in place) return [place.range];
    return expectFound(await look(subnet, { id: place.id }), place.id).prefixes;
  };
  return { from: await end(flow.source), to: await end(flow.destination) };
}

async function surroundingsOf(
  target: FlowTarget,
  here: Subnet,
  words: readonly string[],
  look: Look,
): Promise<Surroundings> {
  const { subscription, location } = target;
  const named = words.some((word) => /^[a-z]/i.test(word) && !OWN_WORDS.test(word));
  const id = parentId(target.id);
  const [network, routes, listed] = await Promise.all([
    look(vnet, { id }),
    here.routeTableId === undefined ? undefined : look(routeTable, { id: here.routeTableId }),
    named ? look(serviceTags, { subscription, location }) : undefined,
  ]);
  const { ranges, peerings } = expectFound(network, id);
  const tags = listed ? expectFound(listed, 'the list of service tags') : new Map<string, readonly string[]>();
  return {
    vnet: [...ranges, ...peerings.flatMap((peering) => peering.remoteRanges)],
    defaultRoute: routes?.is === 'found' && defaultRoute(routes.value.routes) !== undefined,
    tags,
  };
}

export interface Judged {
  readonly flow: Flow;
  readonly verdict: NsgVerdict;
}

function outcomeOf(judged: readonly Judged[], group: string): Outcome {
  const bad = judged.filter(({ flow, verdict }) =>
    verdict.verdict === 'denied' ? flow.required : verdict.verdict === 'partial' && flow.partialIs === 'fail',
  );
  const doubtful = judged.filter(
    ({ flow, verdict }) =>
      verdict.verdict === 'unknown' || (verdict.verdict === 'partial' && flow.partialIs === 'warn'),
  );
  if (bad.length > 0) return fail(bad.map(says).join('; '), bad.map((one) => fixFor(one, group)).join('\n'));
  if (doubtful.length > 0)
    return warn(
      doubtful.map(says).join('; '),
      `Look at the rules of ${group}: az network nsg rule list --nsg-name ${shellWord(group)}`,
    );
  return pass(`${group} lets ${judged.length === 1 ? 'the flow' : `all ${judged.length} flows`} pass`);
}

const inWords = (flow: Flow): string =>
  `${flow.protocol === '*' ? '' : flow.protocol.toUpperCase()} ${flow.ports.join(', ')} ${flow.source} to ${flow.destination}`.trim();

export function says({ flow, verdict }: Judged): string {
  if (verdict.verdict === 'unknown')
    return `${inWords(flow)}: cannot be judged without ${verdict.unresolved.join(', ')}`;
  const [first] = verdict.blockers;
  const share = first && first.share < 1 ? `${Math.max(1, Math.round(first.share * 100))} % of ` : '';
  return `${first ? `rule ${first.rule} (priority ${first.priority})` : 'no rule'} blocks ${share}${inWords(flow)} (${flow.why})`;
}

/** Just above the rule that blocks; where there is no room the person has to move rules. */
function fixFor({ flow, verdict }: Judged, group: string): string {
  const priority = Math.max(100, Math.min(...verdict.blockers.map((one) => one.priority), 4096) - 1);
  const protocol = flow.protocol === '*' ? "'*'" : flow.protocol;
  return `az network nsg rule create --nsg-name ${shellWord(group)} --name ${flow.id} --priority ${priority} --direction ${flow.direction} --access Allow --protocol ${protocol} --destination-port-ranges ${flow.ports.map((port) => (port === '*' ? "'*'" : port)).join(' ')}`;
}
