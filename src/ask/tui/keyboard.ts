/** A key as the wizard knows it. `char` holds one or more characters that arrived together. */
export type Press = { readonly key: Named } | { readonly key: 'char'; readonly text: string } | Control;
export type Control = { readonly key: 'ctrl'; readonly letter: string };
export type Named =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'pageup'
  | 'pagedown'
  | 'home'
  | 'end'
  | 'enter'
  | 'escape'
  | 'tab'
  | 'backtab'
  | 'backspace'
  | 'delete';

/** The fields of Ink's `Key` that are read here. */
export interface InkKey {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageUp: boolean;
  readonly pageDown: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly eventType?: 'press' | 'repeat' | 'release' | undefined;
}

const NAMED: readonly (readonly [keyof InkKey, Named])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

/** The tail of an escape sequence whose ESC arrived too early (Ink flushes it after 20 ms), by final byte. */
const TAIL = /^[[O](?:(?<number>\d+)(?:;\d+)?~|(?:1;\d+)?(?<letter>[A-Z]))/;
const BEGUN = /^(?:[[O]|\[\d[\d;]*)$/;
const BY_LETTER: Readonly<Record<string, Named>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'backtab',
  M: 'enter',
};
const BY_NUMBER: Readonly<Record<string, Named>> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};

const REJOIN_MS = 400;
/** ESC and one of these opens a reply of the terminal (OSC, DCS, APC, PM, SOS), which runs up to BEL or ST and is no key. */
const OPENS_REPLY = new Set([']', 'P', '_', '^', 'X']);
const REPLY_MS = 1000;

/**
 * Turns what Ink's `useInput` gives into presses. Ink leaves text, tabs, Enter and control letters of one chunk together, gives
 * replies of the terminal as text, and gives a slow arrow key as Esc and `[A`; all of that is undone here.
 * `now` is a clock in milliseconds.
 */
export function keyboard(now: () => number): (input: string, key: InkKey) => Press[] {
  let escapedAt = Number.NEGATIVE_INFINITY;
  let held = '';
  let replyUntil = Number.NEGATIVE_INFINITY;

  const read = (input: string): Press[] => {
    if (now() < replyUntil) return afterReply(input);
    if (now() - escapedAt > REJOIN_MS) return [...release(), ...split(input)];
    const text = held + input;
    held = '';
    if (OPENS_REPLY.has(text.charAt(0)) && text.length > 1) return openReply(text.slice(1));
    const tail = TAIL.exec(text);
    const named = tail?.groups && (BY_LETTER[tail.groups['letter'] ?? ''] ?? BY_NUMBER[tail.groups['number'] ?? '']);
    if (tail && named) {
      escapedAt = Number.NEGATIVE_INFINITY;
      return [{ key: named }, ...split(text.slice(tail[0].length))];
    }
    if (BEGUN.test(text)) {
      held = text;
      return [];
    }
    return split(text);
  };

  const openReply = (rest: string): Press[] => {
    escapedAt = Number.NEGATIVE_INFINITY;
    replyUntil = now() + REPLY_MS;
    return rest === '' ? [] : afterReply(rest);
  };

  const afterReply = (input: string): Press[] => {
    const end = input.search(/[\x07\x9c]/);
    if (end < 0) return [];
    replyUntil = Number.NEGATIVE_INFINITY;
    return split(input.slice(end + 1));
  };

  const release = (): Press[] => {
    const text = held;
    held = '';
    return split(text);
  };

  return (input, key) => {
    if (key.eventType === 'release') return [];
    if (now() < replyUntil && key.meta && input === '\\') {
      replyUntil = Number.NEGATIVE_INFINITY;
      return [];
    }
    if (now() < replyUntil && (key.escape || (key.ctrl && input === 'g'))) {
      replyUntil = key.escape ? replyUntil : Number.NEGATIVE_INFINITY;
      return [];
    }
    if (key.meta && OPENS_REPLY.has(input)) return openReply('');
    const named = nameOf(key);
    if (key.escape) escapedAt = now();
    if (named !== undefined) return [...release(), ...(key.meta ? [ESCAPE] : []), { key: named }];
    if (key.ctrl) return [...release(), ...(key.meta ? [ESCAPE] : []), ...(LETTER.test(input) ? [control(input)] : [])];
    return key.meta ? [...release(), ESCAPE, ...split(input)] : read(input);
  };
}

const ESCAPE: Press = { key: 'escape' };
const LETTER = /^[a-z]$/;
const control = (letter: string): Press => ({ key: 'ctrl', letter });

function nameOf(key: InkKey): Named | undefined {
  if (key.tab) return key.shift ? 'backtab' : 'tab';
  return NAMED.find(([field]) => key[field] === true)?.[1];
}

/** One chunk as presses: runs of text stay together, everything else is a press of its own. */
function split(chunk: string): Press[] {
  const parts = chunk.match(/\r\n|[^\p{Cc}]+|\p{Cc}/gu) ?? [];
  return parts.flatMap((part): Press[] => {
    const code = part.codePointAt(0) ?? 0;
    if (part === '\r' || part === '\n' || part === '\r\n') return [{ key: 'enter' }];
    if (part === '\t') return [{ key: 'tab' }];
    if (part === '\b' || part === '\x7f') return [{ key: 'backspace' }];
    if (part === '\x1b') return [ESCAPE];
    if (code >= 1 && code <= 26) return [control(String.fromCharCode(code + 96))];
    return code < 32 || (code >= 0x7f && code < 0xa0) ? [] : [{ key: 'char', text: part }];
  });
}
