import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { scriptFor } from '../../src/emit/bash/index.ts';
import type { Emission } from '../../src/emit/emission.ts';
import { emitFormat } from '../../src/emit/index.ts';
import { RIG_SUBSCRIPTION, Rig, type RigRun } from './az-rig.ts';
import { Breaker, goOnToTheEnd, type Round } from './broken-off.ts';
import { type FaultsByStep, type ScriptStep, stepsOfScript } from './broken-off-faults.ts';
import { OpenRig } from './broken-off-rig.ts';
import { idsBefore, makeExisting } from './rig-lines.ts';
import { forRig } from './rig-round-trip.ts';

/** What exists, by id, as Azure shows it, less what differs by chance. */
export type Inventory = Readonly<Record<string, unknown>>;

type ScriptName = 'setup.sh' | 'cleanup.sh';

/** The steps of a script that do something in such a world: providers of what is there are registered. */
export function stepsIn(emission: Emission, script: ScriptName): readonly ScriptStep[] {
  const registered = idsBefore(emission.plan).flatMap((id) => /providers\/Microsoft\.([^/]+)/.exec(id)?.[1] ?? []);
  const steps = stepsOfScript(scriptFor(emission, undefined).get(script) ?? '');
  return steps.filter(({ symbol }) => !registered.some((one) => symbol === `register${one}`));
}

/** A subscription with what a profile says is there, and the scripts of the profile. */
export class World {
  readonly breaker = new Breaker();
  readonly #emission: Emission;
  readonly #rig: Rig;
  readonly #open: Promise<OpenRig>;

  constructor(given: Emission) {
    const emission = forRig(given);
    this.#emission = emission;
    const files = ['kubernetes', 'charts'].flatMap((format) => [...emitFormat(emission, format)]);
    this.#rig = new Rig(new Map([...scriptFor(emission, undefined), ...files]));
    this.#rig.program('sleep');
    const { plan } = emission;
    this.#open = OpenRig.open(this.#rig, makeExisting(plan), this.breaker.intercept, plan.clusterName);
  }

  /** Runs a script to its end, with these faults on the way. */
  async run(script: ScriptName, faults: FaultsByStep, whole = false): Promise<readonly Round[]> {
    const open = await this.#open;
    this.breaker.plan(open, faults);
    return goOnToTheEnd(open, this.breaker, `bash ${script} --inside`, whole);
  }

  /** Runs a script up to where it is broken off. */
  async breakOff(script: ScriptName, faults: FaultsByStep): Promise<number> {
    const open = await this.#open;
    this.breaker.plan(open, faults);
    return (await open.run(`bash ${script} --inside`)).code;
  }

  /** All that exists of what the profile says is there and of what was ever written, with what lists name. */
  async inventory(): Promise<Inventory> {
    const open = await this.#open;
    const written = this.breaker.taken.filter(({ method }) => method === 'PUT').map(({ path }) => path);
    const subscription = `/subscriptions/${RIG_SUBSCRIPTION}`;
    const images = written.filter((id) => /\/galleries\/[^/]+\/images\/[^/]+$/i.test(id));
    const lists = [
      `${subscription}/resourceGroups`,
      `${subscription}/resources`,
      ...images.map((id) => `${id}/versions`),
    ];
    const listed = (await Promise.all(lists.map((one) => open.look(one)))).flatMap(idsOf);
    const ids = new Map([...idsBefore(this.#emission.plan), ...written, ...listed].map((id) => [id.toLowerCase(), id]));
    const found = await Promise.all([...ids].map(async ([key, id]) => [key, lessChance(await open.look(id))] as const));
    return Object.fromEntries(found.filter(([, body]) => body !== undefined));
  }

  /** As if no script had ever run here. */
  async forget(): Promise<void> {
    const open = await this.#open;
    const registered = this.breaker.taken.filter(({ path }) => /\/register$/i.test(path)).map(({ path }) => path);
    for (const path of new Set(registered)) await open.act(path.replace(/register$/i, 'unregister'));
    rmSync(join(this.#rig.folder, 'out/created.txt'), { force: true });
  }

  async close(): Promise<RigRun> {
    const run = await (await this.#open).close();
    this.#rig.remove();
    return run;
  }
}

const idsOf = (list: Readonly<Record<string, unknown>> | undefined): readonly string[] =>
  ((list?.['value'] ?? []) as { readonly id: string }[]).map(({ id }) => id);

const lessChance = (body: unknown): unknown =>
  body &&
  JSON.parse(JSON.stringify(body, (name, value) => (/^(?:etag|(?:start|end)Time)$/i.test(name) ? undefined : value)));
