export type FrontEnd = 'ink' | 'inquirer' | 'plain' | 'none';

export interface Surroundings {
  /** `--no-tui` was given. */
  readonly noTui: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdinIsTty: boolean;
  readonly stdoutIsTty: boolean;
}

/**
 * Who asks: `ink` draws the screen, `inquirer` prints lines and edits the one being typed, `plain` writes no escape sequence at all.
 * `none`: nothing may wait for a key without a terminal. `CI` says nothing about that: a terminal in CI is a terminal.
 */
export function chooseFrontEnd({ noTui, env, stdinIsTty, stdoutIsTty }: Surroundings): FrontEnd {
  if (!stdinIsTty || !stdoutIsTty) return 'none';
  if (isOn(env['ACCESSIBLE']) || isOn(env['INK_SCREEN_READER']) || env['TERM'] === 'dumb') return 'plain';
  return noTui ? 'inquirer' : 'ink';
}

const OFF: readonly (string | undefined)[] = [undefined, '', '0', 'false', 'no', 'off'];

const isOn = (value: string | undefined): boolean => !OFF.includes(value?.toLowerCase());
