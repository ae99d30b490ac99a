import { expect, test } from 'vitest';
import { answerOf, type Resolved } from '../../src/core/resolve.ts';
import { judge } from '../../src/core/rule.ts';
import { engine } from '../../steps/index.ts';
import { coverage, pairsOf, pairwiseProfiles, randomProfiles } from './legal-profiles.ts';

const twenty = pairwiseProfiles();
const random = randomProfiles(20);

const textOf = (resolved: Resolved): string => JSON.stringify([...resolved]);

test('generated profiles are complete, and no rule refuses them', () => {
  for (const { name, resolved } of [...twenty, ...random]) {
    const open = [...resolved].filter(([, { is }]) => is === 'open' || is === 'unsure');
    const broken = engine.rules.filter(
      (one) => one.severity === 'block' && judge(one, engine.byId, resolved).is !== 'fine',
    );
    expect({ name, open, broken: broken.map((one) => one.id) }).toEqual({ name, open: [], broken: [] });
  }
});

test('generated profiles make a plan and a profile of their own, with all that a person has to accept accepted', () => {
  const emissions = twenty.map((one) => one.emission());
  expect(new Set(emissions.map((one) => one.profile)).size).toBe(20);
  for (const { plan, rules } of emissions) {
    expect(plan.resources.length).toBeGreaterThan(3);
    expect(rules.filter((one) => one.severity !== 'info' && one.accepted === undefined)).toEqual([]);
  }
});

test('each run gives the same ones', () => {
  expect(randomProfiles(20).map((one) => textOf(one.resolved))).toEqual(random.map((one) => textOf(one.resolved)));
  expect(new Set(random.map((one) => textOf(one.resolved))).size).toBe(20);
  const [first] = pairwiseProfiles(1);
  expect(textOf(first?.resolved as Resolved)).toBe(textOf(twenty[0]?.resolved as Resolved));
});

test('the twenty hold more than twice the pairs of twenty random ones, and most of what can stand together', () => {
  const chosen = coverage(twenty);
  expect(chosen.covered).toBeGreaterThan(2 * coverage(random).covered);
  expect(chosen.covered / chosen.possible).toBeGreaterThan(0.6);
});

test('a pair is two answers that are both due', () => {
  const [first] = twenty;
  const pairs = pairsOf(first?.resolved as Resolved);
  const exposure = answerOf(first?.resolved as Resolved, 'api.exposure');
  expect(pairs.some((pair) => pair.includes(`api.exposure=${exposure}`))).toBe(true);
  expect(pairs.every((pair) => !pair.includes('undefined'))).toBe(true);
  expect(new Set(pairs).size).toBe(pairs.length);
});

test('nineteen in twenty options of all questions stand in one of the twenty', () => {
  const there = new Set(twenty.flatMap((one) => pairsOf(one.resolved)).flatMap((pair) => pair.split(' ')));
  const options = engine.decisions.flatMap(({ id, kind }) => {
    if (kind.tag === 'choice') return kind.options.map((one) => `${id}=${one.value}`);
    return kind.tag === 'toggle' ? [`${id}=true`, `${id}=false`] : [];
  });
  const missing = options.filter((one) => !there.has(one));
  expect(missing.length, missing.join(', ')).toBeLessThan(options.length / 20);
});
