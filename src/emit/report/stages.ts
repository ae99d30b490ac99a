import { viewFor } from '../../plan/ownership.ts';
import { DELIVERED_STEP, goesInside, partOf } from '../../plan/parts.ts';
import { type Act, isResource, type Plan, STAGES, type Stage, type Step, stageNumber } from '../../plan/plan.ts';
import { wordsOf } from '../bicep/ids.ts';
import { prose, section, table } from '../markdown.ts';

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  subscription: 'providers and resource groups',
  network: 'the network',
  identity: 'identities, roles and grants',
  image: 'the jump box image',
  cluster: 'the cluster',
  access: 'who may log in',
  'in-cluster': 'what runs inside the cluster',
  policy: 'policy',
  verify: 'a look at the result',
};

/** What each stage of setup.sh makes, and from where it runs. */
export function stagesSection(plan: Plan): string {
  const view = viewFor(plan, undefined);
  const steps = new Map<string, Step>([...view.resources, ...view.actions].map((one) => [one.symbol, one]));
  const rows = partOf(plan, undefined).map((part) => {
    const stage = STAGES[part.stage - 1] ?? 'verify';
    const found = part.steps.flatMap((one) => steps.get(one.symbol) ?? []);
    const looks = part.steps.some((one) => one.symbol === DELIVERED_STEP);
    const what = looks ? 'nothing: looks at what other teams deliver' : whatOf(plan, stage, found);
    return [String(part.stage), STAGE_WORDS[stage], what, vantage(plan, stage)];
  });
  return section(
    2,
    'Stages',
    table(['Stage', 'What', 'Makes', 'From'], rows),
    '`bash setup.sh --stage N` runs one of them.',
  );
}

/** What goes into the cluster is called with these; helm only where there are charts. */
export const clusterTools = (plan: Plan): readonly string[] => [
  'kubectl',
  'kubelogin',
  ...(plan.charts.length > 0 ? ['helm'] : []),
];

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

function vantage(plan: Plan, stage: Stage): string {
  if (stage !== 'in-cluster') return 'any host with az';
  const tools = listed(['az', ...clusterTools(plan)]);
  switch (plan.delivery) {
    case 'here':
      return `a host that reaches the API server, with ${tools}`;
    case 'jumpbox':
      return `the jump box, with ${tools}; setup.sh ends with the command to run there`;
    case 'run-command':
      return 'any host with az: it sends everything through `az aks command invoke`';
  }
}

const ACTS: Readonly<Record<Act['do'], string>> = {
  'register-provider': 'provider registration',
  'wait-for-roles': 'wait until roles are seen everywhere',
  'build-image': 'image build',
};

const counted = (count: number, what: string): string => (count > 1 ? `${count} × ${what}` : what);

/** `3 × subnet`: what a stage makes, counted, and what it does beside. */
function whatOf(plan: Plan, stage: Stage, steps: readonly Step[]): string {
  const resources = Map.groupBy(steps.filter(isResource), (step) => wordsOf(step.type));
  const words = [...resources].map(([type, list]) => counted(list.length, prose(type)));
  const acts = Map.groupBy(
    steps.flatMap((step) => (isResource(step) ? [] : [step.act.do])),
    (act) => act,
  );
  words.push(...[...acts].map(([act, list]) => counted(list.length, ACTS[act])));
  if (stage === 'in-cluster')
    words.push(
      ...(plan.objects.length > 0 ? [counted(plan.objects.length, 'manifest')] : []),
      ...plan.charts.map((chart) => `chart ${prose(chart.release)}`),
    );
  return words.join(', ');
}

/** The stage that goes into the cluster and cannot be run from everywhere, if there is one. */
export const insideStage = (plan: Plan): string | undefined =>
  goesInside(plan) && plan.delivery !== 'run-command' ? `stage ${stageNumber('in-cluster')}` : undefined;
