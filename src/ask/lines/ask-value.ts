import type { Shape } from '../../core/kind.ts';
import { nameOfId } from '../words.ts';
import { type Completion, complete } from './lookup.ts';
import { capital, promptOf, sentence } from './question.ts';
import { matchingOf } from './suggestions.ts';
import type { Talk } from './talk.ts';
import { NONE, type Numbered, numbersOf, readValue } from './typed.ts';

export interface Wanted {
  readonly shape: Shape;
  readonly decision: string;
  readonly record?: Readonly<Record<string, unknown>>;
  /** What Enter takes; `undefined` where an answer must be typed. */
  readonly takes: unknown;
  /** `none` and, without `takes`, Enter leave it out. */
  readonly optional?: boolean;
  /** Where nothing else is there to take, Enter takes the first thing found that fits. */
  readonly takesFirst?: boolean;
  /** What other records have: it does not fit. */
  readonly taken?: readonly unknown[];
  readonly explain: () => readonly string[];
}

export const LEFT_OUT = Symbol('the field is left out');

/** Asks for one value until one parses. A value that is only spelled wrongly is offered, and Enter takes it. */
export async function askValue(talk: Talk, wanted: Wanted): Promise<unknown> {
  const { shape } = wanted;
  const { record, decision } = wanted;
  const completion = await complete(talk, shape, { decision, ...(record ? { record } : {}) }, wanted.taken);
  let takes = wanted.takes;
  for (;;) {
    if (wanted.takesFirst) takes ??= firstFit(completion);
    const numbered = numberedIn(shape, completion);
    const said = await talk.ask(promptFor(wanted, takes, numbered));
    completion?.late();
    if (said.is === 'explain') {
      if (said.word === '') talk.say(...wanted.explain());
      if (said.word !== '' || !completion?.isShown()) await completion?.show(said.word);
    } else if (said.is === 'empty') {
      if (takes !== undefined) return takes;
      if (wanted.optional) return LEFT_OUT;
      talk.say('There is no answer to take here: type one. ? explains the question.');
    } else if (wanted.optional && said.text.toLowerCase() === NONE) {
      return LEFT_OUT;
    } else {
      const read = readValue(shape, said.text, numbered);
      if ('raw' in read) {
        warnUnfit(talk, completion, read.raw);
        return read.raw;
      }
      const only = onlyMatch(completion, shape, said.text);
      takes = read.instead ?? only ?? wanted.takes;
      talk.say(sentence(capital(read.says)));
      if (read.instead === undefined && only === undefined) showMatches(completion, said.text);
    }
  }
}

function firstFit(completion: Completion | undefined): unknown {
  const found = completion?.found();
  return found?.is === 'found' ? found.items.find((one) => one.unfit === undefined)?.value : undefined;
}

/** While a look-up has printed numbers, these are meant; else those of the options. */
function numberedIn(shape: Shape, completion: Completion | undefined): Numbered {
  const found = completion?.numbered() ?? [];
  return found.length > 0 ? found : numbersOf(shape);
}

function promptFor(wanted: Wanted, takes: unknown, numbered: Numbered): string {
  if (takes === undefined && wanted.optional) return 'Answer, Enter leaves it out:';
  const prompt = promptOf(wanted.shape, takes, numbered);
  return wanted.optional ? prompt.replace(/:$/, `, ${NONE} leaves it out:`) : prompt;
}

/** Part of a name, where exactly one thing found has it. */
function onlyMatch(completion: Completion | undefined, shape: Shape, text: string): unknown {
  const found = completion?.found();
  if (found?.is !== 'found') return undefined;
  const matching = matchingOf(found.items, text);
  const only = matching.length === 1 ? matching[0]?.value : undefined;
  return only !== undefined && shape.tag === 'list' ? [only] : only;
}

function showMatches(completion: Completion | undefined, text: string): void {
  const found = completion?.found();
  if (found?.is === 'found' && matchingOf(found.items, text).length > 0) void completion?.show(text);
}

function warnUnfit(talk: Talk, completion: Completion | undefined, raw: unknown): void {
  const found = completion?.found();
  if (found?.is !== 'found') return;
  const chosen = Array.isArray(raw) ? raw : [raw];
  for (const one of found.items) {
    if (one.unfit !== undefined && chosen.includes(one.value))
      talk.say(`Warning: ${nameOfId(one.value)}: ${sentence(one.unfit)}`);
  }
}
