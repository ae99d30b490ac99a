import type { Hangup } from '../tui/terminal.ts';
import type { Heard } from './reader.ts';

/** What the readers need of the process: `process` itself. */
export interface Host extends NodeJS.EventEmitter {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/** What ends a question from outside: it is told to whoever waits, and to everyone who asks afterwards. */
export interface Endings {
  readonly now: () => Heard | undefined;
  readonly end: (heard: Heard) => void;
  /** Calls back at an ending, or at once if it was. Returns the way to stop listening. */
  readonly listen: (listener: (heard: Heard) => void) => () => void;
  readonly close: () => void;
}

/** Hears signals, the end of input and a terminal that is gone. */
export function endingsOf(host: Host): Endings {
  let ended: Heard | undefined;
  const listeners = new Set<(heard: Heard) => void>();
  const end = (heard: Heard): void => {
    ended ??= heard;
    for (const listener of [...listeners]) listener(ended);
  };
  const signals: readonly Hangup[] = ['SIGHUP', 'SIGTERM'];
  const handlers = signals.map((signal) => [signal, () => end({ is: 'signalled', signal })] as const);
  const gone = (): void => end({ is: 'signalled', signal: 'SIGHUP' });
  for (const [signal, handler] of handlers) host.on(signal, handler);
  host.stdout.on('error', gone);
  host.stdin.on('error', gone);
  return {
    end,
    now: () => ended,
    listen(listener) {
      listeners.add(listener);
      if (ended) listener(ended);
      return () => listeners.delete(listener);
    },
    close() {
      for (const [signal, handler] of handlers) host.off(signal, handler);
    },
  };
}
