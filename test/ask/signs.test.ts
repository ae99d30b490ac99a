import { describe, expect, test } from 'vitest';
import { width } from '../../src/ask/safe.ts';
import { ASCII, asciiOnly, signsFor, UNICODE } from '../../src/ask/signs.ts';

describe('signs', () => {
  test.each([
    [{ LANG: 'en_GB.UTF-8', TERM: 'xterm' }, UNICODE],
    [{ LANG: 'C.utf8' }, UNICODE],
    [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, ASCII],
    [{ LC_ALL: '', LANG: 'en_GB.UTF-8' }, UNICODE],
    [{ LANG: 'en_GB.UTF-8', TERM: 'linux' }, ASCII],
    [{}, ASCII],
  ])('of %j fit its locale and terminal', (env, signs) => {
    expect(signsFor(env)).toBe(signs);
  });

  test('of results are one column wide and differ in shape', () => {
    for (const { pass, warn, fail, notRun, running, cursor } of [UNICODE, ASCII]) {
      const all = [pass, warn, fail, notRun, running, cursor];
      expect(all.map(width)).toEqual([1, 1, 1, 1, 1, 1]);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  test('of the ASCII set are ASCII', () => {
    expect(Object.values(ASCII).every((sign) => asciiOnly(sign) === sign)).toBe(true);
  });
});
