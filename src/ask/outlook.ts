import type { Engine } from '../core/engine.ts';
import { consequences } from '../core/repair.ts';
import type { Rule } from '../core/rule.ts';
import { type Session, update, view } from '../core/session.ts';

/** What an answer would change, told before it is given. */
export interface Outlook {
  readonly asks: readonly string[];
  readonly drops: readonly string[];
  /** Of `drops`, what a person answered: listed before it goes. */
  readonly dropsChosen: readonly string[];
  /** The first rule that it would break so that nothing can be written, and the other answers in that conflict. */
  readonly forbidden: { readonly rule: Rule; readonly by: readonly string[] } | undefined;
  /** Retired technology: works only when acknowledged by name. */
  readonly retired: Rule | undefined;
  readonly warns: readonly Rule[];
}

const kept = new WeakMap<Session, Map<string, Outlook>>();

/** The outlook of answering `id` with `raw` now. Computed once for each session value. */
export function outlookOf(engine: Engine, session: Session, id: string, raw: unknown): Outlook {
  const known = kept.get(session) ?? new Map<string, Outlook>();
  kept.set(session, known);
  const key = `${id} ${JSON.stringify(raw)}`;
  const before = known.get(key);
  if (before) return before;
  const made = makeOutlook(engine, session, id, raw);
  known.set(key, made);
  return made;
}

function makeOutlook(engine: Engine, session: Session, id: string, raw: unknown): Outlook {
  const was = view(engine, session);
  const is = view(engine, update(engine, session, { kind: 'answered', id, raw, origin: 'person' }));
  const breaks = engine.rules.filter(
    (rule) =>
      is.verdicts.get(rule.id)?.is === 'broken' &&
      (was.verdicts.get(rule.id)?.is !== 'broken' || isAbout(is, rule, id)),
  );
  const first = (severity: Rule['severity']): Rule | undefined => breaks.find((rule) => rule.severity === severity);
  const block = first('block');
  const { drops } = consequences(was.resolved, is.resolved);
  const asked = new Set(was.open);
  return {
    asks: is.open.filter((one) => !asked.has(one) && one.id !== id).map((one) => one.id),
    drops,
    dropsChosen: drops.filter((one) => isChosen(was, one)),
    forbidden: block && { rule: block, by: conflictOf(is, block).filter((one) => one !== id) },
    retired: first('retired'),
    warns: breaks.filter((rule) => rule.severity === 'warn' && isAbout(is, rule, id)),
  };
}

type View = ReturnType<typeof view>;

const conflictOf = (now: View, rule: Rule): readonly string[] => {
  const verdict = now.verdicts.get(rule.id);
  return verdict?.is === 'broken' ? verdict.conflict : [];
};

const isAbout = (now: View, rule: Rule, id: string): boolean => conflictOf(now, rule).includes(id);

const isChosen = (now: View, id: string): boolean => {
  const state = now.resolved.get(id);
  return state?.is === 'given' && (state.origin === 'person' || state.origin === 'preset');
};
