import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

export interface Options {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** Added to a small environment of its own; `undefined` removes a name. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** TERM. node-pty would overwrite one given in `env` with its own name. */
  readonly name?: string;
  /** Lines of history before the program starts, so that what it does to the scrollback is seen. */
  readonly above?: number;
}

type Wanted = string | RegExp | ((screen: string) => boolean);

/** A real program on a real pseudo-terminal with an emulated screen. End it with `await using` or `close`. */
export interface Tty extends AsyncDisposable {
  readonly pid: number;
  /** Writes keys as the terminal would send them. */
  readonly key: (...keys: readonly string[]) => void;
  /** Waits until the screen, between two frames, shows `wanted`; fails at once, with the screen, when the program ends without it. */
  readonly until: (wanted: Wanted, ms?: number) => Promise<string>;
  /** Waits until nothing was written for `quiet` ms, counted from the call or the last byte, whichever is later. */
  readonly settled: (quiet?: number) => Promise<string>;
  readonly screen: () => string;
  readonly lines: () => string[];
  readonly scrollback: () => string[];
  readonly caret: () => { readonly x: number; readonly y: number };
  readonly onAlternateScreen: () => boolean;
  readonly resize: (columns: number, rows: number) => void;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly exited: Promise<{ readonly code: number; readonly signal: number }>;
  readonly hasExited: () => boolean;
  /** Every byte that the program wrote. */
  readonly raw: () => string;
  readonly close: () => Promise<void>;
}

export const KEYS = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  home: '\x1b[H',
  end: '\x1b[F',
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  shiftTab: '\x1b[Z',
  backspace: '\x7f',
  delete: '\x1b[3~',
  control: (letter: string): string => String.fromCharCode(letter.charCodeAt(0) - 96),
  paste: (text: string): string => `\x1b[200~${text}\x1b[201~`,
};

const running = new Set<IPty>();
process.on('exit', () => {
  for (const one of running) end(one);
});

export function open(file: string, args: readonly string[], options: Options = {}): Tty {
  const { columns = 80, rows = 24, name = 'xterm-256color' } = options;
  const terminal = new headless.Terminal({ cols: columns, rows, scrollback: 1000, allowProposedApi: true });
  for (let i = 0; i < (options.above ?? 60); i++) terminal.write(`history ${i}\r\n`);

  let raw = '';
  let lastByte = 0;
  let parsing = 0;
  let ended = false;
  let isDrawing = false;
  const drawing = frameWatch();
  const waiting = new Set<() => void>();
  const recheck = (): void => {
    for (const check of [...waiting]) check();
  };

  const pty = spawn(file, [...args], {
    cols: columns,
    rows,
    name,
    cwd: options.cwd ?? process.cwd(),
    env: environment(options, name),
  });
  running.add(pty);
  terminal.onData((reply) => {
    if (!ended) pty.write(reply); // answers to questions that the program asks its terminal
  });
  pty.onData((data) => {
    raw += data;
    lastByte = performance.now();
    parsing++;
    terminal.write(data, () => {
      parsing--;
      isDrawing = drawing(data);
      recheck();
    });
  });
  const exited = new Promise<{ code: number; signal: number }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      running.delete(pty);
      // The last bytes may still be on their way through the emulator.
      setTimeout(() => {
        ended = true;
        resolve({ code: exitCode, signal: signal ?? 0 });
        recheck();
      }, 20);
    });
  });

  const lines = (): string[] => rowsOf(terminal, terminal.buffer.active.baseY, terminal.rows);
  const screen = (): string => lines().join('\n').trimEnd();

  const until = (wanted: Wanted, ms = 15_000): Promise<string> =>
    new Promise((resolve, reject) => {
      const finish = (error?: Error): void => {
        waiting.delete(check);
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(screen());
      };
      const check = (): void => {
        if (!isDrawing && shows(screen(), wanted)) finish();
        else if (ended)
          finish(new Error(`The program ended before ${String(wanted)} was shown.\n${framed(terminal, lines())}`));
      };
      const late = (): void =>
        finish(new Error(`${String(wanted)} was not shown in ${ms} ms.\n${framed(terminal, lines())}`));
      const timer = setTimeout(late, ms);
      waiting.add(check);
      check();
    });

  const settled = async (quiet = 60): Promise<string> => {
    const from = performance.now();
    while (!ended && (parsing > 0 || performance.now() - Math.max(from, lastByte) < quiet)) await pause(5);
    return screen();
  };

  const close = async (): Promise<void> => {
    if (!ended) end(pty);
    await exited;
    terminal.dispose();
  };

  return {
    pid: pty.pid,
    key: (...keys) => pty.write(keys.join('')),
    until,
    settled,
    screen,
    lines,
    scrollback: () => rowsOf(terminal, 0, terminal.buffer.normal.baseY, terminal.buffer.normal),
    caret: () => ({ x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY }),
    onAlternateScreen: () => terminal.buffer.active.type === 'alternate',
    resize: (cols, height) => {
      terminal.resize(cols, height);
      pty.resize(cols, height);
    },
    signal: (signal) => process.kill(pty.pid, signal),
    exited,
    hasExited: () => ended,
    raw: () => raw,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Whether a synchronised update is under way after a chunk: then the screen holds half of a frame. */
function frameWatch(): (chunk: string) => boolean {
  let isOpen = false;
  let tail = '';
  return (chunk) => {
    const text = tail + chunk;
    const begin = text.lastIndexOf('\x1b[?2026h');
    const end = text.lastIndexOf('\x1b[?2026l');
    if (begin !== end) isOpen = begin > end;
    tail = text.slice(-7);
    return isOpen;
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function end(pty: IPty): void {
  for (const signal of ['SIGCONT', 'SIGKILL']) {
    try {
      pty.kill(signal); // a stopped program does not die before it is continued
    } catch {
      return;
    }
  }
}

function environment(options: Options, name: string): Record<string, string> {
  const mine: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    LANG: 'C.UTF-8',
    TERM: name,
    ...options.env,
  };
  return Object.fromEntries(Object.entries(mine).filter((one): one is [string, string] => one[1] !== undefined));
}

const shows = (screen: string, wanted: Wanted): boolean => {
  if (typeof wanted === 'string') return screen.includes(wanted);
  return wanted instanceof RegExp ? wanted.test(screen) : wanted(screen);
};

function rowsOf(terminal: headless.Terminal, from: number, count: number, buffer = terminal.buffer.active): string[] {
  // With the columns given: after a shrink the emulator still holds the old, longer lines.
  return Array.from(
    { length: count },
    (_, row) => buffer.getLine(from + row)?.translateToString(true, 0, terminal.cols) ?? '',
  );
}

function framed(terminal: headless.Terminal, lines: readonly string[]): string {
  const edge = `+${'-'.repeat(terminal.cols)}+`;
  return [edge, ...lines.map((line) => `|${line.padEnd(terminal.cols)}|`), edge].join('\n');
}
