/** What ends the program before its work is done, for the operator to read. One handler prints it and chooses the exit code. */
export abstract class Stop extends Error {
  abstract readonly exit: number;
  /** The command or change that gets the operator on. */
  readonly fix: string | undefined;
  constructor(message: string, fix?: string) {
    super(message);
    this.fix = fix;
    this.name = new.target.name;
  }
}

/** An unknown option, an unreadable file, a malformed profile, no terminal, a folder that cannot be written. */
export class Usage extends Stop {
  readonly exit = 2;
}

/** A person or the system ended it: 130 for Ctrl-C, 129 for a hang-up, 143 for a termination. */
export class Cancelled extends Stop {
  readonly exit: number;
  constructor(exit: 129 | 130 | 143, message: string) {
    super(message);
    this.exit = exit;
  }
}

/** Exit codes, worst first: with several profiles the worst is the program's. */
const WORST_FIRST = [70, 143, 130, 129, 2, 1, 4, 3, 0];

export const worstExit = (codes: readonly number[]): number =>
  WORST_FIRST.find((code) => codes.includes(code)) ?? (codes.length === 0 ? 0 : 70);
