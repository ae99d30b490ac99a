import type { AnyDecision } from './decision.ts';
import { type Engine, judgeAll, resolveWith, type Verdicts } from './engine.ts';
import { type Finding, findingKey } from './finding.ts';
import { parse } from './parse.ts';
import { type Answers, type Given, known, type Origin, type Resolved, reader } from './resolve.ts';

/** A warning or retired technology that a person accepted, for the answers it was accepted for. */
export interface Acknowledgement {
  readonly rule: string;
  readonly for: Readonly<Record<string, unknown>>;
  readonly because: string;
  readonly by?: string;
  /** ISO date; afterwards it counts as not acknowledged. */
  readonly until?: string;
}

/** All that is remembered. Everything else is computed from it, so nothing is ever invalidated. */
export interface Session {
  /** Also of decisions that are not due now: coming back to them loses nothing. */
  readonly answers: Answers;
  /** Decisions with a default that a person opened; `all` asks everything. */
  readonly opened: ReadonlySet<string> | 'all';
  /** Questions visited, oldest first: what *back* follows. */
  readonly trail: readonly string[];
  /** Where the person jumped to; else the first open question. */
  readonly at: string | undefined;
  readonly acknowledged: readonly Acknowledgement[];
  readonly found: ReadonlyMap<string, Finding>;
  /** ISO date on which dated facts are judged; the day the facts were read where absent. */
  readonly asOf: string | undefined;
}

export type SessionEvent =
  | { readonly kind: 'answered'; readonly id: string; readonly raw: unknown; readonly origin: Origin }
  | { readonly kind: 'set'; readonly values: Readonly<Record<string, unknown>>; readonly origin: Origin }
  | { readonly kind: 'cleared'; readonly id: string }
  | { readonly kind: 'opened'; readonly ids: readonly string[] | 'all' }
  | { readonly kind: 'went'; readonly id: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'moved-on' }
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  | { readonly kind: 'found'; readonly findings: readonly Finding[] };

export const emptySession: Session = {
  answers: new Map(),
  opened: new Set(),
  trail: [],
  at: undefined,
  acknowledged: [],
  found: new Map(),
  asOf: undefined,
};

/** The next session. An event that does not fit (an unknown id, a value that does not parse) changes nothing. */
export function update(engine: Engine, session: Session, event: SessionEvent): Session {
  switch (event.kind) {
    case 'answered':
      return answer(engine, session, { [event.id]: event.raw }, event.origin, true);
    case 'set':
      return answer(engine, session, event.values, event.origin, false);
    case 'cleared':
      return { ...session, answers: without(session.answers, event.id) };
    case 'opened':
      return {
        ...session,
        opened: event.ids === 'all' || session.opened === 'all' ? 'all' : new Set([...session.opened, ...event.ids]),
      };
    case 'went':
      return isDecision(engine, event.id) ? { ...session, at: event.id } : session;
    case 'back':
      return back(engine, session);
    case 'moved-on':
      return { ...session, at: undefined };
    case 'acknowledged':
      return {
        ...session,
        acknowledged: [
          ...session.acknowledged.filter((one) => one.rule !== event.acknowledgement.rule),
          event.acknowledgement,
        ],
      };
    case 'found':
      return {
        ...session,
        found: new Map([...session.found, ...event.findings.map((finding) => [findingKey(finding), finding] as const)]),
      };
  }
}

const isDecision = (engine: Engine, id: string): boolean => engine.byId.get(id)?.form === 'decision';
const without = (answers: Answers, id: string): Answers => new Map([...answers].filter(([key]) => key !== id));

function answer(
  engine: Engine,
  session: Session,
  values: Readonly<Record<string, unknown>>,
  origin: Origin,
  moves: boolean,
): Session {
  const answers = new Map<string, Given>(session.answers);
  for (const [id, raw] of Object.entries(values)) {
    const decision = engine.byId.get(id);
    const parsed = decision?.form === 'decision' ? parse(decision.kind, raw) : undefined;
    if (!parsed || 'faults' in parsed) return session;
    answers.set(id, { value: parsed.value, origin });
  }
  if (!moves) return { ...session, answers };
  const here = Object.keys(values)[0];
  return {
    ...session,
    answers,
    at: undefined,
    trail: here === undefined || session.trail.includes(here) ? session.trail : [...session.trail, here],
  };
}

/** Follows the trail of visited questions that are still due, not the order of the list. */
function back(engine: Engine, session: Session): Session {
  const now = view(engine, session);
  const here = now.current?.id;
  const trail = session.trail.filter((id) => now.resolved.get(id)?.is !== 'absent');
  const index = here === undefined ? trail.length : trail.lastIndexOf(here);
  const before = trail[(index < 0 ? trail.length : index) - 1];
  return before === undefined ? session : { ...session, at: before };
}

export interface SessionView {
  readonly resolved: Resolved;
  readonly verdicts: Verdicts;
  /** The question to ask now; `undefined` when all are answered. */
  readonly current: AnyDecision | undefined;
  /** Questions that are open for certain, in asking order. */
  readonly open: readonly AnyDecision[];
  /** How many more may come: it depends on open answers. */
  readonly maybe: number;
}

const views = new WeakMap<Session, { readonly engine: Engine; readonly view: SessionView }>();

/** What the session means now. Computed once for each session value. */
export function view(engine: Engine, session: Session): SessionView {
  const kept = views.get(session);
  if (kept?.engine === engine) return kept.view;
  const made = makeView(engine, session);
  views.set(session, { engine, view: made });
  return made;
}

/** Takes the default of what is asked only when looked for, unless a person opened it. */
const takesDefault =
  (session: Session) =>
  (decision: AnyDecision): boolean =>
    decision.ask === 'never' ||
    (decision.ask === 'by-default' && session.opened !== 'all' && !session.opened.has(decision.id));

export const resolvingOf = (engine: Engine, session: Session) => ({
  takes: takesDefault(session),
  asOf: session.asOf ?? engine.factsRead,
});

function makeView(engine: Engine, session: Session): SessionView {
  const resolved = resolveWith(engine, session.answers, resolvingOf(engine, session));
  const open = engine.decisions.filter(
    (decision) => resolved.get(decision.id)?.is === 'open' && !willTakeDefault(session, decision, resolved),
  );
  const maybe = engine.decisions.filter(
    (decision) => decision.ask === 'always' && resolved.get(decision.id)?.is === 'unsure',
  ).length;
  const at = session.at === undefined ? undefined : engine.byId.get(session.at);
  const current = at?.form === 'decision' && resolved.get(at.id)?.is !== 'absent' ? at : open[0];
  return { resolved, verdicts: judgeAll(engine, resolved), current, open, maybe };
}

/** Its default depends on an answer that is still open: it will be taken then, not asked. */
const willTakeDefault = (session: Session, decision: AnyDecision, resolved: Resolved): boolean =>
  takesDefault(session)(decision) &&
  decision.recommended !== undefined &&
  known(() => decision.recommended?.(reader(resolved))) === undefined;
