import { Composer, type CST, type Document, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml';
import { type Place, type Problem, problem } from '../problem.ts';

/** Deeper nesting than any profile has. */
const MOST_LEVELS = 12;
/** More keys, values and marks than any profile has: the parser compares each key of a map with each other. */
const MOST_PARTS = 20_000;

export interface Composed {
  readonly document: Document.Parsed<ParsedNode>;
  /** Line and column of an offset. */
  readonly at: (offset: number) => Place;
  readonly problems: readonly Problem[];
  /** Whether the document can be read further although something is wrong with it. */
  readonly readable: boolean;
}

/** Reads text as one document of YAML 1.2, core schema. Never throws for what stands in it. */
export function compose(text: string): Composed {
  const counter = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  const early = excess(text);
  const tokens = early ? [] : [...new Parser(counter.addNewLine).parse(text)];
  const tooMuch = early ?? nestedTooDeep(tokens);
  if (tooMuch)
    return {
      document: documentsOf([], 0)[0] as Document.Parsed<ParsedNode>,
      at,
      problems: [
        problem(
          'profile',
          tooMuch.says,
          'A profile holds answers only; check that this is the right file',
          placeIn(text, tooMuch.offset),
        ),
      ],
      readable: false,
    };
  const [document, second] = documentsOf(tokens, text.length) as [
    Document.Parsed<ParsedNode>,
    Document.Parsed<ParsedNode>?,
  ];
  const errors = [...document.errors, ...document.warnings].map((error) => ({
    code: error.code as string,
    message: error.message,
    offset: error.pos[0],
  }));
  for (const token of tokens)
    if (token.type === 'directive') errors.push({ code: 'DIRECTIVE', message: '', offset: token.offset });
  if (second) errors.push({ code: 'MULTIPLE_DOCS', message: '', offset: startOf(tokens, second) });
  const problems = errors.map(({ code, message, offset }) =>
    problem(subjectAt(text, offset), wordsFor(code, message), fixFor(code), at(offset)),
  );
  return { document, at, problems, readable: errors.every(({ code }) => HARMLESS.has(code)) };
}

/** What leaves the rest of the document as it was meant. */
const HARMLESS: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'MULTIPLE_DOCS', 'TAG_RESOLVE_FAILED']);

const documentsOf = (tokens: readonly CST.Token[], length: number) => [
  ...new Composer({
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  }).compose(tokens, true, length),
];

/** Where the second document begins: at its `---`. */
function startOf(tokens: readonly CST.Token[], second: Document.Parsed<ParsedNode>): number {
  const starts = tokens.filter((token) => token.type === 'document').map((token) => token.offset);
  return starts[1] ?? second.range[0];
}

/** Line and column of an offset, without a parser's count of lines. */
export function placeIn(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** What the lexer says before the text of a scalar (https://eemeli.org/yaml/#lexer). */
const SCALAR_FOLLOWS = '\u001f';
const NO_TEXT: ReadonlySet<string> = new Set(['\u0002', '\u0018', SCALAR_FOLLOWS]);

interface Excess {
  readonly offset: number;
  readonly says: string;
}
const TOO_DEEP = 'is nested deeper than any profile';

/**
 * Where a text has more open brackets, more dashes and question marks in one line, or more parts than any profile. Found
 * by the lexer alone: the parser takes minutes for a megabyte of open brackets.
 */
function excess(text: string): Excess | undefined {
  let offset = 0;
  let brackets = 0;
  let marks = 0;
  let parts = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar) {
      if (lexeme === '[' || lexeme === '{') brackets += 1;
      else if (lexeme === ']' || lexeme === '}') brackets -= 1;
      else if (lexeme === '-' || lexeme === '?') marks += 1;
      else if (lexeme.includes('\n')) marks = 0;
      if (brackets > MOST_LEVELS || marks > MOST_LEVELS) return { offset, says: TOO_DEEP };
    }
    if (!/^[\s#]/.test(lexeme)) parts += 1;
    if (parts > MOST_PARTS) return { offset, says: 'holds more than any profile' };
    if (isScalar || !NO_TEXT.has(lexeme)) offset += lexeme.length;
    isScalar = lexeme === SCALAR_FOLLOWS;
  }
  return undefined;
}

/**
 * The offset of the first collection that is nested too deep. Read from the parser's tokens with a stack of our own: what
 * makes documents of them is recursive and would end in an overflow.
 */
function nestedTooDeep(tokens: readonly CST.Token[]): Excess | undefined {
  const stack = tokens.map((token): [CST.Token, number] => [token, 0]);
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [token, level] = next;
    if (level > MOST_LEVELS && 'offset' in token) return { offset: token.offset, says: TOO_DEEP };
    if (token.type === 'document') {
      if (token.value) stack.push([token.value, level]);
    } else if ('items' in token) {
      for (const item of token.items) {
        if (item.key) stack.push([item.key, level + 1]);
        if (item.value) stack.push([item.value, level + 1]);
      }
    }
  }
  return undefined;
}

const subjectAt = (text: string, offset: number): string =>
  /^\s*-?\s*([\w.]+)\s*:/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[1] ?? 'profile';

function wordsFor(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'the key stands twice';
    case 'MULTIPLE_DOCS':
      return 'the file holds more than one YAML document';
    case 'DIRECTIVE':
      return 'the file has a YAML directive, which profiles do not have';
    case 'TAB_AS_INDENT':
      return 'a tab is used to indent';
    case 'TAG_RESOLVE_FAILED':
      return 'has a YAML tag, which profiles do not have';
    default:
      // What follows the colon quotes the file, and may be a secret.
      return `is no valid YAML: ${message.replace(/\s+/g, ' ').replace(/(?:: | at line \d).*$/, '')}`;
  }
}

function fixFor(code: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'Keep one of the two';
    case 'MULTIPLE_DOCS':
      return 'Remove the --- and everything after it, or make two files of it';
    case 'DIRECTIVE':
      return 'Remove the line that begins with %';
    case 'TAB_AS_INDENT':
      return 'Indent with spaces';
    case 'TAG_RESOLVE_FAILED':
      return 'Remove the word that begins with !';
    default:
      return 'Correct the line; quote a text that holds : # [ ] { } , & * ! | > or @';
  }
}
