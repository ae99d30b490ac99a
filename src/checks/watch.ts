import type { Memory } from '../azure/look.ts';
import type { Finding } from '../core/finding.ts';
import { byKey, runTask, type Task } from './run.ts';

/** Checks that follow answers while these change: for the wizard. */
export interface Watch {
  /** Replaces what is wanted. What is new starts, what is known stays, and results of the rest are dropped. */
  readonly want: (tasks: readonly Task[]) => void;
  /** What is known about what is wanted now, sorted. */
  readonly findings: () => readonly Finding[];
  readonly running: () => readonly Task[];
  /** Runs again what was not run; with `everything` all that is wanted. */
  readonly again: (everything?: boolean) => void;
  readonly stop: () => void;
}

/** `onChange` is called after each result that is still wanted, and when what is wanted changes. */
export function watchChecks(memory: Memory, onChange: () => void): Watch {
  const known = new Map<string, Finding>();
  const running = new Map<string, Task>();
  let wanted: ReadonlyMap<string, Task> = new Map();
  /** A result of an earlier round is not the answer to `again`. */
  let round = 0;
  let stopped = false;

  async function start(task: Task): Promise<void> {
    const mine = round;
    running.set(task.key, task);
    const finding = await runTask(task, memory.look);
    if (stopped || mine !== round) return;
    running.delete(task.key);
    if (!wanted.has(task.key)) return;
    known.set(task.key, finding);
    onChange();
  }

  function startMissing(): void {
    for (const task of wanted.values()) if (!known.has(task.key) && !running.has(task.key)) void start(task);
    onChange();
  }

  return {
    want(tasks) {
      wanted = new Map(tasks.map((task) => [task.key, task]));
      startMissing();
    },
    findings: () => [...wanted.keys()].flatMap((key) => known.get(key) ?? []).toSorted(byKey),
    running: () => [...running.values()].filter((task) => wanted.has(task.key)),
    again(everything = false) {
      memory.forget(everything);
      round += 1;
      running.clear();
      for (const [key, finding] of known) if (everything || finding.result === 'not-run') known.delete(key);
      startMissing();
    },
    stop() {
      stopped = true;
      memory.stop();
    },
  };
}
