import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bicepFor } from '../../src/emit/bicep/format.ts';
import { modulesOf } from '../../src/emit/bicep/modules.ts';
import { sceneFor } from '../../src/emit/bicep/placement.ts';
import { array, assign, field, key, object, text } from '../../src/emit/bicep/syntax.ts';
import { teamsOf } from '../../src/plan/ownership.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { plans as byHand, emissionOf, SUBSCRIPTION, TENANT } from '../emit/plans.ts';
import { pairwiseProfiles } from '../helpers/legal-profiles.ts';
import { type Compiler, openCompiler } from './bicep-compiler.ts';
import { inventoryOfPlan, inventoryOfSnapshot, withParam, writeFiles } from './bicep-plan.ts';
import { emissionsOfProfiles } from './profiles.ts';

const compiler = await openCompiler();
const IDS = { subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', deploymentName: 'test' };

const ofProfiles = [...emissionsOfProfiles()].map(([name, { plan }]) => [name, plan] as const);
const plans: ReadonlyMap<string, Plan> = new Map([...byHand, ...ofProfiles]);

const partsOf = (name: string, plan: Plan) =>
  [undefined, ...teamsOf(plan)].map((owner) => ({ name: `${name}: ${owner ?? 'operator'}`, plan, owner }));
const parts = [...plans].flatMap(([name, plan]) => partsOf(name, plan));

/** The parts of profiles of which other teams have some, among those that hold most pairs of answers. */
const shared = pairwiseProfiles()
  .map((one) => [one.name, one.emission().plan] as const)
  .filter(([, plan]) => teamsOf(plan).length > 1)
  .slice(0, 4)
  .flatMap(([name, plan]) => partsOf(name, plan))
  // who only registers a provider has no resource to make
  .filter(({ plan, owner }) => bicepFor(emissionOf(plan), owner).size > 0);

describe.skipIf(compiler === undefined)('Bicep, judged by the real compiler', () => {
  const { build, buildParams, snapshot, format } = (compiler ?? {}) as Compiler;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bicep '));
  });
  afterAll(() => {
    compiler?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, plan: Plan, owner?: string): string => {
    const at = join(folder, name.replaceAll(/[^A-Za-z0-9]+/g, '-'));
    writeFiles(bicepFor(emissionOf(plan), owner), at);
    return at;
  };

  test.each(parts)(
    '$name: no error, no warning, and formatted as `bicep format` does',
    async ({ name, plan, owner }) => {
      const at = write(name, plan, owner);
      const files = bicepFor(emissionOf(plan), owner);
      expect(files.size).toBeGreaterThan(2);
      const main = await buildParams(join(at, 'main.bicepparam'));
      expect(main.diagnostics.filter((one) => one.level !== 'Info')).toEqual([]);
      for (const [path, content] of files) {
        const file = join(at, path);
        if (path.endsWith('.bicep')) expect((await build(file)).diagnostics).toEqual([]);
        expect(await format(file)).toBe(content);
      }
    },
  );

  test.each(parts)('$name: its snapshot is the plan, leaf by leaf', async ({ name, plan, owner }) => {
    const at = write(name, plan, owner);
    const { predictedResources } = await snapshot(join(at, 'main.bicepparam'), IDS);
    expect(inventoryOfSnapshot(predictedResources)).toEqual(inventoryOfPlan(plan, owner));
  });

  test.each([...parts, ...shared])(
    '$name: each parameter drives the deployment, and nothing else changes',
    async ({ name, plan, owner }) => {
      const at = write(name, plan, owner);
      const params = bicepFor(emissionOf(plan), owner).get('main.bicepparam') ?? '';
      const lines = [...params.matchAll(/^param (\w+) = (?:'([^']*)'|(\d+)|\[\n((?: {2}'[^']*'\n)+)\])$/gm)];
      expect(lines.length).toBe(params.match(/^param /gm)?.length);
      for (const [line, param = '', value = '', number, items] of lines) {
        if (value.startsWith('/subscriptions/')) continue;
        const list = items?.match(/[^'\s]+/g)?.map(flipped);
        const other = list ?? (number === undefined ? flipped(value) : Number(number) + 1);
        writeFileSync(join(at, 'main.bicepparam'), params.replace(line, `param ${param} = ${literal(other)}`));
        const { predictedResources } = await snapshot(join(at, 'main.bicepparam'), IDS);
        const found = inventoryOfSnapshot(predictedResources);
        const given = plan.resources.find((one) => `${one.symbol}Name` === param && one.existing !== undefined);
        const id = given?.existing ?? '';
        const changed = given
          ? {
              ...plan,
              resources: plan.resources.map((one) =>
                one === given ? { ...one, existing: `${id.slice(0, -value.length)}${other}` } : one,
              ),
            }
          : withParam(plan, param, other);
        expect(found, param).toEqual(inventoryOfPlan(changed, owner));
        expect(found, param).not.toEqual(inventoryOfPlan(plan, owner));
      }
    },
  );

  test.each([...parts, ...shared])(
    '$name: the id of what exists drives the deployment, into another group and subscription',
    async ({ name, plan, owner }) => {
      const at = write(name, plan, owner);
      const params = bicepFor(emissionOf(plan), owner).get('main.bicepparam') ?? '';
      for (const [line, param = '', value = ''] of params.matchAll(/^param (\w+) = '(\/subscriptions\/[^']*)'$/gm)) {
        const other = value
          .replace(/subscriptions\/[^/]*/, 'subscriptions/00000000-0000-4000-8000-000000000001')
          .replace(/resourceGroups\/[^/]*/, 'resourceGroups/rg-elsewhere')
          .replace(/\/([^/]+)$/, '/x$1');
        writeFileSync(join(at, 'main.bicepparam'), params.replace(line, `param ${param} = '${other}'`));
        const { predictedResources } = await snapshot(join(at, 'main.bicepparam'), IDS);
        const resources = plan.resources.map((one) => {
          if (!one.existing?.startsWith(value)) return one;
          const name = one.existing === value ? other.slice(other.lastIndexOf('/') + 1) : one.name;
          return { ...one, name, existing: other + one.existing.slice(value.length) };
        });
        expect(inventoryOfSnapshot(predictedResources), param).toEqual(inventoryOfPlan({ ...plan, resources }, owner));
      }
    },
  );

  test.each(parts)('$name: every dependency of the plan is kept', async ({ name, plan, owner }) => {
    const at = write(`order of ${name}`, plan, owner);
    // Dependencies by symbol instead of by an expression for each id.
    writeFileSync(join(at, 'bicepconfig.json'), '{ "experimentalFeaturesEnabled": { "symbolicNameCodegen": true } }');
    const template = JSON.parse((await build(join(at, 'main.bicep'))).contents) as Template;
    const scene = sceneFor(plan, owner);
    const { needs, home } = modulesOf(scene);
    const calls = template.resources;
    const callOf = (symbol: string): string => {
      const module = home.get(symbol);
      const found = Object.keys(calls).find((one) => one === module?.symbol || one === `${module?.symbol}Module`);
      expect(found, symbol).toBeDefined();
      return found ?? '';
    };
    let pairs = 0;
    for (const [symbol, before] of needs)
      for (const need of before) {
        pairs += 1;
        const [from, to] = [callOf(symbol), callOf(need)];
        const inside = calls[from]?.properties?.template?.resources ?? {};
        expect(from === to ? waits(inside, symbol, need) : waits(calls, from, to), `${symbol} after ${need}`).toBe(
          true,
        );
      }
    expect(pairs > 0 || needs.size < 3).toBe(true);
  });

  test('strings and property names come out as they went in', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(
            "'",
            "'''",
            '${',
            '}',
            '\\',
            '\n',
            '\r\n',
            '\t',
            '\0',
            '\u202e',
            '[',
            ']',
            '//',
            '/*',
            '#',
            '@',
            'a',
          ),
          {
            maxLength: 12,
          },
        )
        .map((list) => list.join('')),
    );
    const words = fc.constantFrom('true', 'null', 'if', 'for', 'resource', 'existing', 'a-b', '1', '_', '', ' ');
    const file = join(folder, 'texts.bicep');
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 60 }), fc.array(words), async (texts, names) => {
        const keys = [...new Set([...texts, ...names].map((one) => one.toWellFormed().toLowerCase()))];
        const value = object([
          field('texts', array(texts.map(text))),
          field('keys', object(keys.map((one) => field(key(one), text(one))))),
        ]);
        writeFileSync(file, `${assign('output all object', value)}\n`);
        const built = await build(file);
        expect(built.diagnostics).toEqual([]);
        const { outputs } = JSON.parse(built.contents) as {
          readonly outputs: { readonly all: { readonly value: unknown } };
        };
        const back = (one: string): string => (one.startsWith('[[') && one.endsWith(']') ? one.slice(1) : one);
        const { texts: found, keys: pairs } = outputs.all.value as {
          readonly texts: readonly string[];
          readonly keys: Readonly<Record<string, string>>;
        };
        expect(found.map(back)).toEqual(texts.map((one) => one.toWellFormed()));
        const wanted = Object.fromEntries(keys.map((one) => [one, one]));
        const got = Object.entries(pairs).map(([name, one]) => [back(name), back(one)] as const);
        expect(Object.fromEntries(got)).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });
});

const literal = (value: string | number | readonly string[]): string => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? `'${value}'` : `[\n${value.map((one) => `  '${one}'\n`).join('')}]`;
};

const flipped = (value: string): string => `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`;

interface Template {
  readonly resources: Readonly<Record<string, Entry>>;
}
interface Entry {
  readonly dependsOn?: readonly string[];
  readonly properties?: { readonly template?: Template };
}

const waits = (entries: Readonly<Record<string, Entry>>, from: string, to: string): boolean =>
  (entries[from]?.dependsOn ?? []).some((one) => one === to || waits(entries, one, to));
