/** Words of the shell after which a command still comes. */
const BEFORE = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', '{', 'time', 'env', 'command']);

/** The names of the commands in a shell script, wherever they stand, and of the functions that it defines. */
export interface ShellWords {
  readonly called: ReadonlySet<string>;
  readonly defined: ReadonlySet<string>;
}

/** What stands in one is text; substitutions in it are not looked for. */
const HERE_DOCUMENT = /<<-?\s*(['"]?)(\w+)\1$[\s\S]*?^\t*\2$/gm;

/**
 * Reads a script as far as it takes to tell commands from their arguments: quotes, substitutions, arrays, tests, `case`
 * and here-documents. Names that are worked out when it runs are none.
 */
export function shellWords(script: string): ShellWords {
  const reader = new Reader(script.replace(HERE_DOCUMENT, '').replace(/\\\n/g, ' '));
  reader.commands(undefined);
  return reader;
}

class Reader implements ShellWords {
  readonly called = new Set<string>();
  readonly defined = new Set<string>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Commands up to a closing sign, or to the end. */
  commands(close: string | undefined): void {
    let first = true;
    let pattern = false;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] ?? '';
      if (char === close) {
        this.#at += 1;
        return;
      }
      if (/[ \t]/.test(char)) this.#at += 1;
      else if (char === '#') this.#skip(/[^\n]*/y);
      else if (/[\n;&|(){}]/.test(char)) {
        if (this.#text.startsWith(';;', this.#at)) {
          this.#at += 1;
          pattern = true;
        }
        if (this.#text.startsWith('((', this.#at)) this.#skip(/\(\([\s\S]*?\)\)/y);
        else this.#at += 1;
        first = true;
      } else if (/[<>]/.test(char)) {
        this.#skip(/[<>]+&?[ \t]*/y);
        this.#word();
      } else {
        if (pattern && first && !/^\s*esac\b/.test(this.#text.slice(this.#at))) {
          this.#pattern();
          pattern = false;
          continue;
        }
        pattern = false;
        const word = this.#word();
        if (word === '[[') this.#test();
        else if (word === 'in' && this.#isCase) {
          this.#isCase = false;
          pattern = first = true;
        } else if (first) first = this.#command(word);
      }
    }
  }

  #isCase = false;

  /** Notes a word where a command may stand; whether another one may follow it. */
  #command(word: string): boolean {
    if (word === 'case') this.#isCase = true;
    if (this.#text.startsWith('()', this.#at)) {
      this.defined.add(word);
      this.#at += 2;
      return true;
    }
    if (/^\w+(?:\[[^\]]*\])?\+?=/.test(word)) return true;
    if (/^[A-Za-z_][\w.-]*$/.test(word)) this.called.add(word);
    return BEFORE.has(word);
  }

  /** What stands between `[[` and `]]`. */
  #test(): void {
    while (this.#at < this.#text.length && !this.#text.startsWith(']]', this.#at)) {
      if (/[\s&|()<>]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
      else this.#word();
    }
    this.#at += 2;
  }

  #pattern(): void {
    while (this.#at < this.#text.length && this.#text[this.#at] !== ')') {
      if (/\s|\|/.test(this.#text[this.#at] ?? '')) this.#at += 1;
      else this.#word();
    }
    this.#at += 1;
  }

  /** One word with its quotes, whose substitutions are read as commands. */
  #word(): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !/[\s;&|()<>]/.test(this.#text[this.#at] ?? '')) {
      if (/=$/.test(this.#text.slice(start, this.#at)) && this.#text[this.#at] === '(') break;
      this.#piece();
    }
    if (this.#text[this.#at] === '(' && /=$/.test(this.#text.slice(start, this.#at))) {
      this.#at += 1;
      this.#array();
    }
    if (this.#at === start) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #array(): void {
    while (this.#at < this.#text.length && this.#text[this.#at] !== ')') {
      if (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
      else this.#word();
    }
    this.#at += 1;
  }

  #piece(): void {
    if (this.#skip(/\\[\s\S]|\$'(?:[^'\\]|\\.)*'|'[^']*'|\$\(\([\s\S]*?\)\)/y)) return;
    if (this.#skip(/\$\(/y)) this.commands(')');
    else if (this.#skip(/\$\{/y)) this.#until('}');
    else if (this.#skip(/"/y)) this.#until('"');
    else this.#at += 1;
  }

  #until(close: string): void {
    while (this.#at < this.#text.length && this.#text[this.#at] !== close) {
      // a quote is a text of its own only outside of double quotes
      if (close === '"' && this.#text[this.#at] === "'") this.#at += 1;
      else this.#piece();
    }
    this.#at += 1;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found !== null;
  }
}
