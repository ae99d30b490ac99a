import { expect, test } from 'vitest';
import { conditional, decision } from '../../src/core/decision.ts';
import { choice, toggle } from '../../src/core/kind.ts';
import { rule } from '../../src/core/rule.ts';
import { access, burst, ranges, toy } from './toy.ts';

const words = { question: '?', explain: '', permanence: 'none', sources: [] } as const;
const source = { title: '', url: '', read: '' };
const sides = { yes: { label: 'Yes', effect: '' }, no: { label: 'No', effect: '' } };
const option = <const Value extends string>(value: Value) => ({ value, label: value, effect: '' });

// Each line below is proven by `tsc`: an expected error that does not come is an error itself.
test('the types of handles say what may be read', () => {
  decision({
    id: 'x.one',
    needs: [access],
    kind: toggle(sides),
    ...words,
    recommended: (read) => {
      // @ts-expect-error what is not declared in needs cannot be read
      read(burst);
      // @ts-expect-error a value that is no option of what is read
      return read(access) === 'nowhere';
    },
  });
  decision({
    id: 'x.two',
    needs: [ranges],
    kind: toggle(sides),
    ...words,
    // @ts-expect-error a conditional answer may be undefined
    recommended: (read) => read(ranges).length > 0,
  });
  decision({
    id: 'x.three',
    kind: choice([option('a'), option('b')]),
    ...words,
    // @ts-expect-error a default that is no option
    recommended: () => 'c',
  });
  // @ts-expect-error a conditional decision says when it is due
  conditional({ id: 'x.four', needs: [access], kind: toggle(sides), ...words });
  rule({
    id: 'X',
    severity: 'warn',
    reads: [access],
    says: '',
    fix: '',
    source,
    examples: { broken: {}, fine: {} },
    // @ts-expect-error a rule reads only what it declares
    broken: (read) => read(burst),
  });
  expect(toy.decisions.length).toBeGreaterThan(0);
});
