import { ReadStream } from 'node:tty';
import type { Heard, LineReader } from './reader.ts';
import { endingsOf, type Host } from './signals.ts';

/**
 * Lines edited by the terminal itself: not one escape sequence is written, so screen readers, dumb terminals and logs get text.
 * Lines typed ahead wait in a queue.
 */
export function plainReader(host: Host): LineReader {
  const { stdout } = host;
  const endings = endingsOf(host);
  const lines: Heard[] = [];
  let waiting: ((heard: Heard) => void) | undefined;
  let stopWaiting: (() => void) | undefined;

  const tell = (heard: Heard): void => {
    const asker = waiting;
    waiting = undefined;
    if (asker) asker(heard);
    else lines.push(heard);
  };
  const interrupt = (): void => {
    if (stopWaiting) {
      stopWaiting();
      return;
    }
    lines.length = 0; // what was typed before Ctrl-C is no longer meant
    stdout.write('\n');
    tell({ is: 'interrupted' });
  };
  const source = linesOf(
    host,
    tell,
    () => {
      stdout.write('\n');
      tell({ is: 'interrupted' });
    },
    () => endings.end({ is: 'ended' }),
  );
  host.on('SIGINT', interrupt);

  return {
    columns: undefined,
    print: (texts) => void stdout.write(texts.map((text) => `${text}\n`).join('')),
    ask: (prompt) => {
      const ended = endings.now();
      if (ended && lines.length === 0) return Promise.resolve(ended);
      stdout.write(`${prompt} `);
      const ready = lines.shift();
      if (ready) return Promise.resolve(ready);
      return new Promise<Heard>((resolve) => {
        const stop = endings.listen(resolve);
        waiting = (heard) => {
          stop();
          resolve(heard);
        };
      });
    },
    wait: (work) => {
      const { promise, resolve } = Promise.withResolvers<'stopped'>();
      stopWaiting = () => resolve('stopped');
      const stop = endings.listen(stopWaiting);
      return Promise.race([work.then(() => 'done' as const), promise]).finally(() => {
        stop();
        stopWaiting = undefined;
      });
    },
    lend: async (run) => {
      source.pause();
      try {
        return await run();
      } finally {
        source.resume();
      }
    },
    close: () => {
      host.off('SIGINT', interrupt);
      source.close();
      endings.close();
    },
  };
}

interface LineSource {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/**
 * Lines of the terminal. Ctrl-D on an empty line reaches Node as the end of input although the terminal goes on: it is opened
 * again, unless it ends at once, which a closed terminal does.
 */
function linesOf(host: Host, tell: (heard: Heard) => void, onEmptyEnd: () => void, onGone: () => void): LineSource {
  let stream: NodeJS.ReadStream = host.stdin;
  let rest = '';
  let isFresh = false;
  const onData = (text: string): void => {
    isFresh = false;
    const parts = (rest + text).split(/\r\n|\r|\n/);
    rest = parts.pop() ?? '';
    for (const part of parts) tell({ is: 'line', text: part });
  };
  const onEnd = (): void => {
    if (isFresh || !stream.isTTY) {
      onGone();
      return;
    }
    onEmptyEnd();
    open(new ReadStream(0));
    isFresh = true;
  };
  const open = (next: NodeJS.ReadStream): void => {
    stream = next;
    stream.setEncoding('utf8').on('data', onData).on('end', onEnd).on('error', onGone).resume();
  };
  open(stream);
  return {
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    close: () => {
      stream.removeAllListeners('data').removeAllListeners('end').pause();
      // One that was opened here keeps the program alive even when it is paused.
      if (stream !== host.stdin) stream.destroy();
    },
  };
}
