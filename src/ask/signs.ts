/** The signs of one terminal: each one column wide. Colour never carries meaning alone, so they differ in shape. */
export interface Signs {
  readonly pass: string;
  readonly warn: string;
  readonly fail: string;
  readonly notRun: string;
  readonly running: string;
  readonly cursor: string;
  readonly chosen: string;
  readonly unchosen: string;
  readonly more: string;
  readonly above: string;
  readonly below: string;
  readonly rule: string;
  readonly dot: string;
  readonly move: string;
  readonly enter: string;
  readonly ellipsis: string;
}

export const UNICODE: Signs = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  notRun: '-',
  running: '~',
  cursor: '❯',
  chosen: '[x]',
  unchosen: '[ ]',
  more: '+',
  above: '↑',
  below: '↓',
  rule: '─',
  dot: '·',
  move: '↑↓',
  enter: '⏎',
  ellipsis: '…',
};

export const ASCII: Signs = {
  ...UNICODE,
  pass: 'v',
  fail: 'x',
  cursor: '>',
  above: '^',
  below: 'v',
  rule: '-',
  dot: '|',
  move: 'Up/Down',
  enter: 'Enter',
  ellipsis: '...',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the terminal can draw more than ASCII: a UTF-8 locale, and not the Linux console, whose font lacks the signs. */
export function drawsUnicode(env: Environment): boolean {
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((one) => one !== undefined && one !== '');
  return /utf-?8/i.test(locale ?? '');
}

export const signsFor = (env: Environment): Signs => (drawsUnicode(env) ? UNICODE : ASCII);

/** For terminals that draw ASCII only: every other character becomes a question mark of the same width. */
export const asciiOnly = (text: string): string => text.replaceAll(/[^\x20-\x7e]/gu, '?');
