import { viewFor } from '../../plan/ownership.ts';
import { type Act, isResource, type Plan, STAGES, type Stage, type Step, stageNumber } from '../../plan/plan.ts';
import { quote } from '../bash/quote.ts';
import { wordsOf } from '../bicep/ids.ts';
import { limitsOf } from '../bicep/limits.ts';
import type { Emission, Files } from '../emission.ts';
import { bullets, code, prose, section, table } from '../markdown.ts';
import { rightsFor } from '../rights.ts';
import { folderOf, handoverTeams } from '../teams.ts';
import { oneLine, SAMPLE_LINE } from '../words.ts';
import { unverifiedOf } from './unverified.ts';

/** README.md of the output folder: what to run in which order, from where, with which rights, and how to undo it. */
export function readmeText(emission: Emission, files: Files): string {
  const { plan } = emission;
  const parts = [
    `# Cluster ${code(plan.clusterName)}`,
    ...(plan.sample ? [`**${SAMPLE_LINE}** \`setup.sh\` runs with \`--what-if\` only.`] : []),
    `Made by aks-setup ${prose(emission.tool)} from \`profile.yaml\` for the subscription ${code(plan.subscription)}, region ${code(plan.location)}. Nothing has been changed in Azure.`,
    runSection(emission, files),
    stagesSection(plan),
    bicepSection(plan, files),
    teamsSection(plan),
    rightsSection(plan),
    undoSection(files),
    section(2, 'What was not verified', bullets(unverifiedOf(emission))),
    filesSection(files),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function runSection(emission: Emission, files: Files): string {
  if (!files.has('setup.sh')) return '';
  const { plan } = emission;
  return section(
    2,
    'Run it',
    shell([
      `az login${plan.tenant === undefined ? '' : ` --tenant ${quote(plan.tenant)}`}`,
      `az account set --subscription ${quote(plan.subscription)}`,
      'bash setup.sh --what-if   # prints every command and runs none',
      ...(plan.sample ? [] : ['bash setup.sh             # safe to run twice; says what it did and what comes next']),
    ]),
    'setup.sh makes what is missing, leaves what is there as it is and says so. It starts by checking tools, versions, sign-in and subscription. It writes down what it made in `created.txt` beside it: keep that file, cleanup.sh needs it. On Windows run it in WSL or in Cloud Shell.',
  );
}

const shell = (lines: readonly string[]): string => ['```sh', ...lines.map(oneLine), '```'].join('\n');

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

const IN_CLUSTER: Readonly<Record<Plan['delivery'], string>> = {
  here: 'a host that reaches the API server, with kubectl and helm',
  jumpbox: 'the jump box; setup.sh ends with the command to run there',
  'run-command': 'here: az sends it through `az aks command invoke`',
};

function stagesSection(plan: Plan): string {
  const view = viewFor(plan, undefined);
  const mine = [...view.resources.filter((one) => one.existing === undefined), ...view.actions];
  const rows = STAGES.flatMap((stage) => {
    const steps = mine.filter((one) => one.stage === stage);
    const inside = stage === 'in-cluster' ? plan.objects.length + plan.charts.length : 0;
    if (steps.length + inside === 0) return [];
    return [[String(stageNumber(stage)), STAGE_WORDS[stage], whatOf(plan, stage, steps), vantage(plan, stage)]];
  });
  return section(
    2,
    'Stages',
    table(['Stage', 'What', 'Makes', 'From'], rows),
    '`bash setup.sh --stage N` runs one of them.',
  );
}

const vantage = (plan: Plan, stage: Stage): string =>
  stage === 'in-cluster' ? IN_CLUSTER[plan.delivery] : 'any host with az';

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

/** One deployment, and around it the stages of setup.sh that do what Bicep cannot. */
function bicepSection(plan: Plan, files: Files): string {
  if (!files.has('bicep/main.bicep')) return '';
  const deploy = (verb: string) =>
    `az deployment sub ${verb} --location ${quote(plan.location)} --parameters bicep/main.bicepparam`;
  const stages = [...new Set(limitsOf(viewFor(plan, undefined), undefined).map((limit) => limit.stage))];
  const run = (which: readonly number[]) => which.map((stage) => `bash setup.sh --stage ${stage}`);
  const first = stages.filter((stage) => stage === 1);
  return section(
    2,
    'Or with Bicep',
    shell(
      plan.sample
        ? [deploy('what-if')]
        : [deploy('what-if'), ...run(first), deploy('create'), ...run(stages.filter((stage) => stage !== 1))],
    ),
    'The same resources under the same ids: use one way or the other, or both. What Bicep cannot do, and the stage of setup.sh that does it, stands at the top of `bicep/main.bicep`. Names, ids and ranges stand in `bicep/main.bicepparam`.',
  );
}

function teamsSection(plan: Plan): string {
  const teams = handoverTeams(plan);
  if (teams.length === 0) return '';
  return section(
    2,
    'Other teams first',
    bullets(
      teams.map(
        (team) =>
          `**${prose(team)}**: hand over ${code(`handover/${folderOf(plan, team)}/`)}; start with its request.md`,
      ),
    ),
    'setup.sh looks whether what they make is there, and stops before the step that needs it.',
  );
}

function rightsSection(plan: Plan): string {
  const rights = rightsFor(plan, undefined);
  const grants = rights.some((one) => one.actions.includes('Microsoft.Authorization/roleAssignments/write'));
  return section(
    2,
    'Rights',
    `Whoever runs it needs rights at: ${rights.map((one) => code(one.scope)).join(', ')}. report.md lists the actions. Owner has them all; Contributor ${grants ? 'alone is not enough, since roles are granted: Role Based Access Control Administrator is needed beside it' : 'has them too'}.`,
  );
}

const undoSection = (files: Files): string =>
  files.has('cleanup.sh')
    ? section(
        2,
        'Undo it',
        shell(['bash cleanup.sh --what-if', 'bash cleanup.sh']),
        'It asks for the name of the cluster first. It removes only what carries the tag of this cluster or stands in `created.txt`; the rest it lists and leaves. Resource providers and what was there before stay.',
      )
    : '';

const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/^profile\.yaml$/, 'exactly what these files were made from'],
  [/^report\.md$/, 'every decision with reason and source; findings, permissions, addresses, egress, ways in'],
  [/^setup\.sh$/, 'the az CLI script'],
  [/^cleanup\.sh$/, 'removes what setup.sh made, in a safe order'],
  [/^bicep\//, 'main.bicep, its parameters, a module for each stage and scope'],
  [/^roles\//, 'custom role definitions'],
  [/^kubernetes\//, 'manifests in apply order'],
  [/^charts\//, 'values for the charts'],
  [/^files\//, 'what the script sends'],
  [/^handover\//, 'what other teams have to do'],
];

function filesSection(files: Files): string {
  const rows = MEANINGS.flatMap(([pattern, says]) => {
    const paths = [...files.keys()].filter((path) => pattern.test(path));
    const [first] = paths;
    if (first === undefined) return [];
    const folder = first.includes('/') ? `${first.slice(0, first.indexOf('/'))}/` : first;
    return [[code(folder), says]];
  });
  return section(
    2,
    'Files',
    table(
      ['File', 'What'],
      [...rows, [code('outputs.json'), 'the digest of each file, and which decisions shaped it']],
    ),
  );
}
