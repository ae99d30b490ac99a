import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerInBrief,
  count,
  nameOfId,
  questionsLeft,
  rawOfText,
  textOfValue,
  valueInWords,
  withAnswers,
} from '../../src/ask/words.ts';
import { list, map, number, text, toggle } from '../../src/core/kind.ts';
import { engine } from '../../steps/index.ts';

const word = text(/[a-z]+/, 'a word');

describe('words', () => {
  test('count', () => {
    expect([count(0, 'answer'), count(1, 'answer'), count(2, 'entry', 'entries')]).toEqual([
      '0 answers',
      '1 answer',
      '2 entries',
    ]);
  });

  test('questions left are a range while it depends', () => {
    const open = [1, 2, 3] as never;
    expect(questionsLeft({ open, maybe: 0 })).toBe('3 questions left');
    expect(questionsLeft({ open, maybe: 4 })).toBe('3 to 7 questions left');
  });

  test('an id is shown by the names in it', () => {
    const group = '/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg-hub';
    const vnet = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
    expect(nameOfId(group)).toBe('rg-hub');
    expect(nameOfId(vnet)).toBe('vnet-hub');
    expect(nameOfId(`${vnet}/subnets/snet-a`)).toBe('vnet-hub/snet-a');
    expect(nameOfId('10.0.0.0/16')).toBe('10.0.0.0/16');
  });

  test('typed text becomes the raw value that the parser judges', () => {
    expect(rawOfText(number(1, 9, 'nodes'), ' 3 ')).toBe(3);
    expect(rawOfText(number(1, 9, 'nodes'), 'three')).toBe('three');
    expect(rawOfText(toggle({ yes: { label: '', effect: '' }, no: { label: '', effect: '' } }), 'Yes')).toBe(true);
    expect(rawOfText(list(word, 0, 9), 'a, b  c')).toEqual(['a', 'b', 'c']);
    expect(rawOfText(list(word, 0, 9), 'none')).toEqual([]);
    expect(rawOfText(map(word, word, { max: 9 }), 'a=x, b=')).toEqual({ a: 'x', b: '' });
  });

  test('what is shown of a list is read back as the same list', () => {
    const items = fc.array(fc.stringMatching(/^[a-z0-9./=:-]{1,12}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(items, (value) => {
        fc.pre(value.join() !== 'none');
        expect(rawOfText(list(word, 0, 9), textOfValue(value))).toEqual(value);
      }),
    );
  });

  test('nothing is said as a word, never as an empty cell', () => {
    expect([[], {}, ''].map((value) => valueInWords(word, value))).toEqual(['none', 'none', 'none']);
  });
});

describe('answers that stand in the way', () => {
  test('are named by what they are about, not by their ids', () => {
    expect(answerInBrief(engine, 'vn.enable', true)).toBe('virtual nodes');
    expect(answerInBrief(engine, 'vn.enable', false)).toBe('no virtual nodes');
    expect(answerInBrief(engine, 'api.exposure', 'private-link')).toBe('API access: Private Link');
    expect(answerInBrief(engine, 'id.adminGroups', [])).toBe('no admin groups');
    expect(withAnswers(['virtual nodes', 'no admin groups'])).toBe('with virtual nodes and without admin groups');
  });
});
