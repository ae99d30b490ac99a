import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsDue, readLine, readValue } from '../../../src/ask/lines/typed.ts';
import { address, choice, guid, list, map, number, range, record, text, toggle } from '../../../src/core/kind.ts';

const exposure = choice([
  { value: 'vnet-private', label: 'Private, VNet integration', effect: 'e' },
  { value: 'public', label: 'Public', effect: 'e' },
]);
const yesNo = toggle({ yes: { label: 'Turn it on', effect: 'e' }, no: { label: 'Leave it off', effect: 'e' } });

describe('a line', () => {
  test.each([
    ['', { is: 'empty' }],
    ['   ', { is: 'empty' }],
    ['?', { is: 'explain', word: '' }],
    ['? d4', { is: 'explain', word: 'd4' }],
    [':find  api server ', { is: 'command', name: 'find', rest: 'api server' }],
    [':BACK', { is: 'command', name: 'back', rest: '' }],
    [':quit', { is: 'unknown', name: 'quit' }],
    ['west\x1beurope\x07', { is: 'text', text: 'westeurope' }],
    [' westeurope ', { is: 'text', text: 'westeurope' }],
  ])('%j is %j', (line, meant) => {
    expect(readLine(line)).toEqual(meant);
  });

  test('without a colon or a question mark in front is never a command', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        fc.pre(!/^[:?]/.test(line.replaceAll(/\p{Cc}/gu, '').trim()));
        expect(['empty', 'text']).toContain(readLine(line).is);
      }),
    );
  });
});

describe('a value', () => {
  test.each([
    ['the number of an option', exposure, '2', 'public'],
    ['an option by its value', exposure, 'vnet-private', 'vnet-private'],
    ['an option by its label', exposure, 'private, vnet integration', 'vnet-private'],
    ['the number of a side', yesNo, '2', false],
    ['a side by its label', yesNo, 'turn it on', true],
    ['yes', yesNo, 'yes', true],
    ['a number as itself', number(1, 100, 'nodes'), '3', 3],
    ['an address', address(), '10.0.1.4', '10.0.1.4'],
    ['several ranges', list(range(8, 32), 0, 9), '10.0.0.0/8, 20.0.0.0/16', ['10.0.0.0/8', '20.0.0.0/16']],
    [
      'several ranges without commas',
      list(range(8, 32), 0, 9),
      '10.0.0.0/8 20.0.0.0/16',
      ['10.0.0.0/8', '20.0.0.0/16'],
    ],
    ['an empty list', list(range(8, 32), 0, 9), 'none', []],
    ['several options by number', list(exposure, 0, 2), '2, 1', ['public', 'vnet-private']],
    [
      'pairs whose values hold spaces',
      map(text(/\w+/, 'a key'), text(/.+/, 'a value'), { max: 9 }),
      'team=the network people, cost=a, b',
      { team: 'the network people', cost: 'a, b' },
    ],
    ['an empty map', map(text(/\w+/, 'a key'), text(/.*/, 'a value'), { max: 9 }), 'none', {}],
  ])('%s', (_says, shape, typed, raw) => {
    expect(readValue(shape, typed)).toEqual({ raw });
  });

  test('the number beside a look-up stands for what was found', () => {
    const id = '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30';
    expect(readValue(list(guid('an Entra group'), 0, 5), '1', [id])).toEqual({ raw: [id] });
    expect(readValue(text(/[a-z]+/, 'a region'), '2', ['westeurope', 'northeurope'])).toEqual({ raw: 'northeurope' });
  });

  test('a range with host bits is refused, and what was meant is offered', () => {
    expect(readValue(list(range(8, 32), 0, 9), '20.60.1.7/24, 10.0.0.0/8')).toEqual({
      says: '20.60.1.7/24 is a host in 20.60.1.0/24',
      instead: ['20.60.1.0/24', '10.0.0.0/8'],
    });
  });

  test('a number that no option has is refused with what there is', () => {
    expect(readValue(exposure, '3')).toMatchObject({ says: 'must be one of vnet-private, public, not "3"' });
  });

  test('any text is read or refused with a reason, never thrown', () => {
    const shapes = [
      exposure,
      yesNo,
      number(1, 9, 'nodes'),
      range(8, 32),
      list(exposure, 1, 2),
      list(text(/a+/, 'a'), 0, 2),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.string(), (shape, typed) => {
        const read = readValue(shape, typed);
        expect('raw' in read || read.says.length > 0).toBe(true);
      }),
    );
  });
});

test('the fields of a record that are due follow from those before them', () => {
  const { fields } = record
    .field(
      'os',
      choice([
        { value: 'Linux', label: 'Linux', effect: 'e' },
        { value: 'Windows', label: 'Windows', effect: 'e' },
      ]),
      {
        question: 'System?',
        fallback: () => 'Linux' as const,
      },
    )
    .fieldWhen('vtpm', yesNo, (pool) => pool.os === 'Linux', { question: 'TPM?' });
  const names = (given: Record<string, unknown>) => fieldsDue(fields, given).map((field) => field.name);
  expect(names({})).toEqual(['os', 'vtpm']);
  expect(names({ os: 'Windows' })).toEqual(['os']);
});
