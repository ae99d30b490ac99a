import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bicep, bicepFor } from '../../../src/emit/bicep/format.ts';
import { modulesOf } from '../../../src/emit/bicep/modules.ts';
import { sceneFor } from '../../../src/emit/bicep/placement.ts';
import { contribution } from '../../../src/plan/contribution.ts';
import { STAGES } from '../../../src/plan/plan.ts';
import { idOf, param, symbol, type Value } from '../../../src/plan/value.ts';
import { contributionsOf, emissionOf, planOf, plans } from '../plans.ts';

const GROUP = 'Microsoft.Resources/resourceGroups';

/** Any legal order of things: later resources refer to some earlier ones, whatever their stage and group. */
const anyPlan = fc
  .array(
    fc.record({ stage: fc.constantFrom(...STAGES), group: fc.nat(2), refs: fc.array(fc.nat(30), { maxLength: 4 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((rows) => {
    const made = rows.map((_, i) => symbol(`thing${i}`, 'Microsoft.Network/routeTables'));
    const groups = [0, 1, 2].map((i) => symbol(`group${i}`, GROUP));
    return planOf([
      contribution({
        id: 'all',
        because: [],
        add: (plan) => {
          for (const at of groups)
            plan.add(at, { api: '2025-04-01', scope: { in: 'subscription' }, name: at.symbol, stage: 'subscription' });
          for (const [i, row] of rows.entries()) {
            const refs = row.refs.flatMap((ref): Value[] => (made[ref] && ref < i ? [idOf(made[ref])] : []));
            plan.add(made[i]!, {
              api: '2025-05-01',
              scope: { in: 'group', group: groups[row.group]!.symbol },
              name: `rt-${i}`,
              stage: row.stage,
              body: { properties: { refs } },
            });
          }
        },
      }),
    ]);
  });

describe('modules', () => {
  test('never wait for each other, hold each resource once, and have one stage and one scope', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const { list, needs, home } = modulesOf(sceneFor(plan, undefined));
        const held = list.flatMap((module) => module.resources.map((one) => one.symbol));
        expect(held.toSorted()).toEqual([...needs.keys()].toSorted());
        for (const module of list) {
          for (const one of module.resources) {
            expect(one.stage).toBe(module.stage);
            expect(one.scope).toEqual(module.resources[0]?.scope);
          }
          for (const need of module.resources.flatMap((one) => [...(needs.get(one.symbol) ?? [])])) {
            const other = home.get(need);
            expect(other && list.indexOf(other) <= list.indexOf(module)).toBe(true);
          }
        }
        expect(new Set(list.map((module) => module.name)).size).toBe(list.length);
      }),
      { numRuns: 300 },
    );
  });

  test('a stage and scope is split only where it would wait for itself through another', () => {
    const names = (plan: Parameters<typeof sceneFor>[0]) =>
      modulesOf(sceneFor(plan, undefined)).list.map((module) => module.name);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => symbol(name, 'Microsoft.Network/routeTables'));
    const groups = ['oneGroup', 'twoGroup'].map((name) => symbol(name, GROUP));
    const build = (last: 'waits' | 'free') =>
      planOf([
        contribution({
          id: 'all',
          because: [],
          add: (plan) => {
            for (const at of groups)
              plan.add(at, {
                api: '2025-04-01',
                scope: { in: 'subscription' },
                name: at.symbol,
                stage: 'subscription',
              });
            for (const [at, group, ref] of [
              [a, 'oneGroup', undefined],
              [b, 'twoGroup', a],
              [c, 'oneGroup', last === 'waits' ? b : a],
            ] as const)
              plan.add(at!, {
                api: '2025-05-01',
                scope: { in: 'group', group },
                name: at!.symbol,
                stage: 'network',
                body: { properties: ref ? { ref: idOf(ref) } : {} },
              });
          },
        }),
      ]);
    expect(names(build('free'))).toEqual(['network-one', 'network-two']);
    expect(names(build('waits'))).toEqual(['network-one', 'network-two', 'network-one-2']);
  });

  test('children of a VNet that exists are made one after the other; those of a new one stand inside it', () => {
    const existing = bicepFor(emissionOf(plans.get('existing network')!), undefined).get('modules/network-vnet.bicep');
    expect(existing).toMatch(/resource nodeSubnet [\s\S]*dependsOn: \[\n {4}jumpboxSubnet\n {2}\]/);
    const made = bicepFor(emissionOf(plans.get('new network')!), undefined).get('modules/network.bicep');
    expect(made).toContain('    subnets: [\n');
    expect(made).not.toContain('virtualNetworks/subnets@');
  });
});

describe('the text', () => {
  test('is the same whatever the order of the contributions', () => {
    const list = contributionsOf['spoke of a hub'];
    const text = (order: readonly (typeof list)[number][]) => [...bicepFor(emissionOf(planOf(order)), undefined)];
    const first = text(list);
    fc.assert(
      fc.property(fc.shuffledSubarray([...list], { minLength: list.length }), (order) => {
        expect(text(order)).toEqual(first);
      }),
      { numRuns: 20 },
    );
  });

  test('lets nothing out of a comment or a description', () => {
    const hostile = "x\n*/ resource evil 'a' = {}\r\u2028param y string\u202e ${z} '''";
    const plan = planOf(
      [
        contribution({
          id: 'one',
          because: [],
          add: (plan) =>
            plan.add(symbol('group', GROUP), {
              api: '2025-04-01',
              scope: { in: 'subscription' },
              name: param('groupName', hostile, hostile),
              stage: 'subscription',
              body: { location: 'westeurope', tags: { [hostile]: hostile } },
            }),
        }),
      ],
      { clusterName: hostile },
    );
    for (const [, content] of bicep.emit(emissionOf(plan, { name: hostile }))) {
      expect(content).not.toMatch(/^\s*(?:resource evil|param y|\*\/)/m);
      expect(content).not.toMatch(/[\r\u2028\u202e]/);
    }
  });

  test('says SAMPLE in the first line of every file of a sample', () => {
    const files = bicep.emit(emissionOf({ ...plans.get('new network')!, sample: true }));
    expect(files.size).toBeGreaterThan(5);
    for (const [path, content] of files) expect(content.split('\n', 1)[0], path).toMatch(/^\/\/ SAMPLE/);
  });

  test('says in its first lines which Bicep it needs, and only where it needs a new one', () => {
    const template = symbol('imageTemplate', 'Microsoft.VirtualMachineImages/imageTemplates');
    const imagePlan = (add: boolean) =>
      planOf([
        contribution({
          id: 'image',
          because: [],
          add: (plan) => {
            const group = symbol('group', GROUP);
            plan.add(group, { api: '2025-04-01', scope: { in: 'subscription' }, name: 'rg', stage: 'subscription' });
            const at = {
              api: '2025-10-01',
              scope: { in: 'group', group: group.symbol },
              name: 'it',
              stage: 'image',
            } as const;
            if (add) plan.add(template, at);
          },
        }),
      ]);
    for (const plan of [imagePlan(true), imagePlan(false), ...plans.values()]) {
      const files = bicepFor(emissionOf(plan), undefined);
      const isUsed = [...files.values()].some((text) => text.includes('@onlyIfNotExists()'));
      const [head = ''] = (files.get('main.bicep') ?? '').split('targetScope');
      expect(head.includes('// It needs Bicep 0.38.3 or newer: `az bicep version`')).toBe(isUsed);
    }
    expect(bicepFor(emissionOf(imagePlan(true)), undefined).get('main.bicep')).toContain('az bicep upgrade');
  });

  test('is nothing for a team that makes no resource', () => {
    expect(bicepFor(emissionOf(plans.get('new network')!), 'nobody').size).toBe(0);
  });
});
