import type { AnyDecision } from '../../core/decision.ts';
import { sketchFor } from '../../core/resolve.ts';
import { view } from '../../core/session.ts';
import type { Ended } from '../tui/port.ts';
import { askValue } from './ask-value.ts';
import { answerWith, conflict, within } from './conflict.ts';
import { explainLines } from './explain.ts';
import { find } from './find.ts';
import { type Asked, enterTakes, questionLines } from './question.ts';
import { askRecords } from './records.ts';
import { review } from './review.ts';
import { start } from './start.ts';
import { accountLine, Detour, Ending, type LinesOptions, Talk } from './talk.ts';

/**
 * Asks line by line until it is written, left, or ended by a signal; the draft is kept in every case. Nothing printed is ever
 * changed. Closes the reader; the caller prints the summary and sets the exit code. Throws what a port threw: a bug.
 */
export async function runLines(options: LinesOptions): Promise<Ended> {
  const talk = new Talk(options);
  const stop = options.port.subscribe((news) => talk.hear(news));
  try {
    talk.say('aks-setup. Nothing is changed in Azure.', accountLine(talk.account));
    talk.say('A number, a value or Enter answers. ? explains, :help lists the commands.');
    if (!options.from) await start(talk);
    const visit: Visit = { id: undefined, from: undefined };
    for (;;) await turn(talk, visit);
  } catch (thrown) {
    if (thrown instanceof Ending) return thrown.ended;
    throw thrown;
  } finally {
    stop();
    options.reader.close();
  }
}

/** Where the person went by a command, and where that returns to. */
interface Visit {
  id: string | undefined;
  from: 'review' | undefined;
}

/** One question, or the review once every question is answered. */
async function turn(talk: Talk, visit: Visit): Promise<void> {
  const { engine } = talk.options;
  const here = visit.id === undefined ? undefined : engine.byId.get(visit.id);
  const decision = here?.form === 'decision' ? here : view(engine, talk.session).current;
  const isReview = visit.id === undefined && (visit.from === 'review' || !decision);
  talk.look(isReview ? undefined : decision?.id);
  try {
    if (isReview || !decision) await reviewed(talk, visit);
    else if (await answered(talk, decision)) visit.id = undefined;
  } catch (thrown) {
    await follow(talk, visit, thrown);
  }
}

async function reviewed(talk: Talk, visit: Visit): Promise<void> {
  const next = await review(talk);
  if (next.is === 'find') throw new Detour('find', next.word);
  visit.from = undefined;
  talk.apply({ kind: 'moved-on' });
}

/** Asks a question; true when it was answered. */
async function answered(talk: Talk, decision: AnyDecision): Promise<boolean> {
  const asked: Asked = { engine: talk.options.engine, session: talk.session, decision };
  const { adds } = talk.options.port;
  const explain = () => explainLines(asked, (raw) => adds?.(talk.session, decision.id, raw) ?? []);
  talk.about = [...talk.about.slice(-1), decision.id];
  talk.say('', ...questionLines(asked));
  const takes = enterTakes(asked);
  const { kind } = decision;
  const raw =
    kind.tag === 'records'
      ? await askRecords(talk, { kind, decision: decision.id, ...rowsFor(asked, takes), explain })
      : await askValue(talk, { shape: kind, decision: decision.id, takes, explain });
  const before = talk.session.answers;
  await within(() => answerWith(talk, { id: decision.id, raw }));
  return talk.session.answers !== before;
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** The rows to begin with: an answer, the recommended ones, else those that a person has to complete. */
function rowsFor({ engine, session, decision }: Asked, takes: unknown) {
  const sketch = sketchFor(decision, view(engine, session).resolved) as Rows;
  return { rows: Array.isArray(takes) ? (takes as Rows) : sketch, sketched: sketch.length > 0 };
}

/** Goes where a command leads, and where a command given on the way leads. @throws what is no detour */
async function follow(talk: Talk, visit: Visit, thrown: unknown): Promise<void> {
  if (!(thrown instanceof Detour)) throw thrown;
  try {
    if (thrown.command === 'back') back(talk, visit);
    else if (thrown.command === 'find') await findAndGo(talk, visit, thrown.rest);
    else if (thrown.command === 'review') Object.assign(visit, { id: undefined, from: 'review' } satisfies Visit);
  } catch (next) {
    await follow(talk, visit, next);
  }
}

async function findAndGo(talk: Talk, visit: Visit, word: string): Promise<void> {
  const place = await within(() => find(talk, word));
  if (place?.is === 'rule') await within(() => conflict(talk, place.rule));
  if (place?.is === 'decision') visit.id = place.id;
}

/** One question back on the trail. */
function back(talk: Talk, visit: Visit): void {
  const isVisiting = visit.id !== undefined || (visit.from && view(talk.options.engine, talk.session).current);
  if (visit.id === undefined) visit.from = undefined;
  visit.id = undefined;
  if (isVisiting) return;
  const before = talk.session;
  talk.apply({ kind: 'back' });
  if (talk.session === before) talk.say('This is the first question. :leave leaves; the draft is kept.');
}
