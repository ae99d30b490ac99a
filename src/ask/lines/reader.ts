import type { Hangup } from '../tui/terminal.ts';

/** What came back from the person. */
export type Heard =
  | { readonly is: 'line'; readonly text: string }
  /** Ctrl-C, or Ctrl-D on an empty line. */
  | { readonly is: 'interrupted' }
  /** The input has ended: nobody will ever type again. */
  | { readonly is: 'ended' }
  | { readonly is: 'signalled'; readonly signal: Hangup };

/** A terminal as a person who types lines sees it: text out, one line in. Nothing printed is ever changed. */
export interface LineReader {
  /** Where texts are broken into lines; without it they are left whole, for whoever reads them aloud. */
  readonly columns: number | undefined;
  readonly print: (lines: readonly string[]) => void;
  readonly ask: (prompt: string) => Promise<Heard>;
  /** Waits for work that has no end of its own; Ctrl-C, a signal or the end of input stop the waiting. */
  readonly wait: (work: Promise<unknown>) => Promise<'done' | 'stopped'>;
  /** Gives the terminal to another program while `run` runs. */
  readonly lend: <Value>(run: () => Promise<Value>) => Promise<Value>;
  readonly close: () => void;
}
