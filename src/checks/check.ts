import type { Look } from '../azure/port.ts';
import type { AnyRead, Handle, Read } from '../core/decision.ts';
import type { Level } from '../core/finding.ts';
import type { Source } from '../core/source.ts';

/** What a check looks at. Its name tells it from the check's other targets; whatever else the result depends on stands beside it. */
export interface Target {
  /** For people, and half of the finding's key: `westeurope standardDDSv5Family`. */
  readonly name: string;
}

/** What a check says. `fail` always has a fix, `not-run` always a reason. */
export type Outcome =
  | { readonly result: 'pass'; readonly saw: string }
  | { readonly result: 'warn' | 'fail'; readonly saw: string; readonly fix: string }
  | { readonly result: 'not-run'; readonly why: string; readonly fix?: string };

export const pass = (saw: string): Outcome => ({ result: 'pass', saw });
export const warn = (saw: string, fix: string): Outcome => ({ result: 'warn', saw, fix });
export const fail = (saw: string, fix: string): Outcome => ({ result: 'fail', saw, fix });
export const notRun = (why: string): Outcome => ({ result: 'not-run', why });

export interface Check {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly level: Level;
  readonly reads: readonly Handle[];
  readonly targets: (read: AnyRead) => readonly Target[];
  readonly run: (target: Target, look: Look) => Promise<Outcome>;
  readonly source: Source;
  readonly unverified: string | undefined;
}

interface Spec<Needs extends readonly Handle[], Of extends Target> {
  readonly id: string;
  /** Other names under which `explain` finds it. */
  readonly aliases?: readonly string[];
  readonly title: string;
  /** `must`: what it looks at decides whether the deployment can work. */
  readonly level: Level;
  readonly reads: Needs;
  /** Pure: what these answers make worth looking at. What the profile will create is no target. */
  readonly targets: (read: Read<Needs[number]>) => readonly Of[];
  /** Asks Azure through queries only. Throws `NotRun` where it could not look; anything else that is thrown is a bug. */
  readonly run: (target: Of, look: Look) => Promise<Outcome>;
  readonly source: Source;
  readonly unverified?: string;
}

/** A live check. It reads only what it declares. */
export function check<const Needs extends readonly Handle[], Of extends Target>(spec: Spec<Needs, Of>): Check {
  return {
    ...spec,
    aliases: spec.aliases ?? [],
    unverified: spec.unverified,
    targets: spec.targets as Check['targets'],
    run: spec.run as unknown as Check['run'],
  };
}
