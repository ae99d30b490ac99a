import { plainOf } from '../../plan/ids.ts';
import { ownerOf, type Plan } from '../../plan/plan.ts';
import { quote } from '../bash/quote.ts';
import type { Emission, Files } from '../emission.ts';
import { bullets, code, prose, section, table } from '../markdown.ts';
import { builtInRoles, DEFINES_ROLES } from '../rights/built-in.ts';
import { SAMPLE_LINE } from '../words.ts';
import { bicepSection } from './bicep-route.ts';
import { jumpBoxSection } from './jump-box.ts';
import { othersSection } from './others.ts';
import { shell } from './shell.ts';
import { insideStage, stagesSection } from './stages.ts';
import { undoSection } from './undo.ts';
import { unverifiedOf } from './unverified.ts';

/** README.md of the output folder: what to run in which order, from where, with which rights, and how to undo it. */
export function readmeText(emission: Emission, files: Files): string {
  const { plan } = emission;
  const parts = [
    `# Cluster ${code(plan.clusterName)}`,
    ...(plan.sample ? [`**${SAMPLE_LINE}** \`setup.sh\` runs with \`--what-if\` only.`] : []),
    `Made by aks-setup ${prose(emission.tool)} from \`profile.yaml\` for the subscription ${code(plan.subscription)}, region ${code(plan.location)}. Nothing has been changed in Azure.`,
    runSection(emission, files),
    othersSection(plan),
    stagesSection(plan),
    jumpBoxSection(emission),
    bicepSection(plan, files),
    rightsSection(plan),
    undoSection(plan, files),
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
    'setup.sh makes what is missing, leaves what is there as it is and says so. It starts by checking tools, versions, sign-in and subscription. It writes down what it made in `created.txt` beside it: keep that file, cleanup.sh needs it.',
    featureText(plan, files),
    windowsWords(emission),
  );
}

/** setup.sh looks for them itself; the Bicep does not. */
function featureText(plan: Plan, files: Files): string {
  if (plan.features.length === 0) return '';
  const lines = plan.features.flatMap(({ namespace, name }) =>
    [
      `az feature register --namespace ${namespace} --name ${name}`,
      `az provider register --namespace ${namespace}`,
    ].map((line) => `${line} --subscription ${quote(plan.subscription)}`),
  );
  const needs = plan.features.map((one) => {
    const team = ownerOf(plan, one);
    return `${prose(one.for)} needs the feature ${code(one.name)}, which ${team === undefined ? 'whoever owns the subscription' : `**${prose(team)}**`} registers once for all clusters.`;
  });
  const refused = files.has('bicep/main.bicep') ? '; a deployment of the Bicep would be refused at the cluster' : '';
  return [
    `${needs.join(' ')} setup.sh looks for it and makes nothing without it${refused}. The second command is for when \`az feature show\` says Registered, some minutes later:`,
    shell(lines),
  ].join('\n\n');
}

/** Cloud Shell has no way into a private network, and its address changes: it is in no list of ranges. */
function windowsWords({ plan }: Emission): string {
  const inside = insideStage(plan);
  const cluster = plan.resources.find((one) => one.type === 'Microsoft.ContainerService/managedClusters');
  const { properties } = plainOf(plan, cluster?.body ?? {}) as { readonly properties?: ClusterProperties };
  const { enablePrivateCluster, authorizedIPRanges = [] } = properties?.apiServerAccessProfile ?? {};
  if (inside === undefined || (enablePrivateCluster !== true && authorizedIPRanges.length === 0))
    return 'On Windows run it in WSL or in Cloud Shell.';
  const why = enablePrivateCluster === true ? 'it is not in a network' : 'its address is not among those';
  return `On Windows run it in WSL. Cloud Shell does for the rest, but not for ${inside}: ${why} from which the API server takes calls.`;
}

interface ClusterProperties {
  readonly apiServerAccessProfile?: {
    readonly enablePrivateCluster?: boolean;
    readonly authorizedIPRanges?: readonly unknown[];
  };
}

function rightsSection(plan: Plan): string {
  const needed = builtInRoles(plan, undefined);
  const defines = needed.some(({ roles }) => roles.includes(DEFINES_ROLES));
  return section(
    2,
    'Rights',
    'report.md lists the actions that whoever runs it needs. These built-in roles hold them; Owner in place of each does, too.',
    table(
      ['Roles', 'At'],
      needed.map(({ roles, scopes }) => [roles.map(prose).join(' and '), scopes.map(code).join('<br>')]),
    ),
    defines
      ? 'Custom roles are written. Neither Contributor nor Role Based Access Control Administrator may write one.'
      : '',
  );
}

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
