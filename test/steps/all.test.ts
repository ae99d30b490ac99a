import { describe, expect, test } from 'vitest';
import { allChecks } from '../../src/commands/plan-checks.ts';
import type { Shape } from '../../src/core/kind.ts';
import { parse } from '../../src/core/parse.ts';
import { recommendedFor } from '../../src/core/resolve.ts';
import { judge } from '../../src/core/rule.ts';
import { contributions, engine } from '../../steps/index.ts';
import { BASE, resolvedOf } from '../helpers/steps.ts';

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const sentences = (text: string): number => text.split(/[.?!](?:\s|$)/).filter((part) => part.trim() !== '').length;

describe.each(engine.decisions.map((decision) => [decision.id, decision] as const))('%s', (_, decision) => {
  test('belongs to an area, and has a question that fits a line of 80 columns', () => {
    expect(engine.areas.map((area) => area.id)).toContain(decision.area);
    expect(decision.question.length).toBeLessThanOrEqual(76);
    expect(decision.question).toMatch(/\?$/);
  });

  test('is explained in two to six sentences with at least one dated source', () => {
    expect(sentences(decision.explain)).toBeGreaterThanOrEqual(2);
    expect(sentences(decision.explain)).toBeLessThanOrEqual(6);
    expect(decision.sources.length).toBeGreaterThan(0);
    for (const source of decision.sources) {
      expect(isDate(source.read)).toBe(true);
      expect(source.url).toMatch(/^https:\/\//);
    }
  });

  test('has labels that fit, and says what each option changes', () => {
    for (const option of optionsIn(decision.kind)) {
      expect(option.label.length).toBeLessThanOrEqual(40);
      expect(option.effect.length).toBeGreaterThan(5);
    }
  });

  test('recommends a value that its own kind takes', () => {
    const recommended = recommendedFor(decision, resolvedOf({}));
    if (recommended !== undefined) expect(parse(decision.kind, recommended)).toEqual({ value: recommended });
  });
});

function optionsIn(kind: Shape): readonly { readonly label: string; readonly effect: string }[] {
  switch (kind.tag) {
    case 'choice':
      return kind.options;
    case 'toggle':
      return [kind.sides.yes, kind.sides.no];
    case 'list':
      return optionsIn(kind.of);
    case 'map':
      return kind.keys ?? [];
    case 'range':
      return kind.words;
    default:
      return [];
  }
}

describe('the graph', () => {
  test('has ids and aliases that are unique', () => {
    const names = engine.decisions.flatMap((decision) => [decision.id, ...decision.aliases]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test('rests on nothing that was read after the day of its facts', () => {
    const sources = [
      ...engine.decisions.flatMap((decision) => decision.sources),
      ...[...engine.rules, ...allChecks].map((one) => one.source),
    ];
    expect(sources.filter((source) => source.read > engine.factsRead)).toEqual([]);
  });

  test('needs four answers of a person, and recommends everything else that is then due', () => {
    const resolved = resolvedOf({});
    expect(
      engine.decisions.filter((decision) => resolved.get(decision.id)?.is === 'open').map((decision) => decision.id),
    ).toEqual([]);
    expect(Object.keys(BASE)).toHaveLength(4);
  });

  test('breaks no rule that blocks when everything is taken as recommended', () => {
    const resolved = resolvedOf({});
    const broken = engine.rules
      .filter((rule) => judge(rule, engine.byId, resolved).is === 'broken')
      .map((rule) => rule.id);
    expect(
      broken.filter((id) => ['block', 'retired'].includes(engine.rules.find((rule) => rule.id === id)?.severity ?? '')),
    ).toEqual([]);
  });

  test('has rules, checks and contributions with ids of their own, and no alias that is another one’s id', () => {
    for (const all of [engine.rules, allChecks, contributions]) {
      const ids = all.map((one) => one.id);
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    }
    for (const all of [engine.rules, allChecks]) {
      const ids = new Set(all.map((one) => one.id));
      expect(all.flatMap((one) => one.aliases).filter((alias) => ids.has(alias))).toEqual([]);
    }
  });
});

describe.each(engine.rules.map((rule) => [rule.id, rule] as const))('rule %s', (_, rule) => {
  test('is broken by its broken example, and fine with its fine one', () => {
    const verdict = judge(rule, engine.byId, resolvedOf(rule.examples.broken));
    expect(verdict.is).toBe('broken');
    expect(judge(rule, engine.byId, resolvedOf(rule.examples.fine)).is).toBe('fine');
    if (verdict.is === 'broken') expect(verdict.conflict.length).toBeGreaterThan(0);
  });

  test('says what is wrong, how to mend it, and where that was read', () => {
    expect(rule.says.length).toBeGreaterThan(20);
    expect(rule.fix.length).toBeGreaterThan(8);
    expect(isDate(rule.source.read)).toBe(true);
  });

  test('has examples that are due where they stand', () => {
    for (const example of [rule.examples.broken, rule.examples.fine]) {
      const resolved = resolvedOf(example);
      for (const id of Object.keys(example)) expect([id, resolved.get(id)?.is]).toEqual([id, 'given']);
    }
  });
});
