import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptFor } from '../../../src/emit/bash/index.ts';
import { handoverTeams } from '../../../src/emit/teams.ts';
import { BASH } from '../../helpers/script-world.ts';
import { legalPlans } from '../../tools/legal-plans.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aks-setup-'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every random legal plan is a script that bash reads, for each of its owners, and that prints its commands', () => {
  for (const [i, { answers, emission }] of legalPlans(12).entries())
    for (const [j, owner] of [undefined, ...handoverTeams(emission.plan)].entries())
      for (const [path, content] of scriptFor(emission, owner)) {
        const file = join(folder, `${i}-${j}`, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
        if (!path.endsWith('.sh')) JSON.parse(content);
        else {
          const run = () =>
            execFileSync(BASH, path.startsWith('files/') ? ['-n', file] : [file, '--what-if'], {
              stdio: 'pipe',
              encoding: 'utf8',
            });
          expect(run, `${answers} ${path}`).not.toThrow();
        }
      }
}, 120_000);
