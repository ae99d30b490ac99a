import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DecisionRow, Emission } from '../../src/emit/emission.ts';
import { emitAll } from '../../src/emit/index.ts';
import { oneLine } from '../../src/emit/words.ts';
import { param, symbol } from '../../src/plan/value.ts';
import { HOSTILE } from '../helpers/hostile.ts';
import { emissionOf, HEAD, planOf } from '../helpers/plans.ts';
import { openCompiler } from './bicep-compiler.ts';
import { writeFiles } from './bicep-plan.ts';
import { findCheckov } from './checkov.ts';

const group = symbol('clusterGroup', 'Microsoft.Resources/resourceGroups');
const role = symbol('someRole', 'Microsoft.Authorization/roleDefinitions');
const identityOf = (i: number) => symbol(`identity${i}`, 'Microsoft.ManagedIdentity/userAssignedIdentities');
const source = (title: string) => ({ title, url: 'https://learn.microsoft.com/azure/aks/', read: '2026-11-20' });
const KEYS = HOSTILE.filter((text) => text.trim() !== '');

/** An emission in which a text stands wherever a person, a file or Azure may have put it, and `texts` in values and keys. */
const emissionWith = (says: string, texts: readonly string[]): Emission =>
  emissionOf(
    planOf((plan) => {
      plan.add(group, {
        api: '2025-04-01',
        scope: { in: 'subscription' },
        name: param('groupName', 'rg-demo', says),
        stage: 'subscription',
        body: { location: 'westeurope' },
      });
      for (const [i, text] of texts.entries())
        plan.add(identityOf(i), {
          api: '2024-11-30',
          scope: { in: 'group', group: group.symbol },
          name: `id-${i}`,
          stage: 'identity',
          body: {
            location: 'westeurope',
            tags: { literal: text, value: param(`text${i}`, text, says), [`key ${text}`]: 'x' },
          },
        });
      plan.add(role, {
        api: '2022-04-01',
        scope: { in: 'group', group: group.symbol },
        name: '4c8e2f6a-0000-4000-8000-1b5d9f3a7c60',
        stage: 'identity',
        body: {
          properties: {
            roleName: 'a role',
            description: says,
            type: 'CustomRole',
            permissions: [{ actions: ['Microsoft.Network/virtualNetworks/read'], notActions: [] }],
            assignableScopes: [`/subscriptions/${HEAD.subscription}/resourceGroups/rg-demo`],
          },
        },
      });
      const data = Object.fromEntries(texts.map((text, i) => [`k${i}`, text]));
      const keys = Object.fromEntries(texts.filter((text) => text.trim() !== '').map((text) => [text, 'x']));
      plan.object({
        symbol: 'texts',
        manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'texts' }, data },
      });
      plan.object({
        symbol: 'keys',
        manifest: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'keys', annotations: keys } },
      });
      plan.chart({
        symbol: 'chart',
        release: 'chart',
        repository: 'https://example.com/charts',
        chart: 'chart',
        version: '1.0.0',
        namespace: 'default',
        values: { texts: [...texts], keys },
      });
      plan.flow({
        from: says,
        to: 'mcr.microsoft.com',
        protocol: 'Https',
        ports: [443],
        why: says,
        required: true,
        evidence: 'read',
      });
      plan.way({ actor: says, reach: 'yes', why: says });
      plan.note({ topic: 'Notes', says });
    }),
    {
      name: says,
      decisions: [decisionOf(says)],
      rules: [
        {
          id: 'NP-6',
          severity: 'warn',
          says,
          fix: says,
          decisions: ['net.policy'],
          rows: [says],
          accepted: { because: says, by: says },
          source: source(says),
        },
      ],
      checks: [{ id: 'PF-02', title: says, target: `x${says}` }],
      findings: [{ check: 'CKV_1', asks: says, on: `x${says}`, why: says, decisions: [] }],
    },
  );

const decisionOf = (says: string): DecisionRow => ({
  id: 'net.vnet',
  area: 'net',
  areaTitle: 'Network',
  question: says,
  value: { a: `x${says}` },
  origin: 'person',
  recommended: false,
  explain: says,
  permanence: 'update',
  sources: [source(says)],
  unverified: says,
});

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'hostile '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const all = emitAll(emissionWith(HOSTILE.join(' '), HOSTILE));
const textOf = (path: string | RegExp): string => {
  const found = [...all].find(([name]) => (typeof path === 'string' ? name === path : path.test(name)));
  expect(found, String(path)).toBeDefined();
  return found?.[1] ?? '';
};

describe('YAML', () => {
  const CONFIG = /^kubernetes\/.*config.*\.yaml$/i;
  const expected = Object.fromEntries(HOSTILE.map((text, i) => [`k${i}`, text]));
  const keys = Object.fromEntries(KEYS.map((text) => [text, 'x']));

  test.each(['1.1', '1.2'] as const)('of manifests and chart values is one literal each, by YAML %s', (version) => {
    expect(parse(textOf(CONFIG), { version }).data).toEqual(expected);
    expect(parse(textOf(/^kubernetes\/.*account.*\.yaml$/i), { version }).metadata.annotations).toEqual(keys);
    const values = parse(textOf(/^charts\/.*values\.yaml$/), { version, uniqueKeys: true });
    expect(values).toEqual({ texts: HOSTILE, keys });
  });

  const kubeCheck = resolve(process.env['AKS_SETUP_SHARED'] ?? '../shared', 'tools/kube-check/kube-check.mjs');
  if (!existsSync(kubeCheck))
    console.log(`skipped: kube-check does not read hostile YAML, since it is not at ${kubeCheck}`);
  test.skipIf(!existsSync(kubeCheck))('is read by the rules of go-yaml without a complaint about a value', async () => {
    const { check, line } = await import(pathToFileURL(kubeCheck).href);
    const problems = check([{ file: 'a.yaml', text: textOf(CONFIG) }]);
    expect(problems.map(line)).toEqual([]);
  });

  const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
  if (!hasKubectl) console.log('skipped: kubectl does not read hostile YAML, since it is not here');
  test.skipIf(!hasKubectl)('comes out of the real kubectl as it went in', () => {
    // what kustomize itself writes of U+007F to U+009F it cannot read again
    const texts = HOSTILE.filter((text) => !/[\u007f-\u009f]/.test(text));
    const [, text = ''] = [...emitAll(emissionWith('plain', texts))].find(([path]) => CONFIG.test(path)) ?? [];
    const at = join(folder, 'kustomize');
    writeFiles(
      new Map([
        ['texts.yaml', text],
        ['kustomization.yaml', 'resources: [texts.yaml]\n'],
      ]),
      at,
    );
    const { stdout, stderr, status } = spawnSync('kubectl', ['kustomize', '.'], { cwd: at, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(parse(stdout, { version: '1.1' }).data).toEqual(Object.fromEntries(texts.map((one, i) => [`k${i}`, one])));
  });
});

test('JSON is JSON, and a description in it is the text', () => {
  const json = [...all].filter(([path]) => path.endsWith('.json'));
  expect(json.length).toBeGreaterThan(2);
  for (const [, text] of json) JSON.parse(text);
  expect(
    JSON.parse(textOf(/^roles\/.*\.json$/)).Description ?? JSON.parse(textOf(/^roles\/.*\.json$/)).description,
  ).toBe(HOSTILE.join(' '));
});

test('bash parses the scripts, and no line of a text begins one of theirs', () => {
  for (const [path, text] of [...all].filter(([name]) => name.endsWith('.sh'))) {
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect({ path, lines: text.match(/^(?:lines|return|-rf|touch pwned).*$/gm) }).toEqual({ path, lines: null });
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
  }
});

/** RFC 4180: rows of cells; a quoted cell may hold commas, line ends and doubled quotes. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',' && end !== '') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

test('CSV has one row for each call and one cell for each text, none of which a spreadsheet takes for a formula', () => {
  const texts = [...HOSTILE, '=1+1', '+1', '-1', '@SUM(A1)', 'a "b", c', '"', ','];
  const plan = planOf(
    (adder) => {
      for (const says of texts)
        adder.flow({
          from: says,
          to: 'mcr.microsoft.com',
          protocol: 'Https',
          ports: [443],
          why: says,
          required: true,
          evidence: 'read',
        });
    },
    { owners: { firewall: 'Fire' } },
  );
  const [, csv = ''] = [...emitAll(emissionOf(plan))].find(([path]) => path.endsWith('/firewall.csv')) ?? [];
  const [head = [], ...rows] = parseCsv(csv);
  expect(head).toEqual(['from', 'source', 'to', 'protocol', 'ports', 'needed', 'verified', 'why']);
  const cell = (says: string): string => oneLine(says).replace(/^(?=[=+\-@])/, "'");
  // no subnet of the plan is such a place: then its words stand for the range
  const wanted = plan.flows.map(({ from, why }) => [
    cell(from),
    cell(from),
    'mcr.microsoft.com',
    'Https',
    '443',
    'yes',
    'yes',
    cell(why),
  ]);
  expect(rows).toEqual(wanted);
  expect(rows.length).toBeGreaterThan(30);
});

const compiler = await openCompiler();
describe.skipIf(compiler === undefined)('Bicep', () => {
  afterAll(() => compiler?.close());

  test('compiles without a word, and each text is one literal in what would be deployed', async () => {
    const at = join(folder, 'bicep');
    writeFiles(all, at);
    const file = join(at, 'bicep', 'main.bicepparam');
    const { diagnostics } = (await compiler?.buildParams(file)) ?? { diagnostics: ['not built'] };
    expect(diagnostics).toEqual([]);
    const ids = {
      subscriptionId: HEAD.subscription,
      tenantId: HEAD.tenant ?? '',
      location: 'westeurope',
      deploymentName: 'test',
    };
    const { predictedResources = [] } = (await compiler?.snapshot(file, ids)) ?? {};
    const tags = new Map(predictedResources.map((one) => [one.name, one['tags'] as Readonly<Record<string, string>>]));
    for (const [i, text] of HOSTILE.entries())
      expect(tags.get(`id-${i}`)).toMatchObject({ literal: text, value: text, [`key ${text}`]: 'x' });
    expect(predictedResources.length).toBe(HOSTILE.length + 2);
  });
});

/** The kinds of all parts of a Markdown document, in order; text beside text is one. */
const PARTS = `
import json, sys
from markdown_it import MarkdownIt
md = MarkdownIt('commonmark', {'html': True}).enable(['table', 'strikethrough'])
def parts(text):
    out = []
    for token in md.parse(text):
        for one in (token.children or []) if token.type == 'inline' else [token]:
            name = 'text' if one.type == 'text_special' else one.type
            if not (name == 'text' and out and out[-1] == 'text'): out.append(name)
    return out
json.dump([parts(text) for text in json.load(sys.stdin)], sys.stdout)
`;
const checkov = findCheckov();
const python = checkov === undefined ? undefined : join(dirname(realpathSync(checkov)), 'python');
const hasParser = python !== undefined && spawnSync(python, ['-c', 'import markdown_it']).status === 0;
if (!hasParser) console.log('skipped: no parser of Markdown is here (test/tools/install.sh)');

describe.skipIf(!hasParser)('Markdown', () => {
  const documents = (says: string): ReadonlyMap<string, string> =>
    new Map([...emitAll(emissionWith(says, ['x']))].filter(([path]) => path.endsWith('.md')));
  let parts: readonly (readonly string[])[];
  const texts = KEYS.map((text) => `a ${text} b`).concat(KEYS.filter((text) => oneLine(text).trim() === text));
  const plain = [...documents('plain')];
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    const input = join(folder, 'documents.json');
    writeFileSync(
      input,
      JSON.stringify([...plain, ...texts.flatMap((text) => [...documents(text)])].map(([, text]) => text)),
    );
    const { stdout, stderr } = spawnSync('sh', ['-c', `"$0" -c "$1" <"$2"`, python as string, PARTS, input], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    expect(stderr).toBe('');
    parts = JSON.parse(stdout);
  });

  test('has the same parts whatever the texts are: no heading, list, cell, link, markup or HTML more', () => {
    expect(plain.length).toBeGreaterThan(1);
    for (const [i, text] of texts.entries())
      for (const [j, [path]] of plain.entries())
        expect({ text, path, parts: parts[plain.length * (i + 1) + j] }).toEqual({ text, path, parts: parts[j] });
  });
});
