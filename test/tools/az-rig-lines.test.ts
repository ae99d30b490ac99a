import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scriptFor } from '../../src/emit/bash/index.ts';
import { handoverTeams } from '../../src/emit/teams.ts';
import { RIG, whyNoRig } from './az-rig.ts';
import { legalPlans } from './legal-plans.ts';
import { emissionsOfProfiles } from './profiles.ts';

const why = whyNoRig();
if (why !== undefined) console.log(`skipped: az does not judge command lines, since ${why}`);

const folder = mkdtempSync(join(tmpdir(), 'aks-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the scripts of every owner print in a dry run: plain commands. */
function printed(name: string, emission: Parameters<typeof scriptFor>[0]): string {
  return [undefined, ...handoverTeams(emission.plan)]
    .flatMap((owner, i) => {
      const files = scriptFor(emission, owner);
      const at = join(folder, name, String(i));
      for (const [path, content] of files) {
        mkdirSync(dirname(join(at, path)), { recursive: true });
        writeFileSync(join(at, path), content);
      }
      return ['setup.sh', 'cleanup.sh'].filter((script) => files.has(script)).map((script) => join(at, script));
    })
    .map((script) =>
      execFileSync('bash', [script, '--what-if'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
    .join('\n');
}

interface Verdict {
  readonly status: string;
  readonly argv?: readonly string[];
  readonly text?: string;
}

describe.skipIf(why !== undefined)('command lines, judged by the parser and the validators of az', () => {
  test('of every profile and of random legal plans: none is refused', () => {
    const all = [
      ...emissionsOfProfiles(),
      ...legalPlans(25).map(({ emission }, i) => [`random ${i}`, emission] as const),
    ];
    const files = all.map(([name, emission]) => {
      const file = join(folder, `${name}.sh`);
      // what Azure will choose stands in the place of an id
      writeFileSync(
        file,
        printed(name, emission).replace(/'?<[A-Za-z0-9]+\.[A-Za-z.]+>'?/g, '3c9a5f2e-0000-4000-8000-7b1d4e8f6a30'),
      );
      return file;
    });
    const { stdout } = spawnSync(join(RIG, 'azcheck'), ['--handlers', '--all', '--json', ...files], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const verdicts = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Verdict);
    expect(verdicts.length).toBeGreaterThan(500);
    const refused = verdicts.filter((one) => !['ok', 'network'].includes(one.status));
    expect(new Set(refused.map((one) => `${one.argv?.slice(0, 4).join(' ')}: ${one.text}`))).toEqual(new Set());
  });
});
