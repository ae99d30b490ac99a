import { resourceIdOf } from '../../plan/ids.ts';
import { refsOf } from '../../plan/order.ts';
import { viewFor } from '../../plan/ownership.ts';
import { type Action, ownerOf, type Plan, type Resource, type Step, stageNumber } from '../../plan/plan.ts';
import { wordsOf } from '../bicep/ids.ts';
import type { Emission, Files } from '../emission.ts';
import { bullets, code, prose, section, table } from '../markdown.ts';
import { rightsFor } from '../rights.ts';
import { SAMPLE_LINE } from '../words.ts';

/** One page for another team: what is asked for, why, under which ids, and when it is needed. */
export function requestText(emission: Emission, team: string, files: Files): string {
  const { plan } = emission;
  const view = viewFor(plan, team);
  const made = view.resources.filter((one) => one.existing === undefined);
  const parts = [
    `# Request to ${prose(team)}: cluster ${code(plan.clusterName)}`,
    ...(plan.sample ? [`**${SAMPLE_LINE}**`] : []),
    `For the AKS cluster ${code(plan.clusterName)} in the subscription ${code(plan.subscription)}, region ${code(plan.location)}. Made by aks-setup ${prose(emission.tool)} from the profile ${code(emission.name)}.`,
    resourcesSection(plan, team, made),
    actionsSection(plan, view.actions),
    firewallSection(plan, files),
    beforeSection(plan, team, made),
    howSection(plan, team, files),
    section(
      2,
      'When it is done',
      'Nothing needs to be sent back: setup.sh of the cluster looks for each id above and goes on.',
    ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function resourcesSection(plan: Plan, team: string, made: readonly Resource[]): string {
  if (made.length === 0) return '';
  return section(
    2,
    'What is needed',
    table(
      ['What', 'Id', 'Why', 'Needed'],
      made.map((one) => [
        prose(wordsOf(one.type)),
        code(resourceIdOf(plan, one.symbol)),
        whyOf(plan, one),
        whenOf(plan, team, one),
      ]),
    ),
  );
}

/** A grant says why; anything else names the answers that caused it. */
function whyOf(plan: Plan, resource: Resource): string {
  const grant = plan.grants.find((one) => one.assignment === resource.symbol);
  if (grant) {
    const until = grant.until === undefined ? '' : ` (until ${prose(grant.until)})`;
    return `${prose(grant.role)} for ${prose(grant.to)} on ${code(resourceIdOf(plan, grant.on))}: ${prose(grant.why)}${until}`;
  }
  return resource.because.map(code).join(', ');
}

/** The first stage of somebody else that waits for it. */
function whenOf(plan: Plan, team: string, step: Step): string {
  const waiting = [...plan.resources, ...plan.actions].filter(
    (one) => ownerOf(plan, one) !== team && refsOf(one).includes(step.symbol),
  );
  const first = Math.min(...waiting.map((one) => stageNumber(one.stage)));
  return Number.isFinite(first) ? `before stage ${first} of the cluster` : 'before the cluster is used';
}

const actionsSection = (plan: Plan, actions: readonly Action[]): string =>
  actions.length === 0
    ? ''
    : section(
        2,
        'What has to be done',
        bullets(
          actions.map((one) => `${prose(one.says)} (stage ${stageNumber(one.stage)} of ${code(plan.clusterName)})`),
        ),
      );

function firewallSection(plan: Plan, files: Files): string {
  if (!files.has('firewall.csv')) return '';
  const needed = plan.flows.filter((flow) => flow.required).length;
  return section(
    2,
    'Firewall rules',
    `firewall.csv lists ${plan.flows.length} destinations, ${needed} of them needed; the rest is optional. Each row says who calls and why. Rows marked UNVERIFIED are in no document that we found.`,
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
          `\`az deployment sub create --location ${plan.location} --parameters bicep/main.bicepparam\`, or the modules one by one in their resource groups.`,
        ]
      : []),
    ...(files.has('setup.sh') ? ['Or with your own tools: the ids above are what counts.'] : []),
  ];
  const rights = rightsFor(plan, team);
  const rightsLine =
    rights.length === 0
      ? ''
      : `The least rights for it stand in role.json, to be assigned at ${rights.map((one) => code(one.scope)).join(', ')}. They are derived from the resource types and were not tried against Azure (UNVERIFIED).`;
  return section(2, 'How', bullets(ways), rightsLine);
}
