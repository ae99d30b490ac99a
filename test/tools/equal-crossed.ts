import { expect } from 'vitest';
import type { Emission } from '../../src/emit/emission.ts';
import { emitFormat } from '../../src/emit/index.ts';
import { folderOf, handoverTeams } from '../../src/emit/teams.ts';
import { plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { isWrite, Rig, type RigRun } from './az-rig.ts';
import { type Chosen, chosenIn, KEEP_CHOSEN } from './equal-leaves.ts';
import { idsBefore, MARK, makeExisting, setups, setupsAgain } from './rig-lines.ts';

export type Order = 'script, then Bicep' | 'Bicep, then script';

/** What came of one order. */
export interface Crossed {
  readonly run: RigRun;
  /** The requests of the first of the two. */
  readonly first: RigRun['requests'];
  /** The requests of setup.sh after both. */
  readonly after: RigRun['requests'];
  readonly chosen: Chosen;
}

/** Makes all of a plan by the one way and then by the other, and runs setup.sh after that. */
export async function cross(emission: Emission, order: Order): Promise<Crossed> {
  const { plan } = emission;
  const files = new Map(
    ['bash', 'bicep', 'kubernetes', 'charts', 'handover'].flatMap((id) => [...emitFormat(emission, id)]),
  );
  const folders = ['.', ...handoverTeams(plan).map((team) => `handover/${folderOf(plan, team)}`)];
  const having = (file: string) => folders.filter((folder) => files.has(folder === '.' ? file : `${folder}/${file}`));
  const scripts = setups(plan, having('setup.sh'));
  // the fake checks no reference inside a deployment, and a property of what is not there yet stays an expression: the
  // second round fills in what the first could not know of other owners' resources
  const deployed = having('bicep/main.bicepparam').map((folder) => deploy(plan, folder));
  const rig = new Rig(files);
  // the fake starts no build by itself, which the script gives ten minutes
  rig.program('sleep');
  try {
    const run = await rig.run([
      MARK,
      ...makeExisting(plan),
      'mark',
      ...(order === 'script, then Bicep' ? scripts : [...deployed, ...deployed]),
      'mark',
      KEEP_CHOSEN,
      ...(order === 'script, then Bicep' ? deployed : []),
      'mark',
      ...setupsAgain(plan, having('setup.sh')),
    ]);
    expect({ code: run.code, says: run.code === 0 ? '' : run.err.slice(-2000) }).toEqual({ code: 0, says: '' });
    const marks = rig.marks();
    const [first, after] = [run.requests.slice(marks[0], marks[1]), run.requests.slice(marks[2])];
    return { run, first, after, chosen: chosenIn(rig.folder) };
  } finally {
    rig.remove();
  }
}

const deploy = (plan: Plan, folder: string): string =>
  `az deployment sub create --location ${plan.location} --parameters ${folder}/bicep/main.bicepparam --output none`;

/** What setup.sh wrote after both, but for what ARM cannot do: providers and the image. */
export const writtenAfter = ({ after }: Crossed): readonly string[] =>
  after
    .filter(isWrite)
    .filter((one) => !/\/imageTemplates\/[^/]+\/run$|\/register$/i.test(one.path))
    .map((one) => `${one.method} ${one.path}`);

/** What setup.sh found there that is not as it is in the plan. */
export const differing = ({ run }: Crossed): readonly string[] => run.err.match(/differs: .*/g) ?? [];

export type World = ReadonlyMap<string, unknown>;

/** What each write changes, and the times of an image build. */
const CHANCE: readonly string[] = ['etag', 'eTag', 'lastRunStatus'];

/** What exists in the end, less what changes with each write and what Azure notes about deployments. */
export const worldOf = ({ run }: Crossed): World =>
  new Map(
    run.store
      .filter((one) => !/\/Microsoft\.Resources\/deployments\/[^/]+$/i.test(one.id))
      .map((one) => [one.id.toLowerCase(), inOrder(one)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !CHANCE.includes(key));
  return Object.fromEntries(
    kept.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, inOrder(one)] as const),
  );
};

/** What AKS itself makes with a cluster: the first pool, and the group of the nodes. */
const madeWithClusters = (plan: Plan): readonly string[] =>
  plan.resources
    .filter((one) => one.type === 'Microsoft.ContainerService/managedClusters' && one.existing === undefined)
    .flatMap((one) => {
      const { properties } = plainOf(plan, one.body) as unknown as { readonly properties: ClusterProperties };
      const { agentPoolProfiles, nodeResourceGroup } = properties;
      const id = resourceIdOf(plan, one.symbol);
      return [
        ...agentPoolProfiles.map(({ name }) => `${id}/agentPools/${name}`),
        `/subscriptions/${plan.subscription}/resourceGroups/${nodeResourceGroup}`,
      ];
    });

interface ClusterProperties {
  readonly agentPoolProfiles: readonly { readonly name: string }[];
  readonly nodeResourceGroup: string;
}

/** What is there and not in the plan, and the other way round. What an image build makes is in no plan. */
export function strangersIn(plan: Plan, world: World): readonly string[] {
  const wanted = new Set(plan.resources.map((one) => resourceIdOf(plan, one.symbol).toLowerCase()));
  const others = new Set([...idsBefore(plan), ...madeWithClusters(plan)].map((id) => id.toLowerCase()));
  const isPart = (id: string) =>
    /\/(securityrules|routes|runoutputs)\/[^/]+$|\/microsoft\.compute\/images\/[^/]+$|\/images\/[^/]+\/versions\/[^/]+$/.test(
      id,
    );
  return [
    ...[...wanted].filter((id) => !world.has(id)).map((id) => `missing: ${id}`),
    ...[...world.keys()]
      .filter((id) => !wanted.has(id) && !isPart(id) && !others.has(id))
      .map((id) => `in no plan: ${id}`),
  ];
}
