import { viewFor } from '../../plan/ownership.ts';
import { DELIVERED_STEP, partOf } from '../../plan/parts.ts';
import { type Plan, stageNumber } from '../../plan/plan.ts';
import { type Turn, turnsOf } from '../../plan/turns.ts';
import { quote } from '../bash/quote.ts';
import { leastBicep } from '../bicep/least.ts';
import { limitsOf } from '../bicep/limits.ts';
import type { Files } from '../emission.ts';
import { section } from '../markdown.ts';
import { folderOf, handoverTeams } from '../teams.ts';
import { shell } from './shell.ts';

/** One deployment; before and after it the stages of setup.sh that do what Bicep cannot, and what other teams do in between. */
export function bicepSection(plan: Plan, files: Files): string {
  if (!files.has('bicep/main.bicep')) return '';
  const turns = turnsOf(plan, handoverTeams(plan));
  const least = leastBicep(viewFor(plan, undefined));
  const isSplit = armTurns(plan, turns).length > 1;
  return section(
    2,
    'Or with Bicep',
    shell([deployment(plan, 'what-if'), ...(plan.sample ? [] : turns.flatMap((turn) => linesOf(plan, turns, turn)))]),
    'The same resources under the same ids: use one way or the other, or both. What Bicep cannot do, and the stage of setup.sh that does it, stands at the top of `bicep/main.bicep`. Names, ids and ranges stand in `bicep/main.bicepparam`.',
    least === undefined
      ? ''
      : `It needs Bicep ${least} or newer, and az keeps the one that it installed first: \`az bicep version\` says which, \`az bicep upgrade\` brings the newest.`,
    isSplit
      ? 'The deployment makes everything in one go and cannot wait for other teams in the middle. So setup.sh makes first what they need, as far as it comes; the deployment leaves that as it is.'
      : '',
  );
}

const deployment = (plan: Plan, verb: string): string =>
  `az deployment sub ${verb} --location ${quote(plan.location)} --parameters bicep/main.bicepparam`;

/** The operator's turns that make something in Azure: all but the last have to be done by the script. */
function armTurns(plan: Plan, turns: readonly Turn[]): readonly Turn[] {
  const made = new Set(
    viewFor(plan, undefined).resources.flatMap((one) => (one.existing === undefined ? [one.symbol] : [])),
  );
  return turns.filter((turn) => turn.owner === undefined && turn.steps.some((symbol) => made.has(symbol)));
}

function linesOf(plan: Plan, turns: readonly Turn[], turn: Turn): readonly string[] {
  if (turn.owner !== undefined)
    return [`# ${turn.owner}: handover/${folderOf(plan, turn.owner)}/, stage ${turn.stages.join(', ')}`];
  const arm = armTurns(plan, turns);
  const run = (stage: number): string => `bash setup.sh --stage ${stage}`;
  if (arm.includes(turn) && turn !== arm.at(-1)) {
    const halved = partOf(plan, undefined).find(({ steps }) => steps.some((one) => one.symbol === turn.stopsAt))?.stage;
    return turn.stages.map((stage) => `${run(stage)}${stage === halved ? `   # stops before ${turn.stopsAt}` : ''}`);
  }
  const limits = new Set(limitsOf(viewFor(plan, undefined), undefined).map((limit) => limit.stage));
  const own = turn.stages.filter(
    (stage) => limits.has(stage) || (turn.steps.includes(DELIVERED_STEP) && stage === stageNumber('verify')),
  );
  if (turn !== arm.at(-1)) return own.map(run);
  return [
    ...own.filter((stage) => stage === 1).map(run),
    deployment(plan, 'create'),
    ...own.filter((stage) => stage !== 1).map(run),
  ];
}
