/** What the wizard needs of the process: `process` itself. */
export interface Host extends NodeJS.EventEmitter {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export type Hangup = 'SIGHUP' | 'SIGTERM' | 'SIGINT';

/** What the terminal tells the wizard. */
export interface Happenings {
  readonly resized: (size: Size) => void;
  /** A signal, or the window is gone. Whoever listens saves at once: nothing may run afterwards. */
  readonly ended: (signal: Hangup) => void;
  readonly suspendAsked: () => void;
}

export interface Terminal {
  /** The stream to give to Ink: it hears nothing of resizes. */
  readonly stdout: NodeJS.WriteStream;
  readonly size: () => Size;
  readonly listen: (happenings: Happenings) => void;
  /** Starts a whole new frame: nothing of the old one stays. `clear` is Ink's. */
  readonly redraw: (clear: () => void, draw: () => Promise<void>) => Promise<void>;
  /** Gives the terminal back until the shell continues the program. */
  readonly stop: () => Promise<void>;
  /** Undoes `autowrap off` while another program has the screen, and does it again after. */
  readonly lend: () => void;
  readonly reclaim: () => void;
  /** Restores the terminal and returns what was written to stdout and stderr meanwhile. Safe to call twice. */
  readonly leave: () => string;
}

// A line that the terminal draws wider than it was counted is cut at the edge instead of running into the next row.
const ENTER = '\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[H';
const LEAVE = '\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l';
const AUTOWRAP = { on: '\x1b[?7h', off: '\x1b[?7l' };
const SYNCHRONIZED = { begin: '\x1b[?2026h', end: '\x1b[?2026l' };
const WHOLE_SCREEN = '\x1b[H\x1b[J';

/**
 * Takes the terminal: raw mode and alternate screen at once, before Ink is loaded. In the 100 ms until Ink's first frame Ctrl-C
 * would otherwise kill without a draft, Ctrl-U would edit the kernel's line, and keys would echo.
 */
export function takeTerminal(host: Host): Terminal {
  const { stdin, stdout, stderr } = host;
  const write = stdout.write.bind(stdout);
  const put = (text: string): void => {
    if (!stdout.destroyed && stdout.writable) write(text);
  };
  const collector = collect([stdout, stderr]);
  const listeners = listenersOf();
  let left = false;

  // After a hang-up every write fails; nobody is left to be told.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => undefined);
  stdin.setRawMode(true);
  put(ENTER);

  const leave = (): string => {
    if (left) return '';
    left = true;
    listeners.removeAll();
    put(LEAVE);
    try {
      stdin.setRawMode(false);
    } catch {
      // The terminal is gone: there is nothing to restore.
    }
    stdin.pause();
    return collector.stop();
  };
  // Crashes: the message of an uncaught error is printed after these, so it lands on the screen that stays.
  listeners.add(host, 'uncaughtExceptionMonitor', () => stderr.write(leave()));
  listeners.add(host, 'exit', () => stderr.write(leave()));

  return {
    stdout: withoutResize(stdout, write, () => left),
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    listen: (happenings) => listen(host, listeners, happenings),
    redraw: async (clear, draw) => {
      put(SYNCHRONIZED.begin);
      clear(); // must precede the change of state: afterwards it would leave a blank screen
      put(WHOLE_SCREEN);
      await draw();
      put(SYNCHRONIZED.end);
    },
    stop: () => stopUntilContinued(host),
    lend: () => put(AUTOWRAP.on),
    reclaim: () => put(AUTOWRAP.off),
    leave,
  };
}

function listen(host: Host, listeners: Listeners, happenings: Happenings): void {
  const { stdin, stdout } = host;
  const gone = (): void => happenings.ended('SIGHUP');
  listeners.add(stdout, 'resize', () => happenings.resized({ columns: stdout.columns, rows: stdout.rows }));
  for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const)
    listeners.add(host, signal, () => happenings.ended(signal));
  listeners.add(host, 'SIGTSTP', happenings.suspendAsked);
  // A closed window is heard as a failed write, a failed read or the end of input, before or without a signal.
  listeners.add(stdout, 'error', gone);
  listeners.add(stdin, 'error', gone);
  listeners.add(stdin, 'end', gone);
}

/**
 * The stream for Ink. It draws the old tree at the new size before React knows of it, so `resize` is kept from it; and when the
 * program crashes it draws a last frame after the terminal was restored, which is dropped.
 */
function withoutResize(
  stdout: NodeJS.WriteStream,
  write: NodeJS.WriteStream['write'],
  isOver: () => boolean,
): NodeJS.WriteStream {
  const facade = Object.create(stdout) as NodeJS.WriteStream;
  const deaf = (name: 'on' | 'off') =>
    function listenBut(event: string, listener: (...args: never[]) => void): NodeJS.WriteStream {
      if (event !== 'resize') stdout[name](event, listener as never);
      return facade;
    };
  const writeUntilOver = ((...args: Parameters<typeof write>): boolean => {
    if (!isOver()) return write(...args);
    callbackOf(args)?.();
    return true;
  }) as typeof write;
  return Object.assign(facade, { write: writeUntilOver, on: deaf('on'), off: deaf('off') });
}

const callbackOf = (args: readonly unknown[]): (() => void) | undefined =>
  args.find((one): one is () => void => typeof one === 'function');

async function stopUntilContinued(host: Host): Promise<void> {
  // With every listener of SIGCONT the event loop may run empty: the interval keeps the program alive until it is continued.
  const alive = setInterval(() => undefined, 1000);
  const continued = new Promise<void>((resolve) => {
    const heard = (): void => {
      host.off('SIGCONT', heard);
      resolve();
    };
    host.on('SIGCONT', heard);
  });
  // The whole process group, as the terminal's own Ctrl-Z does: a shell waits for npm, not for us.
  host.kill(0, 'SIGSTOP');
  await continued;
  clearInterval(alive);
  // A window that was resized meanwhile told only the shell, which was in the foreground: Node measures when it hears of it.
  host.emit('SIGWINCH');
}

interface Listeners {
  readonly add: (emitter: NodeJS.EventEmitter, event: string, listener: () => void) => void;
  readonly removeAll: () => void;
}

function listenersOf(): Listeners {
  const removals: (() => void)[] = [];
  return {
    add: (emitter, event, listener) => {
      emitter.on(event, listener);
      removals.push(() => emitter.off(event, listener));
    },
    removeAll: () => {
      for (const remove of removals.splice(0)) remove();
    },
  };
}

/** Keeps what others print while the wizard has the screen: above a full frame it would be lost, inside it it would destroy it. */
function collect(streams: readonly NodeJS.WriteStream[]): { readonly stop: () => string } {
  let kept = '';
  const originals = streams.map((stream) => stream.write);
  for (const stream of streams) {
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      kept += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      const callback = callbackOf(rest);
      if (callback) queueMicrotask(callback);
      return true;
    }) as typeof stream.write;
  }
  return {
    stop: () => {
      streams.forEach((stream, index) => {
        stream.write = originals[index] ?? stream.write;
      });
      const all = kept;
      kept = '';
      return all;
    },
  };
}
