import type { Clients } from './clients.ts';
import { readFailure } from './failure.ts';
import { type Look, NotRun, type Query, type Seen } from './port.ts';

/** One question that was put to Azure, for the evidence. Times are in milliseconds since the run began. */
export interface Asked {
  readonly question: string;
  readonly needs: string;
  readonly began: number;
  readonly took: number;
  readonly answer:
    | Seen<unknown>
    | { readonly is: 'not-run'; readonly why: string }
    | { readonly is: 'error'; readonly message: string };
}

export interface LookOptions {
  /** Questions under way at once. */
  readonly atOnce?: number;
  /** How long one question may take, from when it leaves the queue, its repetitions included. */
  readonly limitMs?: number;
  readonly onAsked?: (asked: Asked) => void;
}

export interface Memory {
  readonly look: Look;
  /** Forgets what could not be answered, so that it is asked again; with `everything` the answers too. */
  readonly forget: (everything?: boolean) => void;
  /** Ends every question that is under way or waiting. */
  readonly stop: () => void;
}

type Answer = Promise<Seen<unknown>>;

/**
 * The memory of a run: each question is put once, whoever asks first, and belongs to the run. A check that is no longer
 * wanted leaves its questions running for the others.
 */
export function makeMemory(clients: Clients, options: LookOptions = {}): Memory {
  const { atOnce = 16, limitMs = 20_000, onAsked } = options;
  const answers = new Map<string, Answer>();
  const failed = new Set<string>();
  const turn = semaphore(atOnce);
  const running = new Set<AbortController>();
  const began = performance.now();
  let stopped = false;

  async function put<Args, Value>(query: Query<Args, Value, Clients>, args: Args): Promise<Seen<Value>> {
    if (stopped) throw new NotRun('the run was stopped');
    const control = new AbortController();
    running.add(control);
    try {
      return await withinLimit(control, Math.max(limitMs, query.limitMs ?? 0), async (signal) => ({
        is: 'found',
        value: await query.ask(clients, args, signal),
      }));
    } catch (error) {
      if (stopped) throw new NotRun('the run was stopped');
      return readFailure(error, query);
    } finally {
      running.delete(control);
    }
  }

  async function record<Args, Value>(
    query: Query<Args, Value, Clients>,
    args: Args,
    question: string,
  ): Promise<Seen<Value>> {
    const from = performance.now();
    const tell = (answer: Asked['answer']): void =>
      onAsked?.({ question, needs: query.needs, began: from - began, took: performance.now() - from, answer });
    try {
      const seen = await put(query, args);
      tell(seen);
      return seen;
    } catch (error) {
      failed.add(question);
      tell(error instanceof NotRun ? { is: 'not-run', why: error.why } : { is: 'error', message: String(error) });
      throw error;
    }
  }

  const look = <Args, Value>(query: Query<Args, Value, Clients>, args: Args): Promise<Seen<Value>> => {
    const question = `${query.name} ${query.key(args)}`.trimEnd();
    const held = answers.get(question) ?? turn(() => record(query, args, question));
    answers.set(question, held);
    held.catch(() => {}); // Whoever asked meets the error; a question without an asker left must not end the process.
    return held as Promise<Seen<Value>>;
  };

  return {
    look,
    forget(everything = false) {
      for (const question of everything ? [...answers.keys()] : failed) answers.delete(question);
      failed.clear();
    },
    stop() {
      stopped = true;
      for (const control of running) control.abort();
    },
  };
}

/** Its own timer: `AbortSignal.timeout()` does not keep Node alive, and the program would end in the middle of a check. */
async function withinLimit<T>(
  control: AbortController,
  ms: number,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NotRun(`no answer within ${ms / 1000} seconds`));
      control.abort();
    }, ms);
  });
  const aborted = new Promise<never>((_, reject) => {
    control.signal.addEventListener('abort', () => reject(new NotRun('the run was stopped')), { once: true });
  });
  try {
    return await Promise.race([ask(control.signal), late, aborted]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets `most` tasks run at once, the others in the order in which they came. */
function semaphore(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let under = 0;
  const leave = (): void => {
    under -= 1;
    waiting.shift()?.();
  };
  return async (task) => {
    if (under >= most) await new Promise<void>((free) => waiting.push(free));
    under += 1;
    try {
      return await task();
    } finally {
      leave();
    }
  };
}
