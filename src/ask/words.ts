import { type AnyDecision, prefixOf } from '../core/decision.ts';
import type { Engine } from '../core/engine.ts';
import type { Option, Permanence, Shape } from '../core/kind.ts';
import type { Origin } from '../core/resolve.ts';
import type { SessionView } from '../core/session.ts';

/** `1 question`, `2 questions`. */
export const count = (n: number, noun: string, plural = `${noun}s`): string => `${n} ${n === 1 ? noun : plural}`;

/** How many questions are left: a range while it depends on open answers. */
export function questionsLeft(view: Pick<SessionView, 'open' | 'maybe'>): string {
  const certain = view.open.length;
  return view.maybe > 0 ? `${certain} to ${certain + view.maybe} questions left` : `${count(certain, 'question')} left`;
}

export const areaTitle = (engine: Engine, area: string): string =>
  engine.areas.find((one) => one.id === area)?.title ?? area;

/**
 * An answer as people name it where a line has no room for more: `virtual nodes`, `no virtual nodes`, `API access: Private Link`,
 * `authorized ranges`.
 */
export function answerInBrief(engine: Engine, id: string, value: unknown): string {
  const node = engine.byId.get(id);
  if (node?.form !== 'decision') return node?.says ?? id;
  const subject = subjectOf(engine, node);
  const label = optionsOf(node.kind).find((option) => option.raw === value)?.label;
  if (label === 'Yes') return subject;
  if (label === 'No' || isNothing(value)) return `no ${subject}`;
  return label === undefined ? subject : `${titleOf(engine, node)}: ${label}`;
}

const isNothing = (value: unknown): boolean =>
  value === NONE || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Answers that stand in the way, in brief: `with virtual nodes and without admin groups`. */
export const withAnswers = (brief: readonly string[]): string =>
  brief.map((one) => (one.startsWith('no ') ? `without ${one.slice(3)}` : `with ${one}`)).join(' and ');

/** What a decision is about: `operator access`, `virtual nodes`. */
export function subjectOf(engine: Engine, { id, area }: AnyDecision): string {
  const name = id.slice(prefixOf(id).length + 1);
  return name === 'enable' ? titleOf(engine, { id, area }) : spaced(name);
}

function titleOf(engine: Engine, { id, area }: Pick<AnyDecision, 'id' | 'area'>): string {
  const prefix = prefixOf(id);
  return uncapitalized(areaTitle(engine, engine.areas.some((one) => one.id === prefix) ? prefix : area));
}

/** `authorizedRanges` as `authorized ranges`. */
const spaced = (name: string): string =>
  name
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll(/\bvnet\b/g, 'VNet')
    .replaceAll(/\b(?:dns|ip|id|vm|fqdn|aci)\b/g, (word) => word.toUpperCase());

/** A title inside a sentence; one that begins with an abbreviation stays. */
const uncapitalized = (title: string): string =>
  /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

/** The options of a kind that is answered by choosing one, with the raw value of each. */
export function optionsOf(kind: Shape): readonly (Omit<Option, 'value'> & { readonly raw: unknown })[] {
  if (kind.tag === 'toggle') {
    return [
      { ...kind.sides.yes, raw: true },
      { ...kind.sides.no, raw: false },
    ];
  }
  return kind.tag === 'choice' ? kind.options.map(({ value, ...rest }) => ({ ...rest, raw: value })) : [];
}

/** A value as people type it: `a, b`, `key=value, key=value`. */
export function textOfValue(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOfItem).join(', ');
  if (typeof value === 'object') return pairs(value);
  return String(value);
}

const textOfItem = (item: unknown): string => (typeof item === 'object' && item !== null ? pairs(item) : String(item));
const pairs = (value: object): string =>
  Object.entries(value)
    .map(([key, one]) => `${key}=${String(one)}`)
    .join(', ');

/** A value in a few words for a table or a conflict: records by their keys. */
export function valueInWords(kind: Shape, value: unknown): string {
  if (kind.tag === 'records' && Array.isArray(value)) {
    return value.length === 0
      ? NONE
      : value.map((one) => String((one as Record<string, unknown>)[kind.key])).join(', ');
  }
  const text = nameOfId(textOfValue(value));
  return text === '' ? NONE : text;
}

/** An empty list or map, as people type it. */
export const NONE = 'none';

/**
 * The name of a resource id for people: what its types are left out of. Ids of one subscription begin with the same sixty
 * characters, so that a clipped one says nothing. Other texts stay as they are.
 */
export function nameOfId(value: string): string {
  const [, tail] = /^\/subscriptions\/.*\/providers\/[^/]+\/(.+)$/s.exec(value) ?? [];
  if (tail === undefined) return /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)$/.exec(value)?.[1] ?? value;
  return tail
    .split('/')
    .filter((_, index) => index % 2 === 1)
    .join('/');
}

/** What was typed as a raw value of this shape, for the strict parser to judge. */
export function rawOfText(shape: Shape, text: string): unknown {
  const typed = text.trim();
  switch (shape.tag) {
    case 'number':
      return /^\d{1,12}$/.test(typed) ? Number(typed) : typed;
    case 'toggle':
      return /^(true|yes|on|y)$/i.test(typed) ? true : /^(false|no|off|n)$/i.test(typed) ? false : typed;
    case 'list':
      return typed === '' || typed === NONE ? [] : partsOf(typed).map((part) => rawOfText(shape.of, part));
    case 'map':
      return typed === NONE ? {} : Object.fromEntries(partsOf(typed).map(pairOf));
    default:
      return typed;
  }
}

const partsOf = (typed: string): string[] => typed.split(/[,\s]+/).filter((part) => part !== '');

export function pairOf(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

const ORIGINS: Readonly<Record<Origin, string>> = {
  person: 'you',
  preset: 'preset',
  frozen: 'profile',
  default: 'by default',
  derived: 'follows',
};
export const originInWords = (origin: Origin): string => ORIGINS[origin];

const LATER: Readonly<Record<Permanence, string>> = {
  'create-only': 'fixed at creation',
  reimage: 'can be changed later; the nodes are replaced',
  update: 'can be changed on a living cluster',
  none: 'no setting of the cluster',
};
export const laterInWords = (permanence: Permanence): string => LATER[permanence];

/** Where a question stands in its area: `API access, 1 of 2`. */
export function placeInArea(
  engine: Engine,
  view: SessionView,
  trail: readonly string[],
  decision: AnyDecision,
): string {
  const asked = engine.decisions.filter(
    (one) => one.area === decision.area && (one === decision || view.open.includes(one) || isVisited(view, trail, one)),
  );
  const title = areaTitle(engine, decision.area);
  return asked.length < 2 ? title : `${title}, ${asked.indexOf(decision) + 1} of ${asked.length}`;
}

const isVisited = (view: SessionView, trail: readonly string[], decision: AnyDecision): boolean =>
  trail.includes(decision.id) && view.resolved.get(decision.id)?.is === 'given';
