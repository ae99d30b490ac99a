import { gatesOf } from '../../plan/ownership.ts';
import { partOf } from '../../plan/parts.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Turn, turnsOf } from '../../plan/turns.ts';
import { firstCallingStage } from '../handover/firewall.ts';
import { bullets, code, prose, section } from '../markdown.ts';
import { folderOf, handoverTeams, notesFor } from '../teams.ts';
import { listed } from './stages.ts';

/** Who has to do something, in which order, and what setup.sh sees of it. */
export function othersSection(plan: Plan): string {
  const teams = handoverTeams(plan);
  if (teams.length === 0) return '';
  const turns = turnsOf(plan, teams);
  const unseen = unseenLines(plan, teams);
  return section(
    2,
    'Other teams',
    turns.length < 2 ? '' : 'In this order; each begins with the request.md of their folder:',
    turns.length < 2 ? '' : turns.map((turn, i) => `${i + 1}. ${turnWords(plan, turns, turn)}`).join('\n'),
    seenText(plan),
    unseen.length === 0 ? '' : 'setup.sh cannot see these, so ask:',
    bullets(unseen),
  );
}

const seenText = (plan: Plan): string =>
  gatesOf(plan).length === 0
    ? ''
    : 'setup.sh looks whether what they make is there, before the stage or step that needs it, and stops where it is not.';

const stageList = (stages: readonly number[]): string =>
  `stage${stages.length > 1 ? 's' : ''} ${listed(stages.map(String))}`;

const nameOf = (plan: Plan, team: string): string =>
  `**${prose(team)}** (${code(`handover/${folderOf(plan, team)}/`)})`;

function turnWords(plan: Plan, turns: readonly Turn[], turn: Turn): string {
  const { owner, stages, stopsAt } = turn;
  if (owner !== undefined) {
    const rounds = turns.filter((one) => one.owner === owner);
    return rounds.length < 2
      ? nameOf(plan, owner)
      : `${nameOf(plan, owner)}, round ${rounds.indexOf(turn) + 1} of ${rounds.length}: ${stageList(stages)}`;
  }
  const isFirst = turns.find((one) => one.owner === undefined) === turn;
  const stop =
    stopsAt === undefined ? '' : `; it stops ${stopWords(plan, stopsAt)} and prints the command that goes on`;
  return `You: ${isFirst ? '`bash setup.sh` does' : 'that command does'} ${stageList(stages)}${stop}`;
}

function stopWords(plan: Plan, step: string): string {
  const stage = partOf(plan, undefined).find(({ steps }) => steps.some((one) => one.symbol === step));
  return stage?.steps[0]?.symbol === step ? `before stage ${stage.stage}` : `before the step ${code(step)}`;
}

/** What no script can look at. */
function unseenLines(plan: Plan, teams: readonly string[]): readonly string[] {
  const { firewall } = plan.owners;
  const told = teams.filter((team) => notesFor(plan, team).length > 0);
  return [
    ...(firewall !== undefined && plan.flows.length > 0
      ? [
          `The firewall of ${nameOf(plan, firewall)} must let the rows of firewall.csv through before stage ${firstCallingStage(plan)}.`,
        ]
      : []),
    ...(told.length > 0
      ? [`What stands under What else is yours in the request to ${listed(told.map((team) => nameOf(plan, team)))}.`]
      : []),
  ];
}
