import { acknowledge } from '../../core/acknowledge.ts';
import { type Repair, repairsOf } from '../../core/repair.ts';
import type { Rule } from '../../core/rule.ts';
import { resolvingOf, type Session, update, view } from '../../core/session.ts';
import { outlookOf } from '../outlook.ts';
import { count, originInWords, valueInWords } from '../words.ts';
import { brokenIn } from './findings.ts';
import { choose, type Row } from './menu.ts';
import { givenOf, sentence } from './question.ts';
import { Detour, type Talk } from './talk.ts';

/** An answer that is not given yet. */
export interface Trial {
  readonly id: string;
  readonly raw: unknown;
}

/**
 * Answers a question. A forbidden option is refused first, with ways out; answers of a person that would go are listed and
 * confirmed; and what the answer breaks is said, with what can be done. False: the question stays.
 */
export async function answerWith(talk: Talk, trial: Trial): Promise<boolean> {
  const { engine } = talk.options;
  const node = engine.byId.get(trial.id);
  const outlook = outlookOf(engine, talk.session, trial.id, trial.raw);
  const isChoice = node?.form === 'decision' && (node.kind.tag === 'choice' || node.kind.tag === 'toggle');
  if (isChoice && outlook.forbidden) return forbidden(talk, outlook.forbidden.rule, trial);
  if (!(await confirmDrops(talk, outlook.dropsChosen))) return false;
  await give(talk, () => talk.apply({ kind: 'answered', ...trial, origin: 'person' }));
  return true;
}

/** Lists what a person answered and would lose its meaning. Enter keeps it. */
async function confirmDrops(talk: Talk, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  talk.say(
    `This drops ${count(ids.length, 'answer')} of yours:`,
    ...ids.map((id) => `  ${answered(talk, talk.session, id)}`),
  );
  return choose(talk, [
    { label: 'Keep them: leave the question as it is', choice: false },
    { label: 'Take the new answer', note: 'they come back if you do', choice: true },
  ]);
}

const answered = ({ options: { engine } }: Talk, session: Session, id: string): string => {
  const node = engine.byId.get(id);
  const now = view(engine, session).resolved.get(id);
  return node?.form === 'decision' && now?.is === 'given'
    ? `${id} = ${valueInWords(node.kind, now.value)} (${originInWords(now.origin)})`
    : id;
};

/** Runs a change of answers, then goes through the rules that it broke, but for those that were `seen` already. */
async function give(talk: Talk, change: () => void, seen: readonly string[] = []): Promise<void> {
  const { engine } = talk.options;
  const before = new Set([...seen, ...brokenIn(engine, talk.session).map((one) => one.rule.id)]);
  change();
  for (const { rule } of brokenIn(engine, talk.session)) {
    if (!before.has(rule.id)) await conflict(talk, rule);
  }
}

/** A forbidden option, before it is taken. The first row changes nothing. */
async function forbidden(talk: Talk, rule: Rule, trial: Trial): Promise<boolean> {
  const { engine } = talk.options;
  const tried = update(engine, talk.session, { kind: 'answered', ...trial, origin: 'person' });
  const repairs = repairsFor(talk, tried, rule).filter((repair) => !Object.hasOwn(repair.set, trial.id));
  sayConflict(talk, tried, rule);
  const taken = await choose<Repair['set'] | 'leave' | 'keep'>(talk, [
    { label: 'Leave it as it is', choice: 'leave' },
    ...repairs.map((repair) => repairRow(talk, repair, 'Take it, and ')),
    { label: 'Take it, and keep both for now', note: 'nothing can be written until one changes', choice: 'keep' },
  ]);
  if (taken === 'leave') return false;
  const after =
    taken === 'keep' ? talk.session : update(engine, talk.session, { kind: 'set', values: taken, origin: 'person' });
  if (!(await confirmDrops(talk, dropsOf(talk, after, trial)))) return false;
  const change = (): void => {
    if (taken !== 'keep') talk.apply({ kind: 'set', values: taken, origin: 'person' });
    talk.apply({ kind: 'answered', ...trial, origin: 'person' });
  };
  await give(talk, change, [rule.id]);
  return true;
}

/** What a person chose and what would not be due after the trial. */
function dropsOf(talk: Talk, session: Session, trial: Trial): readonly string[] {
  const { engine } = talk.options;
  const was = view(engine, talk.session).resolved;
  const is = view(engine, update(engine, session, { kind: 'answered', ...trial, origin: 'person' })).resolved;
  return [...was].flatMap(([id, state]) =>
    state.is === 'given' && (state.origin === 'person' || state.origin === 'preset') && is.get(id)?.is === 'absent'
      ? [id]
      : [],
  );
}

/** A rule that is broken now: what it says, the answers in conflict, and the ways out. Enter changes nothing. */
export async function conflict(talk: Talk, rule: Rule): Promise<void> {
  if (view(talk.options.engine, talk.session).verdicts.get(rule.id)?.is !== 'broken') return;
  sayConflict(talk, talk.session, rule);
  const rows: Row<Repair['set'] | 'keep' | 'accept'>[] = [
    { label: rule.severity === 'warn' ? 'Keep it as it is' : 'Keep both for now', choice: 'keep' },
    ...repairsFor(talk, talk.session, rule).map((repair) => repairRow(talk, repair, '')),
    ...(rule.severity === 'block' ? [] : [{ label: 'Accept it, with a reason', choice: 'accept' as const }]),
  ];
  const taken = await choose(talk, rows);
  if (taken === 'keep') return;
  if (taken === 'accept') return accept(talk, rule);
  await give(talk, () => talk.apply({ kind: 'set', values: taken, origin: 'person' }));
}

function sayConflict(talk: Talk, session: Session, rule: Rule): void {
  const { resolved, verdicts } = view(talk.options.engine, session);
  const verdict = verdicts.get(rule.id);
  const ids = verdict?.is === 'broken' ? givenOf(resolved, verdict.conflict) : [];
  const rows = verdict?.is === 'broken' ? verdict.rows : [];
  const word = { block: 'Conflict', retired: 'Retired', warn: 'Warning', info: 'Note' }[rule.severity];
  talk.say(
    `${word} ${rule.id}: ${sentence(rule.says)}`,
    ...(rows.length === 0 ? [] : [`At fault: ${rows.join(', ')}.`]),
    `In conflict: ${ids.map((id) => answered(talk, session, id)).join('; ')}.`,
    `Fix: ${sentence(rule.fix)}`,
    `Source: ${rule.source.url}`,
  );
}

function repairRow(talk: Talk, repair: Repair, before: string): Row<Repair['set']> {
  const changes = Object.entries(repair.set).map(([id, value]) => {
    const node = talk.options.engine.byId.get(id);
    return `${id} becomes ${node?.form === 'decision' ? valueInWords(node.kind, value) : String(value)}`;
  });
  const effects = [
    ...(repair.asks.length > 0 ? [`asks ${repair.asks.length} more`] : []),
    ...(repair.drops.length > 0 ? [`drops ${repair.drops.join(', ')}`] : []),
    ...(repair.warns.length > 0 ? [`warns: ${repair.warns.join(', ')}`] : []),
  ];
  return { label: `${before}${changes.join(', ')}`, note: effects.join(', '), choice: repair.set };
}

const repairsFor = (talk: Talk, session: Session, rule: Rule): readonly Repair[] =>
  repairsOf(talk.options.engine, session.answers, rule, resolvingOf(talk.options.engine, session));

async function accept(talk: Talk, rule: Rule): Promise<void> {
  const said = await talk.ask('Why is it accepted? Enter leaves it as it is:');
  const { resolved, verdicts } = view(talk.options.engine, talk.session);
  const verdict = verdicts.get(rule.id);
  if (said.is !== 'text' || verdict?.is !== 'broken') return;
  talk.apply({ kind: 'acknowledged', acknowledgement: acknowledge(verdict, rule.id, resolved, said.text) });
  talk.say(`${rule.id} is accepted for these answers.`);
}

/** Runs a dialog; `:back` in it comes out of it without a change. */
export async function within<Value>(run: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof Detour && thrown.command === 'back') return undefined;
    throw thrown;
  }
}
