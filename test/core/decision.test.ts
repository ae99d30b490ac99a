import { expect, test } from 'vitest';
import { decision, permanenceOf } from '../../src/core/decision.ts';
import { choice } from '../../src/core/kind.ts';

const exposure = decision({
  id: 'toy.exposure',
  question: 'How is it reached?',
  explain: 'It matters.',
  kind: choice([
    { value: 'public', label: 'Public', effect: 'By everybody.' },
    { value: 'link', label: 'Link', effect: 'By few.', permanence: 'create-only' },
  ]),
  recommended: () => 'public',
  permanence: 'update',
  sources: [],
});

test('whether an answer can be changed later is what its option says, else what the decision says', () => {
  expect(permanenceOf(exposure, 'link')).toBe('create-only');
  expect(permanenceOf(exposure, 'public')).toBe('update');
  expect(permanenceOf(exposure, undefined)).toBe('update');
});
