import { engine } from '../../../steps/index.ts';
import type { News } from '../../ask/tui/port.ts';
import type { Memory } from '../../azure/look.ts';
import { wanted } from '../../checks/run.ts';
import { type Watch, watchChecks } from '../../checks/watch.ts';
import { resolveWith } from '../../core/engine.ts';
import { resolvingOf, type Session } from '../../core/session.ts';
import { liveChecks } from '../plan-checks.ts';

/** Results are gathered this long before they are told, so that a storm of them does not delay the keys. In milliseconds. */
const GATHER_MS = 100;

export interface Watching {
  readonly check: (session: Session, concerning: string | undefined) => void;
  readonly subscribe: (listener: (news: News) => void) => () => void;
  readonly tell: (news: News) => void;
  /** Looks through this memory from now on; without one nothing is looked at. */
  readonly use: (memory: Memory | undefined) => void;
  readonly stop: () => void;
}

/** The live checks behind the questions. */
export function startWatching(): Watching {
  const listeners = new Set<(news: News) => void>();
  let watch: Watch | undefined;
  let last: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let account: News | undefined;
  const tell = (news: News): void => {
    if (news.kind === 'account') account = news;
    for (const listener of listeners) listener(news);
  };
  const flush = (): void => {
    timer = undefined;
    if (!watch) return;
    const running = watch
      .running()
      .map(({ check }) => ({ title: check.title, decisions: check.reads.map((handle) => handle.id) }));
    tell({ kind: 'checks', findings: watch.findings(), running });
  };
  const changed = (): void => {
    timer ??= setTimeout(flush, GATHER_MS);
  };
  return {
    tell,
    subscribe(listener) {
      listeners.add(listener);
      // Where there is no az the answer is there before the first frame.
      if (account) listener(account);
      return () => listeners.delete(listener);
    },
    check(session, concerning) {
      last = () => watch?.want(wanted(liveChecks, resolvedFor(session, concerning)));
      last();
    },
    use(memory) {
      watch?.stop();
      watch = memory && watchChecks(memory, changed);
      if (!watch) tell({ kind: 'checks', findings: [], running: [] });
      last?.();
    },
    stop() {
      clearTimeout(timer);
      watch?.stop();
    },
  };
}

/** The answers so far, and for the question on screen the recommended one: never for every option passed over. */
function resolvedFor(session: Session, concerning: string | undefined) {
  const how = resolvingOf(engine, session);
  return resolveWith(engine, session.answers, {
    ...how,
    takes: (decision) => how.takes(decision) || decision.id === concerning,
  });
}
