import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyQueue, lengthAfter } from '../../../src/ask/lines/keys.ts';

function takeAll(queue: ReturnType<typeof keyQueue>) {
  const taken = [];
  for (;;) {
    const one = queue.take();
    if (one.keys === '' && one.by === undefined) return taken;
    taken.push(one);
    if (one.by === undefined) return taken;
  }
}

test('each prompt gets the keys up to its Enter; the rest waits', () => {
  const queue = keyQueue();
  queue.push('one\rtwo\rthr');
  expect(queue.take()).toEqual({ keys: 'one\r', by: 'enter' });
  expect(queue.take()).toEqual({ keys: 'two\r', by: 'enter' });
  expect(queue.take()).toEqual({ keys: 'thr', by: undefined });
  queue.push('ee\r');
  expect(queue.take()).toEqual({ keys: 'ee\r', by: 'enter' });
});

test('a pasted line that ends in both line ends is one Enter', () => {
  const queue = keyQueue();
  queue.push('one\r\ntwo\n');
  expect(takeAll(queue)).toEqual([
    { keys: 'one\r', by: 'enter' },
    { keys: 'two\r', by: 'enter' },
  ]);
});

test('no key is lost or doubled, however the terminal cuts them up', () => {
  const lines = fc.array(fc.stringMatching(/^[a-z0-9 ]{0,8}$/));
  fc.assert(
    fc.property(lines, fc.array(fc.nat({ max: 5 })), (typed, cuts) => {
      const queue = keyQueue();
      let rest = typed.map((line) => `${line}\r`).join('');
      const got: string[] = [];
      const drain = () => got.push(...takeAll(queue).map((one) => one.keys));
      for (const cut of cuts) {
        queue.push(rest.slice(0, cut));
        rest = rest.slice(cut);
        drain();
      }
      queue.push(rest);
      drain();
      expect(got.join('')).toBe(typed.map((line) => `${line}\r`).join(''));
    }),
  );
});

test('Ctrl-C, Ctrl-D and Ctrl-Z end a stretch and do not reach the prompt', () => {
  const queue = keyQueue();
  queue.push('ab\x03\x04\x1acd');
  expect(takeAll(queue)).toEqual([
    { keys: 'ab', by: 'interrupt' },
    { keys: '', by: 'end' },
    { keys: '', by: 'suspend' },
    { keys: 'cd', by: undefined },
  ]);
});

test('a line is empty again when all of it was deleted', () => {
  expect(lengthAfter(0, 'ab\x7f')).toBe(1);
  expect(lengthAfter(1, '\x7f\x7f')).toBe(0);
  expect(lengthAfter(3, '\x15')).toBe(0);
  expect(lengthAfter(0, '\x1b[A\x1b[D')).toBe(0);
});
