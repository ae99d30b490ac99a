/** Keys as they came, until a prompt wants them. */
export interface KeyQueue {
  readonly push: (text: string) => void;
  /** Takes keys up to and with the first that ends a line; all there are if none does. */
  readonly take: () => Taken;
  /** Whether Ctrl-C is among the keys; if so, it and everything before it is forgotten. */
  readonly interrupted: () => boolean;
}

export interface Taken {
  readonly keys: string;
  /** What ended the stretch: Enter, Ctrl-C, Ctrl-D or Ctrl-Z. These three are not in `keys`. */
  readonly by: 'enter' | 'interrupt' | 'end' | 'suspend' | undefined;
}

const ENDS: Readonly<Record<string, Taken['by']>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\x03': 'interrupt',
  '\x04': 'end',
  '\x1a': 'suspend',
};

export function keyQueue(): KeyQueue {
  let waiting = '';
  return {
    push(text) {
      waiting += text;
    },
    take() {
      const at = waiting.search(/[\r\n\x03\x04\x1a]/);
      const by = at < 0 ? undefined : ENDS[waiting[at] ?? ''];
      const end = at < 0 ? waiting.length : at;
      const keys = waiting.slice(0, end) + (by === 'enter' ? '\r' : '');
      // A pasted line may end in both: that is one Enter.
      waiting = waiting.slice(at < 0 ? end : end + (waiting.startsWith('\r\n', end) ? 2 : 1));
      return { keys, by };
    },
    interrupted() {
      const at = waiting.lastIndexOf('\x03');
      waiting = waiting.slice(at + 1);
      return at >= 0;
    },
  };
}

/** How many characters stand in the line after these keys, as far as deciding whether it is empty needs. */
export function lengthAfter(length: number, keys: string): number {
  let now = length;
  for (const key of keys.replaceAll(/\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Z])/g, '')) {
    if (key === '\x7f' || key === '\b') now = Math.max(0, now - 1);
    else if (key === '\x15') now = 0;
    else if (key >= ' ') now += 1;
  }
  return now;
}
