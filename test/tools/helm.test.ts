import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Helm programs, of several versions where they are here: their paths, apart by colons. */
const programs = (process.env['AKS_SETUP_HELM'] ?? 'helm').split(':');

const helm = (program: string, args: readonly string[]): string => {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout : '';
};

const here = programs.filter((program) => helm(program, ['version', '--short']) !== '');
if (here.length === 0) console.log('skipped: helm is not here (AKS_SETUP_HELM names one or more, apart by colons)');

/** What the stand-in takes: `list --filter=` and the like. */
const taken = [
  ...readFileSync(join(import.meta.dirname, '../helpers/fake-helm.sh'), 'utf8').matchAll(
    /^ {2}([a-z-]+)\) known="\$known (.*)" ;;$/gm,
  ),
].flatMap(([, command = '', options = '']) => options.split(' ').map((option) => [command, option] as const));

test('the helm of the tests takes options', () => {
  expect(taken.length).toBeGreaterThan(10);
});

describe.each(here)('%s', (program) => {
  test.each(taken)('has what the helm of the tests takes: %s %s', (command, option) => {
    const options = helm(program, [...command.split('-'), '--help']).match(/^Flags:\n(.*?)^Global Flags:/ms)?.[1] ?? '';
    const name = option.replace('=', '');
    // `--wait Strategy[=watcher]` takes a value only behind "="
    const found = options.match(new RegExp(`^ +(?:-\\w, )?${name}(?: \\w+(?:\\[=\\w+\\])?)?(?= {2,})`, 'm'))?.[0];
    expect({ option, takesValue: found && / \w+$/.test(found.replace(/^ +(?:-\w, )?/, '')) }).toEqual({
      option,
      takesValue: option.endsWith('='),
    });
  });
});
