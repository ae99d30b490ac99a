import { safe } from '../ask/safe.ts';
import type { Io } from './io.ts';
import type { SharedOptions } from './options.ts';

export interface Progress {
  readonly show: (what: string) => void;
  readonly end: () => void;
}

const NONE: Progress = { show: () => {}, end: () => {} };

/** One line on a terminal that says what is running; elsewhere nothing. */
export function startProgress(io: Io, options: Pick<SharedOptions, 'quiet' | 'json'>, total: number): Progress {
  if (!io.stderr.isTTY || options.quiet || io.env['CI'] || io.env['TERM'] === 'dumb') return NONE;
  let done = 0;
  return {
    show(what) {
      done += 1;
      const line = `checking ${total > 1 ? `${done} of ${total}: ` : ''}${safe(what)} ...`;
      io.stderr.write(`\r\u001b[K${line.slice(0, io.stderr.columns - 1)}`);
    },
    end: () => io.stderr.write('\r\u001b[K'),
  };
}
