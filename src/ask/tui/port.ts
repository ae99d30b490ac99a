import type { Engine } from '../../core/engine.ts';
import type { Finding } from '../../core/finding.ts';
import type { Session } from '../../core/session.ts';
import type { Hangup } from './terminal.ts';

/** Who asks Azure, as far as it is known. `off`: the person went on without checks. */
export type Account =
  | { readonly is: 'looking' }
  | { readonly is: 'signed-in'; readonly who: string }
  | { readonly is: 'signed-out'; readonly why: string }
  | { readonly is: 'sample' }
  | { readonly is: 'off' };

/** One thing that a look-up found. `unfit` says why it cannot serve here; it stays visible. */
export interface Suggestion {
  readonly value: string;
  /** What matters for the choice: `10.10.0.0/22  1,019 free  no NSG`. */
  readonly note: string;
  readonly unfit?: string;
}

/** `not-run` says why nothing could be looked up; the value is then typed. */
export type Suggestions =
  | { readonly is: 'found'; readonly items: readonly Suggestion[] }
  | { readonly is: 'not-run'; readonly why: string };

export interface Lookup {
  /** The name in the kind's `suggest`. */
  readonly name: string;
  readonly decision: string;
  readonly session: Session;
  /** Of a record being edited: the fields so far. */
  readonly record?: Readonly<Record<string, unknown>>;
}

/** The texts of the review, or why there are none yet. */
export type Outputs =
  | { readonly is: 'made'; readonly script: string; readonly bicep: string }
  | { readonly is: 'not-made'; readonly why: string };

export type WriteOutcome =
  /** `summary` is printed after the screen closed. `exit` is the contract's code: 0, 3 or 4. */
  | { readonly is: 'written'; readonly summary: string; readonly exit: number }
  /** Nothing was written. `forcible`: the same with `force` would work, keeping the old files beside. */
  | { readonly is: 'refused'; readonly why: readonly string[]; readonly forcible: boolean };

export type Loaded =
  | { readonly is: 'loaded'; readonly session: Session }
  | { readonly is: 'refused'; readonly why: readonly string[] };

/** A check that has not answered yet: what it looks at, and the decisions it concerns. */
export interface Running {
  readonly title: string;
  readonly decisions: readonly string[];
}

/** What happens behind the screen. */
export type News =
  /** Everything known and everything running *now*: what no longer applies is simply not in it. */
  | { readonly kind: 'checks'; readonly findings: readonly Finding[]; readonly running: readonly Running[] }
  | { readonly kind: 'account'; readonly account: Account };

/** One way to begin. */
export interface Start {
  readonly label: string;
  readonly note: string;
  readonly session: Session;
}

/**
 * Everything that the wizard needs and a front end may not know: files, Azure, outputs. Nothing here may block: what takes time
 * is a promise or arrives as news. What throws or rejects ends the wizard as a bug.
 */
export interface WizardPort {
  /** Keeps the answers on disk, at once: it is also called when the process is about to end. */
  readonly saveDraft: (session: Session) => void;
  /** Where the draft is kept, for people. */
  readonly draftName: string;
  /** Told at every change of answers or question; results come as news. `concerning` is the question on screen. */
  readonly check: (session: Session, concerning: string | undefined) => void;
  readonly subscribe: (listener: (news: News) => void) => () => void;
  readonly suggest: (lookup: Lookup) => Promise<Suggestions>;
  readonly preview: (session: Session) => Promise<Outputs>;
  readonly write: (session: Session, folder: string, force: boolean) => Promise<WriteOutcome>;
  readonly load: (path: string) => Promise<Loaded>;
  readonly completePath: (typed: string) => Promise<readonly string[]>;
  /** Signs in (the terminal is lent to `az login`), takes the sample subscription, or goes on without checks. */
  readonly connect: (how: 'sign-in' | 'sample' | 'off') => Promise<Account>;
  /** Shows a text in the person's pager; the terminal is lent meanwhile. */
  readonly page: (text: string) => Promise<void>;
  /** What choosing a value adds to the plan, a short phrase each: `subnet snet-api (/28, delegated)`. Pure and fast. */
  readonly adds?: (session: Session, decision: string, raw: unknown) => readonly string[];
}

export interface WizardOptions {
  readonly engine: Engine;
  readonly port: WizardPort;
  readonly starts: readonly Start[];
  readonly account: Account;
  /** Where outputs go; asked in the review if absent, proposed from the cluster's name. */
  readonly folder?: string;
  /** Skips the first screen: `--from FILE`. */
  readonly from?: Session;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How it ended. Leaving and signals keep the draft. */
export type Ended =
  | { readonly is: 'written'; readonly summary: string; readonly exit: number }
  | { readonly is: 'left' }
  | { readonly is: 'signalled'; readonly signal: Hangup };
