import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/checks/shell-word.ts';

describe('a word in a command that is copied', () => {
  it('stays as it is where it is plain', () => {
    expect(shellWord('/subscriptions/a/nsg-1')).toBe('/subscriptions/a/nsg-1');
    expect(shellWord('')).toBe("''");
  });

  it('is one argument for bash, whatever Azure says', () => {
    const words = fc.sample(
      fc.string({
        unit: fc.constantFrom(
          "'",
          '"',
          '$',
          '`',
          '(',
          ')',
          ';',
          ' ',
          '\\',
          'a',
          '*',
          '{',
          '!',
          '&',
          '|',
          '\u202e',
          '\n',
        ),
      }),
      60,
    );
    const script = words.map((word) => `printf '%s\\0' ${shellWord(word)}`).join('\n');
    const got = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
    expect(got).toEqual(words.map((word) => word.replace(/[\n\u202e]/g, '')));
  });
});
