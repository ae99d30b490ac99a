import type { AnyDecision } from './decision.ts';
import type { Engine } from './engine.ts';
import type { Shape, Sides } from './kind.ts';
import { answerOf, recommendedFor, type State } from './resolve.ts';
import { type Preview, preview, type Session, type SessionView, update, view } from './session.ts';

/** One mark an option, the first that fits. */
export type Mark =
  | { readonly is: 'forbidden'; readonly rule: string; readonly by: readonly string[] }
  | { readonly is: 'risk'; readonly says: string }
  | { readonly is: 'recommended' }
  | { readonly is: 'fixed' }
  | { readonly is: 'asks'; readonly count: number }
  | { readonly is: 'drops'; readonly count: number }
  | { readonly is: 'none' };

export interface OptionView {
  readonly value: unknown;
  readonly label: string;
  readonly effect: string;
  readonly mark: Mark;
  readonly chosen: boolean;
  readonly preview: Preview;
}

/** The words of one question: Ink and line mode show the same. */
export interface QuestionView {
  readonly decision: AnyDecision;
  readonly area: string;
  /** Which of how many questions of its area that are or were asked, from 1. */
  readonly number: number;
  readonly of: number;
  readonly left: number;
  readonly maybe: number;
  readonly state: State | undefined;
  readonly recommended: unknown;
  readonly options: readonly OptionView[];
}

/** Everything a front end needs to ask a question. */
export function describe(engine: Engine, session: Session, decision: AnyDecision): QuestionView {
  const now = view(engine, session);
  const state = now.resolved.get(decision.id);
  const recommended = recommendedFor(decision, now.resolved);
  const asked = askedIn(engine, now, decision);
  return {
    decision,
    area: engine.areas.find((area) => area.id === decision.area)?.title ?? decision.area,
    number: asked.indexOf(decision) + 1,
    of: asked.length,
    left: now.open.length,
    maybe: now.maybe,
    state,
    recommended,
    options: choicesOf(decision.kind).map((choice) => optionView(engine, session, decision, choice, recommended)),
  };
}

/** Questions of the area that were answered by a person or are open, and this one. */
const askedIn = (engine: Engine, now: SessionView, here: AnyDecision): readonly AnyDecision[] =>
  engine.decisions.filter((decision) => {
    const state = now.resolved.get(decision.id);
    const asked =
      state?.is === 'open' || (state?.is === 'given' && (state.origin === 'person' || state.origin === 'preset'));
    return decision.area === here.area && (asked || decision === here);
  });

interface Choice {
  readonly value: unknown;
  readonly label: string;
  readonly effect: string;
  readonly risk?: string;
}

const sidesOf = (sides: Sides): readonly Choice[] => [
  { value: true, ...sides.yes },
  { value: false, ...sides.no },
];

/** The options that can be listed; none for texts, lists and records. */
export function choicesOf(kind: Shape): readonly Choice[] {
  if (kind.tag === 'toggle') return sidesOf(kind.sides);
  return kind.tag === 'choice' ? kind.options : [];
}

function optionView(
  engine: Engine,
  session: Session,
  decision: AnyDecision,
  choice: Choice,
  recommended: unknown,
): OptionView {
  const event = { kind: 'answered', id: decision.id, raw: choice.value, origin: 'person' } as const;
  const seen = preview(engine, session, event);
  const state = view(engine, session).resolved.get(decision.id);
  return {
    value: choice.value,
    label: choice.label,
    effect: choice.effect,
    preview: seen,
    chosen: state?.is === 'given' && state.value === choice.value,
    mark: markOf(engine, update(engine, session, event), decision, choice, seen, recommended),
  };
}

function markOf(
  engine: Engine,
  after: Session,
  decision: AnyDecision,
  choice: Choice,
  seen: Preview,
  recommended: unknown,
): Mark {
  const blocked = seen.breaks.find((id) => engine.rules.some((rule) => rule.id === id && rule.severity === 'block'));
  if (blocked !== undefined) {
    const verdict = view(engine, after).verdicts.get(blocked);
    const by = verdict?.is === 'broken' ? verdict.conflict.filter((id) => id !== decision.id) : [];
    return { is: 'forbidden', rule: blocked, by };
  }
  if (choice.risk !== undefined) return { is: 'risk', says: choice.risk };
  if (choice.value === recommended) return { is: 'recommended' };
  if (decision.permanence === 'create-only') return { is: 'fixed' };
  if (seen.asks.length > 0) return { is: 'asks', count: seen.asks.length };
  return seen.drops.length > 0 ? { is: 'drops', count: seen.drops.length } : { is: 'none' };
}

/** A value in words for people: labels for options, counts for long lists. Not escaped for the terminal. */
export function shownValue(kind: Shape, value: unknown): string {
  if (value === undefined) return '';
  switch (kind.tag) {
    case 'toggle':
    case 'choice':
      return choicesOf(kind).find((choice) => choice.value === value)?.label ?? String(value);
    case 'list': {
      const all = value as readonly unknown[];
      return all.length === 0 ? 'none' : all.map((one) => shownValue(kind.of, one)).join(', ');
    }
    case 'records':
      return (value as readonly Record<string, unknown>[]).map((one) => String(one[kind.key])).join(', ') || 'none';
    case 'map':
      return (
        Object.entries(value as object)
          .map(([key, one]) => `${key}=${String(one)}`)
          .join(', ') || 'none'
      );
    default:
      return String(value);
  }
}

/** An answer as `id = value`, in its YAML spelling. */
export const shownAnswer = (now: SessionView, id: string): string => {
  const value = answerOf(now.resolved, id);
  return `${id} = ${typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not asked')}`;
};
