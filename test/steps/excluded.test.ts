import { describe, expect, test } from 'vitest';
import { allChecks } from '../../src/commands/plan-checks.ts';
import { excluded } from '../../steps/excluded/index.ts';
import { engine } from '../../steps/index.ts';

const named = [...engine.decisions, ...engine.rules, ...allChecks].flatMap((one) => [one.id, ...one.aliases]);

describe('ids that are known from the research alone', () => {
  test('stand there once, and are neither a decision nor a rule nor a check', () => {
    const ids = excluded.map((one) => one.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ids.filter((id) => named.includes(id))).toEqual([]);
  });

  test('say why, and send only to what there is', () => {
    for (const { id, why, see } of excluded) {
      expect(why, id).toMatch(/^[A-Z].{20,}\.$/);
      expect(
        see.filter((one) => !named.includes(one)),
        id,
      ).toEqual([]);
    }
  });
});
