import { resourceIdOf } from '../../plan/ids.ts';
import { refsOf } from '../../plan/order.ts';
import { viewFor } from '../../plan/ownership.ts';
import { type Action, ownerOf, type Plan, type Resource, stageNumber } from '../../plan/plan.ts';
import { askedFor, neededBefore } from '../asked.ts';
import type { Emission, Files } from '../emission.ts';
import { bullets, code, prose, section, table } from '../markdown.ts';
import { rightsFor } from '../rights.ts';
import { SAMPLE_LINE } from '../words.ts';
import { firstCallingStage } from './firewall.ts';

/** One page for another team: what is asked for, why, under which ids, and when it is needed. */
export function requestText(emission: Emission, team: string, files: Files): string {
  const { plan } = emission;
  const view = viewFor(plan, team);
  const made = view.resources.filter((one) => one.existing === undefined);
  const parts = [
    `# Request to ${prose(team)}: cluster ${code(plan.clusterName)}`,
    ...(plan.sample ? [`**${SAMPLE_LINE}**`] : []),
    `For the AKS cluster ${code(plan.clusterName)} in the subscription ${code(plan.subscription)}, region ${code(plan.location)}. Made by aks-setup ${prose(emission.tool)}.`,
    resourcesSection(plan, team, made),
    actionsSection(view.actions),
    firewallSection(plan, files),
    beforeSection(plan, team, made),
    howSection(plan, team, files),
    section(
      2,
      'When it is done',
      made.length > 0 || view.actions.length > 0
        ? 'Nothing needs to be sent back: setup.sh of the cluster looks whether it is there and goes on.'
        : 'Tell whoever runs setup.sh of the cluster.',
    ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function resourcesSection(plan: Plan, team: string, made: readonly Resource[]): string {
  if (made.length === 0) return '';
  const rows = made.map((one) => {
    const { what, where, why } = askedFor(plan, one);
    return [what, where, why, whenOf(plan, team, one)];
  });
  return section(2, 'What is needed', table(['What', 'Id, or where', 'Why', 'Needed'], rows));
}

function whenOf(plan: Plan, team: string, resource: Resource): string {
  const stage = neededBefore(plan, team, resource);
  return stage === undefined ? 'before the cluster is used' : `before stage ${stage} of the cluster`;
}

function actionsSection(actions: readonly Action[]): string {
  const rest = actions.filter((one) => one.act.do !== 'wait-for-roles');
  return rest.length === 0 ? '' : section(2, 'What has to be done', bullets(rest.map((one) => prose(one.says))));
}

function firewallSection(plan: Plan, files: Files): string {
  if (!files.has('firewall.csv')) return '';
  const needed = plan.flows.filter((flow) => flow.required).length;
  return section(
    2,
    'Firewall rules',
    `firewall.csv lists ${plan.flows.length} rules, ${needed} of them needed, the rest optional. Each says who calls, from which range or subnet, and why. What is marked UNVERIFIED is in no document that we found.`,
    `They are needed before stage ${firstCallingStage(plan)} of the cluster: without them it stops there. setup.sh cannot see them.`,
  );
}

/** What the team's part refers to but others make. */
function beforeSection(plan: Plan, team: string, made: readonly Resource[]): string {
  const symbols = new Set(made.flatMap((one) => refsOf(one)));
  const others = plan.resources.filter(
    (one) => symbols.has(one.symbol) && one.existing === undefined && ownerOf(plan, one) !== team,
  );
  if (others.length === 0) return '';
  const makers = (one: Resource): string => prose(ownerOf(plan, one) ?? `setup.sh, stage ${stageNumber(one.stage)}`);
  return section(
    2,
    'What has to be there first',
    bullets(others.map((one) => `${code(resourceIdOf(plan, one.symbol))}, made by ${makers(one)}`)),
  );
}

function howSection(plan: Plan, team: string, files: Files): string {
  const ways = [
    ...(files.has('setup.sh')
      ? ['`bash setup.sh --what-if` prints the commands, `bash setup.sh` runs them; safe to repeat.']
      : []),
    ...(files.has('bicep/main.bicep')
      ? [
          `${code(`az deployment sub create --location ${plan.location} --parameters bicep/main.bicepparam`)}, or the modules one by one in their resource groups.`,
        ]
      : []),
    ...(files.has('bicep/main.bicep') ? ['Or with your own tools: the ids above are what counts.'] : []),
  ];
  const rights = rightsFor(plan, team);
  const rightsLine =
    rights.length === 0
      ? ''
      : `The least rights for it stand in role.json, to be assigned at ${rights.map((one) => code(one.scope)).join(', ')}. They are derived from the resource types and were not tried against Azure (UNVERIFIED).`;
  return section(2, 'How', bullets(ways), rightsLine);
}
