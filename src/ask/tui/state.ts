import type { AnyDecision } from '../../core/decision.ts';
import type { Engine } from '../../core/engine.ts';
import type { Finding } from '../../core/finding.ts';
import type { Answers } from '../../core/resolve.ts';
import { emptySession, type Session, type SessionView, view } from '../../core/session.ts';
import type { Signs } from '../signs.ts';
import { type Edit, EMPTY } from './edit.ts';
import type { Press } from './keyboard.ts';
import type { Account, Ended, Loaded, News, Outputs, Running, Start, Suggestions, WriteOutcome } from './port.ts';
import type { Hangup, Size } from './terminal.ts';

/** What does not change while the wizard runs. */
export interface Setting {
  readonly engine: Engine;
  readonly signs: Signs;
  readonly starts: readonly Start[];
  readonly draftName: string;
  readonly folder: string | undefined;
  readonly adds: (session: Session, decision: string, raw: unknown) => readonly string[];
}

/** A record being edited, every field as typed. */
export type Texts = Readonly<Record<string, string>>;

export interface Form {
  readonly index: number;
  readonly cursor: number;
  readonly edit: Edit;
  readonly touched: boolean;
}

/** Unfinished work on one question. It survives going elsewhere and coming back. */
export interface Desk {
  readonly cursor: number;
  readonly edit: Edit;
  readonly items: readonly string[];
  readonly rows: readonly Texts[];
  readonly form: Form | undefined;
  /** Which suggestion the cursor stands on, from 1; 0 is the line being typed. */
  readonly pick: number;
  /** Enter was tried: faults are told from now on. */
  readonly touched: boolean;
}

export const NEW_DESK: Desk = { cursor: 0, edit: EMPTY, items: [], rows: [], form: undefined, pick: 0, touched: false };

/** What lies over the question. The top layer gets the press. */
export type Layer =
  /** A question reached from the review or the problems: answered or left, it returns there. */
  | { readonly is: 'visit'; readonly id: string }
  /** `trial`: the conflict that a forbidden option would make; without it, one that exists. */
  | {
      readonly is: 'conflict';
      readonly rule: string;
      readonly trial?: Trial;
      readonly cursor: number;
      readonly reason?: Edit;
    }
  | { readonly is: 'drops'; readonly trial: Trial; readonly cursor: number }
  | { readonly is: 'problems'; readonly cursor: number }
  | { readonly is: 'finding'; readonly key: string; readonly cursor: number }
  | { readonly is: 'review' }
  /** ^O: everything about the question and the value under the cursor. */
  | { readonly is: 'about'; readonly id: string; readonly under: unknown; readonly top: number }
  | { readonly is: 'keys'; readonly cursor: number }
  | { readonly is: 'leave'; readonly cursor: number };

/** An answer that is not given yet. */
export interface Trial {
  readonly id: string;
  readonly raw: unknown;
}

export const TABS = ['Decisions', 'Script', 'Bicep', 'Problems', 'Write'] as const;
export type Tab = (typeof TABS)[number];

export interface Review {
  readonly tab: Tab;
  readonly cursor: number;
  readonly unfolded: ReadonlySet<string>;
  readonly top: number;
  readonly left: number;
  readonly folder: Edit | undefined;
  readonly writing: boolean;
  readonly refused: Extract<WriteOutcome, { is: 'refused' }> | undefined;
}

/** What the program around must do; each runs once. */
export type Request =
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'connect'; readonly how: 'sign-in' | 'sample' | 'off' }
  | { readonly kind: 'load'; readonly path: string }
  | { readonly kind: 'complete'; readonly typed: string }
  | { readonly kind: 'write'; readonly session: Session; readonly folder: string; readonly force: boolean }
  | { readonly kind: 'page'; readonly text: string };

export interface FirstScreen {
  readonly cursor: number;
  /** The path of a profile to load, while it is typed. */
  readonly path: Edit | undefined;
  readonly paths: readonly string[];
  readonly loading: boolean;
  readonly refused: readonly string[];
}

export interface State {
  readonly session: Session;
  readonly size: Size;
  /** The first screen, until a way to begin was chosen. */
  readonly first: FirstScreen | undefined;
  readonly desks: ReadonlyMap<string, Desk>;
  readonly layers: readonly Layer[];
  readonly review: Review;
  readonly account: Account;
  /** What the checks say now. Beside the session, not in it: a finding changes no answer and no output. */
  readonly findings: readonly Finding[];
  readonly running: readonly Running[];
  /** What look-ups found, for the answers they were asked with. */
  readonly suggestions: ReadonlyMap<string, { readonly answers: Answers; readonly suggestions: Suggestions }>;
  readonly outputs: { readonly session: Session; readonly outputs: Outputs } | undefined;
  /** Why the last answer is not in the draft. */
  readonly unsaved: string | undefined;
  readonly requests: readonly Request[];
  readonly ended: Ended | undefined;
}

export type Event =
  | { readonly kind: 'pressed'; readonly press: Press }
  | { readonly kind: 'pasted'; readonly text: string }
  | { readonly kind: 'resized'; readonly size: Size }
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'suggested'; readonly key: string; readonly answers: Answers; readonly suggestions: Suggestions }
  | { readonly kind: 'previewed'; readonly session: Session; readonly outputs: Outputs }
  | { readonly kind: 'wrote'; readonly outcome: WriteOutcome }
  | { readonly kind: 'loaded'; readonly loaded: Loaded }
  | { readonly kind: 'completed'; readonly typed: string; readonly paths: readonly string[] }
  | { readonly kind: 'draft'; readonly unsaved: string | undefined }
  | { readonly kind: 'ended'; readonly signal: Hangup };

export const FIRST: FirstScreen = { cursor: 0, path: undefined, paths: [], loading: false, refused: [] };
const REVIEW: Review = {
  tab: 'Decisions',
  cursor: 0,
  unfolded: new Set(),
  top: 0,
  left: 0,
  folder: undefined,
  writing: false,
  refused: undefined,
};

export const stateOf = (size: Size, account: Account, from: Session | undefined): State => ({
  session: from ?? emptySession,
  size,
  first: from ? undefined : FIRST,
  desks: new Map(),
  layers: [],
  review: REVIEW,
  account,
  findings: [],
  running: [],
  suggestions: new Map(),
  outputs: undefined,
  unsaved: undefined,
  requests: [],
  ended: undefined,
});

export const viewOf = (setting: Setting, state: State): SessionView => view(setting.engine, state.session);
export const topOf = (state: State): Layer | undefined => state.layers.at(-1);

export const push = (state: State, layer: Layer): State => ({
  ...state,
  layers: [...state.layers, layer],
});
export const pop = (state: State): State => ({ ...state, layers: state.layers.slice(0, -1) });
export const replaceTop = (state: State, layer: Layer): State => ({
  ...state,
  layers: [...state.layers.slice(0, -1), layer],
});
export const withReview = (state: State, review: Partial<Review>): State => ({
  ...state,
  review: { ...state.review, ...review },
});
export const ask = (state: State, request: Request): State => ({ ...state, requests: [...state.requests, request] });

/** The question on screen: the one visited, else the session's, if no other panel covers it. */
export function questionOf(setting: Setting, state: State): AnyDecision | undefined {
  if (state.first) return undefined;
  const top = topOf(state);
  if (top?.is === 'visit') {
    const node = setting.engine.byId.get(top.id);
    return node?.form === 'decision' ? node : undefined;
  }
  return top ? undefined : viewOf(setting, state).current;
}

/** A cursor moved by a press over `rows` rows, or `undefined` if the press does not move it. */
export function moved(cursor: number, press: Press, rows: number, page = 8): number | undefined {
  const to = (row: number): number => Math.max(0, Math.min(rows - 1, row));
  switch (press.key) {
    case 'up':
      return to(cursor - 1);
    case 'down':
      return to(cursor + 1);
    case 'pageup':
      return to(cursor - page);
    case 'pagedown':
      return to(cursor + page);
    case 'home':
      return 0;
    case 'end':
      return to(rows - 1);
    default:
      return undefined;
  }
}
