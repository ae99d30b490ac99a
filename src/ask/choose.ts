export type FrontEnd = 'ink' | 'inquirer' | 'plain' | 'none';

export interface Surroundings {
  /** False with `--no-tui`. */
  readonly tui: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
}

/**
 * Who asks: `ink` draws the screen, `inquirer` prints lines and edits the one being typed, `plain` writes no escape sequence at all.
 * `none`: nothing may wait for a key without a terminal. `CI` says nothing about that: a terminal in CI is a terminal.
 */
export function chooseFrontEnd({ tui, env, stdinIsTerminal, stdoutIsTerminal }: Surroundings): FrontEnd {
  if (!stdinIsTerminal || !stdoutIsTerminal) return 'none';
  if (isOn(env['ACCESSIBLE']) || isOn(env['INK_SCREEN_READER']) || env['TERM'] === 'dumb') return 'plain';
  return tui ? 'ink' : 'inquirer';
}

const OFF: readonly (string | undefined)[] = [undefined, '', '0', 'false', 'no', 'off'];

const isOn = (value: string | undefined): boolean => !OFF.includes(value?.toLowerCase());
