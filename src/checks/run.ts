import { type Look, NotRun } from '../azure/port.ts';
import type { Finding } from '../core/finding.ts';
import { known, type Resolved, reader } from '../core/resolve.ts';
import type { Check, Outcome, Target } from './check.ts';

/** A check and one thing it looks at. */
export interface Task {
  readonly check: Check;
  readonly target: Target;
  /** Holds everything that the result depends on: a changed answer makes another task, so no result is ever invalidated. */
  readonly key: string;
}

/** Pure: the tasks that these answers want, in the order of the checks. A check that reads an open answer wants nothing yet. */
export function wanted(checks: readonly Check[], resolved: Resolved): readonly Task[] {
  const read = reader(resolved);
  return checks.flatMap((check) => {
    const targets = distinct(known(() => check.targets(read))?.value ?? []);
    return targets.map((target) => ({ check, target, key: `${check.id} ${JSON.stringify(target)}` }));
  });
}

/** The same target once. Names come from answers: where two targets share one, the later ones get a number, since (id, target) is unique. */
function distinct(targets: readonly Target[]): readonly Target[] {
  const once = new Map(targets.map((target) => [JSON.stringify(target), target]));
  const taken = new Set<string>();
  return [...once.values()].map((target) => {
    let name = target.name;
    for (let number = 2; taken.has(name); number += 1) name = `${target.name} (${number})`;
    taken.add(name);
    return name === target.name ? target : { ...target, name };
  });
}

/** Runs one task. Never rejects: what goes wrong is a finding that was not run. */
export async function runTask({ check, target }: Task, look: Look): Promise<Finding> {
  return findingOf(check, target, await outcomeOf(check, target, look));
}

async function outcomeOf(check: Check, target: Target, look: Look): Promise<Outcome> {
  try {
    return await check.run(target, look);
  } catch (error) {
    if (error instanceof NotRun) return { result: 'not-run', why: error.why };
    const said = error instanceof Error ? error.message : String(error);
    return { result: 'not-run', why: `a bug in the check ${check.id}: ${said}` };
  }
}

function findingOf(check: Check, target: Target, outcome: Outcome): Finding {
  return {
    id: check.id,
    target: target.name,
    title: check.title,
    level: check.level,
    result: outcome.result,
    saw: 'saw' in outcome ? outcome.saw : null,
    why: 'why' in outcome ? outcome.why : null,
    fix: 'fix' in outcome ? (outcome.fix ?? null) : null,
    decisions: check.reads.map((handle) => handle.id),
    source: check.source.url,
  };
}

export interface BatchOptions {
  /** Why a check is left out (`--skip`, `--offline`, `--only`): its findings say so. `undefined` where it is to run. */
  readonly leftOut?: (check: Check) => string | undefined;
}

/** Every wanted check, all at once (the memory behind `look` bounds what is under way), sorted by id and target. */
export async function runAll(
  checks: readonly Check[],
  resolved: Resolved,
  look: Look,
  { leftOut = () => undefined }: BatchOptions = {},
): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    wanted(checks, resolved).map(async (task) => {
      const why = leftOut(task.check);
      return why === undefined ? runTask(task, look) : findingOf(task.check, task.target, { result: 'not-run', why });
    }),
  );
  return findings.toSorted(byKey);
}

/** By id, then target, in the order of code units: the same everywhere. */
export function byKey(a: Finding, b: Finding): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  if (a.target === b.target) return 0;
  return a.target < b.target ? -1 : 1;
}
