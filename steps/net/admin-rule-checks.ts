import type { NsgRule } from '../../src/azure/evaluators/nsg.ts';
import { parentId } from '../../src/azure/ids.ts';
import { expectFound, type Look } from '../../src/azure/port.ts';
import { type AdminRule, adminRules } from '../../src/azure/queries/admin-rules.ts';
import { subnet } from '../../src/azure/queries/networks.ts';
import { check, notRun, type Outcome, pass, warn } from '../../src/checks/check.ts';
import type { AnyRead } from '../../src/core/decision.ts';
import { reached } from '../api/checks.ts';
import { learnElsewhere } from '../facts/dates.ts';
import { flows as imageBuild } from '../jb/checks.ts';
import { flows as virtualNodes } from '../vn/checks.ts';
import { type FlowTarget, judgeFlows, says } from './flows-pass.ts';

/** The checks whose flows a security group has to let through. Admin rules count before each of these groups. */
const GROUPS = [reached, virtualNodes, imageBuild];

/** One target for each subnet, with the flows of all. */
function subnetsWithFlows(read: AnyRead): readonly FlowTarget[] {
  const all = new Map<string, FlowTarget>();
  for (const target of GROUPS.flatMap((one) => one.targets(read) as readonly FlowTarget[])) {
    const before = all.get(target.id);
    const flows = [...(before?.flows ?? []), ...target.flows];
    all.set(target.id, { ...target, flows, places: { ...before?.places, ...target.places } });
  }
  return [...all.values()];
}

/** What no admin rule decides goes on to the security group. */
const ON_TO_THE_GROUP = ['Inbound', 'Outbound'].map(
  (direction): NsgRule => ({
    name: 'on to the security group',
    priority: 65_536,
    direction: direction as NsgRule['direction'],
    access: 'Allow',
    protocol: '*',
    sources: ['*'],
    destinations: ['*'],
    sourcePorts: ['*'],
    destinationPorts: ['*'],
    sourceGroups: [],
    destinationGroups: [],
  }),
);

/** Allow and AlwaysAllow alike keep a later Deny from deciding; whether a group is asked next is the matter of other checks. */
const asGroupRule = (rule: AdminRule): NsgRule => ({ ...rule, access: rule.access === 'Deny' ? 'Deny' : 'Allow' });

async function unhindered(target: FlowTarget, look: Look): Promise<Outcome> {
  const network = parentId(target.id);
  const seen = await look(adminRules, { vnetId: network });
  if (seen.is === 'absent') return notRun(`${network} does not exist`);
  const denying = seen.value.filter((rule) => rule.access === 'Deny');
  if (denying.length === 0) return pass('no security admin rule denies anything');
  const here = expectFound(await look(subnet, { id: target.id }), target.name);
  const judged = await judgeFlows([...seen.value.map(asGroupRule), ...ON_TO_THE_GROUP], target, here, look);
  const stopped = judged.filter(({ flow, verdict }) => flow.required && verdict.verdict !== 'allowed');
  if (stopped.length === 0)
    return pass(`${denying.length} security admin rules deny, none of them a flow that is needed`);
  return warn(
    stopped.map(says).join('; '),
    'Ask those who run Azure Virtual Network Manager for an AlwaysAllow or Allow rule before it, or for an exception',
  );
}

const admin = check({
  id: 'NW-08',
  title: 'No security admin rule of Virtual Network Manager stops a flow that is needed',
  level: 'should',
  reads: [...reached.reads, ...virtualNodes.reads, ...imageBuild.reads].filter(
    (one, i, all) => all.findIndex((other) => other.id === one.id) === i,
  ),
  targets: subnetsWithFlows,
  run: unhindered,
  source: learnElsewhere(
    'virtual-network-manager/concept-security-admins',
    'Security admin rules in Azure Virtual Network Manager',
    '2026-08-21',
  ),
  unverified: 'Which of several managers goes first is not in the answer of Azure: rules are taken by their priority.',
});

export const checks = [admin];
