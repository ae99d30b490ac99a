import type { AnyDecision } from '../../core/decision.ts';
import type { Rule } from '../../core/rule.ts';
import { view } from '../../core/session.ts';
import { valueInWords } from '../words.ts';
import { brokenIn } from './findings.ts';
import { choose, type Row } from './menu.ts';
import type { Talk } from './talk.ts';

export type Place =
  | { readonly is: 'decision'; readonly id: string }
  | { readonly is: 'rule'; readonly rule: Rule }
  | { readonly is: 'stay' };

const MOST = 20;

/** Ids, words and older names; a check or a rule leads to what it concerns. The present answer stands beside each. */
export async function find(talk: Talk, word: string): Promise<Place> {
  if (word === '') {
    talk.say('Find what? :find and a word, an id, or the id of a rule or check.');
    return { is: 'stay' };
  }
  const rows = [...ruleRows(talk, word), ...decisionRows(talk, word)];
  if (rows.length === 0) {
    talk.say(`Nothing is called ${word}.`);
    return { is: 'stay' };
  }
  const exact = rows.find((row) => row.label.toLowerCase() === word.toLowerCase());
  if (exact && exact.choice.is !== 'stay') return exact.choice;
  return choose<Place>(talk, [{ label: 'Stay here', choice: { is: 'stay' } }, ...rows.slice(0, MOST)]);
}

const ruleRows = (talk: Talk, word: string): Row<Place>[] =>
  brokenIn(talk.options.engine, talk.session)
    .filter(({ rule }) => [rule.id, ...rule.aliases].some((id) => id.toLowerCase() === word.toLowerCase()))
    .map(({ rule }) => ({ label: rule.id, note: rule.says, choice: { is: 'rule', rule } }));

function decisionRows(talk: Talk, word: string): Row<Place>[] {
  const concerned = talk.findings
    .filter((one) => one.id.toLowerCase() === word.toLowerCase())
    .flatMap((one) => one.decisions);
  return talk.options.engine.decisions
    .filter((decision) => concerned.includes(decision.id) || isCalled(decision, word.toLowerCase()))
    .map((decision) => ({ label: decision.id, note: noteOf(talk, decision), choice: placeOf(talk, decision) }));
}

const isCalled = (decision: AnyDecision, word: string): boolean =>
  [decision.id, decision.question, ...decision.aliases].some((text) => text.toLowerCase().includes(word));

const stateOf = (talk: Talk, decision: AnyDecision) =>
  view(talk.options.engine, talk.session).resolved.get(decision.id);

/** A question that is not due cannot be answered; what decides that can. */
function placeOf(talk: Talk, decision: AnyDecision): Place {
  const is = stateOf(talk, decision)?.is;
  return is === 'given' || is === 'open' ? { is: 'decision', id: decision.id } : { is: 'stay' };
}

function noteOf(talk: Talk, decision: AnyDecision): string {
  const now = stateOf(talk, decision);
  if (now?.is === 'given') return `${decision.question} Now ${valueInWords(decision.kind, now.value)}`;
  if (now?.is === 'open') return `${decision.question} Not answered yet`;
  const needs = decision.needs.map((need) => need.id).filter((id) => id !== 'asOf');
  return `${decision.question} Not asked now: it depends on ${needs.join(', ')}`;
}
