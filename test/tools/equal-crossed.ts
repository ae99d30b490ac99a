import { expect } from 'vitest';
import type { Emission } from '../../src/emit/emission.ts';
import { plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { isWrite, Rig, type RigRun } from './az-rig.ts';
import type { Compiler } from './bicep-compiler.ts';
import { filesOf, foldersWith, prepareBicep } from './equal-bicep.ts';
import { KEEP_CHOSEN } from './equal-leaves.ts';
import { idsBefore, MARK, makeExisting, setups, setupsAgain } from './rig-lines.ts';

export type Order = 'script, then Bicep' | 'Bicep, then script';

/** What came of one order. */
export interface Crossed {
  readonly run: RigRun;
  /** The requests of setup.sh after both. */
  readonly after: RigRun['requests'];
}

/** Makes all of a plan by the one way and then by the other, and runs setup.sh after that. */
export async function cross(compiler: Compiler, emission: Emission, order: Order): Promise<Crossed> {
  const { plan } = emission;
  const files = filesOf(emission);
  const rig = new Rig(files);
  try {
    const { lines } = await prepareBicep(compiler, emission, rig, files);
    const deployed = [KEEP_CHOSEN, ...lines];
    const scripts = foldersWith(plan, files, 'setup.sh');
    const run = await rig.run([
      MARK,
      ...makeExisting(plan),
      // twice: what the one deployment made Azure choose, the other one sends
      ...(order === 'script, then Bicep' ? setups(plan, scripts) : [...deployed, ...deployed]),
      ...(order === 'script, then Bicep' ? deployed : [KEEP_CHOSEN]),
      'mark',
      // other teams first: only providers and images are still to come, which the operator waits for
      ...(order === 'script, then Bicep' ? setupsAgain(plan, scripts) : setups(plan, scripts.toReversed())),
    ]);
    expect({ code: run.code, says: run.code === 0 ? '' : run.err.slice(-2000) }).toEqual({ code: 0, says: '' });
    return { run, after: run.requests.slice(rig.marks().at(-1)) };
  } finally {
    rig.remove();
  }
}

/** setup.sh wrote nothing after both but what ARM cannot do, named nothing that differs, and what exists is what the plan names. */
export function expectUnchanged(plan: Plan, { run, after }: Crossed): void {
  const written = after
    .filter(isWrite)
    .filter((one) => !/\/imageTemplates\/[^/]+\/run$|\/register$/i.test(one.path))
    .map((one) => `${one.method} ${one.path}`);
  expect(written).toEqual([]);
  expect(run.err.match(/differs: .*/g) ?? []).toEqual([]);
  expect(strangersIn(plan, worldOf(run.store))).toEqual([]);
}

export type World = ReadonlyMap<string, unknown>;

/** What each write changes, the times of an image build, and the API version, which az chooses. */
const CHANCE: readonly string[] = ['etag', 'eTag', 'lastRunStatus', 'apiVersion'];

/** What exists, less what changes with each write and what Azure notes about deployments. */
export const worldOf = (resources: RigRun['store']): World =>
  new Map(
    resources
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

/** Is it what AKS itself makes with a cluster: the first pool, the group of the nodes and what is in it? */
function isOfAks(plan: Plan): (id: string) => boolean {
  const made = plan.resources
    .filter((one) => one.type === 'Microsoft.ContainerService/managedClusters' && one.existing === undefined)
    .flatMap((one) => {
      const { properties } = plainOf(plan, one.body) as unknown as { readonly properties: ClusterProperties };
      const pools = properties.agentPoolProfiles.map(
        ({ name }) => `${resourceIdOf(plan, one.symbol)}/agentPools/${name}`,
      );
      return [...pools, `/subscriptions/${plan.subscription}/resourceGroups/${properties.nodeResourceGroup}`];
    })
    .map((id) => id.toLowerCase());
  return (id) => made.some((one) => id === one || id.startsWith(`${one}/`));
}

interface ClusterProperties {
  readonly agentPoolProfiles: readonly { readonly name: string }[];
  readonly nodeResourceGroup: string;
}

/** What is there and not in the plan, and the other way round. What an image build makes is in no plan. */
function strangersIn(plan: Plan, world: World): readonly string[] {
  const wanted = new Set(plan.resources.map((one) => resourceIdOf(plan, one.symbol).toLowerCase()));
  const before = new Set(idsBefore(plan).map((id) => id.toLowerCase()));
  const isMade = isOfAks(plan);
  const isPart = (id: string) =>
    /\/(securityrules|routes|runoutputs)\/[^/]+$|\/microsoft\.compute\/images\/[^/]+$|\/images\/[^/]+\/versions\/[^/]+$/.test(
      id,
    );
  return [
    ...[...wanted].filter((id) => !world.has(id)).map((id) => `missing: ${id}`),
    ...[...world.keys()]
      .filter((id) => !wanted.has(id) && !isPart(id) && !before.has(id) && !isMade(id))
      .map((id) => `in no plan: ${id}`),
  ];
}
