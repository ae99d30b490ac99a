import { describe, expect, test } from 'vitest';
import { brokenRules, isBlocking } from '../../src/core/acknowledge.ts';
import { judgeAll, resolveWith } from '../../src/core/engine.ts';
import { repairsOf } from '../../src/core/repair.ts';
import type { Given, Origin } from '../../src/core/resolve.ts';
import { judge, rule } from '../../src/core/rule.ts';
import { access, ranges, toy } from './toy.ts';

const given = (values: Record<string, unknown>, origin: Origin = 'person') =>
  new Map(Object.entries(values).map(([id, value]): [string, Given] => [id, { value, origin }]));
const ruleOf = (id: string) => {
  const found = toy.rules.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe('a rule', () => {
  test('is open while it reads an answer that nobody gave', () => {
    const resolved = resolveWith(toy, given({ 'base.burst': true }), { takes: () => false });
    expect(judge(ruleOf('T-1'), toy.byId, resolved)).toEqual({ is: 'open' });
  });

  test('names a minimal conflict set', () => {
    const resolved = resolveWith(toy, given({ 'base.burst': true, 'api.access': 'ranges', 'api.ranges': [] }));
    expect(judge(ruleOf('T-1'), toy.byId, resolved)).toMatchObject({
      is: 'broken',
      conflict: ['base.burst', 'api.access'],
    });
  });

  test('leaves out of it what is not asked: nobody could change that', () => {
    const resolved = resolveWith(toy, given({ 'base.burst': true, 'api.access': 'private' }));
    const closed = rule({
      id: 'T-9',
      severity: 'block',
      reads: [access, ranges],
      broken: (read) => read(access) === 'private' && read(ranges) === undefined,
      says: 'A private one has no ranges.',
      fix: 'None.',
      source: { url: 'https://example.com', title: 'none', read: '2026-11-25' },
      examples: { broken: {}, fine: {} },
    });
    expect(judge(closed, toy.byId, resolved)).toMatchObject({ is: 'broken', conflict: ['api.access'] });
  });

  test('names the rows at fault', () => {
    const resolved = resolveWith(toy, given({ 'net.pools': [{ name: 'a', mode: 'User' }] }));
    expect(judge(ruleOf('T-4'), toy.byId, resolved)).toMatchObject({ rows: ['a'], conflict: ['net.pools'] });
  });
});

describe('repairs', () => {
  test('are legal, single, and cheapest first: what a person chose weighs more than a preset', () => {
    const answers = new Map([
      ...given({ 'base.burst': true }),
      ...given({ 'api.access': 'ranges', 'api.ranges': [] }, 'preset'),
    ]);
    const repairs = repairsOf(toy, answers, ruleOf('T-1'));
    expect(repairs.map((one) => one.set)).toEqual([
      { 'api.access': 'private' },
      { 'api.access': 'open' },
      { 'base.burst': false },
    ]);
    expect(repairs[0]).toMatchObject({ drops: ['api.ranges'], asks: [] });
    expect(repairs[1]?.warns).toEqual(['T-2']);
  });

  test('come from the rule itself where only it can think of one', () => {
    expect(repairsOf(toy, given({ 'net.size': 95 }), ruleOf('T-3'))[0]?.set).toEqual({ 'net.size': 60 });
  });

  test('never leave the rule broken or break another one', () => {
    for (const one of toy.rules) {
      const answers = given(one.examples.broken);
      for (const repair of repairsOf(toy, answers, one)) {
        const after = resolveWith(toy, new Map([...answers, ...given(repair.set)]));
        expect(judge(one, toy.byId, after)).toEqual({ is: 'fine' });
        const blocked = toy.rules.filter(
          (other) => other.severity === 'block' && judge(other, toy.byId, after).is === 'broken',
        );
        expect(blocked).toEqual([]);
      }
    }
  });
});

describe('an acknowledgement', () => {
  const judged = (size: number, acknowledged: Parameters<typeof brokenRules>[3], asOf?: string) => {
    const resolved = resolveWith(toy, given({ 'net.size': size }));
    return brokenRules(toy, resolved, judgeAll(toy, resolved), acknowledged, asOf);
  };
  const accepted = { rule: 'T-3', for: { 'net.size': 95 }, because: 'until spring', until: '2027-03-31' };

  test('lets retired technology through, for exactly the answers it names', () => {
    expect(judged(95, []).some(isBlocking)).toBe(true);
    expect(judged(95, [accepted]).some(isBlocking)).toBe(false);
    expect(judged(96, [accepted]).some(isBlocking)).toBe(true);
  });

  test('ends with its day, when a day is given', () => {
    expect(judged(95, [accepted], '2027-03-31').some(isBlocking)).toBe(false);
    expect(judged(95, [accepted], '2027-04-01').some(isBlocking)).toBe(true);
  });
});
