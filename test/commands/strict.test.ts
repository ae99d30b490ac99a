import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../helpers/run.ts';

const PRESET = readFileSync(join(import.meta.dirname, '../../profiles/starter-public.yaml'), 'utf8');
const LOCKED = readFileSync(join(import.meta.dirname, '../../profiles/virtual-nodes-locked.yaml'), 'utf8');

/** A preset with one place changed; what is looked for must be there. */
const over =
  (preset: string) =>
  (from: string | RegExp, to: string): string => {
    const changed = preset.replace(from, () => to);
    if (changed === preset) throw new Error(`the preset does not hold ${from}`);
    return changed;
  };
const starter = over(PRESET);
const locked = over(LOCKED);
const last = (text: string): string => `${PRESET}${text}\n`;
const accepted = (text: string): string => last(`acknowledged:\n${text}`);
const deep = (open: string, close: string, levels: number): string => `${open.repeat(levels)}1${close.repeat(levels)}`;

interface Malformed {
  readonly name: string;
  /** `«` marks the place that must be named; it is taken out. Without one: line 1, column 1. */
  readonly text: string;
  readonly says: RegExp;
  readonly fix: RegExp;
}
const row = (name: string, text: string, says: RegExp, fix: RegExp): Malformed => ({ name, text, says, fix });

const SECRET = 'AKtopsecret0123456789';
const syntax: readonly Malformed[] = [
  row('nothing', '', /is no map of keys/, /format: 1/),
  row('only comments', '# nothing\n', /is no map of keys/, /format: 1/),
  row('a list', '- format: 1\n', /is no map of keys/, /format: 1/),
  row('a text', 'hello\n', /is no map of keys/, /format: 1/),
  row(
    'an open bracket',
    starter('[20.50.0.0/24, cluster-egress]', '[20.50.0.0/24, cluster-egress\n  «net2: x'),
    /no valid YAML/,
    /Correct the line/,
  ),
  row('an open quote', starter('location: westeurope', 'location: "westeurope'), /no valid YAML/, /Correct the line/),
  row(
    'two colons in one line',
    starter('location: westeurope', 'location: «west: europe'),
    /no valid YAML/,
    /Correct the line/,
  ),
  row(
    'a key without a colon',
    starter('    location: westeurope', '    «location'),
    /no valid YAML/,
    /Correct the line/,
  ),
  row(
    'a wrong indentation',
    starter('    location: westeurope', '«   location: westeurope'),
    /no valid YAML/,
    /Correct the line/,
  ),
  row(
    'a tab that indents',
    starter('    location: westeurope', '«\tlocation: westeurope'),
    /no valid YAML|a tab is used/,
    /Indent with spaces|Correct the line/,
  ),
  row(
    'a text that begins with @',
    starter('location: westeurope', 'location: «@west'),
    /no valid YAML/,
    /quote a text/,
  ),
  row(
    'a merge key',
    starter('  base:\n', '  base:\n    «<<: { location: northeurope }\n'),
    /base\.<< is no decision/,
    /explain/,
  ),
  row(
    'an alias',
    starter('clusterName: starter-weu', 'clusterName: «*name'),
    /is an alias|no valid YAML/,
    /Write the value out|Correct the line/,
  ),
  row(
    'an anchor',
    starter('clusterName: starter-weu', 'clusterName: &name «starter-weu'),
    /&name is an anchor/,
    /Remove it/,
  ),
  row(
    'an alias of an anchor',
    starter('owners: {}', 'owners: &o {}\n    tags: «*o'),
    /\*o is an alias/,
    /Write the value out/,
  ),
  row(
    'a tag of YAML',
    starter('clusterName: starter-weu', 'clusterName: !!str «starter-weu'),
    /has the YAML tag/,
    /begins with !/,
  ),
  row('a tag of somebody', starter('clusterName: starter-weu', 'clusterName: «!env NAME'), /YAML tag/, /begins with !/),
  row('a second document', last('«---\nformat: 1'), /more than one YAML document/, /Remove the ---/),
  row('a directive that makes it YAML 1.1', `«%YAML 1.1\n---\n${PRESET}`, /has a YAML directive/, /begins with %/),
  row('a NUL', starter('starter-weu', 'starter-«\0weu'), /control character U\+0000/, /Remove it/),
  row('an escape sequence in a comment', last('# «\u001b[2J'), /control character U\+001B/, /Remove it/),
  row(
    'an escaped control character',
    starter('owner: platform', 'owner: «"plat\\u0007form"'),
    /control character U\+0007/,
    /Remove it/,
  ),
  row(
    'an escaped half of a character',
    starter('owner: platform', 'owner: «"plat\\ud800form"'),
    /control character U\+D800|no valid YAML/,
    /Remove it|Correct/,
  ),
  row(
    'a lone carriage return',
    starter('location: westeurope\n', 'location: westeurope«\r    x: y\n'),
    /control character U\+000D/,
    /Remove it/,
  ),
  row('more than 1 MiB', last(`# ${'x'.repeat(1024 * 1024)}`), /larger than 1 MiB/, /the right file/),
  row(
    'brackets a hundred thousand deep',
    last(`x: ${deep('[', ']', 100_000)}`).replace('['.repeat(13), `${'['.repeat(12)}«[`),
    /nested deeper/,
    /the right file/,
  ),
  row(
    'dashes fifty thousand deep',
    last(`x:\n${deep('- ', '', 50_000)}`).replace('- '.repeat(13), `${'- '.repeat(12)}«- `),
    /nested deeper/,
    /the right file/,
  ),
  row(
    'explicit keys fifty thousand deep',
    `${'? '.repeat(50_000)}1\n`.replace('? '.repeat(13), `${'? '.repeat(12)}«? `),
    /nested deeper/,
    /the right file/,
  ),
  row(
    'keys fourteen deep',
    last(Array.from({ length: 16 }, (_, i) => `${' '.repeat(i)}${i === 13 ? '«' : ''}k:`).join('\n')),
    /nested deeper/,
    /the right file/,
  ),
];

const keys: readonly Malformed[] = [
  row('no format', starter('format: 1\n', ''), /format is missing/, /Add the line: format: 1/),
  row('a format that is a text', starter('format: 1', 'format: «"1"'), /format must be 1/, /format: 1/),
  row('a newer format', starter('format: 1', 'format: «2'), /newer aks-setup wrote/, /Use that version/),
  row('an older format', starter('format: 1', 'format: «0'), /format must be 1/, /Write: format: 1/),
  row('a number as writer', starter(/writtenBy: .*/, 'writtenBy: «7'), /writtenBy must be text/, /written anew/),
  row('a misspelled block', starter('defaults:\n', '«default:\n'), /default is no key of a profile/, /mean defaults/),
  row('an area at the top', last('«vn:\n  maxPods: 3'), /vn is no key/, /under decisions/),
  row('a dotted id at the top', last('«api.exposure: public'), /api\.exposure is no key/, /under decisions/),
  row('a key twice at the top', last('«format: 1'), /stands twice/, /Keep one/),
  row('an area twice', starter('  node:\n', '  «base:\n    lifecycle: new\n  node:\n'), /stands twice/, /Keep one/),
  row(
    'an answer twice',
    starter('    location: westeurope\n', '    location: westeurope\n    «location: northeurope\n'),
    /stands twice/,
    /Keep one/,
  ),
  row(
    'a field of a record twice',
    starter('        mode: System\n', '        mode: System\n        «mode: User\n'),
    /stands twice/,
    /Keep one/,
  ),
  row(
    'a key that is a number',
    starter('environment: production', '«5: production'),
    /key that is no text/,
    /as a text/,
  ),
  row('a key that is a list', last('? «[a, b]\n: c'), /key that is no text/, /as a text/),
  row('a misspelled area', starter('  egress:\n', '  «egres:\n'), /egres is no area/, /mean egress/),
  row('an area that nobody knows', starter('  egress:\n', '  «zebra:\n'), /zebra is no area/, /The areas are base/),
  row(
    'a dotted id in a block',
    starter('  egress:\n', '  «api.runCommand: false\n  egress:\n'),
    /with a dot/,
    /Write api: and below it/,
  ),
  row(
    'a misspelled decision',
    starter('    exposure: public', '    «expsoure: public'),
    /api\.expsoure is no decision/,
    /mean api\.exposure/,
  ),
  row(
    'a decision of another area',
    starter('    location: westeurope\n', '    location: westeurope\n    «exposure: public\n'),
    /base\.exposure is no decision/,
    /mean|explain/,
  ),
  row(
    'decisions that are a list',
    starter(/decisions:[\s\S]*defaults:/, 'decisions: «[]\ndefaults:'),
    /decisions must be a map/,
    /such as base:/,
  ),
  row(
    'an area that is a text',
    starter('  egress:\n    type: loadBalancer\n', '  egress: «loadBalancer\n'),
    /egress must be a map/,
    /one a line/,
  ),
  row(
    'an empty area',
    starter('  egress:\n    type: loadBalancer\n', '  egress:«\n'),
    /egress must be a map/,
    /one a line/,
  ),
  row(
    'an answer in both blocks',
    starter('    tenant: subscription\n', '    tenant: subscription\n    «location: westeurope\n'),
    /in both decisions and defaults/,
    /Keep it under/,
  ),
];

const values: readonly Malformed[] = [
  row(
    'yes for a boolean',
    starter('runCommand: false', 'runCommand: «no'),
    /runCommand must be true or false, not "no"/,
    /Write false/,
  ),
  row('True as a text', starter('runCommand: false', 'runCommand: «"true"'), /must be true or false/, /Write true/),
  row(
    'a number for a boolean',
    starter('runCommand: false', 'runCommand: «0'),
    /must be true or false, not 0/,
    /explain api\.runCommand/,
  ),
  row(
    'nothing for a boolean',
    starter('runCommand: false', 'runCommand:«'),
    /must be true or false, not empty/,
    /explain/,
  ),
  row(
    'a version without quotes',
    starter('k8sVersion: "1.35"', 'k8sVersion: «1.30'),
    /must be text, not 1\.30/,
    /Write "1\.30"/,
  ),
  row('a zone without quotes', starter('zones: ["1", "2", "3"]', 'zones: [«1, "2"]'), /zones\[0\]/, /Write "1"/),
  row(
    'a misspelled option',
    starter('exposure: public-ranges', 'exposure: «public-range'),
    /must be one of/,
    /Write "public-ranges"/,
  ),
  row(
    'an option that nobody knows',
    starter('exposure: public-ranges', 'exposure: «zzzzzzzzzz'),
    /must be one of.*not "zzzzzzzzzz"/,
    /explain api\.exposure/,
  ),
  row(
    'a list for an option',
    starter('exposure: public-ranges', 'exposure: «[public]'),
    /must be one of.*not a list/,
    /explain/,
  ),
  row(
    'a text for a list',
    starter('[20.50.0.0/24, cluster-egress]', '«20.50.0.0/24'),
    /must be a list/,
    /Write \["20\.50\.0\.0\/24"\]/,
  ),
  row(
    'a range with host bits',
    starter('20.50.0.0/24', '«20.50.0.7/24'),
    /is a host in 20\.50\.0\.0\/24/,
    /Write "20\.50\.0\.0\/24"/,
  ),
  row(
    'an address for a range',
    starter('20.50.0.0/24', '«20.50.0.7'),
    /as a range it is 20\.50\.0\.7\/32/,
    /Write "20\.50\.0\.7\/32"/,
  ),
  row('a range twice', starter('cluster-egress]', '«20.50.0.0/24]'), /stands in the list already/, /explain/),
  row('a range of IPv6', starter('20.50.0.0/24', '«"2001:db8::/32"'), /must be an IPv4 range/, /explain/),
  row('a leading zero in a range', starter('20.50.0.0/24', '«20.050.0.0/24'), /must be an IPv4 range/, /explain/),
  row('an octet of 256', starter('20.50.0.0/24', '«20.256.0.0/24'), /must be an IPv4 range/, /explain/),
  row(
    'a range too wide',
    starter('podRange: 10.244.0.0/16', 'podRange: «10.0.0.0/4'),
    /a host in|must be between/,
    /Write|explain/,
  ),
  row(
    'an address that is none',
    starter('dnsServiceIp: 10.4.0.10', 'dnsServiceIp: «10.4.0'),
    /must be an IPv4 address/,
    /explain/,
  ),
  row('a GUID in capitals', starter('[3c9a5f2e-', '[«3C9A5F2E-'), /GUID in lower case/, /Write "3c9a5f2e/),
  row('a GUID that is none', starter(/subscription: 6f.*/, 'subscription: «sample'), /GUID in lower case/, /explain/),
  row(
    'an id of another type',
    locked(
      /privateDnsZoneId: (.*)\/privateDnsZones\/.*/,
      'privateDnsZoneId: «/subscriptions/6f2c1d8e-0000-4000-8000-5a3b9d7e1c20/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v',
    ),
    /must be a full resource id/,
    /explain/,
  ),
  row(
    'an id that a shell would take for its own',
    locked('privateDnsZones/private.westeurope.azmk8s.io', 'privateDnsZones/$(id)').replace(
      'privateDnsZoneId: ',
      'privateDnsZoneId: «',
    ),
    /must be a full resource id/,
    /explain/,
  ),
  row(
    'a number out of range',
    locked('maxPods: 100', 'maxPods: «1000000'),
    /maxPods must be a whole number/,
    /explain vn\.maxPods/,
  ),
  row('a number with a fraction', locked('maxPods: 100', 'maxPods: «1.5'), /whole number/, /explain/),
  row('a number as a text', locked('maxPods: 100', 'maxPods: «"100"'), /whole number.*not "100"/, /Write 100/),
  row('infinity', locked('maxPods: 100', 'maxPods: «.inf'), /whole number/, /explain/),
  row(
    'a name in capitals',
    starter('clusterName: starter-weu', 'clusterName: «starter weu!'),
    /clusterName must be/,
    /explain/,
  ),
  row(
    'a name too long',
    starter('clusterName: starter-weu', `clusterName: «${'x'.repeat(300)}`),
    /300 characters long/,
    /explain/,
  ),
  row(
    'a region with a space',
    starter('location: westeurope', 'location: «West Europe'),
    /location must be/,
    /Write "westeurope"/,
  ),
  row(
    'two records of one key',
    starter('      - name: user', '      - name: «system'),
    /pools\[1\]\.name "system" is used twice/,
    /explain/,
  ),
  row(
    'a field that a record does not have',
    starter('        mode: System', '        «mdoe: System'),
    /pools\[0\]\.mdoe no such field; did you mean mode/,
    /explain/,
  ),
  row(
    'a record without a field',
    starter(/ {6}- name: user\n {8}mode: User/, '      - «mode: User'),
    /pools\[1\] name is missing/,
    /explain/,
  ),
  row(
    'a text among records',
    starter('  api:\n', '      - «none\n  api:\n'),
    /must be a map that describes/,
    /explain/,
  ),
  row(
    'records that are a map',
    starter(/ {4}pools:[\s\S]*? {2}api:/, '    pools: «{}\n  api:'),
    /must be a list/,
    /explain/,
  ),
  row(
    'no record where one is needed',
    starter(/ {4}pools:[\s\S]*? {2}api:/, '    pools: «[]\n  api:'),
    /at least/,
    /explain/,
  ),
  row(
    'a field that does not apply',
    starter('        count: 3', '        min: 1\n        max: 3\n        «count: 3'),
    /pools\[0\]\.count does not apply/,
    /Remove|explain/,
  ),
  row(
    'a key of a map that nobody knows',
    starter('owners: {}', 'owners: { «cheese: x }'),
    /must be one of/,
    /explain base\.owners/,
  ),
  row('a number in a map of texts', starter('owner: platform', 'owner: «5'), /must be text, not 5/, /Write "5"/),
  row('a map for a text', starter('owner: platform', 'owner: «{ a: b }'), /must be text, not a map/, /explain/),
  row(
    'a tag name that Azure refuses',
    starter('owner: platform', '«"a<b": platform'),
    /tags\.a<b/,
    /explain base\.tags/,
  ),
  row(
    'a tag named __proto__ with a number',
    starter('owner: platform', '__proto__: «5'),
    /must be text, not 5/,
    /Write/,
  ),
];

const graph: readonly Malformed[] = [
  row(
    'an answer that is not due',
    starter('    exposure: public-ranges', '    exposure: public-ranges\n    «privateDnsZone: new'),
    /privateDnsZone is not asked with/,
    /Remove it, or change/,
  ),
  row(
    'a default that is not due',
    starter('    runCommand: false', '    runCommand: false\n    «publicFqdn: false'),
    /publicFqdn is not asked with/,
    /Remove it from defaults/,
  ),
  row(
    'a value that follows from others',
    starter('    exposure: public-ranges', '    exposure: public-ranges\n    «private: true'),
    /is no decision|follows from other answers/,
    /Remove|mean|explain/,
  ),
  row(
    'an older name',
    starter('    location: westeurope', '    «region: westeurope'),
    /base\.region is no decision/,
    /called base\.location|mean|explain/,
  ),
];

const secrets: readonly Malformed[] = [
  row(
    'a key named password',
    starter('    location: westeurope', `    location: westeurope\n    «password: ${SECRET}`),
    /looks like a secret/,
    /Remove it/,
  ),
  row('a key named clientSecret', last(`«clientSecret: ${SECRET}`), /looks like a secret/, /Remove it/),
  row(
    'a tag named connection-string',
    starter('owner: platform', `«connection-string: ${SECRET}`),
    /looks like a secret/,
    /Remove it/,
  ),
  row(
    'a private key',
    starter('owner: platform', `owner: «"-----BEGIN RSA PRIVATE KEY-----${SECRET}"`),
    /looks like a secret/,
    /Remove it/,
  ),
  row(
    'a connection string',
    starter('owner: platform', `owner: «"DefaultEndpointsProtocol=https;AccountKey=${SECRET}=="`),
    /looks like a secret/,
    /Remove it/,
  ),
  row(
    'a token for an option',
    starter('exposure: public-ranges', `exposure: «ghp_${SECRET}${SECRET}`),
    /looks like a secret/,
    /Remove it/,
  ),
  row(
    'a signature as a key',
    last(`«"https://x.blob.core.windows.net/?sig=${SECRET}": x`),
    /looks like a secret/,
    /Remove it/,
  ),
  row(
    'a secret on a line that is no YAML',
    starter('owner: platform', `owner: "x" «"AccountKey=${SECRET}"`),
    /no valid YAML/,
    /Correct the line/,
  ),
  row(
    'a secret in a reason',
    accepted(`  - rule: NP-9\n    for: { vn.enable: true }\n    because: «"AccountKey=${SECRET}"`),
    /looks like a secret/,
    /Remove it/,
  ),
];

const acknowledged: readonly Malformed[] = [
  row('accepted rules that are a map', last('acknowledged: «{}'), /acknowledged must be a list/, /- rule:/),
  row('an accepted rule that is a text', accepted('  - «NP-9'), /must be a map/, /rule:, for: and because:/),
  row(
    'an accepted rule without its name',
    accepted('  - «for: { vn.enable: true }\n    because: x'),
    /rule is missing/,
    /Name the rule/,
  ),
  row(
    'an accepted rule without a reason',
    accepted('  - «rule: NP-9\n    for: { vn.enable: true }'),
    /because is missing/,
    /Say why/,
  ),
  row(
    'an empty reason',
    accepted('  - rule: NP-9\n    for: { vn.enable: true }\n    because: «" "'),
    /because must be text/,
    /some words/,
  ),
  row(
    'an accepted rule without answers',
    accepted('  - «rule: NP-9\n    because: x'),
    /for is missing/,
    /such as for:/,
  ),
  row(
    'an accepted rule that is none',
    accepted('  - rule: «NP-99\n    for: { vn.enable: true }\n    because: x'),
    /is no rule/,
    /mean NP-/,
  ),
  row(
    'an accepted answer that is none',
    accepted('  - rule: NP-9\n    for: { «vn.enabel: true }\n    because: x'),
    /vn\.enabel is no decision/,
    /id of the decision/,
  ),
  row(
    'a field that acceptance does not have',
    accepted('  - rule: NP-9\n    for: { vn.enable: true }\n    because: x\n    «who: me'),
    /is no field/,
    /The fields are/,
  ),
  row(
    'a day that is none',
    accepted('  - rule: NP-9\n    for: { vn.enable: true }\n    because: x\n    until: «2027-02-30'),
    /must be a date/,
    /2027-12-31/,
  ),
  row(
    'an alias in an accepted answer',
    accepted('  - rule: NP-9\n    for: { vn.enable: &a «true, net.policy: *a }\n    because: x'),
    /is an anchor/,
    /Remove it/,
  ),
];

const MALFORMED = [...syntax, ...keys, ...values, ...graph, ...secrets, ...acknowledged];

function placeOf(text: string): string {
  const before = text.slice(0, Math.max(0, text.indexOf('«'))).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

test('there are at least sixty malformed profiles', () => {
  expect(MALFORMED.length).toBeGreaterThanOrEqual(60);
  expect(new Set(MALFORMED.map((one) => one.name)).size).toBe(MALFORMED.length);
});

describe.each(MALFORMED)('a profile with $name', ({ text, says, fix }) => {
  test('is refused with its place and a fix, and nothing is written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'p.yaml'), text.replace('«', ''));
    const { exit, out, err } = await run(['replay', 'p.yaml', '--out', 'out', '--emulator=sample'], { cwd: folder });
    expect({ exit, err }).toEqual({ exit: 2, err: '' });
    const lines = out.split('\n');
    const place = text.includes('«') ? placeOf(text) : '\\d+:\\d+';
    const at = lines.findIndex((line) => new RegExp(`p\\.yaml:${place} `).test(line) && says.test(line));
    if (text.length < 1024 * 1024) expect(at, out).toBeGreaterThan(0);
    expect(out).toMatch(says);
    expect(lines.slice(at + 1).find((line) => line.startsWith('      fix  '))).toMatch(fix);
    expect(out).not.toContain(SECRET);
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect(readdirSync(folder)).toEqual(['p.yaml']);
  });
});

describe('a profile with several things wrong', () => {
  const problemsOf = async (text: string, argv: readonly string[] = []): Promise<readonly { subject: string }[]> => {
    const { exit, out } = await run(['replay', '-', '--out', 'out', '--offline', '--json', ...argv], {
      cwd: temporaryFolder(),
      input: text,
    });
    expect(exit).toBe(2);
    return JSON.parse(out).profiles[0].problems;
  };

  test('is told all of them in one run, in the order of the file', async () => {
    const text = [
      [/writtenBy: .*/, 'writtenBy: 7'],
      ['location: westeurope', 'location: westeurope\n    location: northeurope'],
      ['clusterName: starter-weu', 'clusterName: &name starter-weu'],
      ['exposure: public-ranges', 'expsoure: public-ranges'],
      ['20.50.0.0/24', '20.50.0.7/24'],
      ['  egress:\n', '  egres:\n'],
      ['environment: production', 'environment: 5\n      password: x'],
      ['runCommand: false', 'runCommand: no'],
      ['k8sVersion: "1.35"', 'k8sVersion: 1.30'],
      ['tier: standard', 'tier: *name'],
    ].reduce((so: string, [from, to]) => over(so)(from as string | RegExp, to as string), PRESET);
    const subjects = (await problemsOf(text)).map((one) => one.subject);
    expect(subjects).toEqual([
      'writtenBy',
      'location',
      '&name',
      'api.expsoure',
      'api.authorizedRanges[0]',
      'egres',
      'base.tags.environment',
      'password',
      'api.runCommand',
      'patch.k8sVersion',
      '*name',
    ]);
  });

  test('is not told to remove answers that are due once the first mistake is corrected', async () => {
    const subjects = (await problemsOf(starter('exposure: public-ranges', 'exposure: public-rang'))).map(
      (one) => one.subject,
    );
    expect(subjects).toEqual(['api.exposure']);
  });

  test('is not judged by rules and checks', async () => {
    const { out } = await run(['check', '-', '--json', '--emulator'], {
      cwd: temporaryFolder(),
      input: starter('public-ranges', 'open'),
    });
    expect(JSON.parse(out).profiles[0]).toMatchObject({
      result: 'refused',
      exit: 2,
      rules: [],
      checks: [],
      missing: [],
      files: [],
    });
  });
});

describe('what looks odd and is right', () => {
  const written = async (text: string | Buffer): Promise<string> => {
    const folder = temporaryFolder();
    const { exit, out } = await run(['replay', '-', '--out', 'out', '--offline'], { cwd: folder, input: text });
    expect(exit, out).toBe(0);
    return readFileSync(join(folder, 'out/profile.yaml'), 'utf8');
  };

  test.each([
    ['a byte order mark at the beginning', `\ufeff${PRESET}`],
    ['lines that end with a carriage return', PRESET.replaceAll('\n', '\r\n')],
    ['no end of the last line', PRESET.trimEnd()],
    ['three dashes before it and three dots after it', `---\n${PRESET}...\n`],
    ['quotes around everything', PRESET.replace('location: westeurope', '"location": \'westeurope\'')],
  ])('%s', async (_, text) => {
    expect((await written(text)).replaceAll(/['"]/g, '')).toBe((await written(PRESET)).replaceAll(/['"]/g, ''));
  });

  test('thirteen brackets in comments and texts are no nesting', async () => {
    expect(await written(`${PRESET}# ${'['.repeat(40)} ${'{'.repeat(40)}\n`)).toContain('[[[[');
  });

  test('a file that is no UTF-8 is refused, from a file and from standard input', async () => {
    const folder = temporaryFolder();
    const bytes = Buffer.concat([Buffer.from(PRESET), Buffer.from([0x23, 0xff, 0xfe, 0x0a])]);
    writeFileSync(join(folder, 'p.yaml'), bytes);
    for (const file of ['p.yaml', '-']) {
      const { exit, out } = await run(['replay', file, '--out', 'out', '--offline'], { cwd: folder, input: bytes });
      expect({ exit, out }).toMatchObject({
        exit: 2,
        out: expect.stringMatching(/no UTF-8 text[\s\S]*fix {2}Save it as UTF-8/),
      });
    }
    expect(readdirSync(folder)).toEqual(['p.yaml']);
  });
});
