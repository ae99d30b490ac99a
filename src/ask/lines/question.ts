import type { AnyDecision } from '../../core/decision.ts';
import type { Engine } from '../../core/engine.ts';
import type { Shape } from '../../core/kind.ts';
import { answerOf, type Resolved, recommendedFor, type State } from '../../core/resolve.ts';
import { type Session, view } from '../../core/session.ts';
import { outlookOf } from '../outlook.ts';
import {
  answerInBrief,
  count,
  optionsOf,
  placeInArea,
  questionsLeft,
  textOfValue,
  valueInWords,
  withAnswers,
} from '../words.ts';
import { NONE, type Numbered, numbersOf } from './typed.ts';

/** One question among the answers of now. */
export interface Asked {
  readonly engine: Engine;
  readonly session: Session;
  readonly decision: AnyDecision;
}

const stateOf = ({ engine, session, decision }: Asked): State | undefined =>
  view(engine, session).resolved.get(decision.id);

/** What Enter takes: the present answer, else the recommended one. */
export function enterTakes(asked: Asked): unknown {
  const now = stateOf(asked);
  return now?.is === 'given' ? now.value : recommendedFor(asked.decision, view(asked.engine, asked.session).resolved);
}

/** The question as it is printed: where it stands, what is asked, each option once with its mark. */
export function questionLines(asked: Asked): readonly string[] {
  const { engine, session, decision } = asked;
  const now = view(engine, session);
  const place = placeInArea(engine, now, session.trail, decision).replace(', ', ', question ');
  const options = optionsOf(choiceOf(decision.kind));
  return [
    `${place}. ${questionsLeft(now)}.`,
    decision.question,
    ...options.map(
      (option, index) =>
        `  ${index + 1} of ${options.length}  ${[`${option.label}.`, ...marksOf(asked, option.raw, option.risk)].join(' ')}`,
    ),
    ...hintsOf(asked, decision.kind),
  ];
}

/** The shape whose options are numbered: of a list, that of its entries. */
export const choiceOf = (kind: Shape): Shape => (kind.tag === 'list' ? kind.of : kind);

/** One mark an option, the first that fits, and whether it is the answer of now. */
function marksOf(asked: Asked, raw: unknown, risk: string | undefined): readonly string[] {
  const now = stateOf(asked);
  const present = now?.is === 'given' && now.origin !== 'default' ? now.value : undefined;
  if (asked.decision.kind.tag === 'list') {
    const isIn = (value: unknown): boolean => Array.isArray(value) && value.includes(raw);
    return [
      ...(risk === undefined ? [] : [`Warning: ${risk}.`]),
      ...(isIn(present) ? ['Chosen.'] : []),
      ...(present === undefined && isIn(enterTakes(asked)) ? ['Recommended.'] : []),
    ];
  }
  const mark = markOf(asked, raw, risk);
  return [...(mark === undefined ? [] : [mark]), ...(present === raw ? ['Your answer.'] : [])];
}

function markOf(asked: Asked, raw: unknown, risk: string | undefined): string | undefined {
  const { engine, session, decision } = asked;
  const outlook = outlookOf(engine, session, decision.id, raw);
  const { resolved } = view(engine, session);
  if (outlook.forbidden) {
    const by = givenOf(resolved, outlook.forbidden.by).map((id) => answerInBrief(engine, id, answerOf(resolved, id)));
    return by.length === 0
      ? `Not possible: ${sentence(outlook.forbidden.rule.says)}`
      : `Not possible ${withAnswers(by)} (${outlook.forbidden.rule.id}).`;
  }
  if (outlook.retired) return `Retired: ${sentence(outlook.retired.says)}`;
  if (risk !== undefined) return `Warning: ${sentence(risk)}`;
  if (outlook.warns[0]) return `Warning: ${sentence(outlook.warns[0].says)}`;
  const recommended = recommendedFor(decision, resolved);
  if (recommended === raw) return 'Recommended.';
  if (decision.permanence === 'create-only' && recommended === undefined) return 'Fixed at creation.';
  if (outlook.asks.length > 0) return `Asks ${outlook.asks.length} more.`;
  return outlook.drops.length > 0 ? `Drops ${count(outlook.drops.length, 'answer')}.` : undefined;
}

/** Of decisions in conflict those that have an answer: that another is not due is seldom what people can change. */
export const givenOf = (resolved: Resolved, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => resolved.get(id)?.is === 'given');

/** The text as a sentence: one full stop at its end. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function hintsOf(asked: Asked, kind: Shape): readonly string[] {
  const permanence =
    asked.decision.permanence === 'create-only' && optionsOf(kind).length === 0 ? ['Fixed at creation.'] : [];
  switch (kind.tag) {
    case 'list':
      return [`Commas between several; ${NONE} for an empty list.`, ...wordHints(kind.of), ...permanence];
    case 'map':
      return [
        ...(kind.keys ?? []).map((key) => `  ${key.value}  ${key.label}. ${sentence(key.effect)}`),
        `As key=value, key=value; ${NONE} for none.`,
        ...permanence,
      ];
    default:
      return [...wordHints(kind), ...permanence];
  }
}

function wordHints(kind: Shape): readonly string[] {
  switch (kind.tag) {
    case 'range':
      return [
        ...kind.words.map((word) => `  ${word.value}  ${sentence(capital(word.label))} ${sentence(word.effect)}`),
        `An IPv4 range, /${kind.shortest} to /${kind.longest}.`,
      ];
    case 'address':
      return ['An IPv4 address.'];
    case 'guid':
      return [`The id of ${kind.names}: a GUID.`];
    case 'resource-id':
      return [`The full id of a resource of type ${kind.type}.`];
    case 'number':
      return [`A whole number of ${kind.unit}, ${kind.min} to ${kind.max}.`];
    case 'text':
      return [`${sentence(capital(kind.hint))}`];
    default:
      return [];
  }
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `Answer, Enter for 1:` */
export function promptOf(kind: Shape, takes: unknown, numbered: Numbered = numbersOf(kind)): string {
  if (takes === undefined) return 'Your answer:';
  return `Answer, Enter for ${enterInWords(kind, takes, numbered)}:`;
}

function enterInWords(kind: Shape, takes: unknown, numbered: Numbered): string {
  if (Array.isArray(takes) && kind.tag === 'list') {
    return takes.length === 0 ? NONE : takes.map((one) => numberFor(numbered, one) ?? textOfValue(one)).join(', ');
  }
  return numberFor(numbered, takes) ?? valueInWords(kind, takes);
}

const numberFor = (numbered: Numbered, value: unknown): string | undefined => {
  const at = numbered.indexOf(value);
  return at < 0 ? undefined : String(at + 1);
};
