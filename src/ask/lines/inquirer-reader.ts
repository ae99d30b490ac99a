import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { type KeyQueue, keyQueue, lengthAfter } from './keys.ts';
import type { Heard, LineReader } from './reader.ts';
import { type Endings, endingsOf, type Host } from './signals.ts';

const WIDEST = 100;
const same = (text: string): string => text;

/** The prompt in plain letters. Inquirer puts a space between its prefix and the message, so they share the words. */
function wordsOf(prompt: string) {
  const at = prompt.lastIndexOf(' ');
  const prefix = prompt.slice(0, Math.max(0, at));
  return {
    message: prompt.slice(at + 1),
    theme: { prefix: { idle: prefix, done: prefix }, style: { message: same, answer: same } },
  };
}

/**
 * Lines edited by Inquirer. It loses keys that arrive between two prompts, so one reader has the terminal for the whole run and
 * gives each prompt a stream with the keys up to its Enter; what was typed ahead waits. Raw mode from the start: nothing echoes
 * before it is asked for, and Ctrl-C, Ctrl-D and Ctrl-Z are ours.
 */
export function inquirerReader(host: Host): LineReader {
  const { stdin, stdout } = host;
  const endings = endingsOf(host);
  const queue = keyQueue();
  const decoder = new StringDecoder('utf8');
  let arrived = (): void => {};
  const onData = (chunk: Buffer): void => {
    queue.push(decoder.write(chunk));
    arrived();
  };
  const onEnd = (): void => endings.end({ is: 'ended' });
  const interrupt = (): void => endings.end({ is: 'signalled', signal: 'SIGINT' });
  const take = (): void => {
    stdin.setRawMode(true);
    stdin.on('data', onData).on('end', onEnd).resume();
  };
  const release = (): void => {
    stdin.off('data', onData).off('end', onEnd).pause();
    if (!stdin.destroyed) stdin.setRawMode(false);
  };
  const suspend = (): void => {
    stdin.setRawMode(false);
    host.once('SIGCONT', () => stdin.setRawMode(true));
    host.kill(0, 'SIGSTOP'); // the whole process group, as the terminal itself does: a shell waits for npm, not for us
  };
  take();
  host.on('SIGINT', interrupt); // not a key, since keys are raw: somebody sent it

  return {
    get columns() {
      return Math.min(WIDEST, stdout.columns || 80);
    },
    print: (lines) => void stdout.write(lines.map((line) => `${line}\n`).join('')),
    ask: async (prompt) => {
      const heard = endings.now();
      if (heard) return heard;
      const { input } = await import('@inquirer/prompts');
      const feed = new PassThrough();
      const abort = new AbortController();
      const asked = input(wordsOf(prompt), { input: feed, output: stdout, signal: abort.signal });
      const fed = feedPrompt(queue, feed, endings, suspend, (listener) => {
        arrived = listener;
      });
      try {
        const ended = await Promise.race([fed.ended, asked.then((text): Heard => ({ is: 'line', text }))]);
        return ended;
      } finally {
        fed.stop();
        abort.abort();
        await asked.catch(() => undefined); // the prompt restores the cursor before anything else is printed
      }
    },
    wait: (work) => {
      const { promise, resolve } = Promise.withResolvers<'stopped'>();
      const stop = endings.listen(() => resolve('stopped'));
      arrived = () => {
        if (queue.interrupted()) resolve('stopped');
      };
      return Promise.race([work.then(() => 'done' as const), promise]).finally(() => {
        stop();
        arrived = () => {};
      });
    },
    lend: async (run) => {
      release();
      try {
        return await run();
      } finally {
        take();
      }
    },
    close: () => {
      host.off('SIGINT', interrupt);
      release();
      endings.close();
    },
  };
}

interface Fed {
  readonly ended: Promise<Heard>;
  readonly stop: () => void;
}

/** Gives a prompt its keys as they come, and settles where it ends without an Enter. */
function feedPrompt(
  queue: KeyQueue,
  feed: PassThrough,
  endings: Endings,
  suspend: () => void,
  onArrival: (listener: () => void) => void,
): Fed {
  const { promise, resolve } = Promise.withResolvers<Heard>();
  let length = 0;
  let isOver = false;
  const pump = (): void => {
    while (!isOver) {
      const { keys, by } = queue.take();
      length = lengthAfter(length, keys);
      if (keys !== '') feed.write(keys);
      if (by === undefined) return;
      if (by === 'suspend') suspend();
      if (by === 'interrupt' || (by === 'end' && length === 0)) resolve({ is: 'interrupted' });
      // With text in the line Ctrl-D deletes, as everywhere.
      if (by === 'end' && length > 0) feed.write('\x1b[3~');
      isOver = by === 'enter' || by === 'interrupt' || (by === 'end' && length === 0);
    }
  };
  onArrival(pump);
  const stopListening = endings.listen(resolve);
  pump();
  return {
    ended: promise,
    stop: () => {
      isOver = true;
      stopListening();
      onArrival(() => {});
    },
  };
}
