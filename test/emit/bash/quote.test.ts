import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comment, inDoubleQuotes, quote } from '../../../src/emit/bash/quote.ts';
import { HOSTILE } from '../../helpers/hostile.ts';
import { argumentsOf, BASH } from '../../helpers/script-world.ts';

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'\'"`$\\!*?~#;&|<>(){}[] \n\t\u0001\u202e'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((one) => !one.includes('\0') && one.isWellFormed());

describe('a quoted text', () => {
  test('arrives at a program as it is, whatever it holds', () => {
    expect(argumentsOf(HOSTILE.map(quote).join(' '))).toEqual(HOSTILE);
  });

  test('arrives as it is beside a variable in double quotes', () => {
    const words = HOSTILE.map((one) => `"$1${inDoubleQuotes(one)}$1"`).join(' ');
    const out = execFileSync(BASH, ['-c', `printf '%s\\0' ${words}`, 'bash', '<$x>'], { encoding: 'utf8' });
    expect(out.split('\0').slice(0, -1)).toEqual(HOSTILE.map((one) => `<$x>${one}<$x>`));
  });

  test('arrives as it is, in a thousand random texts', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 50, maxLength: 50 }), (texts) => {
        expect(argumentsOf(texts.map(quote).join(' '))).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });

  test('shows nothing in the script that the eye cannot see', () => {
    fc.assert(
      fc.property(text, (one) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(quote(one) + inDoubleQuotes(one) + comment(one))),
    );
  });

  test('is refused where no argument can hold it', () => {
    expect(() => quote('a\0b')).toThrow(RangeError);
    expect(() => quote('\ud800')).toThrow(RangeError);
  });

  test('stays as it is where a person would not quote it either', () => {
    expect(quote('10.0.0.0/16')).toBe('10.0.0.0/16');
    expect(quote("a 'b' $c")).toBe('"a \'b\' \\$c"');
  });
});
