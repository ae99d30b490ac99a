import { readFileSync } from 'node:fs';
import { Usage } from '../core/errors.ts';

/** The world around the program: everything a command may touch besides files, so that a test can hand in its own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: { readonly isTTY: boolean; readonly read: () => Buffer };
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Aborted, with a `Cancelled` as its reason, when the system asks the program to end. */
  readonly signal: AbortSignal;
  /** The wizard answers signals itself: it has a screen to restore and a draft to save. */
  readonly takeSignals: () => void;
}

export interface Sink {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly write: (text: string) => void;
}

const sink = (stream: NodeJS.WriteStream): Sink => ({
  get isTTY() {
    return stream.isTTY === true;
  },
  get columns() {
    return stream.columns ?? 80;
  },
  write: (text) => {
    try {
      stream.write(text);
    } catch (error) {
      throw unwritable(error as NodeJS.ErrnoException);
    }
  },
});

/** A stream that is a file fails at once, a pipe later by an event: for the operator both are a disk that is full. */
export const unwritable = (error: NodeJS.ErrnoException): Usage =>
  new Usage(`cannot write what it prints: ${error.code ?? error.message}`, 'Free space there, or send it elsewhere');

export const realIo = (signal: AbortSignal, takeSignals: () => void): Io => ({
  env: process.env,
  cwd: process.cwd(),
  stdin: {
    // Not before it is asked: making the stream takes a millisecond, and --help needs none.
    get isTTY() {
      return process.stdin.isTTY === true;
    },
    read: () => readFileSync(0),
  },
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  signal,
  takeSignals,
});
