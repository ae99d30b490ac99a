import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checks, engine } from '../../steps/index.ts';
import { run, temporaryFolder } from '../helpers/run.ts';

const explainable = [
  ...engine.decisions.flatMap((one) => [one.id, ...one.aliases]),
  ...engine.rules.flatMap((one) => [one.id, ...one.aliases]),
  ...checks.flatMap((one) => [one.id, ...one.aliases]),
];

describe('explain', () => {
  test('explains every decision, rule and check by id and older name, in 80 columns and as JSON', async () => {
    for (const id of new Set(explainable)) {
      const { exit, out, err } = await run(['explain', id]);
      expect({ id, exit, err }).toEqual({ id, exit: 0, err: '' });
      expect(out).toMatch(/https:\/\//);
      for (const line of out.split('\n'))
        if (!line.includes('https://')) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(() => JSON.parse(out)).toThrow();
    }
    for (const id of ['api.exposure', 'API-1', 'PF-01'])
      expect(JSON.parse((await run(['explain', id, '--json'])).out)).toBeTruthy();
  });

  test('lists every decision without an id', async () => {
    const { out } = await run(['explain']);
    for (const { id } of engine.decisions) expect(out).toContain(`  ${id} `);
    expect(JSON.parse((await run(['explain', '--json'])).out).decisions).toHaveLength(engine.decisions.length);
  });
});

describe('graph', () => {
  test('has every node and need in each format', async () => {
    const [text, mermaid, dot] = await Promise.all(
      ['text', 'mermaid', 'dot'].map(async (format) => (await run(['graph', '--format', format])).out),
    );
    for (const { id, needs } of engine.nodes) {
      expect(text).toMatch(new RegExp(`^ *${id.replaceAll('.', '\\.')}\\b`, 'm'));
      expect(mermaid).toContain(`[${id}]`);
      expect(dot).toContain(`  "${id}" [shape=`);
      for (const need of needs) expect(dot).toContain(`  "${need.id}" -> "${id}";`);
    }
    expect(mermaid).toMatch(/^flowchart LR\n/);
    expect(dot).toMatch(/^digraph .*\{\n[\s\S]*\n\}\n$/);
  });

  test('shows the answers of a profile, of --set, and what is not asked', async () => {
    const { out } = await run(['graph', 'starter-public', '--set', 'base.clusterName=other']);
    expect(out).toMatch(/^api\.exposure = public-ranges/m);
    expect(out).toMatch(/^base\.clusterName = other/m);
    expect(out).toMatch(/^net\.vnetId \(not asked\)/m);
    const { nodes } = JSON.parse((await run(['graph', 'starter-public', '--json'])).out);
    expect(nodes.find((one: { id: string }) => one.id === 'api.exposure')).toMatchObject({
      state: 'given',
      value: 'public-ranges',
    });
  });
});

type Schema = Readonly<Record<string, unknown>>;

/** The keywords of JSON Schema that the schema uses, judged by hand. */
function faults(schema: Schema | boolean, value: unknown, at: string, root: Schema): string[] {
  if (schema === true) return [];
  if (schema === false) return [`${at} must not be there`];
  const says = (condition: boolean, what: string): string[] => (condition ? [] : [`${at} ${what}`]);
  const all: string[] = [];
  for (const [word, rule] of Object.entries(schema)) all.push(...fault(word, rule, schema, value, at, root, says));
  return all;
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
const isObject = (value: unknown): value is Record<string, unknown> => typeOf(value) === 'object';

function fault(
  word: string,
  rule: unknown,
  schema: Schema,
  value: unknown,
  at: string,
  root: Schema,
  says: (ok: boolean, what: string) => string[],
): string[] {
  const each = (schemas: unknown): string[][] => (schemas as Schema[]).map((one) => faults(one, value, at, root));
  switch (word) {
    case '$schema':
    case '$id':
    case '$defs':
    case 'title':
    case 'description':
    case 'default':
    case 'examples':
    case '$comment':
    case 'deprecated':
    case 'markdownDescription':
    case 'enumDescriptions':
    case 'markdownEnumDescriptions':
      return [];
    case '$ref':
      return faults(
        (rule as string)
          .split('/')
          .slice(1)
          .reduce<unknown>((so, key) => (so as Schema)[key], root) as Schema,
        value,
        at,
        root,
      );
    case 'type':
      return says(
        [rule].flat().some((type) => type === typeOf(value) || (type === 'number' && typeof value === 'number')),
        `is no ${rule}`,
      );
    case 'enum':
      return says((rule as unknown[]).includes(value), 'is none of the values');
    case 'const':
      return says(rule === value, `is not ${rule}`);
    case 'pattern':
      return typeof value === 'string'
        ? says(new RegExp(rule as string, 'u').test(value), `does not match ${rule}`)
        : [];
    case 'maxLength':
      return typeof value === 'string' ? says(value.length <= (rule as number), 'is too long') : [];
    case 'minLength':
      return typeof value === 'string' ? says(value.length >= (rule as number), 'is too short') : [];
    case 'format':
      return [];
    case 'minimum':
      return says(typeof value !== 'number' || value >= (rule as number), 'is too small');
    case 'maximum':
      return says(typeof value !== 'number' || value <= (rule as number), 'is too large');
    case 'minItems':
      return says(!Array.isArray(value) || value.length >= (rule as number), 'has too few');
    case 'maxItems':
      return says(!Array.isArray(value) || value.length <= (rule as number), 'has too many');
    case 'minProperties':
      return says(!isObject(value) || Object.keys(value).length >= (rule as number), 'has too few');
    case 'maxProperties':
      return says(!isObject(value) || Object.keys(value).length <= (rule as number), 'has too many');
    case 'uniqueItems':
      return says(
        !Array.isArray(value) || new Set(value.map((one) => JSON.stringify(one))).size === value.length,
        'has one twice',
      );
    case 'items':
      return Array.isArray(value) ? value.flatMap((one, i) => faults(rule as Schema, one, `${at}[${i}]`, root)) : [];
    case 'required':
      return isObject(value)
        ? (rule as string[]).flatMap((key) => says(Object.hasOwn(value, key), `lacks ${key}`))
        : [];
    case 'properties':
      return isObject(value)
        ? Object.entries(rule as Schema).flatMap(([key, one]) =>
            Object.hasOwn(value, key) ? faults(one as Schema, value[key], `${at}.${key}`, root) : [],
          )
        : [];
    case 'propertyNames':
      return isObject(value)
        ? Object.keys(value).flatMap((key) => faults(rule as Schema, key, `${at} key ${key}`, root))
        : [];
    case 'additionalProperties':
      return isObject(value)
        ? Object.keys(value)
            .filter((key) => !Object.hasOwn((schema['properties'] ?? {}) as object, key))
            .flatMap((key) => faults(rule as Schema | boolean, value[key], `${at}.${key}`, root))
        : [];
    case 'anyOf':
    case 'oneOf':
      return each(rule).some((one) => one.length === 0)
        ? []
        : [
            `${at} fits none: ${each(rule)
              .map((one) => one[0])
              .join(' / ')}`,
          ];
    case 'allOf':
      return each(rule).flat();
    default:
      throw new Error(`this test does not know ${word}`);
  }
}

describe('schema', () => {
  const schemaOf = async (): Promise<Schema> => JSON.parse((await run(['schema'])).out);
  const preset = (name: string) => readFileSync(join(import.meta.dirname, `../../profiles/${name}.yaml`), 'utf8');

  test.each(['starter-public', 'virtual-nodes-locked', 'hub-spoke-private'])('takes %s', async (name) => {
    const schema = await schemaOf();
    expect(faults(schema, parse(preset(name)), 'profile', schema)).toEqual([]);
  });

  test.each([
    ['runCommand: false', 'runCommand: "no"'],
    ['exposure: public-ranges', 'exposure: open'],
    ['    exposure:', '    exposre:'],
    ['mode: System', 'mode: Systemd'],
    ['mode: System', 'moed: System'],
    ['format: 1', 'format: 2'],
    ['20.50.0.0/24', 'office'],
    ['clusterName: starter-weu', 'clusterName: "a b"'],
    ['count: 3', 'count: 3000'],
  ])('refuses %s as %s, as reading does', async (from, to) => {
    const schema = await schemaOf();
    const text = preset('starter-public').replace(from, to);
    expect(faults(schema, parse(text), 'profile', schema)).not.toEqual([]);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'p.yaml'), text);
    expect((await run(['check', 'p.yaml', '--emulator'], { cwd: folder })).exit).toBe(2);
  });

  test('describes and lists: every decision has a description, every choice its values', async () => {
    const text = JSON.stringify(await schemaOf());
    for (const { question } of engine.decisions) expect(text).toContain(JSON.stringify(question).slice(1, -1));
  });
});
