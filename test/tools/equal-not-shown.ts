import { compared } from '../../src/emit/az/compared.ts';
import { type AzRecipe, type AzType, type Row, recipeFor, tableOf } from '../../src/emit/az/index.ts';
import { leavesIn, tableLeaves } from '../../src/emit/az/leaves.ts';
import { newestOf } from '../../src/emit/az/versions.ts';
import type { Plan, Resource } from '../../src/plan/plan.ts';
import type { Value } from '../../src/plan/value.ts';
import { isAs } from './az-plan.ts';
import { general, plainWanted } from './equal-leaves.ts';

/** The az that the rig runs. */
const RUN_WITH = '2.91.0';

/**
 * The API version that az 2.91 sends, of each type that it makes with a command of its own. Whatever goes by its body has
 * the version of the plan.
 */
const AZ_API: Readonly<Record<string, string>> = {
  'Microsoft.Compute/galleries': '2026-03-03',
  'Microsoft.Compute/galleries/images': '2021-10-01',
  'Microsoft.ContainerService/managedClusters': '2026-06-01',
  'Microsoft.ContainerService/managedClusters/agentPools': '2026-06-01',
  'Microsoft.ContainerService/managedClusters/maintenanceConfigurations': '2026-06-01',
  'Microsoft.ManagedIdentity/userAssignedIdentities': '2025-05-31-preview',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials': '2025-01-31-preview',
  'Microsoft.Network/natGateways': '2025-07-01',
  'Microsoft.Network/networkSecurityGroups': '2022-01-01',
  'Microsoft.Network/privateDnsZones': '2018-09-01',
  'Microsoft.Network/publicIPAddresses': '2025-09-01',
  'Microsoft.Network/routeTables': '2025-07-01',
  'Microsoft.Network/virtualNetworks': '2025-07-01',
  'Microsoft.Network/virtualNetworks/subnets': '2024-07-01',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings': '2023-11-01',
  'Microsoft.Resources/resourceGroups': '2024-11-01',
};

/** Implicit leaves that az sends only where the plan says something else too. */
const ONLY_WITH: Readonly<Record<string, string>> = {
  'properties.apiServerAccessProfile.authorizedIPRanges': 'properties.apiServerAccessProfile.enablePrivateCluster',
  'properties.aadProfile.enableAzureRBAC': 'properties.aadProfile.managed',
  'properties.securityProfile.imageCleaner.intervalHours': 'properties.securityProfile.imageCleaner.enabled',
};

export type Topic = 'version' | 'chosen' | 'unasked' | 'later' | 'not compared' | 'older az';

/** One thing that a run of az does not show, with why. */
export interface NotShown {
  readonly topic: Topic;
  readonly type: string;
  readonly path: string;
  readonly why: string;
}

/** What running setup.sh of this plan with az cannot show of one resource. */
export function notShownOf(plan: Plan, resource: Resource): readonly NotShown[] {
  const recipe = recipeFor(plan, resource);
  const found = tableOf(resource.type);
  const table = found && 'rows' in found && recipe.body === undefined ? found : undefined;
  const wanted = plainWanted(plan, resource);
  const paths = [...new Set([...wanted.keys()].map(general))];
  const after = later(table, recipe, paths);
  const of = (topic: Topic, all: readonly (readonly [string, string])[]): readonly NotShown[] =>
    all.map(([path, why]) => ({ topic, type: resource.type, path, why }));
  return [
    ...of('version', versions(resource, table)),
    ...of(
      'chosen',
      [...wanted].flatMap(([path, one]) =>
        one.isChosen ? [[general(path), 'Azure chooses it; shown with the value that the fake chose']] : [],
      ),
    ),
    ...of(
      'unasked',
      unasked(
        table,
        paths.filter((path) => !after.some(([one]) => one === path)),
      ),
    ),
    ...of('later', after),
    ...of('not compared', notCompared(resource, table, recipe)),
    ...of('older az', olderAz(recipe)),
  ];
}

type Lines = readonly (readonly [path: string, why: string])[];

function versions({ type, api }: Resource, table: AzType | undefined): Lines {
  const version = table && AZ_API[type];
  return version === undefined || version === api ? [] : [['', `az sends ${version}, Bicep ${api}`]];
}

/** @param paths what az sends with the first request since the plan says it */
function unasked(table: AzType | undefined, paths: readonly string[]): Lines {
  const isSaid = (path: string) => paths.some((one) => one === path || one.startsWith(`${path}.`));
  return (table?.implicit ?? [])
    .filter(({ path }) => !isSaid(path) && (ONLY_WITH[path] === undefined || paths.includes(ONLY_WITH[path])))
    .map(({ path, value, why }) => {
      const is = isAs(value) ? `as ${String(value.as)}` : JSON.stringify(value);
      return [path, `${is}: ${why}`];
    });
}

/** Between the two requests, Azure's own default holds. */
function later(table: AzType | undefined, recipe: AzRecipe, paths: readonly string[]): Lines {
  const updates = recipe.updates.flatMap(({ argv }) =>
    argv.flatMap((word): Lines => {
      if (typeof word !== 'object' || word === null || !('json' in word)) return [];
      const path = general((word.json as readonly [string, Value])[0]);
      const row = table?.rows.find((one) => one.path === path);
      return [[path, row?.as === 'update' ? row.why : 'az create has no argument for this value']];
    }),
  );
  const parts = (table?.rows ?? []).flatMap((row): Lines => {
    if (row.as !== 'part') return [];
    const inside = paths.filter((path) => path.startsWith(`${row.path}[*]`));
    return inside.map((path) => [path, `made by az ${row.command}`]);
  });
  return [...updates, ...parts];
}

/** What a second run does not see: a change of it in Azure stays unsaid. */
function notCompared(resource: Resource, table: AzType | undefined, recipe: AzRecipe): Lines {
  const rows: readonly Row[] = table?.rows ?? [];
  const whole = new Set(rows.filter((row) => row.whole).map((row) => row.path));
  return tableLeaves(recipe.body ?? resource.body, whole).flatMap((leaf): Lines => {
    if (resource.type === 'Microsoft.Authorization/roleAssignments')
      return /principalId$|roleDefinitionId$/.test(leaf.path)
        ? []
        : [[leaf.path, 'an assignment is known by scope, principal and role']];
    const isPart = rows.some((row) => row.path === leaf.path && row.as === 'part');
    return (isPart ? leavesIn(leaf) : [leaf]).flatMap((one): Lines => {
      return compared([one]).length > 0 ? [] : [[one.path, 'only plain values and lists of texts are compared']];
    });
  });
}

function olderAz(recipe: AzRecipe): Lines {
  const since = newestOf([recipe.create, ...recipe.parts, ...recipe.updates].map((one) => one.since));
  return since === RUN_WITH ? [] : [['', since]];
}

const TOPICS: Readonly<Record<Topic, readonly [title: string, says: string]>> = {
  version: [
    'API versions',
    'az sends its own; Bicep and the looks of setup.sh use those of the plan. That a leaf means the same in both is not shown.',
  ],
  chosen: [
    'Values of Azure',
    'Shown: that the value which the fake gave is passed on, of the right resource. Not shown: that Azure gives one of this form.',
  ],
  unasked: [
    'Sent by az unasked',
    'Bicep does not say these. That Azure does the same without them is known from its documents, not from a run.',
  ],
  later: [
    'Sent by a second request',
    'Equal in the end; between the two requests Azure has its own default there, which Bicep never lets happen.',
  ],
  'not compared': [
    'Not compared with what is there',
    'setup.sh finds the resource and leaves it. That one of these was changed in Azure meanwhile stays unsaid, and what others added inside, such as a rule.',
  ],
  'older az': [
    'Older az',
    `setup.sh takes this az and newer ones; what was run is ${RUN_WITH}. What the versions between send is not shown.`,
  ],
};

/** The list for people: one line a thing, sorted, with the reasons. */
export function printNotShown(all: readonly NotShown[], notReal: string): string {
  const sections = (Object.keys(TOPICS) as Topic[]).map((topic) => {
    const [title, says] = TOPICS[topic];
    const lines = topic === 'older az' ? newest(all) : all.filter((one) => one.topic === topic);
    const rows = lines.map(({ type, path, why }) => `- ${[type, path, why].filter((one) => one !== '').join(' | ')}`);
    return [`## ${title}`, says, '', ...[...new Set(rows)].toSorted()].join('\n');
  });
  return [
    '# What running az does not show',
    [
      'setup.sh is proven equal to the Bicep by running it with the real az against a fake Azure, and comparing each request',
      'with the plan. This is what such a run cannot show, over the reference profiles and the twenty of every pair of',
      'answers: type | leaf | why. The tests make this file: `npx vitest run --config vitest.tools.config.ts',
      'test/tools/equal.test.ts --update`, and read the difference.',
    ].join('\n'),
    ...sections,
    `## Not real in the fake\nIn the words of its README:\n\n${notReal}`,
    '',
  ].join('\n\n');
}

/** Of each type the newest az that one of the plans needs. */
function newest(all: readonly NotShown[]): readonly NotShown[] {
  const byType = Map.groupBy(
    all.filter((one) => one.topic === 'older az'),
    (one) => one.type,
  );
  return [...byType].flatMap(([, lines]) => {
    const why = newestOf(lines.map((one) => one.why));
    const [first] = lines;
    return first ? [{ ...first, why }] : [];
  });
}
