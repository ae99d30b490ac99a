import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { templateFor } from '../../src/emit/arm/template.ts';
import { armValue, literal } from '../../src/emit/arm/values.ts';
import { type Json, plainOf, resourceIdOf } from '../../src/plan/ids.ts';
import { viewFor } from '../../src/plan/ownership.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { byId, idOf, join, keyed, param, runtime, setOf, subscription, symbol } from '../../src/plan/value.ts';
import { emissionsOfProfiles } from '../tools/profiles.ts';
import { plans as byHand, SUBSCRIPTION } from './plans.ts';

const plans: ReadonlyMap<string, Plan> = new Map([
  ...byHand,
  ...[...emissionsOfProfiles()].map(([name, { plan }]) => [name, plan] as const),
]);

type Entry = { readonly [key: string]: Json };
const DEPLOYMENT = 'Microsoft.Resources/deployments';

/** What Resource Manager reads in a text: an expression, or the text with doubled brackets taken off. */
function read(value: Json): Json {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [String(read(key)), read(one)]));
  if (typeof value !== 'string' || !value.startsWith('[') || !value.endsWith(']')) return value;
  return value.startsWith('[[') ? value.slice(1) : '<expression>';
}

/** What only Azure chooses, in the plan's plain form. */
const expressions = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(expressions);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expressions(one)]));
  return typeof value === 'string' && /<[A-Za-z0-9]+\.[A-Za-z.]+>/.test(value) ? '<expression>' : value;
};

interface Placed {
  readonly entry: Entry;
  readonly at: string;
}

/** Everything in the template with the scope it is deployed at. */
function placed(template: Entry): readonly Placed[] {
  const root = `/subscriptions/${SUBSCRIPTION}`;
  return (template['resources'] as readonly Entry[]).flatMap((entry): readonly Placed[] => {
    if (entry['type'] !== DEPLOYMENT) return [{ entry, at: root }];
    const inner = (entry['properties'] as { readonly template: { readonly resources: readonly Entry[] } }).template;
    const start = `/subscriptions/${entry['subscriptionId'] ?? SUBSCRIPTION}`;
    const at = entry['resourceGroup'] === undefined ? start : `${start}/resourceGroups/${entry['resourceGroup']}`;
    return inner.resources.map((one) => ({ entry: one, at }));
  });
}

function idFor({ entry, at }: Placed): string {
  const type = String(entry['type']);
  const [namespace, ...types] = type.split('/');
  const names = String(entry['name']).split('/');
  if (type === 'Microsoft.Resources/resourceGroups') return `${at}/resourceGroups/${names[0]}`;
  const path = types.flatMap((one, i) => [one, names[i] ?? '']);
  return `${entry['scope'] ?? at}/providers/${namespace}/${path.join('/')}`;
}

/** id -> type, version and body; subnets inside a VNet as resources of their own. */
function inventory(template: Entry): ReadonlyMap<string, Json> {
  const all = new Map<string, Json>();
  for (const one of placed(template)) {
    const { dependsOn: _, scope: _scope, name: _name, ...rest } = one.entry;
    const id = idFor(one).toLowerCase();
    const properties = (rest['properties'] ?? {}) as { readonly subnets?: readonly Entry[] };
    const { subnets, ...others } = properties;
    all.set(id, read(subnets ? { ...rest, properties: others } : rest));
    for (const { name, ...body } of subnets ?? [])
      all.set(
        `${id}/subnets/${name}`.toLowerCase(),
        read({ type: `${rest['type']}/subnets`, apiVersion: rest['apiVersion'] ?? '', ...body }),
      );
  }
  return all;
}

const planned = (plan: Plan): ReadonlyMap<string, Json> =>
  new Map(
    viewFor(plan, undefined)
      .resources.filter((one) => one.existing === undefined)
      .map((one) => [
        resourceIdOf(plan, one.symbol).toLowerCase(),
        expressions({ type: one.type, apiVersion: one.api, ...(plainOf(plan, one.body) as Entry) }),
      ]),
  );

const sorted = (all: ReadonlyMap<string, Json>) =>
  Object.fromEntries([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)));

describe.each([...plans])('%s as an ARM template', (_, plan) => {
  const template = templateFor(plan);
  const nested = (template['resources'] as readonly Entry[]).filter((one) => one['type'] === DEPLOYMENT);

  test('holds what the operator makes, each resource once, leaf by leaf', () => {
    const entries = placed(template);
    expect(new Set(entries.map(idFor)).size).toBe(entries.length);
    expect(sorted(inventory(template))).toEqual(sorted(planned(plan)));
  });

  test('evaluates expressions inside, and names each nested deployment once', () => {
    expect(nested.length).toBeGreaterThan(0);
    for (const one of nested)
      expect(one['properties']).toMatchObject({ mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' } });
    const names = nested.map((one) => one['name']);
    expect(new Set(names).size).toBe(names.length);
  });

  test('waits for nothing that is not beside it, and for nothing that comes later', () => {
    const inOneTemplate = (resources: readonly Entry[], idOfOne: (one: Entry) => string) => {
      const done: string[] = [];
      for (const one of resources) {
        for (const wait of (one['dependsOn'] ?? []) as readonly string[]) expect(done).toContain(wait);
        done.push(idOfOne(one));
      }
    };
    const outer = (one: Entry): string => {
      const root = `/subscriptions/${one['subscriptionId'] ?? SUBSCRIPTION}`;
      const at = one['resourceGroup'] === undefined ? root : `${root}/resourceGroups/${one['resourceGroup']}`;
      return one['type'] === DEPLOYMENT
        ? `${at}/providers/${DEPLOYMENT}/${one['name']}`
        : idFor({ entry: one, at: root });
    };
    inOneTemplate(template['resources'] as readonly Entry[], outer);
    const byEntry = new Map(placed(template).map((one) => [one.entry, idFor(one)]));
    for (const { properties } of nested)
      inOneTemplate(
        (properties as { readonly template: { readonly resources: readonly Entry[] } }).template.resources,
        (one) => byEntry.get(one) ?? '',
      );
  });

  test('gives the same bytes each time', () => {
    expect(JSON.stringify(templateFor(plan))).toBe(JSON.stringify(template));
  });
});

describe('values', () => {
  const [plan] = [...byHand.values()];
  if (!plan) throw new Error('no plan');
  const identity = plan.resources.find((one) => one.type === 'Microsoft.ManagedIdentity/userAssignedIdentities');
  if (!identity) throw new Error('no identity');
  const at = symbol(identity.symbol, 'Microsoft.ManagedIdentity/userAssignedIdentities');

  test('are read back as they were, whatever brackets they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', ']', 'a', "'", '\\', '\u{1F980}') }), (text) => {
        expect(read(literal(text))).toBe(text);
        expect(read(armValue(plan, { [text]: param('p', text, ''), list: setOf(text), in: join('', text) }))).toEqual({
          [text]: text,
          list: [text],
          in: text,
        });
      }),
    );
  });

  test('that only Azure chooses are asked of Azure, quotes doubled', () => {
    const id = resourceIdOf(plan, at.symbol);
    expect(armValue(plan, runtime(at, 'properties.principalId'))).toBe(
      `[reference('${id}', '${identity.api}').principalId]`,
    );
    expect(armValue(plan, join("it's [", runtime(at, 'properties.clientId'), ']'))).toBe(
      `[concat('it''s [', reference('${id}', '${identity.api}').clientId, ']')]`,
    );
  });

  test('are literal where they are known: ids, names, keyed lists and the subscription', () => {
    expect(armValue(plan, byId(idOf(at)))).toEqual({ [resourceIdOf(plan, at.symbol)]: {} });
    expect(armValue(plan, keyed('name', { a: { count: 1 } }))).toEqual([{ name: 'a', count: 1 }]);
    expect(armValue(plan, join('/subscriptions/', subscription))).toBe(`/subscriptions/${plan.subscription}`);
  });
});
