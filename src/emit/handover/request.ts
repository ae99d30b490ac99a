import { resourceIdOf } from '../../plan/ids.ts';
import { refsOf } from '../../plan/order.ts';
import { viewFor } from '../../plan/ownership.ts';
import { partOf, providersFor } from '../../plan/parts.ts';
import { type Action, type Feature, ownerOf, type Plan, type Resource, type Step } from '../../plan/plan.ts';
import { roundsOf, type Turn } from '../../plan/turns.ts';
import { askedFor } from '../asked.ts';
import type { Emission, Files } from '../emission.ts';
import { bullets, code, prose, section, table } from '../markdown.ts';
import { isSubscription, rightsFor } from '../rights/index.ts';
import { TEAM_ROLE, TEAM_SUBSCRIPTION_ROLE } from '../roles/team.ts';
import { handoverTeams, notesFor } from '../teams.ts';
import { SAMPLE_LINE } from '../words.ts';
import { firewallRows, firstCallingStage } from './firewall.ts';
import { neededIn } from './needed.ts';
import { propertiesSection } from './properties.ts';
import { reasonOf } from './reason.ts';

/** One page for another team: what is asked for, why, how it has to be, and when it is needed. */
export function requestText(emission: Emission, team: string, files: Files): string {
  const { plan } = emission;
  const view = viewFor(plan, team);
  const made = view.resources.filter((one) => one.existing === undefined);
  const features = plan.features.filter((one) => ownerOf(plan, one) === team);
  const rounds = roundsOf(plan, handoverTeams(plan), team);
  const parts = [
    `# Request to ${prose(team)}: cluster ${code(plan.clusterName)}`,
    ...(plan.sample ? [`**${SAMPLE_LINE}**`] : []),
    `For the AKS cluster ${code(plan.clusterName)} in the subscription ${code(plan.subscription)}, region ${code(plan.location)}. Made by aks-setup ${prose(emission.tool)}.`,
    roundsSection(plan, team, rounds),
    resourcesSection(emission, made),
    propertiesSection(plan, made),
    actionsSection(plan, view.actions, features),
    firewallSection(plan, files),
    notesSection(plan, team),
    rounds.length > 1 ? '' : beforeSection(plan, team, made),
    howSection(plan, team, files, rounds),
    section(2, 'When it is done', doneText(emission, team, files, made.length + view.actions.length + features.length)),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const stageWords = (stages: readonly number[]): string =>
  `stage${stages.length > 1 ? 's' : ''} ${stages.join(' and ')}`;

/** More than one where a part of it needs what the cluster's own script makes after another part is there. */
function roundsSection(plan: Plan, team: string, rounds: readonly Turn[]): string {
  if (rounds.length < 2) return '';
  return section(
    2,
    `It is done in ${rounds.length} rounds`,
    'A part of it is needed before the cluster can be made, another part needs what is made then. Whoever runs setup.sh of the cluster says when.',
    ...rounds.map((round, i) => {
      const made = plan.resources.filter((one) => round.steps.includes(one.symbol));
      const before = [...(i === 0 ? providerList(plan, team) : []), ...beforeList(plan, made)];
      return section(
        3,
        `Round ${i + 1}: ${stageWords(round.stages)}`,
        `${round.stages.map((stage) => code(`bash setup.sh --stage ${stage}`)).join(', then ')}${before.length > 0 ? '. There first has to be:' : '. It needs nothing of others.'}`,
        bullets(before),
      );
    }),
  );
}

function resourcesSection(emission: Emission, made: readonly Resource[]): string {
  if (made.length === 0) return '';
  const { plan } = emission;
  const rows = made.map((one) => {
    const { what, where } = askedFor(plan, one);
    return [what, where, reasonOf(emission, one), neededIn(plan, one)];
  });
  return section(2, 'What is needed', table(['What', 'Id, or where', 'Why', 'Needed'], rows));
}

function actionsSection(plan: Plan, actions: readonly Action[], features: readonly Feature[]): string {
  const acts = actions.filter((one) => one.act.do !== 'wait-for-roles').map((one) => prose(one.says));
  return section(2, 'What has to be done', bullets([...acts, ...features.map((one) => featureWords(plan, one))]));
}

/** A feature is registered once for all clusters of the subscription, by hand: no script of one cluster does it. */
const featureWords = (plan: Plan, { namespace, name, for: needs }: Feature): string =>
  `Register the feature ${code(name)} of ${prose(namespace)}, by hand: ${code(`az feature register --subscription ${plan.subscription} --namespace ${namespace} --name ${name}`)}, and when it is Registered ${code(`az provider register --subscription ${plan.subscription} --namespace ${namespace}`)}. ${prose(needs)} needs it; setup.sh of the cluster makes nothing without it.`;

function firewallSection(plan: Plan, files: Files): string {
  if (!files.has('firewall.csv')) return '';
  const rows = firewallRows(plan);
  const needed = rows.filter(({ flow }) => flow.required).length;
  return section(
    2,
    'Firewall rules',
    `firewall.csv lists ${rows.length} rules, ${needed} of them needed, the rest optional. Each says who calls, from which range or subnet, and why. What is marked derived follows from documents that do not name it; what is marked UNVERIFIED is in none that we found.`,
    `They are needed before stage ${firstCallingStage(plan)} of the cluster: without them it stops there. setup.sh cannot see them.`,
  );
}

const notesSection = (plan: Plan, team: string): string =>
  section(2, 'What else is yours', bullets(notesFor(plan, team).map((note) => prose(note.says))));

const beforeSection = (plan: Plan, team: string, made: readonly Resource[]): string =>
  section(2, 'What has to be there first', bullets([...providerList(plan, team), ...beforeList(plan, made)]));

const providerList = (plan: Plan, team: string): readonly string[] =>
  providersFor(plan, team).flatMap((one) =>
    one.act.do === 'register-provider'
      ? [`the resource provider ${prose(one.act.namespace)}, registered by ${makerOf(plan, one)}`]
      : [],
  );

/** What the steps refer to but others make. */
function beforeList(plan: Plan, made: readonly Resource[]): readonly string[] {
  const owners = new Set(made.map((one) => ownerOf(plan, one)));
  const symbols = new Set(made.flatMap((one) => refsOf(one)));
  return plan.resources
    .filter((one) => symbols.has(one.symbol) && one.existing === undefined && !owners.has(ownerOf(plan, one)))
    .map((one) => `${askedFor(plan, one).what} ${code(resourceIdOf(plan, one.symbol))}, made by ${makerOf(plan, one)}`);
}

function makerOf(plan: Plan, step: Step): string {
  const owner = ownerOf(plan, step);
  if (owner !== undefined) return prose(owner);
  const at = partOf(plan, undefined).find(({ steps }) => steps.some((one) => one.symbol === step.symbol));
  return `setup.sh of the cluster${at ? `, stage ${at.stage}` : ''}`;
}

function howSection(plan: Plan, team: string, files: Files, rounds: readonly Turn[]): string {
  const inRounds = rounds.length > 1;
  const ways = [
    ...(files.has('setup.sh')
      ? [
          `\`bash setup.sh --what-if\` prints the commands, \`bash setup.sh${inRounds ? ' --stage N' : ''}\` runs them; safe to repeat.${inRounds ? ' Without `--stage` it stops where the next round begins.' : ''}`,
        ]
      : []),
    ...(files.has('bicep/main.bicep') ? [bicepWay(plan, inRounds)] : []),
    ...(files.has('bicep/main.bicep') ? ['Or with your own tools: the ids and properties above are what counts.'] : []),
  ];
  return section(2, 'How', bullets(ways), rightsLine(plan, team, files));
}

/** One deployment names all that it needs: it can only be made when that is there. */
const bicepWay = (plan: Plan, inRounds: boolean): string =>
  [
    `${code(`az deployment sub create --location ${plan.location} --parameters bicep/main.bicepparam`)}, or the modules one by one in their resource groups.`,
    ...(inRounds
      ? [
          'main.bicep holds all rounds and fails before the last one: until then run `bash setup.sh --stage N`, or deploy the modules of the round. What is there already it leaves as it is.',
        ]
      : []),
  ].join(' ');

/** What setup.sh looks at by itself, and what somebody has to say. */
function doneText({ plan }: Emission, team: string, files: Files, looked: number): string {
  const unseen = [
    ...(files.has('firewall.csv') ? ['the firewall rules'] : []),
    ...(notesFor(plan, team).length > 0 ? ['what stands under What else is yours'] : []),
  ].join(' and ');
  const tell = unseen === '' ? '' : `setup.sh cannot see ${unseen}: tell whoever runs it.`;
  const seen = 'Nothing needs to be sent back: setup.sh of the cluster looks whether it is there, and goes on.';
  return looked > 0 ? [seen, ...(tell === '' ? [] : [tell])].join(' ') : tell;
}

/** The roles beside the request, and where each is to be assigned. */
function rightsLine(plan: Plan, team: string, files: Files): string {
  const rights = rightsFor(plan, team);
  const at = (path: string, isAbove: boolean): readonly string[] => {
    const scopes = rights.filter(({ scope }) => isSubscription(scope) === isAbove).map(({ scope }) => code(scope));
    return files.has(path) ? [`${path}, to be assigned at ${scopes.join(', ')}`] : [];
  };
  const roles = [...at(TEAM_ROLE, false), ...at(TEAM_SUBSCRIPTION_ROLE, true)];
  if (roles.length === 0) return '';
  return `The least rights for it stand in ${roles.join('; and in ')}. They follow from the commands of the script and were not tried against Azure (UNVERIFIED).`;
}
