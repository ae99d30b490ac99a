import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { printYaml } from '../../src/emit/yaml.ts';
import type { Json } from '../../src/plan/ids.ts';

/** YAML reserves nothing here; but the parser of the test gives `-0` and keys like `__proto__` a life of their own. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map((one) => one.toWellFormed()),
  fc.constantFrom(
    'yes',
    'No',
    'on',
    'OFF',
    'y',
    'N',
    'true',
    'Null',
    '~',
    '',
    ' ',
    '0777',
    '0o7',
    '1_000',
    '1e3',
    '.5',
    '1:30',
  ),
  fc.constantFrom(
    '2026-11-25',
    '<<',
    '=',
    '- a',
    'a: b',
    'a #b',
    '#',
    '&a',
    '*a',
    '!t',
    '|',
    '>',
    '%a',
    '@a',
    '`',
    '---',
    '...',
    '[',
    '{',
  ),
  fc.constantFrom(
    'a\nb',
    'a\nb\n',
    '\n',
    'a\n\n',
    ' a\nb',
    'a\n b\n',
    'a \nb',
    '---\na',
    'a\n---\n',
    'a\tb\nc',
    'a\r\nb',
    '\u2028',
    '\ufeff',
  ),
);
const value = fc.letrec<{ readonly any: Json }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('any'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).any;

describe('YAML', () => {
  test.each(['1.1', '1.2'] as const)('reads back as what was printed, by YAML %s', (version) => {
    fc.assert(
      fc.property(value, (one) => {
        expect(parse(printYaml(one), { version, prettyErrors: false })).toEqual(one);
      }),
      { numRuns: 500 },
    );
  });

  test('holds nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(printYaml(one)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  test('leaves names and paths without quotes, and shows scripts as they are', () => {
    expect(
      printYaml({ kind: 'NetworkPolicy', image: 'a/b', on: 'y', list: [{ name: 'x', v: 1 }, []], run: 'a\n  b\n' }),
    ).toBe(
      [
        'kind: NetworkPolicy',
        'image: a/b',
        '"on": "y"',
        'list:',
        '  - name: x',
        '    v: 1',
        '  - []',
        'run: |',
        '  a',
        '    b',
        '',
      ].join('\n'),
    );
  });
});
