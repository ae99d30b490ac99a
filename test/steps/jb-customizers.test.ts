import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from '../../src/core/parse.ts';
import { BASE_IMAGES } from '../../steps/facts/image-builder.ts';
import type { Tool } from '../../steps/facts/jump-box-tools.ts';
import { customizersFor, type Recipe, validatorsFor } from '../../steps/jb/customizers.ts';
import { quoted, type ShellStep } from '../../steps/jb/shell.ts';
import { RELEASE_FILE } from '../../steps/jb/tool-commands.ts';
import { sourceOf, toolHashes, toolVersions } from '../../steps/jb/tools.ts';

const BASE = BASE_IMAGES[0];
if (!BASE) throw new Error('there is no base image');
const ARCHIVE = '#!/bin/sh\necho "Version v0.50.1"\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const recipe = (...tools: readonly (readonly [Tool, string, string?])[]): Recipe => ({
  base: BASE,
  upgrade: true,
  installations: tools.map(([tool, version, hash]) => ({
    tool,
    version,
    source: sourceOf(tool, 'apt'),
    sha256: hash,
  })),
});
const EVERYTHING = recipe(
  ['az', '2.91.0'],
  ['kubectl', '1.35'],
  ['kubelogin', '0.2'],
  ['helm', '4.2.0'],
  ['terraform', '1.13.5'],
  ['flux', '2.7.0', '0'.repeat(64)],
  ['k9s', '0.50.1', '0'.repeat(64)],
  ['azwi', '1.5.1', '0'.repeat(64)],
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aks-setup-customizers-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program on the PATH of the step. */
function program(name: string, body: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

/** Runs a step as the service does, with files of the system standing in the folder of the test. */
function run(step: ShellStep): { readonly exit: number | null; readonly err: string } {
  const script = step.inline.join('\n').replaceAll(RELEASE_FILE, join(folder, 'release'));
  const ran = spawnSync('sh', ['-e', '-c', script], {
    env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, HOME: folder, TMPDIR: folder },
    encoding: 'utf8',
  });
  return { exit: ran.status, err: ran.stderr };
}

const stepNamed = (steps: readonly ShellStep[], part: string): ShellStep => {
  const found = steps.find((one) => one.name.includes(part));
  if (!found) throw new Error(`there is no step ${part}`);
  return found;
};

describe('every step', () => {
  test('is a script that a POSIX shell reads, and stops at the first failure', () => {
    for (const step of [...customizersFor(EVERYTHING), ...validatorsFor(EVERYTHING)]) {
      execFileSync('sh', ['-n', '-c', step.inline.join('\n')]);
      expect(step.inline[0]).toBe('set -e');
    }
  });

  test('never restarts sshd, never sets a firewall, never pipes a download into a shell', () => {
    const all = customizersFor(EVERYTHING)
      .flatMap((step) => step.inline)
      .join('\n');
    expect(all).not.toMatch(/(?:restart|reload) ssh|ufw|iptables|\|\s*(?:sudo )?(?:ba)?sh\b/);
  });
});

describe('a quoted word', () => {
  test('is one word of the shell, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const word = text.replaceAll('\0', '').toWellFormed();
        const out = execFileSync('sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' });
        expect(out).toBe(word);
      }),
      { numRuns: 60 },
    );
  });
});

describe('versions and hashes', () => {
  test.each([
    '1.35; reboot',
    '$(id)',
    '1.35`id`',
    '1.35\n1.36',
    "1.35'",
    '1.35 --allow-unauthenticated',
    '-1.35',
    '1',
    '1.2.3.4',
  ])('that hold more than digits and dots are refused: %j', (version) => {
    expect(parse(toolVersions.kind, { kubectl: version })).toHaveProperty('faults');
  });

  test('are taken where they are plain', () => {
    expect(parse(toolVersions.kind, { kubectl: '1.35', az: '2.91.0' })).toEqual({
      value: { kubectl: '1.35', az: '2.91.0' },
    });
    expect(parse(toolHashes.kind, { k9s: `${'0'.repeat(63)}'` })).toHaveProperty('faults');
  });

  test('of a tool that is not offered are refused', () => {
    expect(parse(toolVersions.kind, { osm: '1.0.0' })).toHaveProperty('faults');
  });
});

describe('signed feeds', () => {
  const steps = customizersFor(EVERYTHING);

  test('are added one by one, Microsoft’s whole catalogue last', () => {
    const names = steps.map((step) => step.name).filter((name) => name.includes('from the feed'));
    expect(names).toHaveLength(5);
    expect(names.at(-1)).toBe('kubelogin from the feed microsoftProd');
  });

  test('trust the key with the known fingerprint alone, and pin what they install', () => {
    const { inline } = stepNamed(steps, 'kubectl from the feed');
    const text = inline.join('\n');
    expect(text).toContain("--export 'DE15B14486CD377B9E876E1A234654DA9A296436'");
    expect(text).toContain("'URIs: https://pkgs.k8s.io/core:/stable:/v1.35/deb/'");
    expect(text).toContain("'kubectl=1.35.*'");
    expect(text).toContain("apt-mark hold 'kubectl'");
  });

  test('follow the minor of kubectl, not of the cluster', () => {
    const text = stepNamed(customizersFor(recipe(['kubectl', '1.34.2'])), 'kubectl').inline.join('\n');
    expect(text).toContain('/v1.34/deb/');
    expect(text).toContain("'kubectl=1.34.2-*'");
  });

  test('stop the build where the downloaded key is another one', () => {
    program('sudo', 'exit 0');
    program('curl', 'while [ $# -gt 0 ]; do case "$1" in --output) echo key >"$2" ;; esac; shift; done');
    // gpg that exports nothing, as it does for a fingerprint that it has not
    program('gpg', 'exit 0');
    expect(run(stepNamed(steps, 'kubectl from the feed')).exit).not.toBe(0);
  });
});

describe('an archive', () => {
  const installs = (hash: string) => stepNamed(customizersFor(recipe(['k9s', '0.50.1', hash])), 'k9s');

  beforeEach(() => {
    mkdirSync(join(folder, 'made'));
    writeFileSync(join(folder, 'made', 'k9s'), ARCHIVE);
    execFileSync('tar', ['-czf', join(folder, 'k9s.tar.gz'), '-C', join(folder, 'made'), 'k9s']);
    program('sudo', `while [ $# -gt 1 ]; do last="$1"; shift; done; cp "$last" "${folder}/installed"`);
    program(
      'curl',
      `while [ $# -gt 0 ]; do case "$1" in --output) cp "${folder}/k9s.tar.gz" "$2" ;; esac; shift; done`,
    );
  });

  test('is installed where its SHA-256 is the one that was given', () => {
    const hash = createHash('sha256')
      .update(readFileSync(join(folder, 'k9s.tar.gz')))
      .digest('hex');
    expect(run(installs(hash))).toMatchObject({ exit: 0 });
    expect(readFileSync(join(folder, 'installed'), 'utf8')).toBe(ARCHIVE);
  });

  test('stops the build where it is another one', () => {
    const ran = run(installs(sha256('something else')));
    expect(ran.exit).not.toBe(0);
    expect(() => readFileSync(join(folder, 'installed'))).toThrow();
  });
});

describe('the validation', () => {
  const [probe] = validatorsFor(recipe(['kubectl', '1.35'], ['k9s', '0.50.1', '0'.repeat(64)]));
  if (!probe) throw new Error('there is no validation');

  beforeEach(() => {
    program('sudo', 'exit 0');
    program('k9s', 'echo "Version v0.50.1"');
    program('kubectl', `echo '{"clientVersion":{"gitVersion":"v1.35.3"}}'`);
    writeFileSync(join(folder, 'release'), 'base=ubuntu-24.04\nkubectl=1.35.3-1.1\nk9s=0.50.1\n');
  });

  test('lets an image pass whose tools say the versions that were installed', () => {
    expect(run(probe)).toMatchObject({ exit: 0 });
  });

  test('stops an image whose tool says another version, and names it', () => {
    program('kubectl', `echo '{"clientVersion":{"gitVersion":"v1.36.0"}}'`);
    expect(run(probe)).toMatchObject({ exit: 1, err: expect.stringContaining('kubectl') });
  });

  test('stops an image without the tool, and one without the release file', () => {
    rmSync(join(folder, 'bin', 'k9s'));
    expect(run(probe).exit).not.toBe(0);
    program('k9s', 'echo "Version v0.50.1"');
    rmSync(join(folder, 'release'));
    expect(run(probe).exit).not.toBe(0);
  });
});
