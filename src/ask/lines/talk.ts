import type { Finding } from '../../core/finding.ts';
import { emptySession, type Session, type SessionEvent, update } from '../../core/session.ts';
import { safe, width, wrap } from '../safe.ts';
import { saveDraft } from '../save-draft.ts';
import type { Account, Ended, News, Running, WizardOptions } from '../tui/port.ts';
import { count } from '../words.ts';
import { newsLines, problemLines, toldAs } from './findings.ts';
import type { LineReader } from './reader.ts';
import { type Command, readLine, type Typed } from './typed.ts';
import { plainText } from './words.ts';

export type LinesOptions = WizardOptions & { readonly reader: LineReader };

/** Thrown through every dialog: the wizard is over. */
export class Ending extends Error {
  readonly ended: Ended;
  constructor(ended: Ended) {
    super('the wizard ended');
    this.ended = ended;
  }
}

/** Thrown out of a dialog by a command that goes elsewhere. */
export class Detour extends Error {
  readonly command: Command;
  readonly rest: string;
  constructor(command: Command, rest: string) {
    super(`:${command}`);
    this.command = command;
    this.rest = rest;
  }
}

/** A line that is for the question at hand: nothing, a text, or a wish for explanation. */
export type Said = Extract<Typed, { is: 'empty' | 'text' | 'explain' }>;

const COMMAND_LINES = [
  ':back           the question before; in a dialog, out of it',
  ':find WORD      questions with this word, or this id',
  ':problems       what blocks, warns or was not checked',
  ':review         every decision, and writing',
  ':wait           wait for the checks that are running',
  ':leave          leave; the draft is kept',
  '?               what the question means and what each option changes',
  '? WORD          of what was looked up, what has this word',
];

/** The conversation: what has been said, what is known, and the only way to ask for a line. */
export class Talk {
  readonly options: LinesOptions;
  session: Session;
  account: Account;
  /** What the checks say now. Beside the session: a finding changes no answer. */
  findings: readonly Finding[] = [];
  running: readonly Running[] = [];
  /** The decisions that new results may concern: they are told in full. */
  about: readonly string[] = [];
  #told = new Set<string>();
  #checked: readonly unknown[] = [];
  /** Why the last answer is not in the draft. */
  #unsaved: string | undefined;
  #accountTold: Account['is'];
  #heard = new Set<() => void>();

  constructor(options: LinesOptions) {
    this.options = options;
    this.session = options.from ?? emptySession;
    this.account = options.account;
    this.#accountTold = options.account.is;
  }

  say(...lines: readonly string[]): void {
    const { columns, print } = this.options.reader;
    print(
      lines.flatMap((line) => {
        const text = plainText(safe(line), this.options.env);
        return columns === undefined ? [text] : wrapped(text, columns);
      }),
    );
  }

  hear(news: News): void {
    if (news.kind === 'account') this.account = news.account;
    else {
      this.findings = news.findings;
      this.running = news.running;
    }
    for (const listener of this.#heard) listener();
  }

  /** Changes the session and keeps the draft at once. */
  apply(event: SessionEvent): void {
    this.begin(update(this.options.engine, this.session, event));
  }

  begin(session: Session): void {
    const { answers, acknowledged } = this.session;
    this.session = session;
    if (session.answers === answers && session.acknowledged === acknowledged) return;
    const unsaved = saveDraft(this.options.port, session);
    if (unsaved !== undefined && unsaved !== this.#unsaved) this.say(`The draft could not be kept: ${unsaved}`);
    this.#unsaved = unsaved;
  }

  /** Starts the checks that these answers want, if anything they depend on has changed. */
  look(concerning: string | undefined): void {
    const now = [this.session.answers, this.account.is, concerning];
    if (now.every((one, index) => one === this.#checked[index])) return;
    this.#checked = now;
    this.options.port.check(this.session, concerning);
  }

  /**
   * One line of the person. Commands that only tell are done here and the prompt comes again.
   * @throws Detour for those that go elsewhere, Ending when the person leaves
   */
  async ask(prompt: string): Promise<Said> {
    for (;;) {
      const heard = await this.options.reader.ask(plainText(safe(prompt), this.options.env));
      if (heard.is === 'signalled') throw new Ending({ is: 'signalled', signal: heard.signal });
      if (heard.is === 'ended') throw new Ending({ is: 'left' });
      this.#tellNews();
      if (heard.is === 'interrupted') {
        await this.#leave();
        continue;
      }
      const typed = readLine(heard.text);
      if (typed.is === 'command') await this.#command(typed.name, typed.rest);
      else if (typed.is === 'unknown') this.say(`There is no command :${typed.name}. :help lists them.`);
      else return typed;
    }
  }

  async #command(name: Command, rest: string): Promise<void> {
    switch (name) {
      case 'help':
        return this.say(...COMMAND_LINES);
      case 'problems':
        return this.say(...problemLines(this.options.engine, this.session, this));
      case 'wait':
        return this.#wait();
      case 'leave':
        return this.#leave();
      default:
        throw new Detour(name, rest);
    }
  }

  /** Asks once. Enter stays; the word, or Ctrl-C again, leaves. */
  async #leave(): Promise<void> {
    const answers = [...this.session.answers.values()].filter((one) => one.origin === 'person').length;
    const kept =
      answers === 0
        ? 'You have answered nothing yet.'
        : `Your ${count(answers, 'answer')} ${answers === 1 ? 'is' : 'are'} kept in ${this.options.port.draftName}.`;
    this.say(`Leave? ${kept}`);
    const heard = await this.options.reader.ask('Enter stays, leave leaves:');
    if (heard.is === 'signalled') throw new Ending({ is: 'signalled', signal: heard.signal });
    if (heard.is !== 'line' || /^:?(leave|yes|y)$/i.test(heard.text.trim())) throw new Ending({ is: 'left' });
  }

  /** Waits for the running checks; Ctrl-C stops the waiting, not the checks. */
  async #wait(): Promise<void> {
    if (this.running.length > 0) this.say(`Waiting for ${count(this.running.length, 'check')}. Ctrl-C stops waiting.`);
    const outcome = await this.options.reader.wait(this.quiet());
    this.#tellNews();
    const notRun = this.findings.filter((one) => one.result === 'not-run').length;
    const quiet = `No check is running.${notRun > 0 ? ` ${count(notRun, 'check')} could not run; :problems says why.` : ''}`;
    this.say(outcome === 'stopped' ? 'Stopped waiting; the checks go on.' : quiet);
  }

  /** Settles when no check is running. News is gathered for a tenth of a second: only a silence longer than that counts. */
  async quiet(): Promise<void> {
    for (;;) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, this.running.length > 0 ? 1000 : GRACE_MS);
        const heard = this.#heard;
        function done(): void {
          clearTimeout(timer);
          heard.delete(done);
          resolve();
        }
        if (this.running.length > 0) heard.add(done);
      });
      if (this.running.length === 0) return;
    }
  }

  /** Waits a little for who is signed in, and says it: the ways to start depend on it. */
  async accountKnown(): Promise<void> {
    if (this.account.is !== 'looking') return;
    const heard = this.#heard;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, ACCOUNT_MS);
      const listener = (): void => {
        if (this.account.is !== 'looking') done();
      };
      function done(): void {
        clearTimeout(timer);
        heard.delete(listener);
        resolve();
      }
      heard.add(listener);
    });
    this.#tellAccount();
  }

  #tellNews(): void {
    const fresh = this.findings.filter((one) => !this.#told.has(toldAs(one)));
    for (const one of fresh) this.#told.add(toldAs(one));
    this.say(...newsLines(fresh, this.about));
    this.#tellAccount();
  }

  #tellAccount(): void {
    if (this.account.is === this.#accountTold) return;
    this.#accountTold = this.account.is;
    this.say(accountLine(this.account));
  }
}

const GRACE_MS = 250;
const ACCOUNT_MS = 1500;

/** Lines that fit stay as they are; indented ones stay indented where they go on. */
function wrapped(text: string, columns: number): readonly string[] {
  if (width(text) <= columns) return [text];
  const indent = /^ */.exec(text)?.[0] ?? '';
  const hang = indent === '' ? '' : `${indent}  `;
  return wrap(text.trimStart(), columns - hang.length).map((line, index) => `${index === 0 ? indent : hang}${line}`);
}

export function accountLine(account: Account): string {
  switch (account.is) {
    case 'looking':
      return 'Looking who is signed in.';
    case 'signed-in':
      return `Signed in as ${account.who}. Checks read your subscription.`;
    case 'signed-out':
      return `Not signed in: ${account.why}`;
    case 'sample':
      return 'SAMPLE: the built-in subscription. Nothing real is looked at.';
    case 'off':
      return 'Without checks: nothing is looked at, and every check counts as not run.';
  }
}
