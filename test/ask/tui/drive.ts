import { UNICODE } from '../../../src/ask/signs.ts';
import type { Named, Press } from '../../../src/ask/tui/keyboard.ts';
import { textOf } from '../../../src/ask/tui/line.ts';
import { next } from '../../../src/ask/tui/next.ts';
import type { Suggestions } from '../../../src/ask/tui/port.ts';
import { screen } from '../../../src/ask/tui/screen.ts';
import { type Event, type Setting, type State, stateOf } from '../../../src/ask/tui/state.ts';
import { emptySession, type Session } from '../../../src/core/session.ts';
import { toy } from './toy.ts';

export const setting: Setting = {
  engine: toy,
  signs: UNICODE,
  starts: [{ label: 'Decide everything myself', note: 'no defaults taken', session: emptySession }],
  draftName: '.aks-setup-draft.yaml',
  folder: undefined,
  adds: () => [],
};

const NAMED: readonly Named[] = [
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
  'home',
  'end',
  'enter',
  'escape',
  'tab',
  'backtab',
  'backspace',
  'delete',
];

/** `enter` and its like are keys, `^p` is a control letter, `paste:TEXT` a paste, anything else is typed. */
export function eventOf(word: string): Event {
  if (word.startsWith('paste:')) return { kind: 'pasted', text: word.slice(6) };
  const press: Press = NAMED.includes(word as Named)
    ? { key: word as Named }
    : /^\^[a-z]$/.test(word)
      ? { key: 'ctrl', letter: word.slice(1) }
      : { key: 'char', text: word };
  return { kind: 'pressed', press };
}

/** The wizard without a terminal: keys in, screen out. */
export class Wizard {
  state: State;
  constructor(options: { readonly from?: Session; readonly columns?: number; readonly rows?: number } = {}) {
    const size = { columns: options.columns ?? 80, rows: options.rows ?? 24 };
    this.state = stateOf(size, { is: 'signed-in', who: 'ops@contoso.com' }, options.from ?? emptySession);
  }
  press(...words: readonly string[]): this {
    for (const word of words) this.state = next(setting, this.state, eventOf(word));
    return this;
  }
  send(event: Event): this {
    this.state = next(setting, this.state, event);
    return this;
  }
  /** What a look-up found, for the answers as they are. */
  suggest(lookup: string, suggestions: Suggestions): this {
    const key = `${lookup} ${this.state.account.is} `;
    return this.send({ kind: 'suggested', key, answers: this.state.session.answers, suggestions });
  }
  lines(): string[] {
    return screen(setting, this.state).lines.map((line) => textOf(line).trimEnd());
  }
  text(): string {
    return this.lines().join('\n');
  }
  /** The line with the cursor. */
  here(): string {
    return this.lines().find((line) => line.startsWith(' ❯')) ?? '';
  }
  answer(id: string): unknown {
    return this.state.session.answers.get(id)?.value;
  }
}
