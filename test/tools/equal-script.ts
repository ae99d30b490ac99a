import { expect, test } from 'vitest';
import type { Plan } from '../../src/plan/plan.ts';
import { compare, differences } from './az-plan.ts';
import type { Sent } from './az-rig.ts';
import { chosenIn, general } from './equal-leaves.ts';
import { notShownOf } from './equal-not-shown.ts';
import { brokenWaits } from './equal-order.ts';

/**
 * What makes a script equal to its plan (design.md, "Equal means": 1 to 4). That the Bicep is equal to the same plan is
 * shown by bicep.test.ts and equal.test.ts: so script and Bicep are equal to each other.
 * @param sent the requests of the first run of setup.sh
 * @param folder of the rig, in which `KEEP_CHOSEN` ran after that
 */
export function testEqual(plan: Plan, sent: () => readonly Sent[], folder: () => string): void {
  const own = plan.resources.filter((one) => one.existing === undefined);

  test('each body is the plan, leaf by leaf, but for what is listed as implicit', () => {
    const chosen = chosenIn(folder());
    const all = own.flatMap((one) => differences(plan, one, sent(), chosen).map((says) => `${one.symbol}: ${says}`));
    expect(all).toEqual([]);
  });

  test('what az shows otherwise than by one body of the plan is what is listed, leaf by leaf', () => {
    const chosen = chosenIn(folder());
    const found = own.flatMap((one) => {
      const { api, unasked, later } = compare(plan, one, sent(), chosen);
      return [
        ...(api === one.api ? [] : [`version ${one.type} az sends ${api}, Bicep ${one.api}`]),
        ...unasked.map((path) => `unasked ${one.type} ${general(path)}`),
        ...later.map((path) => `later ${one.type} ${general(path)}`),
      ];
    });
    const listed = own
      .flatMap((one) => notShownOf(plan, one))
      .flatMap(({ topic, type, path, why }) => {
        if (topic === 'version') return [`${topic} ${type} ${why}`];
        return topic === 'unasked' || topic === 'later' ? [`${topic} ${type} ${path}`] : [];
      });
    expect([...new Set(found)].toSorted()).toEqual([...new Set(listed)].toSorted());
  });

  test('whatever waits for something comes after it', () => {
    expect(brokenWaits(plan, sent())).toEqual([]);
  });
}
